#include "sample_trace.h"

#include "contrast.h"
#include "fits.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "support/write_trace.h"
#include "widgets/help_overlay.h"
#include "widgets/main_window.h"
#include "widgets/notice_panel.h"
#include "widgets/run_files.h"
#include "widgets/start_page.h"
#include "widgets/start_pictures.h"
#include "widgets/window_layout.h"
#include "words/words.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

using namespace sluice;
using namespace sluice::widgets;
using widgets::test::patience;

namespace {

/// The window as it opens without an argument.
struct Desk {
    std::unique_ptr<QTemporaryDir> dir = std::make_unique<QTemporaryDir>();
    std::unique_ptr<MainWindow> window;

    explicit Desk(QSize size = {1280, 720})
    {
        const std::filesystem::path bin(qgetenv("SLUICE_BIN").toStdString());
        window = std::make_unique<MainWindow>(RunPlaces{.runs = runs(), .supervisor = bin / "sluice-supervisor"});
        window->showStartPage();
        window->resize(size);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get())) qFatal("no window");
        QCoreApplication::processEvents();
    }
    std::filesystem::path runs() const { return std::filesystem::path(dir->path().toStdString()) / "runs"; }
    StartPage& page() const { return *window->findChild<StartPage*>(); }
    QLineEdit& line() const { return *page().findChild<QLineEdit*>(); }
    const Frame& frame() const { return *window->controller().frame(); }
    /// The card in the section of its mechanism, which comes after what was opened last.
    StartCard* card(const QString& id) const
    {
        StartCard* found = nullptr;
        for (StartCard* each : page().findChildren<StartCard*>())
            if (each->opened().what == id) found = each;
        return found;
    }
    QStringList inSight() const
    {
        QStringList ids;
        for (const StartCard* each : page().cardsInSight()) ids << each->opened().what;
        return ids;
    }
    StartCard* focused() const { return qobject_cast<StartCard*>(window->focusWidget()); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(window->focusWidget(), Qt::Key(key), modifiers);
    }
    void type(const char* words) const { QTest::keyClicks(window->focusWidget(), words); }
    QPushButton* button(const char* name) const
    {
        for (QPushButton* each : page().findChildren<QPushButton*>())
            if (each->accessibleName() == QLatin1String(name)) return each;
        return nullptr;
    }
    QString file(const char* name, const QByteArray& text) const
    {
        QFile made(dir->filePath(QLatin1String(name)));
        if (!made.open(QIODevice::WriteOnly) || made.write(text) != text.size()) qFatal("cannot write");
        return made.fileName();
    }
    QString notice() const
    {
        const auto* panel = page().findChild<NoticePanel*>();
        return panel->isVisible() ? panel->accessibleName() : QString();
    }
};

} // namespace

