#pragma once

#include "base/error.h"

namespace sluice {

/// What errnoText() says, in the language that is spoken; what no translation knows stays English.
[[nodiscard]] std::string errnoWords(int number);
/// error.describe() for people: the system's words, and the limit that was reached, in the language that is spoken.
[[nodiscard]] std::string said(const Error& error);

} // namespace sluice
