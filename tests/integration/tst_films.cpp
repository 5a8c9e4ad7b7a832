#include "program.h"
#include "support/contents.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace sluice;
using test::contents;

namespace {

/// What ffprobe says of a film: its first video stream, the file's format, its chapters. Frames are really counted.
nlohmann::json ffprobe(const QString& file)
{
    const auto ended =
        test::runProgram(QStringLiteral("ffprobe"), {"-v", "error", "-count_frames", "-show_streams", "-show_format",
                                                     "-show_chapters", "-of", "json", file});
    if (ended.status != 0) qWarning("ffprobe: %s", ended.err.constData());
    auto told = nlohmann::json::parse(ended.out.toStdString(), nullptr, false);
    for (const auto& stream : told.value("streams", nlohmann::json::array()))
        if (stream.at("codec_type") == "video") told["video"] = stream;
    return told;
}

/// PSNR in dB of a film's frame against the picture that was painted for that moment, in the film's own colours.
double psnr(const QString& film, int frame, const QString& painted)
{
    const QString graph =
        QStringLiteral("[0:v]select=eq(n\\,%1),format=yuv420p,setpts=0[film];"
                       "[1:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setpts=0[painted];"
                       "[film][painted]psnr")
            .arg(frame);
    const auto ended =
        test::runProgram(QStringLiteral("ffmpeg"), {"-hide_banner", "-nostats", "-i", film, "-i", painted, "-lavfi",
                                                    graph, "-frames:v", "1", "-f", "null", "-"});
    static const QRegularExpression average(QStringLiteral("PSNR .*average:([0-9.]+|inf)"));
    const auto found = average.match(QString::fromUtf8(ended.err));
    if (!found.hasMatch()) qWarning("ffmpeg: %s", ended.err.constData());
    return found.captured(1) == QLatin1String("inf") ? 100 : found.captured(1).toDouble();
}

QStringList everythingIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

/// Films from the command line, looked at by other programs. None of it needs a display.
class TestFilms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void otherProgramsSeeWhatWasAskedFor_data();
    void otherProgramsSeeWhatWasAskedFor();
    void aVideoIsReadyToBeShown();
    void framesAreThoseThatWerePainted_data();
    void framesAreThoseThatWerePainted();
    void sameBytesTwice_data();
    void sameBytesTwice();
    void aGifIsSmall();
    void chaptersAreSteps();
    void aLessonIsRunFirst();
    void followingTheActionIsAFilmToo();
    void whatIsHiddenIsNotThere_data();
    void whatIsHiddenIsNotThere();
    void figuresLookTheSameElsewhere_data();
    void figuresLookTheSameElsewhere();
    void whatCannotBeWrittenIsTold_data();
    void whatCannotBeWrittenIsTold();
    void aFullDiskLeavesNothing_data();
    void aFullDiskLeavesNothing();
    void endedEarlyLeavesNothing_data();
    void endedEarlyLeavesNothing();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
    QString m_trace;
    QByteArray m_traceBytes;
};

void TestFilms::initTestCase()
{
    m_trace = path(QStringLiteral("a.sluice"));
    const auto ended = test::sluice({"run", "pipe.backpressure", "--for", "5s", "-o", m_trace});
    QVERIFY2(ended.status == 0, ended.err.constData());
    m_traceBytes = contents(m_trace);
}

void TestFilms::otherProgramsSeeWhatWasAskedFor_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("rate");
    QTest::addColumn<int>("frames");
    QTest::newRow("mp4") << "a.mp4" << QStringList{} << "h264" << QSize(1920, 1080) << "30/1" << 60;
    QTest::newRow("60 a second") << "b.mp4" << QStringList{"--fps", "60", "--size", "640x360"} << "h264"
                                 << QSize(640, 360) << "60/1" << 120;
    QTest::newRow("29.97") << "c.mp4" << QStringList{"--fps", "30000/1001", "--size", "640x360"} << "h264"
                           << QSize(640, 360) << "30000/1001" << 60;
    QTest::newRow("4K") << "d.mp4" << QStringList{"--size", "3840x2160", "--speed", "4"} << "h264" << QSize(3840, 2160)
                        << "30/1" << 15;
    QTest::newRow("slow") << "e.mp4" << QStringList{"--speed", "0.5", "--size", "640x360"} << "h264" << QSize(640, 360)
                          << "30/1" << 120;
    QTest::newRow("title") << "f.mp4" << QStringList{"--title", "A pipe", "--size", "640x360"} << "h264"
                           << QSize(640, 360) << "30/1" << 120;
    QTest::newRow("webm") << "a.webm" << QStringList{"--size", "640x360"} << "vp9" << QSize(640, 360) << "30/1" << 60;
    QTest::newRow("gif") << "a.gif" << QStringList{} << "gif" << QSize(960, 540) << "25/1" << 50;
    QTest::newRow("apng") << "a.apng" << QStringList{"--size", "640x360"} << "apng" << QSize(640, 360) << "25/1" << 50;
}

