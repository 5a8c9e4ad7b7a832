#include "widgets/main_window.h"

#include "widgets/bookmark_bar.h"
#include "widgets/desktop_motion.h"
#include "widgets/fade.h"
#include "widgets/film_form.h"
#include "widgets/find_bar.h"
#include "widgets/help_overlay.h"
#include "widgets/inspector.h"
#include "widgets/language_choice.h"
#include "widgets/lesson_menu.h"
#include "widgets/notice_panel.h"
#include "widgets/presenter.h"
#include "widgets/question_panel.h"
#include "widgets/schedule_bar.h"
#include "widgets/stage_view.h"
#include "widgets/start_page.h"
#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "widgets/timeline_view.h"
#include "widgets/top_bar.h"
#include "widgets/transport_bar.h"
#include "widgets/try_panel.h"
#include "widgets/why_beside.h"
#include "widgets/window_layout.h"
#include "widgets/words.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFileDialog>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace sluice::widgets {

using scene::Theme;

namespace {

/// What one would film first: the loop, else all of it.
FilmRange wholeOf(const Frame& frame)
{
    return frame.loop ? FilmRange{frame.loop->from, frame.loop->to} : FilmRange{{}, frame.trace.end()};
}

} // namespace

MainWindow::MainWindow(RunPlaces places, QWidget* parent)
    : QMainWindow(parent), m_runs(places.runs), m_controller(new RunController(std::move(places), this))
{
    buildParts();
    layOut();
    connectParts();
    restoreLayout();
    showFrame(m_controller->frame());
    m_stage->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildParts()
{
    m_top = new TopBar;
    m_menu = new LessonMenu(this);
    m_notice = new NoticePanel;
    m_schedule = new ScheduleBar;
    m_stage = new StageView;
    m_inspector = new Inspector(*m_controller);
    m_tries = new TryPanel(*m_controller, 1);
    m_tries->setFixedWidth(232);
    m_tries->setContentsMargins(0, 16, 24, 16);
    m_rail = makeColumn({m_tries});
    m_transport = new TransportBar;
    m_timeline = new TimelineView;
    m_question = new QuestionPanel;
    m_why = new WhyBeside;
}

void MainWindow::layOut()
{
    auto* stageSide = makeColumn({m_schedule, m_notice, makeRow({m_stage, m_rail, m_why})});
    stageSide->setObjectName(QStringLiteral("stageSide"));
    stageSide->setAttribute(Qt::WA_StyledBackground);
    m_across = makeSplitter(Qt::Horizontal, {stageSide, m_inspector});
    m_bottom = new QStackedWidget;
    m_bottom->addWidget(makeColumn({m_transport, m_timeline}));
    m_bottom->addWidget(m_question);
    m_bottom->setObjectName(QStringLiteral("bottom"));
    m_bottom->setAttribute(Qt::WA_StyledBackground);
    m_down = makeSplitter(Qt::Vertical, {m_across, m_bottom});
    m_pages = new QStackedWidget;
    m_pages->addWidget(makeColumn({m_top, m_down}));
    setCentralWidget(m_pages);
    setMinimumSize(960, 600);
    m_fade = new Fade(m_pages);
    m_find = new FindBar(this);
    m_bookmark = new BookmarkBar(this);
    m_help = new HelpOverlay(this);
    m_presenter = new Presenter(this, m_stage);
}

void MainWindow::connectParts()
{
    connect(m_controller, &RunController::frameReady, this, &MainWindow::showFrame);
    connect(m_top, &TopBar::commanded, this, &MainWindow::perform);
    connect(m_menu, &LessonMenu::commanded, this, &MainWindow::perform);
    connect(m_menu, &LessonMenu::lessonChosen, this, [this](const lessons::Lesson* lesson) {
        open({Opened::Kind::Lesson, lesson->id});
    });
    connect(m_presenter, &Presenter::commanded, this, &MainWindow::perform);
    connect(m_menu, &LessonMenu::bookmarkChosen, m_controller, &RunController::goTo);
    connect(m_menu, &LessonMenu::reducedMotionChosen, this, [this](bool reduced) {
        m_reducedMotion = reduced;
        m_controller->setReducedMotion(reduced);
    });
    connect(m_menu, &LessonMenu::predictFirstChosen, m_controller, &RunController::setPredictFirst);
    connect(m_menu, &LessonMenu::languageChosen, this, [this](words::Language language) {
        chooseLanguage(language);
        if (language != words::spoken()) Q_EMIT languageWanted(language);
    });
    connect(m_schedule, &ScheduleBar::commanded, this, &MainWindow::perform);
    connect(m_stage, &StageView::letGo, m_controller, &RunController::letGo);
    connect(m_stage, &StageView::processClicked, this, &MainWindow::askWhy);
    connect(m_stage, &StageView::lessonWanted, this, [this](const QString& id) { open({Opened::Kind::Lesson, id}); });
    connect(m_stage, &StageView::switched, this, [this](const QString& key, bool on) {
        (void)m_controller->set(key.toStdString(), on ? 1 : 0); // a run that has just ended takes no more
    });
    connect(m_transport, &TransportBar::commanded, this, &MainWindow::perform);
    connect(m_transport, &TransportBar::speedChosen, m_controller, &RunController::setSpeed);
    connect(m_timeline, &TimelineView::scrubbed, m_controller, &RunController::scrubTo);
    connect(m_timeline, &TimelineView::rangeSelected, m_controller, &RunController::loopRange);
    connect(m_question, &QuestionPanel::watchWanted, m_controller, &RunController::watch);
    connect(m_question, &QuestionPanel::closeWanted, m_controller, &RunController::closeQuestion);
    connect(m_find, &FindBar::asked, this, [this](FindBar::Direction direction) {
        find(direction == FindBar::Direction::Next ? Command::FindNext : Command::FindPrevious);
    });
    connect(m_find, &FindBar::left, m_stage, [this] { m_stage->setFocus(); });
    connect(m_bookmark, &BookmarkBar::named, m_controller, &RunController::nameBookmark);
    connect(m_bookmark, &BookmarkBar::removed, m_controller, &RunController::removeBookmark);
    connect(m_bookmark, &BookmarkBar::left, m_stage, [this] { m_stage->setFocus(); });
    connect(m_across, &QSplitter::splitterMoved, this, [this] { m_ownWidths = true; });
    connect(m_down, &QSplitter::splitterMoved, this, [this] { m_ownHeights = true; });
    connect(m_notice, &NoticePanel::dismissed, m_controller, &RunController::dismissNotice);
}

void MainWindow::showFrame(const FramePtr& frame)
{
    if (atStart()) return m_start->showNotice(frame->notice);
    const QString title = shownTitle(*frame);
    setWindowTitle(title.isEmpty() ? tr("Sluice") : tr("%1 – Sluice").arg(title));
    if (rearranges(*frame)) ease();
    m_top->showFrame(frame);
    m_notice->showNotice(frame->notice);
    m_schedule->showFrame(frame);
    m_stage->showFrame(frame);
    m_presenter->sceneChanged();
    m_why->showFrame(frame);
    m_tries->showFrame(frame);
    m_inspector->showFrame(frame); // even out of sight it answers the lesson's keys
    showQuestion(frame);
    if (m_presenting || m_asked) return;
    m_transport->showFrame(frame);
    m_timeline->showFrame(frame);
}

/// While a question is before the viewer the time is out of sight: it would show what comes.
void MainWindow::showQuestion(const FramePtr& frame)
{
    m_question->showFrame(frame);
    if (std::exchange(m_asked, frame->prediction.has_value()) == m_asked) return;
    m_bottom->setCurrentIndex(m_asked ? 1 : 0);
    m_presenter->setAsked(m_asked);
    if (m_asked) {
        m_find->hide();
        m_bookmark->hide();
    }
    arrange();
    m_stage->setFocus();
}

void MainWindow::perform(Command command)
{
    if (atStart()) return performAtStart(command);
    if (m_controller->perform(command) || m_presenter->perform(command)) return;
    switch (command) {
    case Command::NextStep: return toNextStep();
    case Command::PreviousStep: return toPreviousStep();
    case Command::ZoomIn: return m_timeline->zoom(2);
    case Command::ZoomOut: return m_timeline->zoom(0.5);
    case Command::ZoomAll: return m_timeline->zoomAll();
    case Command::Find:
    case Command::FindNext:
    case Command::FindPrevious: return find(command);
    case Command::AddBookmark: return editBookmark();
    case Command::Why: return askWhy({});
    case Command::SaveInterleaving: return saveInterleaving();
    case Command::OpenInterleaving: return openInterleaving();
    case Command::Record: return record();
    case Command::MakeFilm: return makeFilm(wholeOf(*m_controller->frame()));
    case Command::OpenTrace: return chooseFile();
    case Command::SaveTrace: return saveTrace();
    case Command::StartPage: return showStartPage();
    case Command::Lessons: return openMenu();
    case Command::ToggleInspector: return toggleInspector();
    case Command::SwitchTheme: return switchTheme();
    case Command::Present: return setPresenting(!m_presenting);
    case Command::Help: return showHelp();
    case Command::Escape: return leave();
    case Command::Quit: close(); return;
    default: return;
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()); button && enter) return button->click();
    if (!atStart() && (m_question->press(event->keyCombination()) || letGoByKey(*event))) return;
    // The keys that stand on the lesson's buttons come first.
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool once = plain && !event->isAutoRepeat() && !event->text().isEmpty();
    if (once && !atStart() && m_inspector->pressTry(event->text())) return;
    if (const auto command = commandFor(event->keyCombination())) return perform(*command);
    QMainWindow::keyPressEvent(event);
}

