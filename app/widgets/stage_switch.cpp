#include "widgets/stage_switch.h"

#include "widgets/theme_of.h"

namespace sluice::widgets {

StageSwitch::StageSwitch(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void StageSwitch::stand(std::uint32_t setting, const QString& name, Qt::CheckState state, bool free)
{
    m_setting = setting;
    setChecked(state == Qt::Checked);
    setEnabled(free);
    if (accessibleName() != name) setAccessibleName(name);
    const QString why = !free && isChecked() ? tr("Two are the fewest to compare")
                        : !free              ? tr("No more than eight have room beside each other")
                        : isChecked()        ? tr("Takes part: a click leaves it out")
                                             : tr("Does not take part: a click adds it");
    if (toolTip() == why) return;
    setToolTip(why);
    setAccessibleDescription(why);
}

void StageSwitch::paintEvent(QPaintEvent*) { paintOverStage(*this); }

} // namespace sluice::widgets
