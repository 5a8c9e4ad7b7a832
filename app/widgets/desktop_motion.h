#pragma once

namespace sluice::widgets {

/// Does the desktop want little motion? As far as its files say so: `gtk-enable-animations` of GTK 3 and 4, and
/// `AnimationDurationFactor` of KDE. Where nothing is written down, false.
[[nodiscard]] bool desktopReducesMotion();

} // namespace sluice::widgets
