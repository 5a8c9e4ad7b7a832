#include "program.h"
#include "support/contents.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace sluice;

/// Whatever is wrong: a clear message, the exit status of the contract, and nothing left behind.
class TestBadInput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refused_data();
    void refused();
    void limits_data();
    void limits();
    void oneCpu();
    void cutTraceIsShownUpToTheCut();
    void cutTraceIsRecovered();
    void progressIsForTerminalsOnly();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] test::Ended underShell(const QString& before, const QStringList& arguments) const;
    void write(const char* name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QTemporaryDir m_folder;
    QByteArray m_trace;
};

void TestBadInput::initTestCase()
{
    QVERIFY(test::sluice({"run", "pipe.anonymous", "--for", "300ms", "-o", path("good.sluice")}).status == 0);
    QFile file(path("good.sluice"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_trace = file.readAll();
    write("cut.sluice", m_trace.left(m_trace.size() - 100));
    write("trace.png", m_trace);
    write("trace.gif", m_trace);
    QVERIFY(QFile::link(path("trace.gif"), path("link.gif")));
    write("text.sluice", "not a trace");
    write("empty.sluice", "");
    write("syntax.json", "{\n  \"id\": \"x.y\",\n  oops\n}");
    write("role.json", R"({"id": "x.y", "mechanism": "pipe",
        "processes": [{"name": "writer", "role": "wrier"}], "channels": [{"name": "pipe", "kind": "pipe"}]})");
}

void TestBadInput::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("words"); // each is in the message
    const auto row = [](const char* name, const QStringList& arguments, int status, const QStringList& words) {
        QTest::newRow(name) << arguments << status << words;
    };
    row("unknown lesson", {"run", "pipe.backpresure"}, 2, {"pipe.backpresure", "Did you mean pipe.backpressure"});
    row("unknown command", {"frobnicate"}, 2, {"frobnicate"});
    row("unknown option", {"run", "pipe.broken", "--frobnicate"}, 2, {"--frobnicate"});
    row("no time given", {"render", path("good.sluice"), "-o", path("a.png")}, 2, {"--at"});
    row("later command", {"trace", "ls"}, 2, {"not built yet"});
    row("unknown mechanism", {"compare", "pipe", "mailbox"}, 2, {"mailbox", "known are pipe, fifo"});
    row("nothing to compare", {"compare", "ring", "--wait", "poll", "--repeat", "1"}, 1,
        {"nothing could be compared", "poll"});
    row("unknown setting", {"run", "pipe.broken", "--set", "writer.sze=1"}, 2,
        {"writer.sze", "did you mean 'writer.size'"});
    row("setting out of bounds", {"run", "pipe.broken", "--set", "writer.size=0"}, 2, {"writer.size", "from 1 to"});
    row("JSON syntax", {"run", path("syntax.json")}, 1, {"syntax.json:3"});
    row("unknown role", {"run", path("role.json")}, 1, {"role.json:2", "/processes/0/role", "did you mean 'writer'"});
    row("no such trace", {"info", path("missing.sluice")}, 1, {"missing.sluice", "ENOENT"});
    row("recover a foreign file", {"recover", path("text.sluice")}, 1, {"not a trace", "offset 0"});
    row("foreign file", {"info", path("text.sluice")}, 1, {"not a trace", "offset 0"});
    row("empty file", {"state", path("empty.sluice"), "--at", "1s"}, 1, {"offset 0"});
    row("folder", {"events", m_folder.path()}, 1, {"not a regular file"});
    row("picture into nowhere", {"render", path("good.sluice"), "--at", "0.1s", "-o", "/nowhere/a.png"}, 1,
        {"/nowhere/a.png"});
    row("unknown picture", {"render", path("good.sluice"), "--at", "0.1s", "-o", path("a.bmp")}, 2,
        {".png, .svg or .pdf"});
    row("trace into nowhere", {"run", "pipe.broken", "--for", "1s", "-o", "/nowhere/a.sluice"}, 1,
        {"/nowhere/a.sluice"});
    const QString same = QStringLiteral("is the file that is read");
    row("a table over its trace", {"export", path("good.sluice"), "--to", "csv", "-o", path("good.sluice")}, 2, {same});
    row("a picture over its trace", {"render", path("trace.png"), "--at", "0.1s", "-o", path("trace.png")}, 2, {same});
    row("a film over its trace", {"record", path("trace.gif"), "-o", path("link.gif")}, 2, {same});
    row("a run over its scenario", {"run", path("role.json"), "-o", path("role.json")}, 2, {same});
    row("window without display", {}, 1, {"DISPLAY", "without a display"});
    row("lesson's window without display", {"pipe.broken"}, 1, {"DISPLAY"});
}

