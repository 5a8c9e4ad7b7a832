#pragma once

#include "scene/theme.h"
#include "widgets/record_dialog.h"
#include "widgets/run_controller.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;

namespace sluice::widgets {

class BookmarkBar;
class FindBar;
class HelpOverlay;
class Inspector;
class LessonMenu;
class NoticePanel;
class QuestionPanel;
class ScheduleBar;
class StageView;
class TimelineView;
class TopBar;
class TryPanel;
class TransportBar;

/// The window: a table of contents. Its parts show frames and send commands; the controller does the work.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(RunPlaces places, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] RunController& controller() { return *m_controller; }
    void perform(Command command);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    enum class Fold { ByWidth, Shown, Hidden };

    void buildParts();
    void layOut();
    void connectParts();
    void showFrame(const FramePtr& frame);
    void showQuestion(const FramePtr& frame);
    void arrange(); ///< what is in sight at this size and in this mode
    [[nodiscard]] bool inspectorFits() const;

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
    void openTrace();
    void saveTrace();
    void restoreLayout();
    void saveLayout() const;

    RunController* m_controller = nullptr;
    TopBar* m_top = nullptr;
    LessonMenu* m_menu = nullptr;
    NoticePanel* m_notice = nullptr;
    ScheduleBar* m_schedule = nullptr;
    StageView* m_stage = nullptr;
    Inspector* m_inspector = nullptr;
    TryPanel* m_tries = nullptr;
    QWidget* m_rail = nullptr; ///< with m_tries, beside the stage while the inspector is folded away
    QuestionPanel* m_question = nullptr;
    QStackedWidget* m_bottom = nullptr; ///< transport and timeline, or the question
    TransportBar* m_transport = nullptr;
    TimelineView* m_timeline = nullptr;
    HelpOverlay* m_help = nullptr;
    BookmarkBar* m_bookmark = nullptr;
    FindBar* m_find = nullptr;
    QSplitter* m_across = nullptr; ///< stage | inspector
    QSplitter* m_down = nullptr;   ///< both / time
    scene::Theme::Kind m_theme = scene::Theme::Kind::Dark;
    Fold m_fold = Fold::ByWidth;
    bool m_presenting = false;
    bool m_asked = false;      ///< a question stands where the time was
    bool m_ownWidths = false;  ///< the viewer has moved the line between stage and inspector
    bool m_ownHeights = false; ///< the viewer has moved the line above the transport
};

} // namespace sluice::widgets
