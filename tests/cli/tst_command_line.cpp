#include "cli/command_line.h"
#include "support/test_class.h"

#include <vector>

using namespace sluice;
using namespace sluice::cli;

namespace {

std::variant<Request, Answer> read(const QStringList& words)
{
    std::vector<std::string> arguments;
    for (const QString& word : words) arguments.push_back(word.toStdString());
    return readCommandLine(arguments);
}

} // namespace

/// The command line is a contract: what each line means, and what is refused with which status.
class TestCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understood_data();
    void understood();
    void comparisons_data();
    void comparisons();
    void allKindsOnce();
    void answered_data();
    void answered();
};

Q_DECLARE_METATYPE(sluice::cli::Request)

void TestCommandLine::understood_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<Request>("meaning");
    const auto row = [](const char* line, const Request& meaning) {
        QTest::newRow(*line ? line : "nothing") << QString::fromUtf8(line).split(' ', Qt::SkipEmptyParts) << meaning;
    };
    row("", ShowWindow{});
    row("pipe.broken", ShowWindow{"pipe.broken"});
    row("a.sluice", ShowWindow{"a.sluice"});
    row("list", ListLessons{});
    row("list --json", ListLessons{Format::ForMachines});
    row("run pipe.broken", RunLesson{.lesson = "pipe.broken", .settings = {}, .output = {}});
    row("run pipe.broken --for 3s -o a.sluice --json",
        RunLesson{"pipe.broken", seconds(3), {}, "a.sluice", Format::ForMachines});
    row("run --set a=1 --set b=2 pipe.broken",
        RunLesson{"pipe.broken", seconds(5), {"a=1", "b=2"}, {}, Format::ForPeople});
    row("info a.sluice", ShowInfo{"a.sluice"});
    row("info a.sluice --json", ShowInfo{"a.sluice", Format::ForMachines});
    row("events a.sluice --json", ShowEvents{"a.sluice", Format::ForMachines});
    row("state a.sluice --at 1.5s --json", ShowState{"a.sluice", TraceTime{1'500'000'000}, Format::ForMachines});
    row("render a.sluice --at 250ms -o a.svg",
        RenderPicture{"a.sluice", {TraceTime{250'000'000}}, "a.svg", {}, Look::Dark});
    row("render pipe.broken --at 1 -o a.PNG.png --size 640x480 --theme light",
        RenderPicture{"pipe.broken", {TraceTime{1'000'000'000}}, "a.PNG.png", PictureSize{640, 480}, Look::Light});
    row("render a.sluice --at 1s,1.5s -o a.pdf --what stage --columns 2",
        RenderPicture{.source = "a.sluice",
                      .at = {TraceTime{1'000'000'000}, TraceTime{1'500'000'000}},
                      .output = "a.pdf",
                      .size = {},
                      .what = Show::Stage,
                      .columns = 2});
    row("render a.sluice --what timeline --from 1ms --to 2ms -o a.svg", RenderPicture{.source = "a.sluice",
                                                                                      .at = {},
                                                                                      .output = "a.svg",
                                                                                      .size = {},
                                                                                      .what = Show::Timeline,
                                                                                      .from = TraceTime{1'000'000},
                                                                                      .to = TraceTime{2'000'000}});
    row("record a.sluice -o a.mp4", RecordFilm{.source = "a.sluice", .output = "a.mp4"});
    row("render pipe.broken --at 1 -o a.png --language de", RenderPicture{.source = "pipe.broken",
                                                                          .at = {TraceTime{1'000'000'000}},
                                                                          .output = "a.png",
                                                                          .size = {},
                                                                          .language = words::Language::German});
    row("record pipe.broken -o a.webm --from 1s --to 2s --speed 0.5 --fps 60 --size 640x360 --theme light",
        RecordFilm{.source = "pipe.broken",
                   .output = "a.webm",
                   .from = TraceTime{1'000'000'000},
                   .to = TraceTime{2'000'000'000},
                   .speed = {FilmSpeed::Kind::Even, 0.5},
                   .rate = FrameRate{60, 1},
                   .size = {640, 360},
                   .look = Look::Light});
    row("record a.sluice -o a.gif --speed follow --hide captions,timeline --title Pipe",
        RecordFilm{.source = "a.sluice",
                   .output = "a.gif",
                   .speed = {FilmSpeed::Kind::FollowAction, 1},
                   .rate = FrameRate{25, 1},
                   .size = {960, 540},
                   .hidden = {Part::Captions, Part::Timeline},
                   .title = "Pipe"});
    row("export a.sluice --to perfetto -o a.pftrace", ExportTrace{"a.sluice", ExportTo::Perfetto, "a.pftrace"});
    row("export a.sluice --to csv -o a.csv", ExportTrace{"a.sluice", ExportTo::Csv, "a.csv"});
    row("export a.sluice --to race -o a.csv", ExportTrace{"a.sluice", ExportTo::Race, "a.csv"});
    row("doctor", AskDoctor{});
    row("doctor --json", AskDoctor{Format::ForMachines});
}

void TestCommandLine::understood()
{
    QFETCH(QStringList, words);
    QFETCH(Request, meaning);
    const auto result = read(words);
    const auto* answer = std::get_if<Answer>(&result);
    QVERIFY2(!answer, answer ? answer->text.c_str() : "");
    QVERIFY(std::get<Request>(result) == meaning);
}

/// The counts that suit a size, and those that were asked for.
void TestCommandLine::comparisons_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QList<qlonglong>>("counts"); // size, round trips, messages one way, times: of each plan
    const auto row = [](const char* line, const QList<qlonglong>& counts) {
        QTest::newRow(line) << QString::fromUtf8(line).split(' ') << counts;
    };
    row("compare pipe", {64, 300, 3000, 51});
    row("compare pipe --size 1048576", {1 << 20, 100, 100, 10});
    row("compare pipe --size 8,65536", {8, 300, 3000, 51, 65536, 300, 1024, 51});
    row("compare pipe --count 500", {64, 500, 5000, 30});
    row("compare pipe --count 100000", {64, 100'000, 1'000'000, 7});
    row("compare pipe --count 500 --repeat 5", {64, 500, 5000, 5});
    row("compare pipe --size sweep",
        {8,    300, 3000,  51,  64,   300, 3000,    51,  512, 300, 3000,    51,  4096, 300,
         3000, 51,  32768, 300, 2048, 51,  262'144, 256, 256, 16,  1 << 20, 100, 100,  10});
    row("compare pipe --size 1048576 --count 200", {1 << 20, 200, 200, 7});
}

void TestCommandLine::comparisons()
{
    QFETCH(QStringList, words);
    const auto result = read(words);
    const auto* request = std::get_if<Request>(&result);
    QVERIFY(request);
    QList<qlonglong> counts;
    for (const compare::Plan& plan : std::get<CompareMechanisms>(*request).plans)
        counts << plan.size << plan.roundTrips << plan.messages << plan.repetitions;
    QTEST(counts, "counts");
}

void TestCommandLine::allKindsOnce()
{
    const auto result = read({"compare", "tcp", "all", "pipe"});
    const auto* request = std::get_if<Request>(&result);
    QVERIFY(request);
    const auto& lanes = std::get<CompareMechanisms>(*request).plans.at(0).lanes;
    QCOMPARE(lanes.size(), mechanisms::throughs);
    QCOMPARE(lanes.front(), compare::Through::Tcp);
}

void TestCommandLine::answered_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* line, int status, const char* says) {
        QTest::newRow(line) << QString::fromUtf8(line).split(' ', Qt::SkipEmptyParts) << status << QByteArray(says);
    };
    row("--help", 0, "sluice");
    row("-h", 0, "doctor");
    row("run --help", 0, "--for");
    row("--version", 0, "sluice 0.");
    row("--nonsense", 2, "--nonsense");
    row("list --nonsense", 2, "--nonsense");
    row("list too many", 2, "too");
    row("run", 2, "LESSON");
    row("run a --for 3x", 2, "3x");
    row("run a --for", 2, "--for");
    row("run a --for 0", 2, "more than 0");
    row("run a --for -1s", 2, "-1s");
    row("run a --set", 2, "--set");
    row("run a --set writer.size", 2, "KEY=VALUE");
    row("info", 2, "FILE");
    row("events", 2, "FILE");
    row("state a.sluice", 2, "--at");
    row("state a.sluice --at soon", 2, "soon");
    row("render a.sluice --at 1s", 2, "-o");
    row("render a.sluice -o a.png", 2, "--at");
    row("render a.sluice --at 1s -o a.jpg", 2, ".pdf");
    row("render a.sluice --at 1s -o png", 2, ".pdf");
    row("render a.sluice --at 1s -o a.png --size 1x1", 2, "--size");
    row("render a.sluice --at 1s -o a.png --theme blue", 2, "theme");
    row("render a.sluice --at 1s -o a.png --language fr", 2, "language");
    row("pipe.broken another", 2, "another");
    row("render a.sluice --at 1s -o a.png --what nothing", 2, "what");
    row("render a.sluice --at 1s, -o a.png", 2, "--at");
    row("render a.sluice --what timeline --from 1s -o a.png", 2, "--to");
    row("render a.sluice --what timeline --from 2s --to 1s -o a.png", 2, "later");
    row("record a.sluice", 2, "-o");
    row("record a.sluice -o a.mp4 --speed fast", 2, "fast");
    row("record a.sluice -o a.mp4 --fps 0", 2, "240");
    row("record a.sluice -o a.mp4 --from 2s --to 1s", 2, "later");
    row("record a.sluice -o a.mp4 --hide everything", 2, "hide");
    row("record a.sluice -o a.mp4 --size 1x1", 2, "--size");
    row("export a.sluice -o a.csv", 2, "--to");
    row("export a.sluice --to xml -o a.xml", 2, "--to");
    row("export a.sluice --to csv", 2, "-o");
    row("compare", 2, "KIND");
    row("compare pipe mailbox", 2,
        "known are pipe, fifo, mq, unix, tcp, pair, datagram, seqpacket, ring, signal, file");
    row("compare pipe --size 7", 2, "8 and 1048576");
    row("compare pipe --size 1048577", 2, "8 and 1048576");
    row("compare pipe --size 64,,8", 2, "--size: ''");
    row("compare pipe --count 0", 2, "round trips");
    row("compare pipe --count many", 2, "--count");
    row("compare pipe --repeat 0", 2, "repetitions");
    row("compare pipe --wait sleep", 2, "--wait");
    row("compare pipe --wait spin --pin one", 2, "spins");
    row("compare pipe --capacity 1", 2, "capacity");
    row("compare pipe -o a.doc", 2, ".svg");
    row("trace", 2, "not built yet");
    row("trace a.sluice --to b --help", 2, "not built yet");
}

void TestCommandLine::answered()
{
    QFETCH(QStringList, words);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    const auto result = read(words);
    const auto* answer = std::get_if<Answer>(&result);
    QVERIFY(answer);
    QCOMPARE(answer->status, status);
    QVERIFY2(answer->text.find(says.constData()) != std::string::npos, answer->text.c_str());
    QVERIFY(answer->text.ends_with('\n'));
}

SLUICE_TEST(TestCommandLine)
#include "tst_command_line.moc"