void TestFilms::otherProgramsSeeWhatWasAskedFor()
{
    QFETCH(QString, name);
    QFETCH(QStringList, options);
    QFETCH(QString, codec);
    QFETCH(QSize, size);
    QFETCH(QString, rate);
    QFETCH(int, frames);
    const auto ended =
        test::sluice(QStringList{"record", m_trace, "--from", "1s", "--to", "3s", "-o", path(name)} + options);
    QVERIFY2(ended.status == 0, ended.err.constData());
    QVERIFY(ended.err.isEmpty() && ended.out.isEmpty()); // progress is for terminals
    const auto told = ffprobe(path(name));
    const auto& video = told.at("video");
    QCOMPARE(QString::fromStdString(video.at("codec_name")), codec);
    QCOMPARE(QSize(video.at("width"), video.at("height")), size);
    QCOMPARE(QString::fromStdString(video.at("r_frame_rate")), rate);
    QCOMPARE(std::stoi(video.at("nb_read_frames").get<std::string>()), frames);
    if (!told.at("format").contains("duration")) return; // of an APNG ffprobe does not know it
    const double duration = std::stod(told.at("format").at("duration").get<std::string>());
    const auto parts = rate.split('/');
    QVERIFY(std::abs(duration - frames * parts[1].toDouble() / parts[0].toDouble()) < 0.002);
}

void TestFilms::aVideoIsReadyToBeShown()
{
    QCOMPARE(test::sluice({"record", m_trace, "--to", "1s", "--size", "640x360", "-o", path("ready.mp4")}).status, 0);
    const auto told = ffprobe(path("ready.mp4"));
    const auto& video = told.at("video");
    QVERIFY(video.at("pix_fmt") == "yuv420p");
    for (const char* colour : {"color_space", "color_transfer", "color_primaries"})
        QVERIFY(video.at(colour) == "bt709");
    QVERIFY(video.at("color_range") == "tv");
    QVERIFY(video.at("avg_frame_rate") == video.at("r_frame_rate")); // constant
    const QByteArray bytes = contents(path("ready.mp4"));
    QVERIFY(bytes.indexOf("moov") < bytes.indexOf("mdat"));        // it plays before all of it has arrived
    QVERIFY(!bytes.contains("Lavf5") && !bytes.contains("Lavc5")); // versions would change the bytes
}

void TestFilms::framesAreThoseThatWerePainted_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("rate");
    QTest::newRow("H.264") << "p.mp4"
                           << "1920x1080"
                           << "dark"
                           << "20";
    QTest::newRow("H.264, the quickest") << "q.mp4"
                                         << "1920x1080"
                                         << "light"
                                         << "60";
    QTest::newRow("VP9") << "p.webm"
                         << "1280x720"
                         << "light"
                         << "20";
    QTest::newRow("GIF") << "p.gif"
                         << "960x540"
                         << "dark"
                         << "20";
    QTest::newRow("APNG") << "p.apng"
                          << "960x540"
                          << "dark"
                          << "20";
}

void TestFilms::framesAreThoseThatWerePainted()
{
    QFETCH(QString, name);
    QFETCH(QString, size);
    QFETCH(QString, theme);
    QFETCH(QString, rate);
    const auto ended = test::sluice({"record", m_trace, "--from", "1.5s", "--to", "3s", "--fps", rate, "--size", size,
                                     "--theme", theme, "-o", path(name)});
    QVERIFY2(ended.status == 0, ended.err.constData());
    for (const double at : {1.5, 2.0, 2.9}) {
        const QString painted = path(QStringLiteral("painted.png"));
        QCOMPARE(test::sluice({"render", m_trace, "--at", QStringLiteral("%1s").arg(at), "--size", size, "--theme",
                               theme, "-o", painted})
                     .status,
                 0);
        const double db = psnr(path(name), qRound((at - 1.5) * rate.toInt()), painted);
        qInfo("%s at %.1f s: %.1f dB", qPrintable(name), at, db);
        QVERIFY(db >= 38);
    }
}

