#include "mechanisms/processors.h"

#include <fstream>
#include <sched.h>
#include <sstream>

namespace sluice::mechanisms {

namespace {

using Sharing = ProcessorPair::Sharing;

std::string folderOf(int processor) { return "/sys/devices/system/cpu/cpu" + std::to_string(processor); }

Sharing sharingOf(int one, int other)
{
    if (numbersIn(folderOf(one) + "/topology/thread_siblings_list").contains(other)) return Sharing::Core;
    int last = 0, shared = 0;
    for (int index = 0; index < 8; ++index) {
        const std::string cache = folderOf(one) + "/cache/index" + std::to_string(index);
        int level = 0;
        if (!(std::ifstream(cache + "/level") >> level)) break;
        last = level > last ? level : last;
        const bool both = numbersIn(cache + "/shared_cpu_list").contains(other);
        if (both && (shared == 0 || level < shared)) shared = level;
    }
    return shared != 0 && shared < last ? Sharing::LowerLevel : Sharing::LastLevel;
}

} // namespace

std::set<int> numbersIn(const std::string& file)
{
    std::set<int> numbers;
    std::ifstream in(file);
    std::string part;
    while (std::getline(in, part, ',')) {
        std::istringstream range(part);
        int first = 0, last = 0;
        char dash = 0;
        if (!(range >> first)) continue;
        if (!(range >> dash >> last)) last = first;
        for (int each = first; each <= last; ++each) numbers.insert(each);
    }
    return numbers;
}

bool stayOn(std::initializer_list<int> processors)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int each : processors) CPU_SET(static_cast<unsigned>(each), &set);
    return sched_setaffinity(0, sizeof set, &set) == 0;
}

ProcessorPair chooseProcessors()
{
    cpu_set_t allowed;
    ProcessorPair best;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return best;
    for (int one = 0; one < CPU_SETSIZE && best.first < 0; ++one)
        if (CPU_ISSET(one, &allowed)) best.first = one;
    for (int other = best.first + 1; other < CPU_SETSIZE && best.first >= 0; ++other) {
        if (!CPU_ISSET(other, &allowed)) continue;
        const Sharing sharing = sharingOf(best.first, other);
        if (best.second >= 0 && sharing >= best.sharing) continue;
        best.second = other;
        best.sharing = sharing;
        if (sharing == Sharing::LastLevel) break;
    }
    return best;
}

} // namespace sluice::mechanisms
