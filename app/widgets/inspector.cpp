#include "widgets/inspector.h"

#include "scene/code_page.h"
#include "scene/theme.h"
#include "scene/wait_for_page.h"
#include "widgets/controls_panel.h"
#include "widgets/now_panel.h"
#include "widgets/numbers_panel.h"
#include "widgets/page_panel.h"
#include "widgets/try_panel.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace sluice::widgets {

Inspector::Inspector(RunCommands& commands, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("inspector"));
    setAttribute(Qt::WA_StyledBackground);
    m_now = new NowPanel(commands);
    m_why = new PagePanel(QStringLiteral("why"), tr("Who waits for whom"), [this](const Frame& frame, double width) {
        return scene::buildWaitFor(frame.state, frame.trace, m_asked, width);
    });
    m_code = new PagePanel(QStringLiteral("code"), tr("The line that ran"), [](const Frame& frame, double width) {
        return scene::buildCode(frame.state, frame.trace, width);
    });
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
    if (const int tab = m_tabs->indexOf(m_controls); m_tabs->isTabVisible(tab) != controllable)
        m_tabs->setTabVisible(tab, controllable);                      // it paints all tabs anew, changed or not
    if (m_frame && m_frame->timeline != frame->timeline) m_asked = {}; // another run
    m_frame = frame;
    m_now->showFrame(frame);
    m_why->showFrame(frame);
    m_code->showFrame(frame);
    m_numbers->showFrame(frame);
    if (controllable) m_controls->showFrame(frame);
}

/// The first blocked one after the one that is asked about; 0: none is.
ProcessId Inspector::nextBlocked() const
{
    const auto& processes = m_frame->state.processes;
    for (std::size_t i = 1; i < processes.size(); ++i) {
        const std::size_t at = 1 + (m_asked.value + i - 1) % (processes.size() - 1);
        if (processes[at].activity == state::Activity::Blocked) return processes[at].id;
    }
    return {};
}

void Inspector::askWhy(ProcessId process)
{
    if (!m_frame) return;
    const bool again = m_tabs->currentWidget() == m_why && m_why->isVisible();
    m_asked = process.value == 0 && again ? nextBlocked() : process;
    m_tabs->setCurrentWidget(m_why);
    m_why->renew();
}

bool Inspector::pressTry(const QString& key) { return m_now->tries().press(key); }

} // namespace sluice::widgets
