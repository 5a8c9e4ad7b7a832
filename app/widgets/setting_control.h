#pragma once

#include "mechanisms/mechanism.h"
#include "widgets/setting_scale.h"

#include <QDeadlineTimer>
#include <QWidget>

#include <optional>

class QAbstractButton;
class QLabel;
class QPushButton;

namespace sluice::widgets {

class ChoiceBox;
class RunCommands;
class Slider;
class Switch;

/// One setting of the mechanism: its name, its value with the unit, and a slider, a switch, a list or a button.
class SettingControl : public QWidget
{
    Q_OBJECT
public:
    /// `owner` stands before a label that does not name it: "reader: held".
    SettingControl(const mechanisms::Setting& setting, const QString& owner, RunCommands& commands,
                   QWidget* parent = nullptr);
    /// The value in force at the moment shown.
    void showValue(std::int64_t value);
    [[nodiscard]] const mechanisms::Setting& setting() const { return m_setting; }

private:
    void makeSlider(const QString& name);
    void makeSwitch(const QString& name);
    void makeAction(const QString& name);
    void makeChoice(const QString& name);
    void ask(std::int64_t value);

    mechanisms::Setting m_setting;
    RunCommands& m_commands;
    std::optional<SettingScale> m_scale;
    QLabel* m_value = nullptr;
    Slider* m_slider = nullptr;
    Switch* m_switch = nullptr;
    ChoiceBox* m_choice = nullptr;
    std::optional<std::int64_t> m_asked; ///< not yet seen in the state
    QDeadlineTimer m_patience;           ///< how long m_asked is shown in its stead
};

} // namespace sluice::widgets
