#pragma once

#include "lessons/playlist.h"
#include "scene/theme.h"
#include "widgets/last_opened.h"
#include "widgets/record_dialog.h"
#include "widgets/run_controller.h"
#include "words/language.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;

namespace sluice::widgets {

class BookmarkBar;
class Fade;
class FindBar;
class HelpOverlay;
class Inspector;
class LessonMenu;
class NoticePanel;
class Presenter;
class QuestionPanel;
class ScheduleBar;
class StageView;
class StartPage;
class TimelineView;
class TopBar;
class TryPanel;
class TransportBar;
class WhyBeside;

/// What a window shows, as far as another one can go on with it.
struct Shown {
    std::optional<Opened> opened;    ///< nothing: the start page
    std::size_t entry = 0;           ///< of a playlist
    std::optional<TraceTime> moment; ///< of a trace; a lesson's processes run anew
    bool operator==(const Shown&) const = default;
};

/// The window: a table of contents. Its parts show frames and send commands; the controller does the work.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(RunPlaces places, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] RunController& controller() { return *m_controller; }
    void perform(Command command);
    /// Something to show: its processes run, or its trace plays. What cannot be opened is said where one is.
    void open(const Opened& opened);
    void showStartPage();
    [[nodiscard]] Shown shown() const;
    void goOnWith(const Shown& shown);

Q_SIGNALS:
    /// Words are said once, so it takes another window to speak it.
    void languageWanted(sluice::words::Language language);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    enum class Fold { ByWidth, Shown, Hidden };

    // main_window_open.cpp
    void openLesson(const lessons::Lesson& lesson);
    bool openPlaylist(const std::filesystem::path& file, std::size_t entry = 0);
    bool playEntry(std::size_t entry);
    void showRun();
    [[nodiscard]] bool atStart() const; ///< the start page is in sight
    void performAtStart(Command command);
    void toNextStep();
    void toPreviousStep();
    void chooseFile();

    void buildParts();
    void layOut();
    void connectParts();
    void showFrame(const FramePtr& frame);
    void showQuestion(const FramePtr& frame);
    [[nodiscard]] bool rearranges(const Frame& frame) const;
    void ease();    ///< right before parts come or go
    void arrange(); ///< what is in sight at this size and in this mode
    [[nodiscard]] bool inspectorFits() const;

    void toggleInspector();
    void switchTheme();
    void showHelp();
    void applyTheme(scene::Theme::Kind kind);
    void setPresenting(bool presenting);
    void leave();
    void openMenu();
    void find(Command command);
    void editBookmark();
    void placeInCorner(QWidget* bar) const;
    void askWhy(ProcessId process);
    [[nodiscard]] bool letGoByKey(const QKeyEvent& event);
    void saveInterleaving();
    void openInterleaving();
    void record();
    void makeFilm(FilmRange range);
    void saveTrace();
    void restoreLayout();
    void showAsMuchMotionAsIsWanted(bool desktopReduces);
    void saveLayout() const;

    const std::filesystem::path m_runs; ///< folder for the traces of lessons
    RunController* m_controller = nullptr;
    QStackedWidget* m_pages = nullptr; ///< the run; the start page, once it was wanted
    StartPage* m_start = nullptr;
    Presenter* m_presenter = nullptr;
    std::optional<lessons::Playlist> m_playlist;
    QString m_playlistFile;
    std::size_t m_entry = 0; ///< of m_playlist
    TopBar* m_top = nullptr;
    LessonMenu* m_menu = nullptr;
    NoticePanel* m_notice = nullptr;
    ScheduleBar* m_schedule = nullptr;
    StageView* m_stage = nullptr;
    Inspector* m_inspector = nullptr;
    WhyBeside* m_why = nullptr; ///< beside the stage while presenting, when it is asked for
    TryPanel* m_tries = nullptr;
    QWidget* m_rail = nullptr; ///< with m_tries, beside the stage while the inspector is folded away
    QuestionPanel* m_question = nullptr;
    QStackedWidget* m_bottom = nullptr; ///< transport and timeline, or the question
    TransportBar* m_transport = nullptr;
    TimelineView* m_timeline = nullptr;
    Fade* m_fade = nullptr;
    HelpOverlay* m_help = nullptr;
    BookmarkBar* m_bookmark = nullptr;
    FindBar* m_find = nullptr;
    QSplitter* m_across = nullptr; ///< stage | inspector
    QSplitter* m_down = nullptr;   ///< both / time
    scene::Theme::Kind m_theme = scene::Theme::Kind::Dark;
    Fold m_fold = Fold::ByWidth;
    std::optional<bool> m_reducedMotion; ///< as chosen in the menu; else as the desktop has it
    bool m_presenting = false;
    bool m_asked = false;      ///< a question stands where the time was
    bool m_ownWidths = false;  ///< the viewer has moved the line between stage and inspector
    bool m_ownHeights = false; ///< the viewer has moved the line above the transport
};

} // namespace sluice::widgets
