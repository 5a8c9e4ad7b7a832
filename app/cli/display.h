#pragma once

#include "cli/outcome.h"

#include <string>

namespace sluice::cli {

/// The display that a window would open on, e.g. "X11 at :0". Asked before Qt is, because Qt ends the program when
/// there is none.
[[nodiscard]] OutcomeOf<std::string> findDisplay();

} // namespace sluice::cli
