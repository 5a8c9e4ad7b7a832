#include "base/names.h"

#include <csignal>
#include <cstring>

namespace sluice {

std::string signalName(int number)
{
    const char* abbreviation = sigabbrev_np(number);
    if (number == SIGRTMIN) return "SIGRTMIN"; // signal(7): numbered from there
    if (number > SIGRTMIN && number <= SIGRTMAX) return "SIGRTMIN+" + std::to_string(number - SIGRTMIN);
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