/// While the viewer is the scheduler, 1 … 9 let the processes go, in the order of their cards.
bool MainWindow::letGoByKey(const QKeyEvent& event)
{
    const int number = event.key() - Qt::Key_0;
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (!m_controller->frame()->schedule || modifiers != Qt::NoModifier || number < 1 || number > 9) return false;
    if (!event.isAutoRepeat()) m_controller->letGo({static_cast<std::uint16_t>(number)});
    return true;
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    arrange();
    for (QWidget* bar : {static_cast<QWidget*>(m_find), static_cast<QWidget*>(m_bookmark)})
        if (bar->isVisible()) placeInCorner(bar);
}

/// A size that was set before has been heard of while the parts were still hidden.
void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    arrange();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_presenting) setPresenting(false); // the next window begins as this one was before
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::showHelp() { m_help->open(atStart() ? nullptr : m_controller->frame()->lesson); }

void MainWindow::leave()
{
    if (m_presenting) setPresenting(false);
    else m_stage->setFocus();
}

void MainWindow::openMenu()
{
    const FramePtr frame = m_controller->frame();
    m_menu->setCurrent(frame->source == Frame::Source::File ? nullptr : frame->lesson);
    m_menu->setBookmarks(*frame->bookmarks);
    m_menu->setPredictFirst(m_controller->predictsFirst());
    m_menu->setCanSave(!m_controller->file().empty());
    const QPushButton* button = m_top->menuButton();
    m_menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

void MainWindow::find(Command command)
{
    if (command == Command::Find || m_find->text().isEmpty()) {
        m_bookmark->hide();
        m_find->open();
        return placeInCorner(m_find);
    }
    m_find->answer(m_controller->find(m_find->text(), command == Command::FindNext));
}

void MainWindow::editBookmark()
{
    if (m_controller->frame()->source == Frame::Source::None) return;
    m_find->hide();
    m_bookmark->open(m_controller->bookmarkHere());
    placeInCorner(m_bookmark);
}

/// Above the timeline, whatever the window's size.
void MainWindow::placeInCorner(QWidget* bar) const
{
    bar->adjustSize();
    const int bottom = m_bottom->isVisible() ? m_bottom->mapTo(this, QPoint()).y() : height();
    bar->move(width() - bar->width() - 24, bottom - bar->height() - 12);
}

/// Of this process; 0: of the one whose wait matters most, and once more: of the next.
void MainWindow::askWhy(ProcessId process)
{
    ease();
    if (m_presenting) return m_why->ask(process);
    if (!m_inspector->isVisible()) {
        m_fold = Fold::Shown;
        arrange();
        if (process.value == 0) process = m_controller->frame()->explanation.process;
    }
    m_inspector->askWhy(process);
}

void MainWindow::saveInterleaving()
{
    if (!m_controller->chosen()) return m_controller->sayNothingChosen();
    const QString name =
        QString::fromStdString(m_controller->chosen()->scenario) + QStringLiteral(".interleaving.json");
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save interleaving"), name, tr("Interleavings (*.json)"));
    if (!file.isEmpty()) m_controller->keepInterleaving(file.toStdString());
}

void MainWindow::openInterleaving()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Run an interleaving"), {}, tr("Interleavings (*.json)"));
    if (!file.isEmpty()) m_controller->runInterleaving(file.toStdString());
}

/// While a run goes on: from now on, and once more: until now. Of what is over, all can be chosen from at once.
void MainWindow::record()
{
    const FramePtr frame = m_controller->frame();
    if (frame->recordedFrom) {
        const auto range = m_controller->stopRecording();
        // Where the picture stood still all the while, as before a prediction, there is nothing between.
        return makeFilm(range->first < range->second ? FilmRange{range->first, range->second} : wholeOf(*frame));
    }
    if (frame->source == Frame::Source::Running) return m_controller->startRecording();
    makeFilm(wholeOf(*frame));
}

void MainWindow::makeFilm(FilmRange range)
{
    const FramePtr frame = m_controller->frame();
    if (frame->source == Frame::Source::None) return;
    auto* dialog = new RecordDialog(frame->trace, range, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->form().startFrom(frame->pace, m_theme);
    dialog->open();
}

void MainWindow::saveTrace()
{
    if (m_controller->file().empty()) return;
    const QString name = QString::fromStdString(m_controller->file().filename().string());
    const QString file = QFileDialog::getSaveFileName(this, tr("Save trace"), name, tr("Traces (*.sluice)"));
    if (!file.isEmpty()) m_controller->saveTrace(file.toStdString());
}

} // namespace sluice::widgets
