#include "widgets/inspector.h"

#include "scene/theme.h"
#include "widgets/code_panel.h"
#include "widgets/controls_panel.h"
#include "widgets/now_panel.h"
#include "widgets/numbers_panel.h"
#include "widgets/try_panel.h"
#include "widgets/why_panel.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace sluice::widgets {

Inspector::Inspector(RunCommands& commands, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("inspector"));
    setAttribute(Qt::WA_StyledBackground);
    m_now = new NowPanel(commands);
    m_why = new WhyPanel;
    m_code = new CodePanel;
    m_numbers = new NumbersPanel;
    m_controls = new ControlsPanel(commands);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Side panel"));
    m_tabs->tabBar()->setFont(scene::Theme::font(scene::Shape::Face::Words, scene::type::body, 600));
    m_tabs->tabBar()->setFocusPolicy(Qt::TabFocus);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_now, tr("Now"));
    m_tabs->addTab(m_code, tr("Code"));
    m_tabs->addTab(m_why, tr("Why"));
    m_tabs->addTab(m_numbers, tr("Numbers"));
    m_tabs->addTab(m_controls, tr("Controls"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    setMinimumWidth(360);
    setMaximumWidth(560);
}

void Inspector::showFrame(const FramePtr& frame)
{
    const bool controllable = m_controls->hasAnyFor(*frame);
    m_tabs->setTabVisible(m_tabs->indexOf(m_controls), controllable);
    m_frame = frame;
    m_now->showFrame(frame);
    m_why->showFrame(frame);
    m_code->showFrame(frame);
    m_numbers->showFrame(frame);
    if (controllable) m_controls->showFrame(frame);
}

void Inspector::askWhy(ProcessId process)
{
    if (process.value == 0 && m_frame && m_tabs->currentWidget() == m_why && isVisible()) {
        const std::size_t count = m_frame->state.processes.size();
        for (std::size_t i = 1; i < count; ++i) { // the next one after the one that is shown
            const std::size_t at = 1 + (m_why->chosen().value + i - 1) % (count - 1);
            if (m_frame->state.processes[at].activity != state::Activity::Blocked) continue;
            process = m_frame->state.processes[at].id;
            break;
        }
    }
    m_why->choose(process);
    m_tabs->setCurrentWidget(m_why);
}

bool Inspector::pressTry(const QString& key) { return m_now->tries().press(key); }

} // namespace sluice::widgets
