#pragma once

#include "words/language.h"

namespace sluice::widgets {

/// The language of the window: what was chosen in its menu, else the desktop's. Needs no QCoreApplication.
[[nodiscard]] words::Language chosenLanguage();
/// Kept for the next start; who wants it now speaks it, too.
void chooseLanguage(words::Language language);

} // namespace sluice::widgets
