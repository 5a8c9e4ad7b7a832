#pragma once

#include <string_view>

namespace sluice::mechanisms {

/// The text of a file of this folder, as it was compiled: what the line numbers of events mean. Empty: no such file.
[[nodiscard]] std::string_view sourceText(std::string_view file);

} // namespace sluice::mechanisms
