#include "sample_trace.h"
#include "support/test_class.h"
#include "support/write_trace.h"
#include "widgets/answer_button.h"
#include "widgets/controls.h"
#include "widgets/find_bar.h"
#include "widgets/help_overlay.h"
#include "widgets/main_window.h"
#include "widgets/presenter.h"
#include "widgets/scene_view.h"
#include "widgets/spotlight.h"
#include "widgets/stage_view.h"
#include "widgets/timeline_view.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolTip>
#include <QWheelEvent>

#include <memory>

using namespace sluice;
using namespace sluice::widgets;
using widgets::test::patience;
using Mode = playback::Playback::Mode;

namespace {

/// The window over the sample, at its start.
struct Hall {
    QTemporaryDir dir;
    std::unique_ptr<MainWindow> window;

    Hall()
    {
        const std::filesystem::path bin(qgetenv("SLUICE_BIN").toStdString());
        const std::filesystem::path folder(dir.path().toStdString());
        window =
            std::make_unique<MainWindow>(RunPlaces{.runs = folder / "runs", .supervisor = bin / "sluice-supervisor"});
        window->resize(1280, 720);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get())) qFatal("no window");
        window->controller().setPredictFirst(false);
        window->controller().showTrace(widgets::test::sampleTrace(), "sample");
        window->controller().scrubTo({});
    }
    const Frame& frame() const { return *window->controller().frame(); }
    Presenter& presenter() const { return *window->findChild<Presenter*>(); }
    Spotlight& spotlight() const { return *window->findChild<Spotlight*>(); }
    StageView& stage() const { return *window->findChild<StageView*>(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(window->focusWidget(), Qt::Key(key), modifiers);
    }
    QColor pixel(QPoint at) const { return window->grab().toImage().pixelColor(at); }
    void playlist(const QByteArray& json) const
    {
        QFile made(dir.filePath("a.playlist.json"));
        if (!made.open(QIODevice::WriteOnly) || made.write(json) != json.size()) qFatal("cannot write");
        made.close();
        window->open({Opened::Kind::Playlist, made.fileName()});
    }
};

} // namespace

