#include "sample_trace.h"
#include "support/test_class.h"
#include "widgets/marks.h"
#include "widgets/run_controller.h"
#include "widgets/run_files.h"
#include "widgets/words.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace sluice;
using namespace sluice::widgets;
using Mode = playback::Playback::Mode;

namespace {

std::filesystem::path pathIn(const QTemporaryDir& dir, const char* name)
{
    return std::filesystem::path(dir.path().toStdString()) / name;
}

/// Stands still at the start of the sample.
void showSample(RunController& controller)
{
    controller.showTrace(widgets::test::sampleTrace(), "sample");
    controller.scrubTo({});
}

} // namespace

class TestRunController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clockReadsInMicroseconds()
    {
        QCOMPARE(clockText({18'432'999}), "0.018 432 s");
        QCOMPARE(clockText({61'000'000'000}), "61.000 000 s");
    }

    void replayPlaysToItsEndAndRests()
    {
        RunController controller({});
        controller.setPredictFirst(false);
        controller.showTrace(widgets::test::sampleTrace(), "sample");
        QCOMPARE(controller.frame()->source, Frame::Source::File);
        QCOMPARE(controller.frame()->mode, Mode::Playing);
        QVERIFY(controller.ticking());
        QTRY_VERIFY(!controller.ticking());
        QCOMPARE(controller.frame()->mode, Mode::Paused);
        QCOMPARE(controller.frame()->state.time, controller.frame()->trace.end());
    }

    void pausedCostsNothing()
    {
        RunController controller({});
        showSample(controller);
        QTRY_VERIFY(!controller.ticking());
        int frames = 0;
        connect(&controller, &RunController::frameReady, this, [&] { ++frames; });
        QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
        QCOMPARE(frames, 0);
    }

    void stepsByEvent()
    {
        RunController controller({});
        showSample(controller);
        const auto start = controller.frame()->moment.events;
        controller.perform(Command::StepForward);
        controller.perform(Command::StepForward);
        QCOMPARE(controller.frame()->moment.events, start + 2);
        controller.perform(Command::StepBack);
        QCOMPARE(controller.frame()->moment.events, start + 1);
        QCOMPARE(controller.frame()->state.applied, start + 1);
    }

    void jumpsFromBlockToWakeUpAndBack()
    {
        RunController controller({});
        showSample(controller);
        controller.perform(Command::NextBlock);
        const auto blocked = controller.frame();
        QCOMPARE(blocked->state.processes[1].activity, state::Activity::Blocked);
        controller.perform(Command::NextWakeUp);
        QVERIFY(controller.frame()->state.time > blocked->state.time);
        QVERIFY(controller.frame()->state.processes[1].activity != state::Activity::Blocked);
        controller.perform(Command::PreviousBlock);
        QCOMPARE(controller.frame()->moment, blocked->moment);
    }

    void speedIsBoundedAndShown()
    {
        RunController controller({});
        showSample(controller);
        for (int i = 0; i < 100; ++i) controller.perform(Command::Slower);
        QCOMPARE(controller.frame()->pace.speed, playback::Pace::minSpeed);
        QCOMPARE(controller.frame()->view.stretch, 1 / playback::Pace::minSpeed);
        controller.perform(Command::Faster);
        QVERIFY(controller.frame()->pace.speed > playback::Pace::minSpeed);
    }

    void playStartsAgainAtTheEnd()
    {
        RunController controller({});
        showSample(controller);
        controller.perform(Command::GoLive);
        QCOMPARE(controller.frame()->state.time, controller.frame()->trace.end());
        controller.perform(Command::PlayPause);
        QCOMPARE(controller.frame()->mode, Mode::Playing);
        QVERIFY(controller.frame()->state.time < controller.frame()->trace.end());
    }

    void nothingCanBeSetInAReplay()
    {
        RunController controller({});
        showSample(controller);
        QVERIFY(!controller.set("reader.hold", 1));
    }

    void whatIsNoTraceIsSaidCalmly()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath("picture.sluice"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is not a trace");
        file.close();
        RunController controller({});
        showSample(controller);
        controller.openTrace(pathIn(dir, "picture.sluice"));
        QVERIFY(controller.frame()->notice);
        QVERIFY(controller.frame()->notice->what.contains("picture.sluice"));
        QVERIFY(!controller.frame()->notice->why.isEmpty());
        QVERIFY(!controller.frame()->notice->todo.isEmpty());
        QCOMPARE(controller.frame()->trace.eventCount(),
                 widgets::test::sampleTrace().eventCount()); // what was there stays
        controller.dismissNotice();
        QVERIFY(!controller.frame()->notice);
    }

    void lessonThatCannotBeKeptIsNotStarted()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath("in-the-way"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        RunController controller({.runs = pathIn(dir, "in-the-way"), .supervisor = {}});
        controller.startLesson(*lessons::find("pipe.backpressure"));
        QCOMPARE(controller.frame()->source, Frame::Source::None);
        QVERIFY(controller.frame()->notice);
        QVERIFY(controller.frame()->notice->todo.contains("XDG_CACHE_HOME"));
        QVERIFY(!controller.ticking());
    }

    void lessonWithoutSupervisorIsAnError()
    {
        QTemporaryDir dir;
        RunController controller({.runs = pathIn(dir, "runs"), .supervisor = pathIn(dir, "missing")});
        controller.startLesson(*lessons::find("pipe.backpressure"));
        QCOMPARE(controller.frame()->source, Frame::Source::None);
        QVERIFY(controller.frame()->notice);
        QCOMPARE(controller.frame()->title, lessons::find("pipe.backpressure")->title);
    }

    void runFolderIsPrivateAndKeepsTheNewest()
    {
        QTemporaryDir dir;
        const auto runs = pathIn(dir, "runs");
        for (int i = 0; i < 14; ++i) {
            const auto file = newRunFile(runs, QStringLiteral("lesson%1").arg(i), 10);
            QVERIFY(file);
            QFile made(QString::fromStdString(file->string()));
            QVERIFY(made.open(QIODevice::WriteOnly) && made.resize(2 << 20)); // of small ones more may stay
            const QDateTime then = QDateTime::fromSecsSinceEpoch(1'700'000'000 + i);
            QVERIFY(made.setFileTime(then, QFileDevice::FileModificationTime));
        }
        struct stat about {};
        QCOMPARE(::stat(runs.c_str(), &about), 0);
        QCOMPARE(about.st_mode & 0777U, 0700U);
        const QStringList left = QDir(QString::fromStdString(runs.string())).entryList(QDir::Files);
        QCOMPARE(left.size(), 10);
        QVERIFY(left.filter("lesson3-").isEmpty());
        QCOMPARE(left.filter("lesson13-").size(), 1);
    }

    /// The start page draws its pictures from them.
    void newestRunOfEachLessonStaysIfItIsSmall()
    {
        QTemporaryDir dir;
        const auto runs = pathIn(dir, "runs");
        std::filesystem::create_directories(runs);
        const auto add = [&](const char* lesson, int second, qint64 bytes) {
            const QString name =
                QStringLiteral("%1-20260101-00000%2-000-1.sluice").arg(QLatin1String(lesson)).arg(second);
            QCOMPARE(lessonOfRun(name), QString(lesson));
            QFile made(QString::fromStdString((runs / name.toStdString()).string()));
            QVERIFY(made.open(QIODevice::WriteOnly) && made.resize(bytes));
            const QDateTime then = QDateTime::fromSecsSinceEpoch(1'700'000'000 + second);
            QVERIFY(made.setFileTime(then, QFileDevice::FileModificationTime));
        };
        add("pipe.broken", 0, 100);
        add("mq.open", 1, 2 << 20);
        add("pipe.broken", 2, 100);
        add("pipe.named", 3, 100);
        add("pipe.named", 4, 100);
        QVERIFY(newRunFile(runs, QStringLiteral("pipe.shell"), 2));
        const QStringList left = QDir(QString::fromStdString(runs.string())).entryList(QDir::Files);
        QCOMPARE(left.filter("pipe.broken-").size(), 1);
        QCOMPARE(left.filter("mq.open-").size(), 0);
        QCOMPARE(left.filter("pipe.named-").size(), 1);
        QCOMPARE(lessonOfRun("mine.sluice"), QString());
    }

    void copyLeavesNoHalfFile()
    {
        QTemporaryDir dir;
        QFile source(dir.filePath("a.sluice"));
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write("abc");
        source.close();
        QVERIFY(copyTrace(pathIn(dir, "a.sluice"), pathIn(dir, "b.sluice")));
        QCOMPARE(QFileInfo(dir.filePath("b.sluice")).size(), 3);
        QVERIFY(!copyTrace(pathIn(dir, "a.sluice"), pathIn(dir, "no/such/folder.sluice")));
        QVERIFY(!copyTrace(pathIn(dir, "none.sluice"), pathIn(dir, "c.sluice")));
        QVERIFY(!QFile::exists(dir.filePath("c.sluice")));
    }
};

SLUICE_TEST(TestRunController, QApplication)
#include "tst_run_controller.moc"
