#pragma once

#include <string>

namespace sluice {

/// "SIGPIPE"; of a number that is no signal's "signal 99".
[[nodiscard]] std::string signalName(int number);
/// "EAGAIN"; of a number that is no error's "errno 999".
[[nodiscard]] std::string errnoName(int number);
/// "Resource temporarily unavailable"; never empty.
[[nodiscard]] std::string errnoText(int number);
/// The errno of a call that returned `result`: its negative, as events carry it. 0 if it did not fail.
[[nodiscard]] constexpr int errnoOf(int result)
{
    constexpr int greatest = 4095; // the kernel's MAX_ERRNO: what is beyond stands in damaged traces only
    return result >= 0 ? 0 : result < -greatest ? greatest : -result;
}

} // namespace sluice
