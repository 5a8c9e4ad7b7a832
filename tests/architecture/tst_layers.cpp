#include "layers.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

using namespace sluice::architecture;

/// The order of the rooms, and that the check of it finds what it should.
class TestLayers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theHouseKeepsItsOrder();
    void breachesAreFound_data();
    void breachesAreFound();
    void whatIsAllowedIsNotReported();
    void sizes();
};

namespace {

void write(const QTemporaryDir& root, const QString& path, const QByteArray& text)
{
    const QString file = root.filePath(path);
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(text), text.size());
}

std::vector<std::string> violationsIn(const QTemporaryDir& root)
{
    return violations(readSources(root.path().toStdString()));
}

} // namespace

void TestLayers::theHouseKeepsItsOrder()
{
    const auto sources = readSources(SLUICE_SOURCE_DIR);
    QVERIFY(sources.size() > 100); // it did look at the house
    for (const std::string& violation : violations(sources)) QTest::qFail(violation.c_str(), __FILE__, __LINE__);
}

void TestLayers::breachesAreFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");

    QTest::newRow("backwards") << "engine/probe/a.cpp" << QByteArray("#include \"trace/trace_view.h\"\n")
                               << QByteArray("after it");
    QTest::newRow("indented") << "engine/base/a.h" << QByteArray("#  include   \"probe/event.h\"\n")
                              << QByteArray("after it");
    QTest::newRow("engine knows Qt") << "engine/state/a.h" << QByteArray("#include <QString>\n")
                                     << QByteArray("includes Qt");
    QTest::newRow("engine knows Qt by module")
        << "engine/state/a.h" << QByteArray("#include <QtCore/qstring.h>\n") << QByteArray("includes Qt");
    QTest::newRow("engine knows app") << "engine/analysis/a.cpp" << QByteArray("#include \"scene/scene.h\"\n")
                                      << QByteArray("after it");
    QTest::newRow("scene knows session") << "app/scene/a.cpp" << QByteArray("#include \"session/session.h\"\n")
                                         << QByteArray("running processes");
    QTest::newRow("record knows collector")
        << "app/record/a.h" << QByteArray("#include \"collector/collector.h\"\n") << QByteArray("running processes");
    QTest::newRow("through another header")
        << "app/timeline/a.cpp" << QByteArray("#include \"trace/recording.h\"\n") << QByteArray("running processes");
    QTest::newRow("new room") << "engine/cellar/a.cpp" << QByteArray("int a;\n") << QByteArray("not on the line");
    QTest::newRow("no room") << "app/scene/a.cpp" << QByteArray("#include \"theme.h\"\n") << QByteArray("in no room");
    QTest::newRow("wrong side") << "app/trace/a.cpp" << QByteArray("int a;\n") << QByteArray("wrong side");
}

void TestLayers::breachesAreFound()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    QTemporaryDir root;
    write(root, QStringLiteral("engine/trace/recording.h"), "#include \"session/session.h\"\n");
    write(root, QStringLiteral("engine/session/session.h"), "#include \"base/id.h\"\n");
    QVERIFY(violationsIn(root).empty());
    write(root, file, text);
    const auto found = violationsIn(root);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY2(found[0].find(says.toStdString()) != std::string::npos, found[0].c_str());
    QVERIFY2(found[0].starts_with(file.toStdString()), found[0].c_str());
}

void TestLayers::whatIsAllowedIsNotReported()
{
    QTemporaryDir root;
    write(root, QStringLiteral("engine/base/id.h"),
          "#include <vector>\n// #include \"scene/scene.h\" is only a comment\n");
    write(root, QStringLiteral("app/cli/run.cpp"), "#include \"trace/recording.h\"\n#include <QString>\n");
    write(root, QStringLiteral("app/main.cpp"), "#include \"widgets/window_command.h\"\n");
    QCOMPARE(violationsIn(root), std::vector<std::string>());
}

/// A file that has grown beyond what one reads in one go holds more than one thing.
void TestLayers::sizes()
{
    auto sources = readSources(SLUICE_SOURCE_DIR);
    std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.lines > b.lines; });
    std::size_t lines = 0;
    for (const SourceFile& source : sources) lines += source.lines;
    qInfo("%zu files, %zu lines; the longest:", sources.size(), lines);
    for (std::size_t i = 0; i < std::min<std::size_t>(10, sources.size()); ++i)
        qInfo("%6zu  %s", sources[i].lines, sources[i].path.c_str());
    QVERIFY(sources[0].lines <= 450);
}

SLUICE_TEST(TestLayers)
#include "tst_layers.moc"
