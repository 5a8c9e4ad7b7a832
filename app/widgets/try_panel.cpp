#include "widgets/try_panel.h"

#include "scenario/setting_table.h"
#include "widgets/controls.h"
#include "widgets/run_commands.h"
#include "widgets/style.h"
#include "widgets/words.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace sluice::widgets {

using lessons::TryButton;
using mechanisms::Setting;
using Mode = playback::Playback::Mode;

namespace {

/// The process of "reader.hold"; null for keys of another kind.
const state::ProcessState* heldProcess(const std::string& key, const Frame& frame)
{
    if (!key.ends_with(".hold")) return nullptr;
    const auto& specs = frame.trace.meta().scenario.processes;
    const auto found = std::ranges::find(specs, key.substr(0, key.rfind('.')), &scenario::ProcessSpec::name);
    const auto index = static_cast<std::size_t>(found - specs.begin()) + 1; // 0 is the supervisor
    return index < frame.state.processes.size() ? &frame.state.processes[index] : nullptr;
}

const Setting* settingOf(const std::string& key, const Frame& frame)
{
    const scenario::SettingTable table(frame.trace.meta().scenario);
    const int index = table.indexOf(key);
    return index < 0 ? nullptr : &table[static_cast<std::size_t>(index)];
}

bool isToggle(const TryButton& button, const Frame& frame)
{
    if (button.key.ends_with(".hold")) return true;
    const Setting* setting = settingOf(button.key, frame);
    return setting && setting->kind == Setting::Kind::Toggle;
}

constexpr int mostRows = 8; // as many as have room beside the stage at 720

bool isDigit(const QString& key) { return key.size() == 1 && key[0].isDigit(); }

} // namespace

bool isOn(const TryButton& button, const Frame& frame, const RunCommands& commands)
{
    if (!isToggle(button, frame)) return false;
    if (frame.mode == Mode::Live && frame.source == Frame::Source::Running) return commands.value(button.key) != 0;
    if (const auto* process = heldProcess(button.key, frame)) return process->activity == state::Activity::Held;
    const int index = scenario::SettingTable(frame.trace.meta().scenario).indexOf(button.key);
    return frame.state.settings[static_cast<std::size_t>(index)] != 0;
}

TryPanel::TryPanel(RunCommands& commands, int columns, QWidget* parent)
    : QWidget(parent), m_commands(commands), m_columns(columns)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addStretch();
    column->addWidget(makeLabel(tr("Try"), scene::type::body, 600, scene::Tone::Muted));
    m_grid = new QWidget;
    column->addWidget(m_grid);
    m_cells = new QGridLayout(m_grid);
    m_cells->setContentsMargins(0, 0, 0, 0);
    m_cells->setSpacing(8);
    for (int i = 0; i < m_columns; ++i) m_cells->setColumnStretch(i, 1);
}

void TryPanel::rebuild(const lessons::Lesson* lesson)
{
    m_lesson = lesson;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    if (!lesson) return;
    for (std::size_t i = 0; i < lesson->tries.size(); ++i) {
        auto* button = new KeyButton;
        button->setText(lesson->tries[i].label);
        button->setKey(lesson->tries[i].shortcut);
        connect(button, &KeyButton::clicked, this, [this, i] { act(i); });
        m_buttons.push_back(button);
    }
    place();
}

void TryPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

/// From left to right, then down. Where one stands does not depend on what it says just now.
void TryPanel::place()
{
    const int gap = m_cells->horizontalSpacing();
    const int column = (contentsRect().width() - gap * (m_columns - 1)) / m_columns;
    int row = 0, at = 0;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const TryButton& wish = m_lesson->tries[i];
        const int needed = std::max(KeyButton::leastWidth(wish.label), KeyButton::leastWidth(wish.labelWhenOn));
        const int columns = needed > column ? m_columns : 1;
        if (at + columns > m_columns) {
            ++row;
            at = 0;
        }
        m_cells->addWidget(m_buttons[i], row, at, 1, columns); // moves it, if it is there already
        at += columns;
    }
    const bool many = row + 1 > mostRows;
    m_cells->setVerticalSpacing(many ? 6 : 8);
    for (KeyButton* button : m_buttons) button->setLow(many);
}

void TryPanel::showFrame(const FramePtr& frame)
{
    if (!m_frame || m_frame->timeline != frame->timeline || m_frame->step != frame->step) m_pressedInStep = 0;
    m_frame = frame;
    if (m_lesson != frame->lesson) rebuild(frame->lesson);
    setVisible(frame->source == Frame::Source::Running && !m_buttons.empty());
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const TryButton& wish = m_lesson->tries[i];
        const bool on = !wish.labelWhenOn.isEmpty() && isOn(wish, *frame, m_commands);
        const QString& label = on ? wish.labelWhenOn : wish.label;
        if (m_buttons[i]->text() != label) {
            m_buttons[i]->setText(label);
            m_buttons[i]->updateGeometry();
        }
        // While the viewer is the scheduler the digits let processes go.
        const bool taken = frame->schedule && isDigit(wish.shortcut);
        m_buttons[i]->setKey(taken ? QString() : wish.shortcut);
        m_buttons[i]->setWanted(wish.isWantedAt(frame->step));
    }
}

bool TryPanel::press(const QString& key)
{
    if (!m_lesson || isHidden()) return false;
    const auto found = std::ranges::find_if(m_lesson->tries, [&](const TryButton& button) {
        return button.shortcut.compare(key, Qt::CaseInsensitive) == 0;
    });
    if (found == m_lesson->tries.end() || (m_frame->schedule && isDigit(key))) return false;
    act(static_cast<std::size_t>(found - m_lesson->tries.begin()));
    return true;
}

bool TryPanel::pressWanted()
{
    if (!m_lesson || isHidden() || m_pressedInStep == m_frame->step) return false;
    const auto found = std::ranges::find_if(m_buttons, &KeyButton::wanted);
    if (found == m_buttons.end()) return false;
    m_pressedInStep = m_frame->step;
    act(static_cast<std::size_t>(found - m_buttons.begin()));
    return true;
}

void TryPanel::act(std::size_t index)
{
    const TryButton& wish = m_lesson->tries[index];
    for (const auto& [key, value] : wish.with) (void)m_commands.set(key, value);
    // A toggle does what its label says; a choice goes on to the next; an action is asked for by a value that has not
    // been there before.
    std::int64_t value = m_commands.value(wish.key) + 1;
    const Setting* setting = settingOf(wish.key, *m_frame);
    if (isToggle(wish, *m_frame)) value = isOn(wish, *m_frame, m_commands) ? 0 : 1;
    else if (setting && setting->kind == Setting::Kind::Choice && value > setting->max) value = setting->min;
    (void)m_commands.set(wish.key, value); // what goes wrong is shown by whoever carries it out
}

} // namespace sluice::widgets
