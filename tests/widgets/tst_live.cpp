#include "sample_trace.h"

#include "mechanisms/lane.h"
#include "playback/playback.h"
#include "support/test_class.h"
#include "widgets/inspector.h"
#include "widgets/lesson_link.h"
#include "widgets/let_go_button.h"
#include "widgets/main_window.h"
#include "widgets/stage_switch.h"
#include "widgets/stage_view.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <memory>

using namespace sluice;
using namespace sluice::widgets;
using Mode = playback::Playback::Mode;
using state::Activity;
using widgets::test::patience;

namespace {
constexpr std::size_t writer = 1, reader = 2;
} // namespace

/// The window over real processes.
class TestLive : public QObject
{
    Q_OBJECT
public:
    static void initMain()
    {
        static QTemporaryDir settings;
        qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    }

private Q_SLOTS:
    void init()
    {
        const std::filesystem::path bin(qgetenv("SLUICE_BIN").toStdString());
        m_dir = std::make_unique<QTemporaryDir>();
        m_window =
            std::make_unique<MainWindow>(RunPlaces{.runs = std::filesystem::path(m_dir->path().toStdString()) / "runs",
                                                   .supervisor = bin / "sluice-supervisor"});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->controller().setPredictFirst(false); // a question would stop the picture
        m_window->controller().startLesson(*lessons::find("pipe.backpressure"));
        QVERIFY2(!frame().notice, frame().notice ? qPrintable(frame().notice->why) : "");
        QTRY_VERIFY_WITH_TIMEOUT(frame().state.processes.size() > reader && frame().state.processes[reader].pid > 0,
                                 patience);
    }
    void cleanup() { m_window.reset(); }

    void lessonIsAlive()
    {
        QCOMPARE(frame().source, Frame::Source::Running);
        QCOMPARE(frame().mode, Mode::Live);
        const auto calls = frame().state.processes[writer].calls;
        QTRY_VERIFY_WITH_TIMEOUT(frame().state.processes[writer].calls > calls, patience);
    }