/// In front of a room.
class TestPresent : public QObject
{
    Q_OBJECT
public:
    static void initMain()
    {
        static QTemporaryDir settings;
        qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
        QCoreApplication::setOrganizationName("sluice-test");
        QCoreApplication::setApplicationName("sluice-test");
    }

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void startsAndEnds_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifier");
        QTest::newRow("F5") << int(Qt::Key_F5) << 0;
        QTest::newRow("F11") << int(Qt::Key_F11) << 0;
        QTest::newRow("Shift+F5") << int(Qt::Key_F5) << int(Qt::ShiftModifier);
    }
    void startsAndEnds()
    {
        QFETCH(int, key);
        QFETCH(int, modifier);
        const Hall hall;
        hall.press(key, Qt::KeyboardModifiers(modifier));
        QVERIFY(hall.window->isFullScreen());
        hall.press(Qt::Key_Escape);
        QVERIFY(!hall.window->isFullScreen());
    }

    /// A clicker's keys arrive wherever the keyboard is: even where they would mean something else, or be typed.
    void clickersWorkWhateverHasTheKeyboard()
    {
        const Hall hall;
        hall.press(Qt::Key_F5);
        hall.window->perform(Command::Find);
        const std::vector<QWidget*> places{hall.window.get(), &hall.stage(), hall.window->findChild<TimelineView*>(),
                                           hall.window->findChild<Slider*>(),
                                           hall.window->findChild<FindBar*>()->findChild<QLineEdit*>()};
        for (QWidget* place : places) {
            hall.window->controller().scrubTo({});
            QTest::keyClick(place, Qt::Key_PageDown);
            QCOMPARE(hall.frame().mode, Mode::Playing);
            QTest::keyClick(place, Qt::Key_PageDown);
            QCOMPARE(hall.frame().step, 2);
            QTest::keyClick(place, Qt::Key_PageUp);
            QCOMPARE(hall.frame().moment.events, std::uint64_t{0});
            const bool writes = qobject_cast<QLineEdit*>(place) != nullptr;
            for (const auto key : {Qt::Key_Period, Qt::Key_B, Qt::Key_Comma}) {
                QTest::keyClick(place, key);
                QCOMPARE(hall.presenter().blank(), !writes);
                if (hall.presenter().blank()) QTest::keyClick(place, key);
                QVERIFY(!hall.presenter().blank());
            }
            QTest::keyClick(place, Qt::Key_F5);
            QVERIFY(!hall.window->isFullScreen());
            hall.window->perform(Command::Present);
            QTest::keyClick(place, Qt::Key_Escape);
            QVERIFY(!hall.window->isFullScreen());
            hall.window->perform(Command::Present);
        }
    }

    void blankScreensAreBlankUntilAnyKey()
    {
        const Hall hall;
        hall.press(Qt::Key_F5);
        const auto moment = hall.frame().moment;
        const QPoint middle(hall.window->width() / 2, hall.window->height() / 2);
        hall.press(Qt::Key_Period);
        QCOMPARE(hall.pixel(middle), QColor(Qt::black));
        QCOMPARE(hall.pixel({2, 2}), QColor(Qt::black));
        hall.press(Qt::Key_PageDown); // only brings the picture back
        QVERIFY(!hall.presenter().blank());
        QCOMPARE(hall.frame().moment, moment);
        QCOMPARE(hall.frame().mode, Mode::Paused);
        hall.press(Qt::Key_Comma);
        QCOMPARE(hall.pixel(middle), QColor(Qt::white));
        hall.press(Qt::Key_Escape); // not the end of presenting either
        QVERIFY(!hall.presenter().blank() && hall.window->isFullScreen());
    }

    void theStageAloneAndLarger()
    {
        const Hall hall;
        const auto largest = [&] {
            double size = 0;
            for (const auto& shape : hall.stage().scene().shapes)
                if (shape.kind == scene::Shape::Kind::Text)
                    size = std::max(size, hall.stage().onWidget({0, 0, 1, double(shape.fontSize)}).height());
            return size;
        };
        const double before = largest();
        hall.press(Qt::Key_F5);
        QTRY_COMPARE(hall.stage().size(), hall.window->size());
        QVERIFY(largest() > 1.2 * before);
        const QSizeF drawn = hall.stage().scene().size;
        const QSize screen = hall.stage().size();
        QVERIFY(std::abs(drawn.width() / drawn.height() - double(screen.width()) / screen.height()) < 0.01);
        hall.press(Qt::Key_Escape);
        QCOMPARE(hall.stage().scene().size, scene::stageSize);
    }

    void spotlightDimsAllButOnePlace()
    {
        const Hall hall;
        hall.press(Qt::Key_F5);
        QTRY_COMPARE(hall.stage().size(), hall.window->size());
        const QPoint here(hall.window->width() / 2, hall.window->height() / 2), far(4, 4);
        const QColor bright = hall.pixel(here), corner = hall.pixel(far);
        hall.press(Qt::Key_S);
        QVERIFY(hall.spotlight().isVisible());
        QTest::mouseMove(&hall.spotlight(), here);
        QCOMPARE(hall.pixel(here), bright);
        QVERIFY(hall.pixel(far).lightness() < corner.lightness());
        QCOMPARE(hall.spotlight().lit().center().toPoint(), here);

        const double width = hall.spotlight().lit().width();
        QWheelEvent wheel(here, here, {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&hall.spotlight(), &wheel);
        QVERIFY(hall.spotlight().lit().width() > width);
        hall.press(Qt::Key_Minus);
        hall.press(Qt::Key_Minus);
        QVERIFY(std::abs(hall.spotlight().lit().width() - width) < 1);
        hall.press(Qt::Key_Escape);
        QVERIFY(!hall.spotlight().isVisible());
        QVERIFY(hall.window->isFullScreen());
    }

    void spotlightStaysWithAProcessOrAChannel()
    {
        const Hall hall;
        hall.press(Qt::Key_F4);
        const auto things = Spotlight::thingsOf(hall.stage().scene());
        QCOMPARE(things.size(), 3U); // writer, reader, pipe
        for (const auto& thing : things) {
            hall.press(Qt::Key_Tab);
            QCOMPARE(*hall.spotlight().pinned(), thing.subject);
            QVERIFY(hall.spotlight().lit().contains(hall.stage().onWidget(thing.rect)));
        }
        hall.press(Qt::Key_Tab);
        QVERIFY(!hall.spotlight().pinned());
        hall.press(Qt::Key_Backtab);
        QCOMPARE(*hall.spotlight().pinned(), things.back().subject);
        hall.press(Qt::Key_Tab);

        const QPoint onReader = hall.stage().onWidget(things[1].rect).center().toPoint();
        QTest::mouseClick(&hall.spotlight(), Qt::LeftButton, {}, onReader);
        QCOMPARE(*hall.spotlight().pinned(), things[1].subject);
        QTest::mouseMove(&hall.spotlight(), {4, 4});
        QVERIFY(hall.spotlight().lit().contains(onReader)); // whatever the pointer does
        QTest::mouseClick(&hall.spotlight(), Qt::LeftButton, {}, {4, 4});
        QVERIFY(!hall.spotlight().pinned());
    }

    void noTooltipLiesInTheSpotlight()
    {
        const Hall hall;
        const QPoint onWriter =
            hall.stage().onWidget(Spotlight::thingsOf(hall.stage().scene()).front().rect).center().toPoint();
        const auto hover = [&] {
            QToolTip::hideText();
            QHelpEvent help(QEvent::ToolTip, onWriter, hall.stage().mapToGlobal(onWriter));
            QCoreApplication::sendEvent(&hall.stage(), &help);
            return QToolTip::text();
        };
        QVERIFY(!hover().isEmpty());
        hall.press(Qt::Key_S);
        QTRY_COMPARE(hover(), QString());
    }

    /// In letters that the back row can read, and gone by the same key.
    void whyIsAnsweredBesideTheStage()
    {
        const Hall hall;
        hall.window->controller().perform(Command::NextBlock);
        QTRY_VERIFY(!hall.window->controller().ticking());
        hall.press(Qt::Key_F5);
        QTRY_COMPARE(hall.stage().size(), hall.window->size());
        hall.press(Qt::Key_F7);
        const auto* why = hall.window->findChild<SceneView*>(QStringLiteral("whyBeside"));
        QVERIFY(why->isVisible());
        QTRY_VERIFY(hall.stage().width() + why->width() <= hall.window->width());
        QStringList words;
        for (const SceneView::Item& item : why->items()) words << item.text;
        QVERIFY2(words.join(' ').contains("room in the pipe"), qPrintable(words.join(' ')));
        for (const auto& shape : why->scene().shapes)
            if (shape.kind == scene::Shape::Kind::Text)
                QVERIFY2(why->onWidget({0, 0, 1, double(shape.fontSize)}).height() >= hall.window->height() / 45.0,
                         qPrintable(shape.text));
        hall.press(Qt::Key_F7);
        QTRY_COMPARE(hall.stage().size(), hall.window->size());
        hall.press(Qt::Key_F7);
        hall.press(Qt::Key_F5);
        QVERIFY(!why->isVisible());
    }

    /// A question of the lesson is asked, watched and put away by the clicker; letters choose answers meanwhile.
    void clickersGoThroughAQuestion()
    {
        const Hall hall;
        hall.window->controller().setPredictFirst(true);
        hall.press(Qt::Key_F5);
        hall.window->controller().setSpeed(1e-3);
        hall.press(Qt::Key_PageDown); // plays
        hall.press(Qt::Key_PageDown); // goes there at once
        QVERIFY(hall.frame().prediction && hall.frame().prediction->phase == lessons::Asking::Phase::Asked);
        QCOMPARE(hall.frame().step, 2);
        hall.press(Qt::Key_B);
        QVERIFY(!hall.presenter().blank());
        QVERIFY(hall.window->findChildren<AnswerButton*>().at(1)->isChecked());
        hall.press(Qt::Key_PageDown);
        QCOMPARE(hall.frame().prediction->phase, lessons::Asking::Phase::Watching);
        QTRY_VERIFY(hall.frame().prediction->right);
        hall.press(Qt::Key_PageDown);
        QVERIFY(!hall.frame().prediction);
        QVERIFY(hall.window->isFullScreen());
        hall.press(Qt::Key_B);
        QVERIFY(hall.presenter().blank());
    }

    void pageDownPlaysOnToTheNextStep()
    {
        const Hall hall;
        hall.press(Qt::Key_PageDown);
        QCOMPARE(hall.frame().mode, Mode::Playing);
        QTRY_COMPARE(hall.frame().mode, Mode::Paused);
        QCOMPARE(hall.frame().step, 2);
        const auto second = hall.frame().moment;
        QCOMPARE(hall.frame().state.processes.at(2).activity, state::Activity::Held); // the very moment
        hall.press(Qt::Key_PageDown);
        hall.press(Qt::Key_PageDown); // impatient
        QCOMPARE(hall.frame().step, 3);
        QCOMPARE(hall.frame().mode, Mode::Paused);
        hall.press(Qt::Key_PageUp);
        QCOMPARE(hall.frame().moment, second);
        hall.press(Qt::Key_PageUp);
        QCOMPARE(hall.frame().moment.events, std::uint64_t{0});
        hall.press(Qt::Key_PageUp); // there is none before
        QCOMPARE(hall.frame().moment.events, std::uint64_t{0});
    }

    void aPauseInBetweenIsNoPlaceToStop()
    {
        const Hall hall;
        hall.press(Qt::Key_PageDown);
        hall.press(Qt::Key_Space);
        QCOMPARE(hall.frame().mode, Mode::Paused);
        hall.press(Qt::Key_Space);
        QTRY_COMPARE(hall.frame().mode, Mode::Paused); // at the end of the trace, not before
        QCOMPARE(hall.frame().state.time, hall.frame().trace.end());
    }

    /// Its own processes, which run on while the picture stops.
    void playlistsStopWhereTheySay()
    {
        const Hall hall;
        hall.playlist(R"({"lessons": [{"lesson": "pipe.backpressure", "stop_at": [3]}, {"lesson": "pipe.broken"}]})");
        QCOMPARE(hall.frame().lesson->id, QString("pipe.backpressure"));
        QCOMPARE(hall.frame().mode, Mode::Live);
        QTRY_COMPARE_WITH_TIMEOUT(hall.frame().mode, Mode::Paused, patience);
        QCOMPARE(hall.frame().step, 3);
        QCOMPARE(hall.frame().state.processes.at(1).activity, state::Activity::Blocked);
        QCOMPARE(hall.frame().source, Frame::Source::Running);

        // On: the stop was the last one. What the lesson wants next is done, and then the next lesson comes.
        for (int i = 0; i < 20 && hall.frame().lesson->id == QLatin1String("pipe.backpressure"); ++i)
            hall.press(Qt::Key_PageDown);
        QCOMPARE(hall.frame().lesson->id, QString("pipe.broken"));
        QTRY_VERIFY_WITH_TIMEOUT(hall.frame().state.processes.at(1).pid > 0, patience);
        hall.window->controller().scrubTo({});
        hall.press(Qt::Key_PageUp);
        QCOMPARE(hall.frame().lesson->id, QString("pipe.backpressure"));
    }

    /// Said where one looks, while presenting and not; what is no lesson has its name there.
    void playlistsSayWhereOneIs()
    {
        const Hall hall;
        sluice::test::TraceBuilder ofLesson, ofNone;
        ofLesson.of("pipe.backpressure").started().write(4096).at(5000).read(4096);
        ofNone.of("mine").started().write(4096).at(5000).read(4096);
        QVERIFY(sluice::test::writeTrace(ofLesson, hall.dir.filePath("a.sluice").toStdString()));
        QVERIFY(sluice::test::writeTrace(ofNone, hall.dir.filePath("b.sluice").toStdString()));
        hall.playlist(R"({"lessons": [{"trace": "a.sluice"}, {"trace": "b.sluice"}, {"lesson": "pipe.broken"}]})");
        const auto said = [&](const QString& words) {
            return std::ranges::any_of(hall.stage().scene().shapes,
                                       [&](const auto& shape) { return shape.text == words; });
        };
        QCOMPARE(hall.frame().source, Frame::Source::File);
        QVERIFY(said("1 OF 3 · STEP 1 OF 5"));
        hall.press(Qt::Key_F5);
        QVERIFY(said("1 OF 3 · STEP 1 OF 5"));
        const auto on = [&](int number) {
            for (int i = 0; i < 20 && hall.frame().place.number < number; ++i) hall.press(Qt::Key_PageDown);
        };
        on(2);
        QVERIFY(said("2 OF 3"));
        QVERIFY(said("b.sluice"));
        on(3);
        QCOMPARE(hall.frame().lesson->id, QString("pipe.broken"));
        QTRY_VERIFY_WITH_TIMEOUT(hall.frame().caption.overline.startsWith("3 OF 3 · STEP"), patience);
        hall.window->open({Opened::Kind::Lesson, "pipe.broken"}); // by itself: no longer
        QVERIFY(hall.frame().caption.overline.startsWith("STEP 1"));
    }

    /// One that has gone meanwhile is said, and the next key goes on behind it.
    void goneTracesOfAPlaylistDoNotStopIt()
    {
        const Hall hall;
        sluice::test::TraceBuilder built;
        built.of("mine").started().write(4096);
        for (const char* name : {"a.sluice", "b.sluice"})
            QVERIFY(sluice::test::writeTrace(built, hall.dir.filePath(name).toStdString()));
        hall.playlist(R"({"lessons": [{"trace": "a.sluice"}, {"trace": "b.sluice"}, {"lesson": "pipe.broken"}]})");
        QVERIFY(QFile::remove(hall.dir.filePath("b.sluice")));
        hall.press(Qt::Key_PageDown);
        QCOMPARE(hall.frame().place.number, 1);
        QVERIFY(hall.frame().notice && hall.frame().notice->what.contains("b.sluice"));
        hall.press(Qt::Key_PageDown);
        QCOMPARE(hall.frame().place.number, 3);
        QVERIFY(!hall.frame().notice);
    }

    void theLessonsKeysComeFirst()
    {
        const Hall hall;
        hall.window->open({Opened::Kind::Lesson, "pipe.backpressure"});
        QTRY_VERIFY_WITH_TIMEOUT(hall.frame().state.processes.at(1).pid > 0, patience);
        hall.press(Qt::Key_W); // "Pause writer", no white screen
        QVERIFY(!hall.presenter().blank());
        QTRY_COMPARE_WITH_TIMEOUT(hall.frame().state.processes.at(1).activity, state::Activity::Held, patience);
    }

    /// Each key that stands on a button of a lesson reaches that button, whatever else it means in the window.
    void everyTryKeyReachesItsButton_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : {"pipe.backpressure", "memory.mutex", "memory.race", "signal.blocking"})
            QTest::newRow(id) << QString(id);
    }
    void everyTryKeyReachesItsButton()
    {
        QFETCH(QString, id);
        const Hall hall;
        hall.window->open({Opened::Kind::Lesson, id});
        QTRY_VERIFY_WITH_TIMEOUT(hall.frame().state.processes.size() > 1 && hall.frame().state.processes.at(1).pid > 0,
                                 patience);
        for (const lessons::TryButton& wish : hall.frame().lesson->tries) {
            if (wish.key.ends_with(".step")) continue; // leaves no value behind
            const auto before = hall.window->controller().value(wish.key);
            const auto run = hall.window->controller().file();
            QTest::keyClicks(hall.window->focusWidget(), wish.shortcut.toLower());
            const bool done =
                hall.window->controller().value(wish.key) != before || hall.window->controller().file() != run;
            QVERIFY2(done, qPrintable(wish.label));
        }
    }

    void helpListsTheKeys()
    {
        const Hall hall;
        hall.press(Qt::Key_F5);
        hall.press(Qt::Key_Question);
        const auto* help = hall.window->findChild<HelpOverlay*>();
        QVERIFY(help->isVisible());
        hall.press(Qt::Key_PageDown); // any key leaves, and does nothing else
        QVERIFY(!help->isVisible());
        QCOMPARE(hall.frame().mode, Mode::Paused);
    }
};

SLUICE_TEST(TestPresent, QApplication)
#include "tst_present.moc"
