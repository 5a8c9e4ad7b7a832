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

#include <algorithm>

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
    arrange(); // what became of the window's size meanwhile could not be heard of
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
    if (!done) { // where nothing is shown, the start page says why, and offers something else
        if (!atStart() && m_controller->frame()->source == Frame::Source::None) showStartPage();
        return;
    }
    noteOpened(opened);
    showRun();
}

void MainWindow::openLesson(const lessons::Lesson& lesson)
{
    m_playlist.reset();
    m_controller->startLesson(lesson);
}

bool MainWindow::openPlaylist(const std::filesystem::path& file, std::size_t entry)
{
    auto playlist = lessons::readPlaylist(file);
    if (!playlist) {
        m_controller->report(cannotPlay(QString::fromStdString(file.filename().string()), playlist.error()));
        return false;
    }
    const auto before = std::exchange(m_playlist, std::move(*playlist));
    if (!playEntry(std::min(entry, m_playlist->entries.size() - 1))) {
        m_playlist = before;
        return false;
    }
    m_playlistFile = QString::fromStdString(file.string());
    return true;
}

Shown MainWindow::shown() const
{
    const FramePtr frame = m_controller->frame();
    if (atStart() || frame->source == Frame::Source::None) return {};
    if (m_playlist) return {Opened{Opened::Kind::Playlist, m_playlistFile}, m_entry, {}};
    if (frame->source != Frame::Source::File) return {Opened{Opened::Kind::Lesson, frame->lesson->id}, 0, {}};
    if (m_controller->file().empty()) return {};
    return {Opened{Opened::Kind::Trace, QString::fromStdString(m_controller->file().string())}, 0, frame->moment.time};
}

void MainWindow::goOnWith(const Shown& shown)
{
    if (!shown.opened) return showStartPage();
    if (shown.opened->kind == Opened::Kind::Playlist && shown.entry > 0) {
        if (openPlaylist(shown.opened->what.toStdString(), shown.entry)) showRun();
    } else {
        open(*shown.opened);
    }
    if (shown.moment) m_controller->scrubTo(*shown.moment);
}

/// False: a trace has gone since the playlist was read. A notice says so, and what was shown stays.
bool MainWindow::playEntry(std::size_t entry)
{
    m_entry = entry; // even so: the next key goes on behind it
    const lessons::Playlist::Entry& now = m_playlist->entries[entry];
    const PlaylistPlace place{static_cast<int>(entry) + 1, static_cast<int>(m_playlist->entries.size())};
    if (now.trace.empty()) m_controller->startLesson(*now.lesson, now.stopAt, place);
    else if (!m_controller->openTrace(now.trace, now.stopAt, place)) return false;
    return true;
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
