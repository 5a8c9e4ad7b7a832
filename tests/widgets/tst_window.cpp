#include "contrast.h"
#include "fits.h"
#include "sample_trace.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "support/write_trace.h"
#include "widgets/bookmark_bar.h"
#include "widgets/controls.h"
#include "widgets/desktop_motion.h"
#include "widgets/fade.h"
#include "widgets/find_bar.h"
#include "widgets/help_overlay.h"
#include "widgets/inspector.h"
#include "widgets/language_choice.h"
#include "widgets/lesson_menu.h"
#include "widgets/main_window.h"
#include "widgets/presenter.h"
#include "widgets/record_dialog.h"
#include "widgets/scene_view.h"
#include "widgets/schedule_bar.h"
#include "widgets/spotlight.h"
#include "widgets/stage_view.h"
#include "widgets/start_page.h"
#include "widgets/style.h"
#include "widgets/timeline_view.h"
#include "widgets/top_bar.h"
#include "widgets/transport_bar.h"
#include "widgets/window_command.h"
#include "widgets/window_layout.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QKeySequence>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <csignal>
#include <memory>

using namespace sluice;
using namespace sluice::widgets;
using widgets::test::clipped;
using widgets::test::overlapping;
using widgets::test::whoIs;
using Mode = playback::Playback::Mode;
using sluice::test::Spoken;
using words::Language;

namespace {

void languages()
{
    QTest::addColumn<Language>("language");
    QTest::newRow("English") << Language::English;
    QTest::newRow("German") << Language::German;
}

constexpr TraceTime whileFilling{2'500'000}, afterTheWake{9'000'000};

/// A window that stands in the middle of the sample, with a neighbour on each side of everything.
struct Bench {
    QTemporaryDir dir;
    std::unique_ptr<MainWindow> window;

    explicit Bench(QSize size = {1600, 900}, TraceTime at = whileFilling)
    {
        // No supervisor there: "Run again" must say so.
        const std::filesystem::path folder(dir.path().toStdString());
        window = std::make_unique<MainWindow>(RunPlaces{.runs = folder / "runs", .supervisor = folder / "missing"});
        window->resize(size);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get())) qFatal("no window");
        window->controller().showTrace(widgets::test::sampleTrace(), "sample");
        window->controller().scrubTo(at);
        settle();
    }
    template <class T>
    T& part() const
    {
        return *window->findChild<T*>();
    }

    void settle() const
    {
        if (!QTest::qWaitFor([this] { return !window->controller().ticking(); })) qFatal("the window does not rest");
        QCoreApplication::processEvents();
    }

    int presenting() const
    {
        const auto& presenter = *window->findChild<Presenter*>();
        const auto* start = window->findChild<StartPage*>();
        return (presenter.blank() ? 1 << 22 : 0) + (presenter.spotlight().isVisible() ? 1 << 23 : 0)
               + (start && start->isVisible() ? 1 << 24 : 0);
    }

    /// All that a viewer could notice, in one line.
    QString look() const
    {
        const FramePtr frame = window->controller().frame();
        const auto& axis = part<TimelineView>().axis();
        return QStringLiteral("%1 %2 %3 %4 | %5 %6 | %7 %8 %9 | %10 %11 %12")
            .arg(frame->moment.events)
            .arg(frame->moment.time.ns)
            .arg(int(frame->mode) + 8 * int(frame->pace.kind)
                 + (part<TransportBar>().findChild<QMenu*>()->isVisible() ? 64 : 0))
            .arg(frame->pace.speed)
            .arg(axis.from.ns)
            .arg(axis.nsPerPixel)
            .arg(window->isVisible())
            .arg(window->isFullScreen())
            .arg(part<Inspector>().isVisible())
            .arg(window->palette().color(QPalette::Window).name(), frame->notice ? frame->notice->what : QString())
            .arg((part<HelpOverlay>().isVisible() ? 1 : 0) + presenting() + (part<LessonMenu>().isVisible() ? 2 : 0)
                 + (window->findChild<RecordDialog*>() ? 1 << 21 : 0) + (part<FindBar>().isVisible() ? 4 : 0)
                 + (part<BookmarkBar>().isVisible() ? 1 << 20 : 0)
                 + (part<Inspector>().findChild<QTabBar*>()->currentIndex() << 22) + (frame->loop ? 8 : 0)
                 + 16 * int(frame->bookmarks->size()));
    }
};

