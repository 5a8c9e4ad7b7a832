// What of the window is in sight, how it looks, and what of that is kept.

#include "widgets/desktop_motion.h"
#include "widgets/fade.h"
#include "widgets/inspector.h"
#include "widgets/lesson_menu.h"
#include "widgets/main_window.h"
#include "widgets/notice_panel.h"
#include "widgets/presenter.h"
#include "widgets/question_panel.h"
#include "widgets/schedule_bar.h"
#include "widgets/stage_view.h"
#include "widgets/style.h"
#include "widgets/timeline_view.h"
#include "widgets/top_bar.h"
#include "widgets/why_beside.h"
#include "widgets/window_layout.h"

#include <QApplication>
#include <QSplitter>
#include <QStackedWidget>

namespace sluice::widgets {

using scene::Theme;

/// Does something come or go beside the stage, so that it changes its size?
bool MainWindow::rearranges(const Frame& frame) const
{
    return frame.prediction.has_value() != m_asked || (frame.schedule != nullptr) == m_schedule->isHidden()
           || frame.notice.has_value() == m_notice->isHidden();
}

void MainWindow::ease()
{
    if (!m_controller->frame()->view.reducedMotion) m_fade->begin();
}

bool MainWindow::inspectorFits() const { return width() >= inspectorFitsFrom; }

void MainWindow::arrange()
{
    const bool wanted = m_fold == Fold::Shown || (m_fold == Fold::ByWidth && inspectorFits());
    m_inspector->setVisible(wanted && !m_presenting);
    m_rail->setVisible(!wanted && !m_presenting);
    m_top->setVisible(!m_presenting);
    m_bottom->setVisible(!m_presenting || m_asked);
    m_why->fitTo(size());
    m_question->setScale(m_presenting ? hallScale(height()) : 1);
    m_timeline->setDepthLanes(height() >= depthLanesFitFrom);
    const int time = timeHeight(height());
    if (!m_ownHeights && m_bottom->isVisible()) m_down->setSizes({height() - m_top->height() - time, time});
    const int side = inspectorWidth(width());
    if (!m_ownWidths && m_inspector->isVisible()) m_across->setSizes({width() - side, side});
}

void MainWindow::toggleInspector()
{
    ease();
    m_fold = m_inspector->isVisible() ? Fold::Hidden : Fold::Shown;
    arrange();
}

void MainWindow::switchTheme() { applyTheme(m_theme == Theme::Kind::Dark ? Theme::Kind::Light : Theme::Kind::Dark); }

void MainWindow::applyTheme(Theme::Kind kind)
{
    m_theme = kind;
    const Theme& theme = Theme::get(kind);
    qApp->setPalette(theme.palette());
    setStyleSheet(windowStyle(theme));
}

void MainWindow::setPresenting(bool presenting)
{
    m_presenting = presenting;
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, presenting));
    m_stage->setPresenting(presenting);
    m_presenter->setPresenting(presenting);
    m_why->hide();
    arrange();
    m_stage->setFocus();
    showFrame(m_controller->frame());
}

void MainWindow::restoreLayout()
{
    const WindowLayout layout = WindowLayout::load(qApp->palette());
    applyTheme(layout.theme);
    if (layout.geometry.isEmpty()) resize(defaultWindowSize(screen()));
    else restoreGeometry(layout.geometry);
    m_fold = layout.inspector ? (*layout.inspector ? Fold::Shown : Fold::Hidden) : Fold::ByWidth;
    m_ownWidths = !layout.across.isEmpty();
    if (m_ownWidths) m_across->setSizes(layout.across);
    m_ownHeights = !layout.down.isEmpty();
    if (m_ownHeights) m_down->setSizes(layout.down);
    m_reducedMotion = layout.reducedMotion;
    showAsMuchMotionAsIsWanted(desktopReducesMotion());
    if (const auto bus = sessionsBus())
        connect(new DesktopMotion(*bus, this), &DesktopMotion::told, this,
                [this](bool reduced) { showAsMuchMotionAsIsWanted(reduced || desktopReducesMotion()); });
    m_controller->setPredictFirst(layout.predictFirst);
}

void MainWindow::showAsMuchMotionAsIsWanted(bool desktopReduces)
{
    const bool reduced = m_reducedMotion.value_or(desktopReduces);
    m_menu->setReducedMotion(reduced);
    m_controller->setReducedMotion(reduced);
}

void MainWindow::saveLayout() const
{
    WindowLayout layout;
    layout.theme = m_theme;
    layout.geometry = saveGeometry();
    if (m_fold != Fold::ByWidth) layout.inspector = m_fold == Fold::Shown;
    if (m_ownWidths) layout.across = m_across->sizes();
    if (m_ownHeights) layout.down = m_down->sizes();
    layout.reducedMotion = m_reducedMotion;
    layout.predictFirst = m_controller->predictsFirst();
    layout.save();
}

} // namespace sluice::widgets
