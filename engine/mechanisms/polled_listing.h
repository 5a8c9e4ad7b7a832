#pragma once

#include <string_view>

namespace sluice::mechanisms {

/// What the compiler has made of polled.cpp, as objdump(1) has it: taken from the object file when this was built.
[[nodiscard]] std::string_view polledListing();

} // namespace sluice::mechanisms