/// Closes whatever dialog or menu is opened by `act`, and tells whether there was one.
bool opensADialog(const std::function<void()>& act)
{
    bool opened = false;
    QTimer closer;
    QObject::connect(&closer, &QTimer::timeout, &closer, [&] {
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            opened = true;
            dialog->close();
        }
    });
    closer.start(10);
    act();
    return opened;
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT
public:
    static void initMain()
    {
        static QTemporaryDir settings; // never the settings of whoever runs the test
        qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
        QCoreApplication::setOrganizationName("sluice-test");
        QCoreApplication::setApplicationName("sluice-test");
    }

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void everyButtonDoesSomething()
    {
        QStringList names;
        const Bench first;
        for (const QAbstractButton* button : first.window->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->isEnabled()) names << whoIs(button);
        }
        QVERIFY2(names.size() >= 12, qPrintable(names.join(", ")));
        for (qsizetype i = 0; i < names.size(); ++i) {
            const Bench bench;
            QList<QAbstractButton*> buttons;
            for (QAbstractButton* button : bench.window->findChildren<QAbstractButton*>()) {
                if (button->isVisible() && button->isEnabled()) buttons << button;
            }
            QCOMPARE(whoIs(buttons[i]), names[i]);
            QVERIFY2(!buttons[i]->accessibleName().isEmpty() || !buttons[i]->text().isEmpty(), qPrintable(names[i]));
            const QString before = bench.look();
            QTest::mouseClick(buttons[i], Qt::LeftButton);
            QVERIFY2(bench.look() != before, qPrintable(names[i]));
        }
    }

    void everyKeyDoesSomething_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < keyBindings().size(); ++i)
            QTest::addRow("%s", qPrintable(keyText(keyBindings()[i].key))) << int(i);
    }
    void everyKeyDoesSomething()
    {
        QFETCH(int, index);
        const KeyBinding binding = keyBindings()[std::size_t(index)];
        const Bench bench({1600, 900}, binding.command == Command::PreviousBlock ? afterTheWake : whileFilling);
        const auto press = [&] {
            QTest::keyClick(bench.window->focusWidget(), binding.key.key(), binding.key.keyboardModifiers());
        };
        if (binding.command == Command::Stop) return;       // of a live run: tst_live
        if (binding.command == Command::NextSignal) return; // there is none in this lesson: nextSignalGoesToAHandler
        if (binding.command == Command::SaveTrace) return;  // there is no file: opensAndSaves
        if (binding.command == Command::OpenTrace || binding.command == Command::OpenInterleaving) {
            QVERIFY(opensADialog(press));
            return;
        }
        if (binding.command == Command::EvenPace) bench.window->perform(Command::FollowAction);
        if (binding.command == Command::ZoomAll) bench.part<TimelineView>().zoom(4);
        if (binding.command == Command::Escape) bench.window->perform(Command::Present);
        const QString before = bench.look();
        press();
        QVERIFY(bench.look() != before);
    }

    /// Of one and the same key a viewer would expect two things. While presenting, the lesson's letter comes first, and
    /// the spotlight has another key.
    void noLessonWantsAKeyOfTheWindow()
    {
        for (const lessons::Lesson& lesson : lessons::builtIn())
            for (const lessons::TryButton& wish : lesson.tries)
                for (const KeyBinding& binding : keyBindings())
                    QVERIFY2(binding.group == KeyGroup::Presenting || binding.key != QKeySequence(wish.shortcut)[0],
                             qPrintable(lesson.id + ": " + wish.shortcut));
    }

    void aReplayHasNoScheduler()
    {
        const Bench bench;
        QPushButton* button = nullptr;
        for (auto* each : bench.part<TopBar>().findChildren<QPushButton*>())
            if (each->text() == QLatin1String("Scheduler")) button = each;
        QVERIFY(button && !button->isEnabled());
        QVERIFY(button->toolTip().contains("happened already"));
        QCOMPARE(button->accessibleDescription(), button->toolTip());
        QTest::keyClick(bench.window.get(), Qt::Key_F6);
        QVERIFY(bench.window->controller().frame()->notice);
        QVERIFY(!bench.window->controller().frame()->schedule);
    }

    /// By key, and by a click on the process: the panel says why it waits, and draws for whom.
    void whyDoesItWait()
    {
        for (const bool byMouse : {false, true}) {
            const Bench bench({1280, 720});
            bench.window->controller().perform(Command::NextBlock);
            bench.settle();
            QVERIFY(!bench.part<Inspector>().isVisible());
            if (byMouse) {
                const auto& items = bench.part<StageView>().items();
                const auto writer = std::ranges::find(items, scene::Subject{scene::Subject::Kind::ProcessState, 1, 0},
                                                      &SceneView::Item::subject);
                QVERIFY(writer != items.end());
                QTest::mouseClick(&bench.part<StageView>(), Qt::LeftButton, {}, writer->rect.center().toPoint());
            } else {
                QTest::keyClick(bench.window.get(), Qt::Key_F7);
            }
            QVERIFY(bench.part<Inspector>().isVisible());
            const auto* why = bench.part<Inspector>().findChild<SceneView*>(QStringLiteral("why"));
            QVERIFY(why->isVisible());
            QStringList words;
            for (const SceneView::Item& item : why->items()) words << item.text;
            const QString all = words.join(' ');
            QVERIFY2(all.contains("room in the pipe") && all.contains("by read(3)") && all.contains("reader"),
                     qPrintable(all));
            QVERIFY(!all.contains("Deadlock"));
        }
    }

    void nextSignalGoesToAHandler()
    {
        using namespace probe;
        std::vector<Event> events(3);
        events[0] = {.time = 1'000, .process = 2, .kind = EventKind::ProcessStarted};
        events[0].result = 4712;
        events[1] = {.time = 5'000'000, .process = 2, .kind = EventKind::HandlerEntered};
        events[1].detail = SIGUSR1;
        events[2] = {.time = 9'000'000, .process = 2, .kind = EventKind::HandlerReturned};
        trace::Meta meta;
        meta.scenario = lessons::find(QStringLiteral("signal.notification"))->scenario;
        const Bench bench;
        bench.window->controller().showTrace(trace::TraceView::ofEvents(meta, events), "signals");
        bench.window->controller().scrubTo({});
        bench.settle();
        QTest::keyClick(bench.window->focusWidget(), Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.window->controller().frame()->state.time, TraceTime{5'000'000});
        QCOMPARE(bench.window->controller().frame()->state.processes.at(2).activity, state::Activity::Handling);
    }

    void arrowsOfAFocusedSliderStayWithIt()
    {
        const Bench bench;
        auto* slider = bench.part<TransportBar>().findChild<Slider*>();
        slider->setFocus();
        const auto before = bench.window->controller().frame();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(bench.window->controller().frame()->moment, before->moment);
        QVERIFY(bench.window->controller().frame()->pace.speed > before->pace.speed);
    }

    void clickingDoesNotTakeTheKeyboard()
    {
        const Bench bench;
        auto* forward = bench.part<TransportBar>().findChildren<RoundButton*>().last();
        QTest::mouseClick(forward, Qt::LeftButton);
        QCOMPARE(bench.window->focusWidget(), &bench.part<StageView>());
        forward->setFocus(Qt::TabFocusReason);
        const auto before = bench.window->controller().frame()->moment;
        QTest::keyClick(forward, Qt::Key_Return);
        QCOMPARE(bench.window->controller().frame()->moment.events, before.events + 1);
    }

    void everythingIsReachedByTab()
    {
        const Bench bench;
        QSet<QWidget*> reached;
        for (int i = 0; i < 100; ++i) {
            reached.insert(bench.window->focusWidget());
            QTest::keyClick(bench.window->focusWidget(), Qt::Key_Tab);
        }
        for (QAbstractButton* button : bench.window->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->isEnabled())
                QVERIFY2(reached.contains(button), qPrintable(whoIs(button)));
        }
        QVERIFY(reached.contains(bench.part<TransportBar>().findChild<Slider*>()));
        QVERIFY(reached.contains(&bench.part<TimelineView>()));
        QVERIFY(reached.contains(bench.part<Inspector>().findChild<QTabBar*>()));
    }

    void pausedWindowPaintsNothing()
    {
        const Bench bench;
        std::vector<std::unique_ptr<widgets::test::EventCounter>> paints;
        for (QWidget* widget : bench.window->findChildren<QWidget*>())
            paints.push_back(std::make_unique<widgets::test::EventCounter>(widget, QEvent::Paint));
        QElapsedTimer waited;
        waited.start();
        while (waited.elapsed() < 300) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        int painted = 0;
        for (const auto& counter : paints) painted += counter->count;
        QCOMPARE(painted, 0);
        QVERIFY(!bench.window->controller().ticking());
    }

    void clickAndDragOnTheTimelineScrub()
    {
        const Bench bench;
        auto& view = bench.part<TimelineView>();
        const int middle = view.height() / 2;
        const int x = int(view.axis().x(TraceTime{4'000'000}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, {x, middle});
        QVERIFY(std::abs(double(bench.window->controller().frame()->state.time.ns - 4'000'000))
                <= view.axis().nsPerPixel * 2);
        QTest::mousePress(&view, Qt::LeftButton, {}, {x, middle});
        QTest::mouseMove(&view, {x + 40, middle});
        QVERIFY(bench.window->controller().frame()->state.time > TraceTime{4'000'000});
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {x + 40, middle});
    }

    void controlAndDragOnTheTimelineSelectARangeToLoop()
    {
        const Bench bench;
        auto& view = bench.part<TimelineView>();
        const int middle = view.height() / 2, x = int(view.axis().x(TraceTime{4'000'000}));
        const auto before = bench.window->controller().frame()->moment;
        const auto selectTo = [&](int to) {
            QTest::mousePress(&view, Qt::LeftButton, Qt::ControlModifier, {x, middle});
            QTest::mouseMove(&view, {to, middle});
            QTest::mouseRelease(&view, Qt::LeftButton, Qt::ControlModifier, {to, middle});
            return bench.window->controller().frame()->loop;
        };
        const auto loop = selectTo(x - 40); // backwards as well
        QVERIFY(loop.has_value());
        QCOMPARE(loop->to, view.axis().time(x));
        QCOMPARE(loop->from, view.axis().time(x - 40));
        QCOMPARE(bench.window->controller().frame()->moment, before);
        QVERIFY(!selectTo(x).has_value()); // nothing selected: no loop
    }

    void theLanguageIsKeptAndAskedFor()
    {
        const Bench bench;
        QSignalSpy wanted(bench.window.get(), &MainWindow::languageWanted);
        const auto choose = [&](const char* name) {
            for (QAction* action : bench.part<LessonMenu>().findChildren<QAction*>())
                if (action->text() == QLatin1String(name)) return action->trigger();
            QFAIL(name);
        };
        choose("Deutsch");
        QCOMPARE(chosenLanguage(), Language::German);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<Language>(), Language::German);
        QCOMPARE(words::spoken(), Language::English); // another window will speak it
        choose("English");
        QCOMPARE(chosenLanguage(), Language::English);
        QCOMPARE(wanted.size(), 1); // it is spoken already
    }

    /// The menu's choice counts at once: the window goes on with what it showed, in other words.
    void anotherLanguageIsSpokenAtOnce()
    {
        sluice::test::TraceBuilder built;
        built.of("mine").started().write(4096).at(5000).read(4096);
        const QTemporaryDir folder;
        const QString file = folder.filePath("mine.sluice");
        QVERIFY(sluice::test::writeTrace(built, file.toStdString()));
        const auto window = [] {
            for (QWidget* each : QApplication::topLevelWidgets())
                if (auto* main = qobject_cast<MainWindow*>(each); main && main->isVisible()) return main;
            return static_cast<MainWindow*>(nullptr);
        };
        QStringList said;
        TraceTime moment;
        QTimer driver;
        connect(&driver, &QTimer::timeout, &driver, [&] {
            MainWindow* now = window();
            if (!now || now->controller().frame()->source != Frame::Source::File) return;
            said << now->findChild<TopBar*>()->findChildren<QPushButton*>().at(4)->text();
            if (said.size() == 1) now->controller().scrubTo({2000});
            moment = now->controller().frame()->moment.time;
            if (said.size() == 3) now->close();
            const char* other = said.size() == 1 ? "Deutsch" : "English";
            for (QAction* action : now->findChild<LessonMenu*>()->findChildren<QAction*>())
                if (action->text() == QLatin1String(other) && said.size() < 3) return action->trigger();
        });
        driver.start(20);
        QCOMPARE(runWindow(*qApp, {.lesson = {}, .trace = file, .playlist = {}}), 0);
        QCOMPARE(said, (QStringList{"Run again", "Neustart", "Run again"}));
        QCOMPARE(moment, TraceTime{2000});
        QCOMPARE(words::spoken(), Language::English);
        QCoreApplication::setOrganizationName("sluice-test");
        QCoreApplication::setApplicationName("sluice-test");
    }

    /// What comes or goes eases in, and nothing waits for it; whoever wants little motion sees none.
    void modesEaseIn_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("the side panel") << int(Qt::Key_F9);
        QTest::newRow("why") << int(Qt::Key_F7);
        QTest::newRow("a notice: nobody can be held") << int(Qt::Key_F6);
    }
    void modesEaseIn()
    {
        QFETCH(int, key);
        QVERIFY(Fade::milliseconds <= 200);
        const Bench bench;
        auto& fade = bench.part<Fade>();
        QVERIFY(!fade.isVisible());
        const QImage before = bench.window->grab().toImage();
        QTest::keyClick(bench.window.get(), Qt::Key(key));
        QVERIFY(fade.isVisible());
        QCOMPARE(fade.geometry(), bench.window->centralWidget()->geometry());
        QVERIFY(!fade.hasFocus() && bench.window->childAt(600, 400) != &fade); // the mouse goes through
        QTRY_VERIFY(!fade.isVisible());
        QVERIFY(bench.window->grab().toImage() != before);

        bench.window->controller().setReducedMotion(true);
        QTest::keyClick(bench.window.get(), Qt::Key_F9);
        QVERIFY(!fade.isVisible());
    }

    void theDesktopsWishForLittleMotionCounts_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("reduced");
        const auto row = [](const char* name, const char* file, const char* text, bool reduced) {
            QTest::newRow(name) << QString(file) << QByteArray(text) << reduced;
        };
        row("nothing written", "none", "", false);
        row("GTK 3", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", true);
        row("GTK 3, as a number", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations = 0\n", true);
        row("GTK 4", "gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", true);
        row("GTK wants motion", "gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", false);
        row("KDE", "kdeglobals", "[General]\nfixed=Mono,10,-1\n[KDE]\nAnimationDurationFactor=0\n", true);
        row("KDE, faster", "kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", false);
        row("KDE, damaged", "kdeglobals", "[KDE]\nAnimationDurationFactor=none\n", false);
    }
    void theDesktopsWishForLittleMotionCounts()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(bool, reduced);
        const QTemporaryDir config;
        const QByteArray before = qgetenv("XDG_CONFIG_HOME");
        qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
        const auto restored = qScopeGuard([&] { qputenv("XDG_CONFIG_HOME", before); });
        QFile desktop(config.filePath(file));
        QVERIFY(QDir().mkpath(QFileInfo(desktop).path()));
        QVERIFY(desktop.open(QIODevice::WriteOnly) && desktop.write(text) == text.size());
        desktop.close();
        QCOMPARE(desktopReducesMotion(), reduced);
        const auto shown = [] { return Bench().window->controller().frame()->view.reducedMotion; };
        QCOMPARE(shown(), reduced);

        // What is chosen in the menu counts more, and only that is kept.
        const auto choose = [](bool wanted) {
            const Bench bench;
            for (QAction* action : bench.part<LessonMenu>().actions())
                if (action->text() == QLatin1String("Reduce motion") && action->isChecked() != wanted)
                    action->trigger();
            const bool now = bench.window->controller().frame()->view.reducedMotion;
            bench.window->close();
            return now;
        };
        QCOMPARE(choose(!reduced), !reduced);
        QCOMPARE(shown(), !reduced);
        QSettings().clear();
        Bench().window->close();
        QVERIFY(!QSettings().contains("window/reducedMotion"));
    }

    void bookmarksAreNamedKeptAndRemoved()
    {
        const Bench bench;
        const auto file = std::filesystem::path(bench.dir.path().toStdString()) / "run.sluice";
        sluice::test::TraceBuilder built;
        built.started().write(4096).at(5000).read(4096).at(8000).write(4096).at(20'000).read(4096);
        QVERIFY(sluice::test::writeTrace(built, file));
        bench.window->controller().openTrace(file);
        bench.window->controller().scrubTo(whileFilling);
        bench.settle();
        auto& bar = bench.part<BookmarkBar>();
        const auto bookmarks = [&] { return *bench.window->controller().frame()->bookmarks; };
        bench.window->perform(Command::AddBookmark);
        QCOMPARE(bookmarks().size(), 1U);
        QVERIFY(!bookmarks()[0].name.empty());
        auto* line = bar.findChild<QLineEdit*>();
        QVERIFY(bar.isVisible() && line->hasFocus() && line->hasSelectedText());
        QTest::keyClicks(line, "the pipe fills");
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(!bar.isVisible());
        QCOMPARE(bookmarks()[0].name, std::string("the pipe fills"));

        bench.window->perform(Command::AddBookmark); // the same moment: it is there to be changed
        QCOMPARE(line->text(), QString("the pipe fills"));
        QTest::keyClicks(line, "no");
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(bookmarks()[0].name, std::string("the pipe fills"));

        bench.window->controller().openTrace(file); // as after a restart
        QCOMPARE(bookmarks()[0].name, std::string("the pipe fills"));
        const auto kept = bookmarks()[0];
        bench.window->controller().scrubTo(afterTheWake);
        bench.window->controller().goTo(kept);
        QCOMPARE(bench.window->controller().frame()->moment, kept.moment);
        bench.window->perform(Command::AddBookmark);
        QTest::mouseClick(bar.findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(bookmarks().empty() && !bar.isVisible());
    }

    void aClickOnANameFoldsItsRow()
    {
        const Bench bench;
        auto& view = bench.part<TimelineView>();
        const auto rowOf = [&](int lane) { return view.layoutShown().lanes[std::size_t(lane)]; };
        const auto click = [&] {
            QTest::mouseClick(&view, Qt::LeftButton, {}, timeline::Layout::nameOf(rowOf(1)).center().toPoint());
        };
        const auto before = bench.window->controller().frame()->moment;
        const double height = rowOf(1).rect.height();
        click();
        QVERIFY(rowOf(1).folded && rowOf(1).rect.height() < height);
        click();
        QVERIFY(!rowOf(1).folded);
        QCOMPARE(rowOf(1).rect.height(), height);
        QCOMPARE(bench.window->controller().frame()->moment, before);
    }

    void wheelZoomsAtThePointer()
    {
        const Bench bench;
        auto& view = bench.part<TimelineView>();
        const QPointF at(view.width() / 2.0, view.height() / 2.0);
        const TraceTime under = view.axis().time(at.x());
        const double before = view.axis().nsPerPixel;
        QWheelEvent wheel(at, view.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&view, &wheel);
        QVERIFY(view.axis().nsPerPixel < before);
        QVERIFY(std::abs(view.axis().x(under) - at.x()) < 1);
    }

    void middleButtonPans()
    {
        const Bench bench;
        auto& view = bench.part<TimelineView>();
        view.zoom(4);
        const auto before = view.axis();
        QTest::mousePress(&view, Qt::MiddleButton, {}, {600, 40});
        QTest::mouseMove(&view, {500, 40});
        QTest::mouseRelease(&view, Qt::MiddleButton, {}, {500, 40});
        QCOMPARE(view.axis().nsPerPixel, before.nsPerPixel);
        QVERIFY(std::abs(double((view.axis().from - before.from).ns) - 100 * before.nsPerPixel) < before.nsPerPixel);
        QCOMPARE(bench.window->controller().frame()->state.time, whileFilling);
    }

    void presentingShowsTheStageAlone()
    {
        const Bench bench;
        QTest::keyClick(bench.window.get(), Qt::Key_F5);
        QVERIFY(bench.window->isFullScreen());
        QVERIFY(!bench.part<TopBar>().isVisible());
        QVERIFY(!bench.part<TimelineView>().isVisible());
        QVERIFY(!bench.part<Inspector>().isVisible());
        QTRY_COMPARE(bench.part<StageView>().size(), bench.window->size());
        const auto before = bench.window->controller().frame()->moment;
        QTest::keyClick(bench.window.get(), Qt::Key_Right); // the clicker still works
        QCOMPARE(bench.window->controller().frame()->moment.events, before.events + 1);
        QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        QVERIFY(!bench.window->isFullScreen());
        QVERIFY(bench.part<TimelineView>().isVisible());
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("panel");
        QTest::addColumn<Language>("language");
        for (const Language language : {Language::English, Language::German}) {
            const QString code = words::codeOf(language);
            QTest::addRow("1920×1080 %s", qPrintable(code)) << QSize(1920, 1080) << true << language;
            QTest::addRow("1366×768 %s", qPrintable(code)) << QSize(1366, 768) << true << language;
            QTest::addRow("as small as it gets %s", qPrintable(code)) << QSize(960, 600) << false << language;
            QTest::addRow("1280×720 %s", qPrintable(code)) << QSize(1280, 720) << false << language;
        }
    }
    void nothingIsCut()
    {
        QFETCH(QSize, size);
        QFETCH(Language, language);
        const Spoken spoken(language);
        const Bench bench(size);
        QCOMPARE(bench.window->size(), size);
        QTEST(bench.part<Inspector>().isVisible(), "panel");
        QCOMPARE(clipped(*bench.window).join('\n'), QString());
        QCOMPARE(overlapping(*bench.window).join('\n'), QString());

        bench.window->perform(Command::Help);
        QCoreApplication::processEvents();
        QCOMPARE(clipped(bench.part<HelpOverlay>()).join('\n'), QString());
    }

    /// In German there is a comma before the decimals: in no word of the window, its pictures or a dialog a point.
    void numbersAreOfTheLanguage()
    {
        const Spoken spoken(Language::German);
        const Bench bench({1600, 900}, {10'012'345});
        bench.window->perform(Command::AddBookmark);
        bench.window->perform(Command::MakeFilm);
        QCoreApplication::processEvents();
        QStringList said;
        auto* tabs = bench.part<Inspector>().findChild<QTabBar*>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QCoreApplication::processEvents();
            for (const auto* label : bench.window->findChildren<QLabel*>()) said << label->text();
            for (const auto* button : bench.window->findChildren<QAbstractButton*>()) said << button->text();
            for (const auto* line : bench.window->findChildren<QLineEdit*>()) said << line->text();
            for (const auto* view : bench.window->findChildren<SceneView*>())
                for (const auto& shape : view->scene().shapes) said << shape.text;
        }
        static const QRegularExpression decimalPoint(
            QStringLiteral("\\d\\.(\\d{1,2}|\\d{4,})(?!\\d)")); // no group of three
        int commas = 0;
        for (const QString& words : said) {
            QVERIFY2(!words.contains(decimalPoint), qPrintable(words));
            commas += words.contains(QRegularExpression(QStringLiteral("\\d,\\d"))) ? 1 : 0;
        }
        QVERIFY(commas > 10);
    }

    /// Of every lesson, however many keys it has: nothing is less high than it wants to be.
    void helpFits_data() { languages(); }
    void helpFits()
    {
        QFETCH(Language, language);
        const Spoken spoken(language);
        const Bench bench({1280, 720});
        auto& help = bench.part<HelpOverlay>();
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            help.open(&lesson);
            QCoreApplication::processEvents();
            QCOMPARE(clipped(help), QStringList());
            QCOMPARE(help.findChild<QScrollArea*>()->verticalScrollBar()->maximum(), 0);
            for (const QWidget* part : help.findChild<QScrollArea*>()->viewport()->findChildren<QWidget*>()) {
                const QRect seen(part->mapTo(bench.window.get(), QPoint()), part->size());
                QVERIFY2(bench.window->rect().contains(seen), qPrintable(lesson.id + ": " + whoIs(part)));
                QVERIFY2(part->visibleRegion().boundingRect() == part->rect(),
                         qPrintable(lesson.id + ": " + whoIs(part)));
            }
        }
    }

    /// In the smallest window all of it can be come by, by wheel and by key, and is nowhere cut at its sides.
    void helpScrolls_data() { languages(); }
    void helpScrolls()
    {
        QFETCH(Language, language);
        const Spoken spoken(language);
        const Bench bench({960, 600});
        auto& help = bench.part<HelpOverlay>();
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            help.open(&lesson);
            QCoreApplication::processEvents();
            QCOMPARE(clipped(help).join('\n'), QString());
            QCOMPARE(overlapping(help).join('\n'), QString());
            const auto* scroll = help.findChild<QScrollArea*>();
            QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
            QTest::keyClick(&help, Qt::Key_Home);
            QSet<const QWidget*> unseen;
            for (const QWidget* part : scroll->viewport()->findChildren<QLabel*>()) unseen.insert(part);
            const auto look = [&] {
                const auto all = unseen;
                for (const QWidget* part : all)
                    if (part->visibleRegion().boundingRect() == part->rect()) unseen.remove(part);
            };
            look();
            QVERIFY(!unseen.isEmpty());
            for (int i = 0; i < 100 && !unseen.isEmpty(); ++i) {
                QTest::keyClick(&help, Qt::Key_Down);
                QVERIFY(help.isVisible());
                look();
            }
            for (const QWidget* part : unseen) QFAIL(qPrintable(lesson.id + ": " + whoIs(part)));
        }
        const int at = help.findChild<QScrollArea*>()->verticalScrollBar()->value();
        QTest::keyClick(&help, Qt::Key_PageUp);
        QVERIFY(help.findChild<QScrollArea*>()->verticalScrollBar()->value() < at);
        QTest::keyClick(&help, Qt::Key_Question, Qt::ShiftModifier);
        QVERIFY(!help.isVisible());
    }

    void wordsStandOut()
    {
        const Bench bench({1600, 900});
        auto* tabs = bench.part<Inspector>().findChild<QTabBar*>();
        bench.window->perform(Command::Find);
        bench.part<StageView>().setFocus();
        for (int theme = 0; theme < 2; ++theme) {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                if (!tabs->isTabVisible(tab)) continue;
                tabs->setCurrentIndex(tab);
                QCoreApplication::processEvents();
                QCOMPARE(widgets::test::pale(*bench.window), QStringList());
            }
            bench.window->perform(Command::SwitchTheme);
        }
    }

    /// What was chosen last is worth more than what was chosen first; that it went another way is said first of all.
    void theSchedulersBarSaysWhatFits()
    {
        auto schedule = std::make_shared<ScheduleView>();
        schedule->chosen = 9;
        schedule->last = QStringLiteral("adder A: load · adder B: load · adder A: store");
        const auto frame = std::make_shared<Frame>();
        frame->schedule = schedule;
        ScheduleBar bar;
        bar.setStyleSheet(windowStyle(scene::Theme::get(scene::Theme::Kind::Light)));
        const auto said = [&](int width) {
            bar.resize(width, 46);
            bar.showFrame(frame);
            QCoreApplication::processEvents();
            QStringList words;
            for (const auto* label : bar.findChildren<QLabel*>())
                if (!label->isHidden()) words << label->text();
            return words;
        };
        QCOMPARE(said(1280).last(), QStringLiteral("9 steps · … ") + schedule->last);
        const QString narrow = said(800).last();
        QVERIFY2(narrow.startsWith(u"9 steps · … ") && narrow.endsWith(u"adder A: store"), qPrintable(narrow));
        QVERIFY2(!narrow.contains(u"adder A: load"), qPrintable(narrow));
        QCOMPARE(clipped(bar), QStringList());
        schedule->deviation = QStringLiteral("step 4: it stands before write()");
        QCOMPARE(said(1280).mid(1), QStringList({QStringLiteral("It went another way."), schedule->deviation}));
    }

    /// Also while it runs, when there is one button more.
    void everyTitleIsWhole_data() { languages(); }
    void everyTitleIsWhole()
    {
        QFETCH(Language, language);
        const Spoken spoken(language);
        const Bench bench({1280, 720});
        auto& top = bench.part<TopBar>();
        QWidget* stop = nullptr;
        for (auto* button : top.findChildren<QPushButton*>())
            if (button->text() == TopBar::tr("Stop")) stop = button;
        QVERIFY(stop);
        QStringList cut;
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            trace::Meta meta;
            meta.scenario = lesson.scenario;
            bench.window->controller().showTrace(trace::TraceView::ofEvents(meta, {}), "x");
            stop->show();
            QResizeEvent resized(top.size(), top.size());
            QCoreApplication::sendEvent(&top, &resized);
            top.layout()->activate();
            cut << clipped(top);
            const auto labels = top.findChildren<QLabel*>();
            QVERIFY2(std::ranges::count(labels, lesson.title, &QLabel::text) == 1, qPrintable(lesson.title));
        }
        QCOMPARE(cut.join('\n'), QString());
    }

    /// In the smallest window signs and keys stand for words, so that something of the title is left.
    void narrowTopBarKeepsTheTitle_data() { languages(); }
    void narrowTopBarKeepsTheTitle()
    {
        QFETCH(Language, language);
        const Spoken spoken(language);
        const Bench bench({960, 600});
        auto& top = bench.part<TopBar>();
        const auto words = [&](const QString& name) {
            for (const auto* button : top.findChildren<QPushButton*>())
                if (button->accessibleName() == name) return button->text();
            return QStringLiteral("none");
        };
        QCOMPARE(words(TopBar::tr("Record a film, or save a figure")), QString());
        QCOMPARE(words(TopBar::tr("Present")), QStringLiteral("F5"));
        QCOMPARE(clipped(top).join(' '), QString());
        const auto* title = top.findChild<QLabel*>();
        QVERIFY2(title->width() > 200, qPrintable(title->text()));
        bench.window->resize(1280, 720);
        QTRY_COMPARE(words(TopBar::tr("Present")), TopBar::tr("Present  F5"));
        QCOMPARE(words(TopBar::tr("Record a film, or save a figure")), TopBar::tr("Record"));
    }

    /// They go where there is no room, and come back: at 1280 they have room.
    void jumpsGoOnlyInANarrowWindow()
    {
        const Bench bench({960, 600});
        const auto jumps = [&] {
            int seen = 0;
            for (const auto* button : bench.part<TransportBar>().findChildren<QPushButton*>())
                seen += button->isVisible() && button->text().startsWith("next") ? 1 : 0;
            return seen;
        };
        QCOMPARE(jumps(), 0);
        bench.window->resize(1280, 720);
        QTRY_COMPARE(jumps(), 2);
        QTRY_COMPARE(clipped(*bench.window).join(' '), QString());
        bench.window->resize(960, 600);
        QTRY_COMPARE(jumps(), 0);
    }

    void narrowWindowBringsThePanelBack_data() { languages(); }
    void narrowWindowBringsThePanelBack()
    {
        QFETCH(Language, language);
        const Spoken spoken(language);
        const Bench bench({1280, 720});
        QVERIFY(!bench.part<Inspector>().isVisible());
        QTest::keyClick(bench.window.get(), Qt::Key_F9);
        QVERIFY(bench.part<Inspector>().isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(bench.window->size(), QSize(1280, 720));
        QCOMPARE(clipped(*bench.window).join('\n'), QString());
        QTRY_COMPARE(overlapping(*bench.window).join('\n'), QString()); // until it has eased in
    }

    /// By key and by mouse to the tab; from then on it goes with the playhead, forwards and backwards.
    void codeFollowsThePlayhead()
    {
        const Bench bench;
        auto* tabs = bench.part<Inspector>().findChild<QTabBar*>();
        const auto* code = bench.part<Inspector>().findChild<SceneView*>(QStringLiteral("code"));
        QVERIFY(!code->isVisible());
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QCOMPARE(tabs->tabText(1), QStringLiteral("Code"));
        QVERIFY(code->isVisible());
        const scene::Scene here = code->scene();
        QVERIFY(!here.shapes.empty());
        bench.window->controller().scrubTo({}); // nothing has started
        const scene::Scene start = code->scene();
        QVERIFY(start != here);
        bench.window->controller().scrubTo(whileFilling);
        QCOMPARE(code->scene().shapes, here.shapes);
        QVERIFY(code->height() >= int(code->scene().size.height()));
        tabs->setFocus();
        QTest::keyClick(tabs, Qt::Key_Left);
        QCOMPARE(tabs->currentIndex(), 0);
        QVERIFY(!code->isVisible());
    }

    void layoutIsRemembered()
    {
        QString look;
        {
            const Bench bench({1500, 850});
            bench.window->perform(Command::SwitchTheme);
            bench.window->perform(Command::ToggleInspector);
            look = bench.window->palette().color(QPalette::Window).name();
            bench.window->close();
        }
        MainWindow again({});
        again.show();
        QCOMPARE(again.palette().color(QPalette::Window).name(), look);
        QVERIFY(!again.findChild<Inspector*>()->isVisible());
        QCOMPARE(again.size(), QSize(1500, 850));
    }

    /// As at every size: also where the window has its size before it is shown, as after a restart.
    void timeHasItsHeightFromTheStart()
    {
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
            const Bench bench(size);
            const auto* bottom = bench.window->findChild<QWidget*>(QStringLiteral("bottom"));
            QVERIFY2(std::abs(bottom->height() - timeHeight(size.height())) <= 2,
                     qPrintable(QString::number(bottom->height())));
        }
    }

    /// Whoever ends the program while presenting finds a window the next time, not a full screen without its keys.
    void presentingIsNotRemembered()
    {
        {
            const Bench bench({1280, 720});
            QTest::keyClick(bench.window.get(), Qt::Key_F5);
            QVERIFY(bench.window->isFullScreen());
            bench.window->perform(Command::Quit);
        }
        MainWindow again({});
        again.show();
        QVERIFY(!again.isFullScreen());
        QVERIFY(again.findChild<TopBar*>()->isVisible());
    }

    void tabsShowTheirPanels()
    {
        const Bench bench;
        auto* tabs = bench.part<Inspector>().findChild<QTabBar*>();
        QVERIFY(!tabs->isTabVisible(tabs->count() - 1)); // nothing can be controlled in a replay
        const QImage now = bench.part<Inspector>().grab().toImage();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QVERIFY(bench.part<Inspector>().grab().toImage() != now);
    }
};

SLUICE_TEST(TestWindow, QApplication)
#include "tst_window.moc"
