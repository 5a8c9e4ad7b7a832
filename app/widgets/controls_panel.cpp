#include "widgets/controls_panel.h"

#include "scenario/setting_table.h"
#include "widgets/panel_layout.h"
#include "widgets/setting_control.h"
#include "widgets/words.h"
#include "words/words.h"

#include <QVBoxLayout>

#include <algorithm>

namespace sluice::widgets {

using mechanisms::Setting;

ControlsPanel::ControlsPanel(RunCommands& commands, QWidget* parent) : QWidget(parent), m_commands(commands)
{
    m_content = new QWidget;
    layOutPanel(this, m_content);
}

void ControlsPanel::rebuild(const Frame& frame)
{
    m_lesson = frame.lesson;
    for (const Row& row : m_rows) delete row.control;
    m_rows.clear();
    delete m_content->layout();
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    if (m_lesson) {
        for (const std::string& key : m_lesson->controls) addRow(frame, key);
    }
    column->addStretch();
}

void ControlsPanel::addRow(const Frame& frame, const std::string& key)
{
    const scenario::SettingTable table(frame.trace.meta().scenario);
    Row row{nullptr, key, table.indexOf(key)};
    Setting setting; // its key lives in the mechanism's table or in the lesson
    if (row.index >= 0) setting = table[static_cast<std::size_t>(row.index)];
    else if (key.ends_with(".hold"))
        setting = {.key = key, .label = marked("settings", "held"), .kind = Setting::Kind::Toggle};
    else if (key.ends_with(".step"))
        setting = {.key = key, .label = marked("settings", "one step"), .kind = Setting::Kind::Action};
    else return;
    const QString owner = row.index < 0 ? shown(key.substr(0, key.rfind('.'))) : QString{};
    row.control = new SettingControl(setting, owner, m_commands);
    m_content->layout()->addWidget(row.control);
    m_rows.push_back(row);
}

std::int64_t ControlsPanel::valueOf(const Row& row, const Frame& frame) const
{
    if (row.index >= 0) return frame.state.settings[static_cast<std::size_t>(row.index)];
    const auto& specs = frame.trace.meta().scenario.processes;
    const auto spec = std::ranges::find(specs, row.key.substr(0, row.key.rfind('.')), &scenario::ProcessSpec::name);
    const auto process = static_cast<std::size_t>(spec - specs.begin()) + 1;
    return process < frame.state.processes.size() && frame.state.processes[process].activity == state::Activity::Held;
}

namespace {
bool canBeSet(const std::string& key, const Frame& frame)
{
    if (frame.source == Frame::Source::Running) return true;
    const scenario::SettingTable table(frame.trace.meta().scenario);
    const int index = frame.source == Frame::Source::Ended ? table.indexOf(key) : -1;
    return index >= 0 && table[static_cast<std::size_t>(index)].doer == Setting::Doer::Start;
}
} // namespace

bool ControlsPanel::hasAnyFor(const Frame& frame)
{
    return frame.lesson
           && std::ranges::any_of(frame.lesson->controls, [&](const std::string& key) { return canBeSet(key, frame); });
}

void ControlsPanel::showFrame(const FramePtr& frame)
{
    if (!m_content->layout() || m_lesson != frame->lesson) rebuild(*frame);
    for (const Row& row : m_rows) {
        row.control->setVisible(canBeSet(row.key, *frame));
        row.control->showValue(valueOf(row, *frame));
    }
}

} // namespace sluice::widgets