void TestBadInput::refused()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QStringList, words);
    const QStringList before = QDir(m_folder.path()).entryList(QDir::Files);
    const auto ended = test::sluice(arguments);
    QVERIFY2(ended.status == status, ended.err.constData());
    QVERIFY(ended.out.isEmpty());
    QVERIFY(ended.err.startsWith("sluice: "));
    for (const QString& word : words) QVERIFY2(QString::fromUtf8(ended.err).contains(word), ended.err.constData());
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), before); // no half file
    for (const char* read : {"good.sluice", "trace.png", "trace.gif"})
        QVERIFY2(test::contents(path(read)) == m_trace, read);
}

test::Ended TestBadInput::underShell(const QString& before, const QStringList& arguments) const
{
    return test::runProgram(QStringLiteral("/bin/sh"),
                            QStringList{"-c", before + QStringLiteral(R"( && exec "$0" "$@")"), test::sluicePath()}
                                + arguments);
}

void TestBadInput::limits_data()
{
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QString>("word");
    for (int files = 6; files <= 24; files += 3) // wherever on the way it strikes
        QTest::addRow("%d open files", files) << QStringLiteral("ulimit -n %1").arg(files) << "RLIMIT_NOFILE";
    QTest::newRow("tiny files") << "ulimit -f 2"
                                << "EFBIG";
}

void TestBadInput::limits()
{
    QFETCH(QString, limit);
    QFETCH(QString, word);
    const auto ended = underShell(limit, {"run", "pipe.backpressure", "--for", "300ms", "-o", path("limited.sluice")});
    QVERIFY2(ended.status == 1 || (ended.status == 0 && limit.contains("24")), ended.err.constData());
    if (ended.status == 1) QVERIFY2(QString::fromUtf8(ended.err).contains(word), ended.err.constData());
    QFile::remove(path("limited.sluice"));
}

void TestBadInput::oneCpu()
{
    const auto ended = underShell(QStringLiteral("command -v taskset >/dev/null && taskset -pc 0 $$ >/dev/null"),
                                  {"run", "pipe.backpressure", "--for", "300ms", "--json"});
    QVERIFY2(ended.status == 0, ended.err.constData());
    QVERIFY(ended.err.contains("only one CPU"));
    QVERIFY(nlohmann::json::parse(ended.out.toStdString()).at("lost") == 0);
}

void TestBadInput::cutTraceIsShownUpToTheCut()
{
    const auto ended = test::sluice({"info", path("cut.sluice"), "--json"});
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.err.contains("was cut off at byte"));
    const auto cut = nlohmann::json::parse(ended.out.toStdString()),
               whole = test::sluiceJson({"info", path("good.sluice")});
    QVERIFY(cut.at("stored") <= whole.at("stored"));
    QVERIFY(cut.at("stored") > 0);
}

void TestBadInput::cutTraceIsRecovered()
{
    write("damaged.sluice", m_trace.left(m_trace.size() - 100));
    const auto before = test::eventsOf(path("damaged.sluice"));
    QVERIFY(!before.empty());
    auto ended = test::sluice({"recover", path("damaged.sluice")});
    QVERIFY2(ended.status == 0, ended.err.constData());
    QVERIFY(ended.out.contains("damaged.sluice.orig"));
    ended = test::sluice({"info", path("damaged.sluice"), "--json"});
    QCOMPARE(ended.status, 0);
    QVERIFY(!ended.err.contains("cut off"));
    QVERIFY(test::eventsOf(path("damaged.sluice")) == before);
    QVERIFY(QFile(path("damaged.sluice.orig")).size() == m_trace.size() - 100);

    ended = test::sluice({"recover", path("damaged.sluice")});
    QCOMPARE(ended.status, 0);
    QVERIFY(ended.out.contains("nothing to recover"));
    write("damaged.sluice", m_trace.left(m_trace.size() - 200));
    ended = test::sluice({"recover", path("damaged.sluice")}); // the first original is not lost
    QCOMPARE(ended.status, 1);
    QVERIFY(ended.err.contains("in the way"));
}

void TestBadInput::progressIsForTerminalsOnly()
{
    const auto ended = test::sluice({"run", "pipe.broken", "--for", "300ms"});
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.err, QByteArray());
    QVERIFY(!ended.out.isEmpty());
}

SLUICE_TEST(TestBadInput, QCoreApplication)
#include "tst_bad_input.moc"
