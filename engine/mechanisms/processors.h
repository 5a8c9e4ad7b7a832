#pragma once

#include <initializer_list>
#include <set>
#include <string>

namespace sluice::mechanisms {

/// Two logical processors to measure between.
struct ProcessorPair {
    enum class Sharing {
        LastLevel,  ///< at most the last level of caches, or nothing
        LowerLevel, ///< a cache below the last level
        Core,       ///< they are hyperthreads of one core
    };
    int first = -1, second = -1; ///< second is -1 if this process may use only one
    Sharing sharing = Sharing::LastLevel;
};

/// The two that this process may use (sched_getaffinity(2)) and that share as little as possible, as
/// /sys/devices/system/cpu/cpu*/topology and …/cache tell.
[[nodiscard]] ProcessorPair chooseProcessors();

/// This process runs on these from now on (sched_setaffinity(2)). False: it may not.
bool stayOn(std::initializer_list<int> processors);

/// The numbers in a list such as "0-3,8" (cpuset(7), List format); none if there is no such file.
[[nodiscard]] std::set<int> numbersIn(const std::string& file);

} // namespace sluice::mechanisms
