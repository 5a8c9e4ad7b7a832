#include "widgets/setting_control.h"

#include "widgets/controls.h"
#include "widgets/panel_layout.h"
#include "widgets/run_commands.h"
#include "widgets/style.h"
#include "widgets/words.h"
#include "words/words.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <chrono>

namespace sluice::widgets {

using mechanisms::Setting;
using scene::Tone;
namespace type = scene::type;

namespace {

QLabel* makeName(const QString& name)
{
    QLabel* label = makeWrapping(type::small, 400, Tone::Muted);
    label->setText(name);
    return label;
}

} // namespace

SettingControl::SettingControl(const Setting& setting, const QString& owner, RunCommands& commands, QWidget* parent)
    : QWidget(parent), m_setting(setting), m_commands(commands)
{
    const QString label = translated("settings", setting.label);
    const QString name = owner.isEmpty() ? label : QStringLiteral("%1: %2").arg(owner, label);
    switch (setting.kind) {
    case Setting::Kind::Number: makeSlider(name); break;
    case Setting::Kind::Toggle: makeSwitch(name); break;
    case Setting::Kind::Action: makeAction(name); break;
    case Setting::Kind::Choice: makeChoice(name); break;
    }
}

void SettingControl::makeSlider(const QString& name)
{
    m_scale.emplace(m_setting);
    m_value = makeLabel({}, type::small, 600, Tone::Text);
    m_slider = new Slider;
    m_slider->setRange(0, m_scale->last());
    m_slider->setPageStep(std::max(1, m_scale->last() / 5));
    m_slider->setAccessibleName(name);
    connect(m_slider, &Slider::valueChanged, this, [this](int position) { ask(m_scale->value(position)); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* line = new QHBoxLayout;
    line->addWidget(makeName(name), 1);
    line->addWidget(m_value, 0, Qt::AlignTop);
    column->addLayout(line);
    column->addWidget(m_slider);
}

void SettingControl::makeSwitch(const QString& name)
{
    m_switch = new Switch;
    m_switch->setAccessibleName(name);
    connect(m_switch, &Switch::clicked, this, [this](bool on) { ask(on ? 1 : 0); });
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(makeName(name), 1, Qt::AlignVCenter);
    line->addWidget(m_switch);
}

void SettingControl::makeAction(const QString& name)
{
    auto* button = new KeyButton;
    button->setText(name);
    connect(button, &KeyButton::clicked, this,
            [this] { (void)m_commands.set(m_setting.key, m_commands.value(m_setting.key) + 1); });
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(button);
}

void SettingControl::makeChoice(const QString& name)
{
    m_choice = new ChoiceBox;
    for (const std::string_view each : m_setting.choices) m_choice->addItem(translated("choices", each));
    m_choice->setFont(scene::Theme::font(scene::Shape::Face::Mono, type::small, 400));
    m_choice->setAccessibleName(name);
    connect(m_choice, &QComboBox::activated, this, [this](int index) { ask(index); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeName(name));
    column->addWidget(m_choice);
}

void SettingControl::ask(std::int64_t value)
{
    using namespace std::chrono_literals;
    if (!m_commands.set(m_setting.key, value)) return;
    m_asked = value;
    m_patience.setRemainingTime(1s);
    if (m_value) setWords(m_value, valueText(m_setting, value));
}

void SettingControl::showValue(std::int64_t value)
{
    if (m_asked) {
        // The worker takes it up at its next step: until then the old value would only make the slider jump.
        if (*m_asked != value && !m_patience.hasExpired()) return;
        m_asked.reset();
    }
    if (m_value) setWords(m_value, valueText(m_setting, value));
    if (m_slider && !m_slider->isSliderDown()) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(m_scale->position(value));
    }
    if (m_choice && !m_choice->view()->isVisible()) m_choice->setCurrentIndex(static_cast<int>(value));
    if (m_switch && m_switch->isChecked() != (value != 0)) m_switch->setChecked(value != 0);
}

} // namespace sluice::widgets