void TestFilms::sameBytesTwice_data()
{
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"mp4", "webm", "gif", "apng", "html"})
        QTest::newRow(ending) << QString::fromLatin1(ending);
}

void TestFilms::sameBytesTwice()
{
    QFETCH(QString, ending);
    QByteArray first;
    QProcessEnvironment elsewhere = test::withoutDisplay();
    elsewhere.insert(QStringLiteral("TZ"), QStringLiteral("Asia/Tokyo"));
    elsewhere.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    elsewhere.insert(QStringLiteral("LC_ALL"), QStringLiteral("de_DE.UTF-8"));
    for (const auto& environment : {test::withoutDisplay(), elsewhere}) {
        const QString file = path(QStringLiteral("same.") + ending);
        QFile::remove(file);
        const auto ended = test::runProgram(
            test::sluicePath(), {"record", m_trace, "--from", "2s", "--to", "3s", "--size", "640x360", "-o", file},
            environment);
        QVERIFY2(ended.status == 0, ended.err.constData());
        const QByteArray bytes = contents(file);
        QVERIFY(bytes.size() > 5000);
        if (first.isEmpty()) first = bytes;
        QVERIFY(bytes == first);
    }
}

void TestFilms::aGifIsSmall()
{
    QCOMPARE(test::sluice({"record", m_trace, "-o", path("small.gif")}).status, 0);
    const qint64 size = QFileInfo(path("small.gif")).size();
    qInfo("%lld bytes", size);
    QVERIFY(size < 1'500'000);
    QVERIFY(std::stod(ffprobe(path("small.gif")).at("format").at("duration").get<std::string>()) >= 5);
}

void TestFilms::chaptersAreSteps()
{
    for (const char* name : {"steps.mp4", "steps.webm"}) {
        QCOMPARE(test::sluice({"record", m_trace, "--size", "640x360", "-o", path(name)}).status, 0);
        const auto told = ffprobe(path(name));
        const auto& chapters = told.at("chapters");
        QCOMPARE(chapters.size(), std::size_t{3});
        QVERIFY(chapters[1].at("tags").at("title") == "The reader is paused. Slot by slot the pipe fills.");
        QVERIFY(std::abs(std::stod(chapters[1].at("start_time").get<std::string>()) - 0.6) < 0.1);
        QVERIFY(told.at("format").at("tags").at("title") == "A full pipe blocks its writer");
    }
}

void TestFilms::aLessonIsRunFirst()
{
    const auto ended =
        test::sluice({"record", "pipe.anonymous", "--to", "500ms", "--size", "640x360", "-o", path("l.mp4")});
    QVERIFY2(ended.status == 0, ended.err.constData());
    QVERIFY(std::stoi(ffprobe(path("l.mp4")).at("video").at("nb_read_frames").get<std::string>()) >= 14);
}

void TestFilms::followingTheActionIsAFilmToo()
{
    for (const char* speed : {"follow", "idle"}) {
        const auto ended = test::sluice({"record", m_trace, "--to", "1s", "--speed", speed, "--hide", "timeline,clock",
                                         "--size", "640x360", "-o", path("follow.mp4")});
        QVERIFY2(ended.status == 0, ended.err.constData());
        QVERIFY(std::stoi(ffprobe(path("follow.mp4")).at("video").at("nb_read_frames").get<std::string>()) > 20);
    }
}

void TestFilms::whatIsHiddenIsNotThere_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QRect>("place");
    QTest::addColumn<bool>("elsewhereToo"); // the stage has the room
    QTest::newRow("captions") << "captions" << QRect(80, 5, 500, 50) << false;
    QTest::newRow("clock") << "clock" << QRect(580, 5, 300, 20) << false;
    QTest::newRow("timeline") << "timeline" << QRect(0, 410, 960, 130) << true;
}

