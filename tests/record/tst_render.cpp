#include "record/render.h"
#include "scene/stage_states.h"
#include "support/contents.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImageReader>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace sluice;
using scene::Theme;
using test::contents;

namespace {

scene::Scene fullPipe()
{
    return test::StageState()
        .filled(16, 4096)
        .calling(1, probe::Call::Write, 4096, 17)
        .doing(1, state::Activity::Blocked)
        .scene();
}

} // namespace

class TestRender : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameSceneSameBytes_data();
    void sameSceneSameBytes();
    void themesAndScenesDiffer();
    void aPictureHasTheSizeAskedFor();
    void theSvgIsWellFormedAndNeedsNoFonts();
    void thePdfHasOnePageAndNoTimeOfDay();
    void errorsNameTheFile_data();
    void errorsNameTheFile();
    void aFailedWriteLeavesNothingBehind();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestRender::sameSceneSameBytes_data()
{
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"png", "svg", "pdf", "PNG"}) QTest::newRow(ending) << QString::fromLatin1(ending);
}

void TestRender::sameSceneSameBytes()
{
    QFETCH(QString, ending);
    const QString one = path(QStringLiteral("one.") + ending), two = path(QStringLiteral("two.") + ending);
    QVERIFY(record::renderFile(fullPipe(), Theme::get(Theme::Kind::Dark), {960, 540}, one));
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    QTRY_VERIFY(QDateTime::currentSecsSinceEpoch() > second); // what is written then must not tell the time
    QVERIFY(record::renderFile(fullPipe(), Theme::get(Theme::Kind::Dark), {960, 540}, two));
    QVERIFY(contents(one).size() > 5000);
    QVERIFY(contents(one) == contents(two));
}

void TestRender::themesAndScenesDiffer()
{
    const QImage dark = record::renderImage(fullPipe(), Theme::get(Theme::Kind::Dark), {960, 540});
    QVERIFY(dark != record::renderImage(fullPipe(), Theme::get(Theme::Kind::Light), {960, 540}));
    QVERIFY(dark != record::renderImage(test::StageState().scene(), Theme::get(Theme::Kind::Dark), {960, 540}));
}

void TestRender::aPictureHasTheSizeAskedFor()
{
    for (const QSize size : {QSize(1440, 680), QSize(500, 500), QSize(1920, 200)}) {
        QVERIFY(record::renderFile(fullPipe(), Theme::get(Theme::Kind::Light), size, path(QStringLiteral("a.png"))));
        const QImage image(path(QStringLiteral("a.png")));
        QCOMPARE(image.size(), size);
        QCOMPARE(image.pixelColor(0, 0), Theme::get(Theme::Kind::Light).color(scene::Tone::Background));
    }
}

void TestRender::theSvgIsWellFormedAndNeedsNoFonts()
{
    QVERIFY(record::renderFile(fullPipe(), Theme::get(Theme::Kind::Dark), {1440, 680}, path(QStringLiteral("a.svg"))));
    QXmlStreamReader xml(contents(path(QStringLiteral("a.svg"))));
    int paths = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        QVERIFY(xml.name() != QLatin1String("text"));
        paths += xml.name() == QLatin1String("path") ? 1 : 0;
        if (xml.name() == QLatin1String("svg"))
            QCOMPARE(xml.attributes().value(QLatin1String("viewBox")).toString(), QStringLiteral("0 0 1440 680"));
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(paths > 50);
}

void TestRender::thePdfHasOnePageAndNoTimeOfDay()
{
    QVERIFY(record::renderFile(fullPipe(), Theme::get(Theme::Kind::Dark), {1440, 680}, path(QStringLiteral("a.pdf"))));
    const QByteArray pdf = contents(path(QStringLiteral("a.pdf")));
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.contains("/Count 1"));
    QVERIFY(pdf.contains("/MediaBox [0 0 1080 510]") || pdf.contains("/MediaBox [0 0 1080.000000 510.000000]"));
    QVERIFY(!pdf.contains("(D:20"));
    QVERIFY(pdf.contains("(D:19700101000000"));
}

void TestRender::errorsNameTheFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    QTest::newRow("unknown ending") << QStringLiteral("a.bmp") << QSize(100, 100);
    QTest::newRow("no ending") << QStringLiteral("a") << QSize(100, 100);
    QTest::newRow("no such folder") << QStringLiteral("none/a.png") << QSize(100, 100);
    QTest::newRow("no size") << QStringLiteral("a.png") << QSize(0, 100);
}

void TestRender::errorsNameTheFile()
{
    QFETCH(QString, name);
    QFETCH(QSize, size);
    const auto result = record::renderFile(fullPipe(), Theme::get(Theme::Kind::Dark), size, path(name));
    QVERIFY(!result);
    QVERIFY(result.error().describe().find(path(name).toStdString()) != std::string::npos);
}

void TestRender::aFailedWriteLeavesNothingBehind()
{
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("taken.png")));
    const QStringList before = QDir(m_folder.path()).entryList();
    QVERIFY(
        !record::renderFile(fullPipe(), Theme::get(Theme::Kind::Dark), {100, 100}, path(QStringLiteral("taken.png"))));
    QCOMPARE(QDir(m_folder.path()).entryList(), before);
}

SLUICE_TEST(TestRender, QGuiApplication)
#include "tst_render.moc"
