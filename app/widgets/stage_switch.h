#pragma once

#include <QAbstractButton>

namespace sluice::widgets {

/// Lies over a switch that the stage has drawn, and turns a setting on or off.
class StageSwitch : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StageSwitch(QWidget* parent = nullptr);
    /// A setting's index in the scenario's table; whether it is on, and may be changed.
    void stand(std::uint32_t setting, const QString& name, Qt::CheckState state, bool free);
    [[nodiscard]] std::uint32_t setting() const { return m_setting; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void nextCheckState() override {} ///< a click only asks: it stands as the processes say that it does

private:
    std::uint32_t m_setting = 0;
};

} // namespace sluice::widgets