class TestStartPage : public QObject
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

    /// The window may have got another size while its other page was hidden.
    void aLessonIsLaidOutForTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1280×720") << QSize(1280, 720);
        QTest::newRow("1920×1080") << QSize(1920, 1080);
    }
    void aLessonIsLaidOutForTheWindow()
    {
        QFETCH(QSize, size);
        const Desk desk({1000, 640});
        desk.window->resize(size);
        QCoreApplication::processEvents();
        QTest::mouseClick(desk.card(QStringLiteral("pipe.backpressure")), Qt::LeftButton);
        QCoreApplication::processEvents();
        const auto splitters = desk.window->findChildren<QSplitter*>();
        const auto down = std::ranges::find(splitters, Qt::Vertical, &QSplitter::orientation);
        QVERIFY(down != splitters.end());
        QCOMPARE((*down)->sizes().at(1), timeHeight(size.height()));
    }

    /// One click, and processes run; one key, and the page is there again.
    void everyCardOpensItsLesson()
    {
        const Desk desk({1920, 1080});
        QCOMPARE(desk.inSight().size(), qsizetype(lessons::builtIn().size()));
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            StartCard* card = desk.card(lesson.id);
            QVERIFY2(card, qPrintable(lesson.id));
            QCOMPARE(card->accessibleName(), lesson.title);
            QVERIFY(card->accessibleDescription().startsWith(lesson.about));
            QTest::mouseClick(card, Qt::LeftButton);
            QVERIFY2(!desk.page().isVisible(), qPrintable(lesson.id));
            QCOMPARE(desk.frame().lesson, &lesson);
            QVERIFY2(!desk.frame().notice, desk.frame().notice ? qPrintable(desk.frame().notice->why) : "");
            const auto started = [&] {
                return std::ranges::any_of(desk.frame().state.processes, [](const auto& each) { return each.pid > 0; });
            };
            QTRY_VERIFY2_WITH_TIMEOUT(started(), qPrintable(lesson.id), patience);
            desk.press(Qt::Key_Home, Qt::AltModifier);
            QVERIFY(desk.page().isVisible());
        }
    }

    void searchNarrows()
    {
        const Desk desk;
        QVERIFY(desk.line().hasFocus());
        desk.type("backpressure");
        QCOMPARE(desk.inSight(), QStringList{"pipe.backpressure"});
        QVERIFY(desk.page().cardsInSight().front()->next());
        desk.press(Qt::Key_Return);
        QVERIFY(!desk.page().isVisible());
        QCOMPARE(desk.frame().lesson->id, QString("pipe.backpressure"));
    }

    /// The words in the empty search line, too.
    void wordsStandOut()
    {
        const Desk desk;
        desk.page().cardsInSight().front()->setFocus();
        for (int theme = 0; theme < 2; ++theme) {
            QVERIFY(desk.line().text().isEmpty() && !desk.line().hasFocus());
            QCOMPARE(widgets::test::pale(*desk.window), QStringList());
            desk.window->perform(Command::SwitchTheme);
            QCoreApplication::processEvents();
        }
    }

    void nothingFoundIsSaidCalmly()
    {
        const Desk desk;
        desk.type("xyzzy");
        QVERIFY(desk.inSight().isEmpty());
        QVERIFY(!desk.page().current());
        const auto labels = desk.page().findChildren<QLabel*>();
        const auto says = [](const QLabel* label) {
            return label->isVisible() && label->text().startsWith("No lesson");
        };
        QCOMPARE(std::ranges::count_if(labels, says), 1);
        desk.press(Qt::Key_Return); // opens nothing
        QVERIFY(desk.page().isVisible());
        desk.press(Qt::Key_Escape);
        QCOMPARE(desk.line().text(), QString());
        QCOMPARE(desk.inSight().size(), qsizetype(lessons::builtIn().size()));
    }

    void arrowsGoFromCardToCard()
    {
        const Desk desk;
        const auto cards = desk.page().cardsInSight();
        desk.press(Qt::Key_Down);
        QCOMPARE(desk.focused(), cards[0]);
        desk.press(Qt::Key_Right);
        QCOMPARE(desk.focused(), cards[1]);
        desk.press(Qt::Key_Down);
        StartCard* below = desk.focused();
        QVERIFY(below && below != cards[1]);
        QCOMPARE(below->x(), cards[1]->x());
        QVERIFY(below->y() > cards[1]->y());
        desk.press(Qt::Key_Up);
        QCOMPARE(desk.focused(), cards[1]);
        desk.press(Qt::Key_Left);
        desk.press(Qt::Key_Left); // there is none before the first one
        QCOMPARE(desk.focused(), cards[0]);
        desk.press(Qt::Key_Up);
        QVERIFY(desk.line().hasFocus());
        desk.press(Qt::Key_Down);
        desk.type("m");
        QVERIFY(desk.line().hasFocus()); // whoever types searches
        QCOMPARE(desk.line().text(), QString("m"));
    }

    void downGoesThroughAllSections()
    {
        const Desk desk;
        for (std::size_t i = 0; i < lessons::builtIn().size(); ++i) desk.press(Qt::Key_Down);
        const auto* grid = qobject_cast<CardGrid*>(desk.focused()->parentWidget());
        QCOMPARE(grid->cards().back()->opened().what, lessons::builtIn().back().id);
        const auto* view = desk.page().findChild<QScrollArea*>()->viewport();
        QVERIFY(view->rect().contains(QRect(desk.focused()->mapTo(view, QPoint()), desk.focused()->size())));
    }

    void enterOpensTheCardWithTheKeyboard()
    {
        const Desk desk;
        desk.press(Qt::Key_Down);
        desk.press(Qt::Key_Right);
        const QString id = desk.focused()->opened().what;
        desk.press(Qt::Key_Return);
        QVERIFY(!desk.page().isVisible());
        QCOMPARE(desk.frame().lesson->id, id);
    }

    void keysAreShownWhateverHasTheKeyboard()
    {
        const Desk desk;
        auto* help = desk.window->findChild<HelpOverlay*>();
        desk.press(Qt::Key_Question, Qt::ShiftModifier); // in the search line
        QVERIFY(help->isVisible());
        QCOMPARE(desk.line().text(), QString());
        QTest::keyClick(help, Qt::Key_Escape);
        QVERIFY(!help->isVisible());
        desk.line().setFocus();
        desk.press(Qt::Key_Down);
        desk.press(Qt::Key_Question, Qt::ShiftModifier); // on a card
        QVERIFY(help->isVisible());
    }

    void presentingBeginsFromHere()
    {
        const Desk desk;
        desk.type("backpressure");
        desk.press(Qt::Key_F5);
        QVERIFY(desk.window->isFullScreen());
        QCOMPARE(desk.frame().lesson->id, QString("pipe.backpressure"));
        desk.press(Qt::Key_Home, Qt::AltModifier);
        QVERIFY(!desk.window->isFullScreen());
        QVERIFY(desk.page().isVisible());
    }

    void whatWasOpenedLastIsThereAgain()
    {
        QString trace;
        Desk first;
        sluice::test::TraceBuilder built;
        built.started().write(4096).at(5000).read(4096);
        trace = first.dir->filePath("mine.sluice");
        QVERIFY(sluice::test::writeTrace(built, trace.toStdString()));
        const QString list = first.file("a.playlist.json", R"({"lessons": [{"lesson": "pipe.broken"}]})");
        first.window->open({Opened::Kind::Lesson, "mq.priority"});
        first.window->open({Opened::Kind::Trace, trace});
        QCOMPARE(first.frame().source, Frame::Source::File);
        first.window->open({Opened::Kind::Playlist, list});
        QCOMPARE(first.frame().lesson->id, QString("pipe.broken"));
        first.window->open({Opened::Kind::Lesson, "mq.priority"}); // once more: it comes first, and once
        first.window->close();

        const Desk second({1920, 1080});
        QCOMPARE(second.inSight().mid(0, 3), (QStringList{"mq.priority", list, trace}));
        QCOMPARE(second.inSight().size(), qsizetype(lessons::builtIn().size()) + 3);
        QTest::mouseClick(second.page().cardsInSight()[2], Qt::LeftButton);
        QCOMPARE(second.frame().source, Frame::Source::File);
        second.press(Qt::Key_Backspace);
        QCOMPARE(second.inSight().front(), trace);
        QVERIFY(QFile::remove(trace));
        second.window->showStartPage();
        QVERIFY(!second.inSight().contains(trace)); // gone files are not offered
    }

    void filesThatCannotBeOpened_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("a damaged trace") << int(Opened::Kind::Trace) << QByteArray("no trace at all")
                                         << "cannot be shown";
        QTest::newRow("a bad playlist") << int(Opened::Kind::Playlist)
                                        << QByteArray("{\"lessons\": [\n{\"lesson\": \"no\"}]}") << "cannot be played";
    }
    void filesThatCannotBeOpened()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const Desk desk;
        desk.window->open({Opened::Kind(kind), desk.file("bad", text)});
        QVERIFY(desk.page().isVisible());
        QVERIFY2(desk.notice().contains(said), qPrintable(desk.notice()));
        if (Opened::Kind(kind) == Opened::Kind::Playlist)
            QVERIFY2(desk.frame().notice->why.contains("bad:2")
                         && desk.frame().notice->why.contains("/lessons/0/lesson"),
                     qPrintable(desk.frame().notice->why));
        QVERIFY(lastOpened().empty());
        QTest::mouseClick(desk.page().findChild<NoticePanel*>()->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(desk.notice(), QString());
    }

    /// A window that was told to show what cannot be shown: no empty stage.
    void whatCannotBeShownFirstLeadsHere()
    {
        const QTemporaryDir folder;
        MainWindow window({.runs = folder.path().toStdString(), .supervisor = {}});
        window.show();
        window.goOnWith({Opened{Opened::Kind::Trace, folder.filePath("none.sluice")}, 0, {}});
        const auto* page = window.findChild<StartPage*>();
        QVERIFY(page && page->isVisible());
        QStringList said;
        for (const auto* label : page->findChild<NoticePanel*>()->findChildren<QLabel*>()) said << label->text();
        QVERIFY2(said.join(' ').contains("No such file or directory (ENOENT)"), qPrintable(said.join(' ')));
    }

    void everyButtonDoesSomething()
    {
        const Desk desk;
        const QColor before = desk.window->palette().color(QPalette::Window);
        QTest::mouseClick(desk.button("Dark or light"), Qt::LeftButton);
        QVERIFY(desk.window->palette().color(QPalette::Window) != before);
        QTest::mouseClick(desk.button("Keys and colours"), Qt::LeftButton);
        auto* help = desk.window->findChild<HelpOverlay*>();
        QVERIFY(help->isVisible());
        QTest::keyClick(help, Qt::Key_Escape);
        QVERIFY(!help->isVisible() && desk.page().isVisible());

        bool asked = false;
        QTimer::singleShot(0, desk.window.get(), [&] {
            asked = QApplication::activeModalWidget() != nullptr;
            if (asked) QApplication::activeModalWidget()->close();
        });
        QTest::mouseClick(desk.button("Open a trace or a playlist"), Qt::LeftButton);
        QVERIFY(asked);

        QVERIFY(!desk.button("Back to: ")->isVisible()); // there is nothing behind
        desk.window->open({Opened::Kind::Lesson, "pipe.broken"});
        desk.press(Qt::Key_Backspace);
        QPushButton* back = desk.button("Back to: Writing where nobody reads");
        if (!back) back = desk.button(qPrintable("Back to: " + desk.frame().title));
        QVERIFY(back && back->isVisible());
        const auto run = desk.window->controller().file();
        QTest::mouseClick(back, Qt::LeftButton);
        QVERIFY(!desk.page().isVisible());
        QCOMPARE(desk.window->controller().file(), run); // the same run goes on
        desk.press(Qt::Key_Backspace);
        desk.press(Qt::Key_Escape);
        QVERIFY(!desk.page().isVisible());
    }

    void pillsLeadToTheirSection()
    {
        const Desk desk;
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            QPushButton* pill = desk.button(qPrintable("Go to: " + lesson.mechanism));
            QVERIFY2(pill, qPrintable(lesson.mechanism));
            QTest::mouseClick(pill, Qt::LeftButton);
            QVERIFY(desk.focused());
            QCOMPARE(lessons::find(desk.focused()->opened().what)->mechanism, lesson.mechanism);
        }
    }

    void everythingIsReachedByTab()
    {
        Desk desk;
        desk.window->open({Opened::Kind::Lesson, "pipe.broken"});
        desk.window->showStartPage();
        QSet<QWidget*> reached;
        QWidget* first = desk.window->focusWidget();
        for (int i = 0; i < 100; ++i) {
            reached.insert(desk.window->focusWidget());
            desk.press(Qt::Key_Tab);
            if (desk.window->focusWidget() == first) break;
        }
        for (QAbstractButton* button : desk.page().findChildren<QAbstractButton*>())
            if (button->isVisible()) QVERIFY2(reached.contains(button), qPrintable(widgets::test::whoIs(button)));
        QVERIFY(reached.contains(&desk.line()));
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<words::Language>("language");
        for (const auto language : {words::Language::English, words::Language::German}) {
            const QString code = words::codeOf(language);
            QTest::addRow("1920×1080 %s", qPrintable(code)) << QSize(1920, 1080) << language;
            QTest::addRow("1280×720 %s", qPrintable(code)) << QSize(1280, 720) << language;
            QTest::addRow("the smallest %s", qPrintable(code)) << QSize(960, 600) << language;
        }
    }
    void nothingIsCut()
    {
        QFETCH(QSize, size);
        QFETCH(words::Language, language);
        const sluice::test::Spoken spoken(language);
        const Desk desk(size);
        QCOMPARE(desk.window->size(), size);
        for (const StartCard* card : desk.page().cardsInSight())
            QVERIFY2(card->height() >= card->heightForWidth(card->width()), qPrintable(card->text()));
        QStringList cut = widgets::test::clipped(*desk.window);
        cut.removeIf([](const QString& each) { return each.contains("StartCard"); }); // they wrap: see above
        QCOMPARE(cut.join('\n'), QString());
        QCOMPARE(widgets::test::overlapping(*desk.window).join('\n'), QString());
        QCOMPARE(desk.page().findChild<QScrollArea*>()->horizontalScrollBar()->maximum(), 0);
        for (const char* words : {"e", "mq_send", "nothing has this"}) { // what is said beside the line fits as well
            desk.line().setText(words);
            QCoreApplication::processEvents();
            cut = widgets::test::clipped(*desk.window);
            cut.removeIf([](const QString& each) { return each.contains("StartCard"); });
            QCOMPARE(cut.join('\n'), QString());
        }
    }

    /// Before there is a run: who and what is there, in letters that can be read, and of each lesson another picture.
    void picturesBeforeTheFirstRun_data()
    {
        QTest::addColumn<words::Language>("language");
        QTest::newRow("English") << words::Language::English;
        QTest::newRow("German") << words::Language::German;
    }
    void picturesBeforeTheFirstRun()
    {
        QFETCH(words::Language, language);
        const sluice::test::Spoken spoken(language);
        const QTemporaryDir none;
        StartPictures pictures(none.path().toStdString());
        std::vector<std::pair<QString, scene::Scene>> seen;
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            const scene::Scene picture = pictures.of(lesson).scene;
            const QRectF all(QPointF(), picture.size);
            QStringList words;
            std::size_t outside = 0;
            for (const auto& shape : picture.shapes) {
                outside += all.contains(shape.bounds()) ? 0 : 1;
                if (shape.kind != scene::Shape::Kind::Text) continue;
                words << shape.text;
                const QFontMetricsF metrics(scene::Theme::font(shape.face, shape.fontSize, shape.fontWeight));
                QVERIFY2(metrics.horizontalAdvance(shape.text) <= shape.rect.width() && shape.fontSize >= 36,
                         qPrintable(lesson.id + ": " + shape.text));
            }
            QVERIFY2(outside == 0, qPrintable(lesson.id));
            for (const auto& process : lesson.scenario.processes) QVERIFY(words.contains(shown(process.name)));
            for (const auto& channel : lesson.scenario.channels) {
                const auto parts = std::ranges::count(
                    picture.shapes,
                    scene::Subject{scene::Subject::Kind::Channel,
                                   static_cast<std::uint32_t>(&channel - lesson.scenario.channels.data() + 1)},
                    &scene::Shape::subject);
                const auto users = std::ranges::count(
                    lesson.scenario.processes,
                    ChannelId{static_cast<std::uint16_t>(&channel - lesson.scenario.channels.data() + 1)},
                    &scenario::ProcessSpec::channel);
                QVERIFY2(parts > users + 2, qPrintable(lesson.id + ": its kind of object is not drawn"));
            }
            for (const auto& [id, other] : seen) QVERIFY2(other != picture, qPrintable(lesson.id + " looks as " + id));
            seen.emplace_back(lesson.id, picture);
        }
    }

    /// Pictures are of this machine's own runs, and only those in sight are drawn.
    void picturesComeFromTheLastRun()
    {
        Desk desk;
        StartCard* first = desk.card("signal.notification");
        StartCard* last = desk.card("mapped.optimiser");
        QTRY_VERIFY_WITH_TIMEOUT(!first->needsPicture(), patience);
        QVERIFY(last->needsPicture());
        QCOMPARE(first->origin(), QString("not run here yet"));
        const QImage before = first->grab().toImage();

        desk.window->open({Opened::Kind::Lesson, "signal.notification"});
        QTRY_VERIFY_WITH_TIMEOUT(desk.frame().trace.eventCount() > 20, patience);
        desk.window->perform(Command::Stop);
        QTRY_COMPARE_WITH_TIMEOUT(desk.frame().source, Frame::Source::Ended, patience);
        desk.window->showStartPage();
        QTRY_VERIFY_WITH_TIMEOUT(!first->needsPicture(), patience);
        QVERIFY2(first->origin().startsWith("run here"), qPrintable(first->origin()));
        QVERIFY(first->grab().toImage() != before);
        desk.page().findChild<QScrollArea*>()->ensureWidgetVisible(last);
        QTRY_VERIFY_WITH_TIMEOUT(!last->needsPicture(), patience);
    }
};

SLUICE_TEST(TestStartPage, QApplication)
#include "tst_start_page.moc"
