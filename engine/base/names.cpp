#include "base/names.h"

#include <cstring>

namespace sluice {

std::string signalName(int number)
{
    const char* abbreviation = sigabbrev_np(number);
    return abbreviation ? std::string("SIG") + abbreviation : "signal " + std::to_string(number);
}

std::string errnoName(int number)
{
    const char* name = strerrorname_np(number);
    return name ? name : "errno " + std::to_string(number);
}

std::string errnoText(int number)
{
    const char* text = strerrordesc_np(number);
    return text ? text : "unknown error";
}

} // namespace sluice