void TestFilms::whatIsHiddenIsNotThere()
{
    QFETCH(QString, part);
    QFETCH(QRect, place);
    QFETCH(bool, elsewhereToo);
    const auto picture = [&](const QString& folder, const QStringList& options) {
        const QStringList asked{"record", m_trace, "--from", "1.5s",    "--to", "1.6s",
                                "--fps",  "10",    "--size", "960x540", "-o",   path(folder)};
        return test::sluice(asked + options).status == 0 ? QImage(path(folder) + "/frame-00000.png") : QImage();
    };
    const QImage all = picture("all-" + part, {}), less = picture("without-" + part, {"--hide", part});
    QVERIFY(!all.isNull() && !less.isNull());
    const auto coloursOf = [](const QImage& image) {
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
        return colours.size();
    };
    QVERIFY(coloursOf(all.copy(place)) > 10);
    if (!elsewhereToo) {
        QCOMPARE(coloursOf(less.copy(place)), 1); // the ground
        QVERIFY(all.copy(0, 60, 960, 480) == less.copy(0, 60, 960, 480));
        return;
    }
    QCOMPARE(coloursOf(less.copy(0, 530, 960, 10)), 1); // no axis there,
    QCOMPARE(coloursOf(less.copy(0, 0, 960, 40)), 1);   // and the stage stands in the middle
}

void TestFilms::figuresLookTheSameElsewhere_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("frame") << QStringList{"--at", "2s"};
    QTest::newRow("light") << QStringList{"--at", "3s", "--theme", "light"};
    QTest::newRow("strip") << QStringList{"--at", "1s,2s,3s,4s"};
    QTest::newRow("timeline") << QStringList{"--what", "timeline", "--from", "500ms", "--to", "3s"};
}

/// rsvg-convert and pdftoppm draw them as we do: most pixels are the same, all are on the whole.
void TestFilms::figuresLookTheSameElsewhere()
{
    QFETCH(QStringList, options);
    const auto render = [&](const QString& file) {
        return test::sluice(QStringList{"render", m_trace, "-o", file} + options);
    };
    for (const char* name : {"fig.png", "fig.svg", "fig.pdf"}) {
        const auto ended = render(path(name));
        QVERIFY2(ended.status == 0, ended.err.constData());
    }
    const QImage wanted(path("fig.png"));
    QCOMPARE(test::runProgram("rsvg-convert", {path("fig.svg"), "-o", path("svg.png")}).status, 0);
    QCOMPARE(test::runProgram("pdftoppm", {"-r", "96", "-png", "-singlefile", path("fig.pdf"), path("pdf")}).status, 0);
    for (const char* name : {"svg.png", "pdf.png"}) {
        const QImage drawn = QImage(path(name)).scaled(wanted.size());
        QVERIFY(!drawn.isNull());
        double sum = 0;
        for (int y = 0; y < wanted.height(); ++y)
            for (int x = 0; x < wanted.width(); ++x)
                sum += std::abs(qGray(wanted.pixel(x, y)) - qGray(drawn.pixel(x, y)));
        const double mean = sum / (double(wanted.width()) * wanted.height());
        qInfo("%s: %.2f of 255 on the average", name, mean);
        QVERIFY(mean < 6); // another program has other soft edges, and a strip is full of small letters
        const QSize coarse = wanted.size() / 16;
        const QImage a = wanted.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const QImage b = drawn.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        int worst = 0;
        for (int y = 0; y < coarse.height(); ++y)
            for (int x = 0; x < coarse.width(); ++x)
                worst = std::max(worst, std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))));
        QVERIFY2(worst < 48, qPrintable(QString::number(worst)));
    }
}

void TestFilms::whatCannotBeWrittenIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, const QStringList& arguments, int status, const QStringList& words) {
        QTest::newRow(name) << arguments << status << words;
    };
    for (const char* ending : {"mp4", "webm", "gif", "apng", "html"})
        row(ending, {"record", m_trace, "-o", QStringLiteral("/nowhere/a.") + QLatin1String(ending)}, 1,
            {"/nowhere/a.", "ENOENT", "every folder in it must exist"});
    row("images", {"record", m_trace, "-o", "/nowhere/a-%d.png"}, 1, {"/nowhere/a-", "ENOENT"});
    row("export", {"export", m_trace, "--to", "csv", "-o", "/nowhere/a.csv"}, 1, {"/nowhere/a.csv", "ENOENT"});
    row("no kind of film", {"record", m_trace, "-o", path("a.avi")}, 2, {".mp4, .webm, .gif, .apng or .html"});
    row("odd", {"record", m_trace, "--size", "641x360", "-o", path("odd.mp4")}, 1, {"odd.mp4", "even width"});
    row("quick GIF", {"record", m_trace, "--fps", "60", "-o", path("quick.gif")}, 1, {"50 pictures a second"});
    row("endless", {"record", m_trace, "--speed", "1e-7", "-o", path("endless.mp4")}, 1, {"million frames"});
    row("behind the end", {"record", m_trace, "--from", "20s", "-o", path("late.mp4")}, 1, {"nothing lies between"});
    row("no trace", {"record", path("missing.sluice"), "-o", path("none.mp4")}, 1, {"missing.sluice", "ENOENT"});
    row("full folder", {"record", m_trace, "-o", m_folder.path() + "/"}, 1, {"something in this folder"});
}

void TestFilms::whatCannotBeWrittenIsTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QStringList, words);
    const QStringList before = everythingIn(m_folder.path());
    const auto ended = test::sluice(arguments);
    QVERIFY2(ended.status == status, ended.err.constData());
    QVERIFY(ended.err.startsWith("sluice: "));
    for (const QString& word : words) QVERIFY2(QString::fromUtf8(ended.err).contains(word), ended.err.constData());
    QCOMPARE(everythingIn(m_folder.path()), before);
    QVERIFY(contents(m_trace) == m_traceBytes);
}

void TestFilms::aFullDiskLeavesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("command");
    for (const char* name : {"full.mp4", "full.webm", "full.gif", "full.apng", "full.html", "full-%03d.png"})
        QTest::newRow(name) << QString::fromLatin1(name) << QStringList{"record"};
    for (const char* name : {"full.svg", "full.pdf", "full.png"})
        QTest::newRow(name) << QString::fromLatin1(name) << QStringList{"render", "--at", "1s"};
    QTest::newRow("full.csv") << "full.csv" << QStringList{"export", "--to", "csv"};
    QTest::newRow("full.pftrace") << "full.pftrace" << QStringList{"export", "--to", "perfetto"};
}

void TestFilms::aFullDiskLeavesNothing()
{
    QFETCH(QString, name);
    QFETCH(QStringList, command);
    if (geteuid() != 0) QSKIP("only root can mount a small file system to fill");
    const QString disk = path(QStringLiteral("disk"));
    QVERIFY(QDir().mkpath(disk));
    const QByteArray place = disk.toUtf8();
    if (mount("tmpfs", place.constData(), "tmpfs", 0, "size=8k") != 0) QSKIP("tmpfs cannot be mounted here");
    const auto ended = test::sluice(command + QStringList{m_trace, "-o", disk + "/" + name});
    const QStringList left = everythingIn(disk);
    QCOMPARE(umount2(place.constData(), MNT_DETACH), 0);
    QVERIFY2(ended.status == 1, ended.err.constData());
    QVERIFY2(ended.err.contains("ENOSPC") || ended.err.contains("space"), ended.err.constData());
    QVERIFY2(ended.err.contains(('/' + name).toUtf8()) && !ended.err.contains("/."), ended.err.constData());
    QCOMPARE(left, QStringList());
    QVERIFY(contents(m_trace) == m_traceBytes);
}

void TestFilms::endedEarlyLeavesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("signal");
    QTest::newRow("interrupted") << "i.mp4" << SIGINT;
    QTest::newRow("told to end") << "t.gif" << SIGTERM;
    QTest::newRow("killed") << "k.mp4" << SIGKILL;
}

void TestFilms::endedEarlyLeavesNothing()
{
    QFETCH(QString, name);
    QFETCH(int, signal);
    const int unnamed = open(m_folder.path().toUtf8().constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (unnamed < 0 && signal == SIGKILL) QSKIP("this file system has no files without a name");
    close(unnamed);
    const QStringList before = everythingIn(m_folder.path());
    QProcess process;
    process.setProcessEnvironment(test::withoutDisplay());
    process.start(test::sluicePath(), {"record", m_trace, "--speed", "0.001", "-o", path(name)}); // hours of work
    QVERIFY(process.waitForStarted());
    // It is at work once it has used the processor for a while: its clock in /proc, not ours.
    const auto ticks = [&] {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(process.processId()));
        if (!stat.open(QIODevice::ReadOnly)) return 0LL;
        return stat.readAll().split(')').last().split(' ').value(12).toLongLong();
    };
    QTRY_VERIFY_WITH_TIMEOUT(ticks() > 60, 60'000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(60'000));
    if (signal != SIGKILL) {
        QCOMPARE(process.exitCode(), 1);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("interrupted") && said.contains("Nothing was written"), said.constData());
    }
    QCOMPARE(everythingIn(m_folder.path()), before);
    QVERIFY(contents(m_trace) == m_traceBytes);
}

SLUICE_TEST(TestFilms, QCoreApplication)
#include "tst_films.moc"
