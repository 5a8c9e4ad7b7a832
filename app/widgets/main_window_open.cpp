// What the window opens, and how one gets from one thing to the next.

#include "widgets/main_window.h"
#include "widgets/question_panel.h"
#include "widgets/stage_view.h"
#include "widgets/start_page.h"
#include "widgets/try_panel.h"
#include "widgets/words.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStackedWidget>

namespace sluice::widgets {

bool MainWindow::atStart() const { return m_start && m_pages->currentWidget() == m_start; }

void MainWindow::showStartPage()
{
    if (!m_start) {
        m_start = new StartPage(m_runs);
        m_pages->addWidget(m_start);
        connect(m_start, &StartPage::chosen, this, &MainWindow::open);
        connect(m_start, &StartPage::commanded, this, &MainWindow::perform);
        connect(m_start, &StartPage::noticeDismissed, m_controller, &RunController::dismissNotice);
        connect(m_start, &StartPage::left, this, &MainWindow::showRun);
    }
    if (m_presenting) setPresenting(false);
    m_pages->setCurrentWidget(m_start);
    setWindowTitle(tr("Sluice"));
    const FramePtr frame = m_controller->frame();
    m_start->open(frame->source == Frame::Source::None ? QString() : frame->title);
    m_start->showNotice(frame->notice);
}

void MainWindow::showRun()
{
    m_pages->setCurrentIndex(0);
    showFrame(m_controller->frame());
    m_stage->setFocus();
}

void MainWindow::performAtStart(Command command)
{
    switch (command) {
    case Command::OpenTrace: return chooseFile();
    case Command::SwitchTheme: return switchTheme();
    case Command::Help: return showHelp();
    case Command::Present:
        if (StartCard* card = m_start->current()) card->click();
        if (!atStart()) setPresenting(true);
        return;
    case Command::Quit: close(); return;
    default: return; // the others concern a run, and none is in sight
    }
}

void MainWindow::open(const Opened& opened)
{
    const std::filesystem::path file = opened.what.toStdString();
    bool done = false;
    switch (opened.kind) {
    case Opened::Kind::Lesson:
        if (const auto* lesson = lessons::find(opened.what); (done = lesson != nullptr)) openLesson(*lesson);
        break;
    case Opened::Kind::Trace:
        done = m_controller->openTrace(file);
        if (done) m_playlist.reset();
        break;
    case Opened::Kind::Playlist: done = openPlaylist(file); break;
    }
    if (!done) return;
    noteOpened(opened);
    showRun();
}

void MainWindow::openLesson(const lessons::Lesson& lesson)
{
    m_playlist.reset();
    m_controller->startLesson(lesson);
}

bool MainWindow::openPlaylist(const std::filesystem::path& file)
{
    auto playlist = lessons::readPlaylist(file);
    if (!playlist) {
        m_controller->report(cannotPlay(QString::fromStdString(file.filename().string()), playlist.error()));
        return false;
    }
    m_playlist = std::move(*playlist);
    playEntry(0);
    return true;
}

void MainWindow::playEntry(std::size_t entry)
{
    m_entry = entry;
    const lessons::Playlist::Entry& now = m_playlist->entries[entry];
    m_controller->startLesson(*now.lesson, now.stopAt);
}

/// To the next step. Where the lesson waits for its viewer, what it wants is done; where it only takes time, the
/// picture stops as soon as it is there. Once more, or after the last one: the next lesson.
void MainWindow::toNextStep()
{
    if (m_asked) return m_question->goOn();
    if (m_controller->toNextStep() || m_tries->pressWanted() || m_controller->awaitNextStep()) return;
    if (m_playlist && m_entry + 1 < m_playlist->entries.size()) playEntry(m_entry + 1);
}

void MainWindow::toPreviousStep()
{
    if (m_controller->toPreviousStep()) return;
    if (m_playlist && m_entry > 0) playEntry(m_entry - 1);
}

void MainWindow::chooseFile()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Open a trace or a playlist"), {},
                                     tr("Traces and playlists (*.sluice *%1)").arg(lessons::playlistEnding));
    if (file.isEmpty()) return;
    const bool playlist = file.endsWith(QLatin1String(lessons::playlistEnding));
    open({playlist ? Opened::Kind::Playlist : Opened::Kind::Trace, file});
}

} // namespace sluice::widgets