    void anotherCommandBeginsAnotherRun()
    {
        m_window->controller().startLesson(*lessons::find("pipe.shell"));
        auto* list = m_window->findChild<QComboBox*>();
        QVERIFY(list);
        QCOMPARE(list->currentText(), "yes");
        const auto before = m_window->controller().file();
        m_window->show();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->controller().file() != before, patience);
        QCOMPARE(frame().trace.meta().scenario.settings.at("left.command"), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->findChild<QComboBox*>()->currentText(), "seq 1 1000000", patience);
        m_window->controller().perform(Command::RunAgain);
        QCOMPARE(frame().trace.meta().scenario.settings.at("left.command"), 1); // what was chosen stays chosen
    }

    void heldReaderFillsThePipeUntilTheWriterBlocks()
    {
        QVERIFY(m_window->controller().set("writer.rate", 0));
        QVERIFY(m_window->controller().set("reader.hold", 1));
        QTRY_COMPARE_WITH_TIMEOUT(frame().state.processes[reader].activity, Activity::Held, patience);
        QTRY_COMPARE_WITH_TIMEOUT(frame().state.processes[writer].activity, Activity::Blocked, patience);
        QVERIFY(m_window->controller().set("reader.hold", 0));
        QTRY_VERIFY_WITH_TIMEOUT(frame().state.processes[reader].activity != Activity::Held, patience);
    }

    void workersRunOnWhileTheViewerPauses()
    {
        m_window->perform(Command::PlayPause);
        QCOMPARE(frame().mode, Mode::Paused);
        // What was in motion has come to its place.
        QTRY_VERIFY_WITH_TIMEOUT(frame().view.settled >= playback::Playback::settleSeconds, patience);
        const auto shown = frame().moment;
        const auto known = frame().trace.eventCount();
        QTRY_VERIFY_WITH_TIMEOUT(frame().trace.eventCount() > known, patience);
        widgets::test::EventCounter stagePaints(m_window->findChild<StageView*>(), QEvent::Paint);
        const auto later = frame().trace.eventCount();
        QTRY_VERIFY_WITH_TIMEOUT(frame().trace.eventCount() > later, patience);
        QCOMPARE(frame().moment, shown);
        QCOMPARE(stagePaints.count, 0); // the picture stands, whatever the run does
        QVERIFY(frame().behind > Duration{});
        m_window->perform(Command::GoLive);
        QCOMPARE(frame().mode, Mode::Live);
    }

    void stopEndsTheRunAndTheTicking()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Period, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(frame().source, Frame::Source::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->controller().ticking(), patience);
        m_window->perform(Command::RunAgain);
        QCOMPARE(frame().source, Frame::Source::Running);
    }

    void savedTraceOpensAsReplay()
    {
        const std::filesystem::path copy(m_dir->filePath("copy.sluice").toStdString());
        m_window->perform(Command::Stop);
        QTRY_COMPARE_WITH_TIMEOUT(frame().source, Frame::Source::Ended, patience);
        const auto events = frame().trace.eventCount();
        m_window->controller().saveTrace(copy);
        m_window->controller().openTrace(copy);
        QVERIFY2(!frame().notice, frame().notice ? qPrintable(frame().notice->why) : "");
        QCOMPARE(frame().source, Frame::Source::File);
        QCOMPARE(frame().trace.eventCount(), events);
    }

    /// By the window's key, the cards' keys and their buttons: both load before either stores.
    void theViewerIsTheScheduler()
    {
        startHeld("memory.race");
        LetGoButton* first = button(1);
        LetGoButton* second = button(2);
        QVERIFY(first && second);
        QCOMPARE(first->accessibleName(), "Let adder A go");
        QVERIFY(first->toolTip().contains("n = counter") && first->toolTip().contains("(1)"));
        key(Qt::Key_1); // load
        QTRY_VERIFY_WITH_TIMEOUT(first->isEnabled() && first->toolTip().contains("n + 1"), patience);
        QTest::mouseClick(second, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(second->isEnabled() && second->toolTip().contains("n + 1"), patience);
        for (const auto& [number, before] : {std::pair{Qt::Key_1, "counter = n + 1"},
                                             {Qt::Key_1, "n = counter"},
                                             {Qt::Key_2, "counter = n + 1"},
                                             {Qt::Key_2, "n = counter"}}) {
            key(number);
            LetGoButton* pressed = button(static_cast<std::uint16_t>(number - Qt::Key_0));
            QTRY_VERIFY_WITH_TIMEOUT(pressed->isEnabled() && pressed->toolTip().contains(before), patience);
        }
        const auto* memory = std::get_if<mechanisms::SharedMemory>(&frame().state.channels[1].object);
        QCOMPARE(memory->counter(), 1); // two additions
        QCOMPARE(frame().schedule->chosen, std::size_t{6});
    }

    void anInterleavingIsSavedAndRunAgain()
    {
        const std::filesystem::path file(m_dir->filePath("race.json").toStdString());
        startHeld("memory.race");
        for (const auto number : {Qt::Key_1, Qt::Key_2, Qt::Key_1}) {
            key(number);
            QTRY_VERIFY_WITH_TIMEOUT(button(1)->isEnabled() && button(2)->isEnabled(), patience);
        }
        m_window->controller().keepInterleaving(file);
        const scenario::Interleaving chosen = *m_window->controller().chosen();
        const auto followed = [&] { return frame().schedule && frame().schedule->followed == 3; };
        const auto before = m_window->controller().file();
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier); // the same once more
        QVERIFY(m_window->controller().file() != before);
        QTRY_VERIFY_WITH_TIMEOUT(followed(), patience);
        QCOMPARE(*m_window->controller().chosen(), chosen);
        m_window->controller().startLesson(*lessons::find("pipe.backpressure"));
        QVERIFY(!frame().schedule); // another lesson begins freely
        m_window->controller().runInterleaving(file);
        QCOMPARE(frame().lesson->id, "memory.race");
        QTRY_VERIFY_WITH_TIMEOUT(followed(), patience);
        QCOMPARE(*m_window->controller().chosen(), chosen);
        QCOMPARE(frame().schedule->deviation, QString());
    }

    void allRunAgainWhenTheViewerLeaves()
    {
        startHeld("pipe.backpressure");
        key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(!frame().schedule, patience);
        QVERIFY(!button(1));
        const auto calls = frame().state.processes[writer].calls;
        QTRY_VERIFY_WITH_TIMEOUT(frame().state.processes[writer].calls > calls + 3, patience);
    }

    /// The digits are the scheduler's while there is one, and the lesson's before and after.
    void digitsChangeHands()
    {
        startHeld("mq.many");
        auto& controller = m_window->controller();
        key(Qt::Key_3);
        QTRY_VERIFY_WITH_TIMEOUT(frame().schedule->chosen == 1, patience);
        key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(!frame().schedule, patience);
        key(Qt::Key_3); // "Pause sender 1"
        QTRY_COMPARE_WITH_TIMEOUT(controller.value("sender 1.hold"), 1, patience);
    }

    void aWrongInterleavingIsRefusedCalmly()
    {
        const std::filesystem::path file(m_dir->filePath("wrong.json").toStdString());
        QFile out(QString::fromStdString(file.string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(
            "{\"format\": \"sluice interleaving 1\", \"scenario\": \"memory.race\", \"begin\": [], \"steps\": []}");
        out.close();
        m_window->controller().runInterleaving(file);
        QVERIFY(frame().notice && frame().notice->why.contains("/steps"));
        QCOMPARE(frame().lesson->id, "pipe.backpressure"); // which runs on
    }

    /// Words of the table lead to a lesson: by mouse, and by keyboard alone.
    void wordsOfTheTableLeadToALesson()
    {
        const auto links = [this] {
            std::vector<LessonLink*> shown;
            for (auto* link : m_window->findChildren<LessonLink*>())
                if (link->isVisible()) shown.push_back(link);
            return shown;
        };
        m_window->controller().startLesson(*lessons::find("tradeoffs.which"));
        QTRY_VERIFY_WITH_TIMEOUT(links().size() >= 22, patience); // two for each mechanism
        for (const LessonLink* link : links()) {
            QVERIFY(!link->accessibleName().isEmpty());
            QVERIFY(link->toolTip().contains(lessons::find(link->lesson())->title));
            QVERIFY(m_window->findChild<StageView*>()->rect().contains(link->geometry()));
        }
        LessonLink* byMouse = links().at(2);
        const QString wanted = byMouse->lesson();
        QTest::mouseClick(byMouse, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(frame().lesson->id, wanted, patience);
        QTRY_COMPARE_WITH_TIMEOUT(links().size(), std::size_t{0}, patience);

        m_window->controller().startLesson(*lessons::find("tradeoffs.which"));
        QTRY_VERIFY_WITH_TIMEOUT(!links().empty(), patience);
        LessonLink* byKey = links().at(0);
        const QString other = byKey->lesson();
        byKey->setFocus(Qt::TabFocusReason);
        QTest::keyClick(byKey, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(frame().lesson->id, other, patience);
    }

    /// Each mechanism has a switch on the stage: between two and eight take part.
    void whoTakesPartInARaceIsChosenOnTheStage()
    {
        const auto switches = [this] {
            std::vector<StageSwitch*> shown;
            for (auto* each : m_window->findChildren<StageSwitch*>())
                if (each->isVisible()) shown.push_back(each);
            return shown;
        };
        const auto part = [&](bool on) {
            const auto all = switches();
            return std::ranges::count_if(all, [on](const StageSwitch* each) { return each->isChecked() == on; });
        };
        const auto press = [&](bool on) {
            for (StageSwitch* each : switches()) {
                if (each->isChecked() != on || !each->isEnabled()) continue;
                const auto before = part(on);
                each->setFocus(Qt::TabFocusReason);
                QTest::keyClick(each, Qt::Key_Space);
                QTRY_COMPARE_WITH_TIMEOUT(part(on), before - 1, patience);
                return;
            }
        };
        m_window->controller().startLesson(*lessons::find("tradeoffs.race"));
        QTRY_COMPARE_WITH_TIMEOUT(switches().size(), mechanisms::throughs, patience);
        for (const StageSwitch* each : switches()) {
            QVERIFY(!each->accessibleName().isEmpty());
            QVERIFY(m_window->findChild<StageView*>()->rect().contains(each->geometry()));
        }
        QCOMPARE(part(true), 5);
        for (int i = 0; i < 3; ++i) press(true);
        for (const StageSwitch* each : switches()) QCOMPARE(each->isEnabled(), !each->isChecked()); // two are left
        for (int i = 0; i < 6; ++i) press(false);
        QCOMPARE(part(true), 8);
        for (const StageSwitch* each : switches()) QCOMPARE(each->isEnabled(), each->isChecked());
        m_window->controller().startLesson(*lessons::find("tradeoffs.which"));
        QTRY_COMPARE_WITH_TIMEOUT(switches().size(), std::size_t{0}, patience); // there all of them do
    }

    void closingEndsEveryProcess()
    {
        const std::vector<int> pids{frame().state.processes[writer].pid, frame().state.processes[reader].pid};
        for (const int pid : pids) QCOMPARE(::kill(pid, 0), 0);
        m_window.reset();
        for (const int pid : pids) QTRY_COMPARE_WITH_TIMEOUT(::kill(pid, 0), -1, patience);
    }

private:
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_window.get(), key, modifiers); }
    LetGoButton* button(std::uint16_t process) const
    {
        for (auto* each : m_window->findChildren<LetGoButton*>())
            if (each->process() == ProcessId{process} && each->isVisible()) return each;
        return nullptr;
    }
    /// With all processes at the very first of their steps.
    void startHeld(const char* lesson)
    {
        m_window->controller().startLesson(*lessons::find(QString::fromLatin1(lesson)));
        key(Qt::Key_F6);
        QVERIFY(frame().schedule);
        key(Qt::Key_R, Qt::ControlModifier); // from the start
        QTRY_VERIFY_WITH_TIMEOUT(
            frame().schedule && std::ranges::all_of(m_window->findChildren<LetGoButton*>(), &LetGoButton::isEnabled),
            patience);
    }
    const Frame& frame() const { return *m_window->controller().frame(); }
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<MainWindow> m_window;
};

SLUICE_TEST(TestLive, QApplication)
#include "tst_live.moc"
