#include "mechanisms/companion.h"

#include "probe/clock.h"

namespace sluice::mechanisms {

bool Companion::meet(std::uint64_t phase, std::int64_t patienceNs, const std::function<bool()>& stopped)
{
    m_mine.reached.store(phase, std::memory_order_release);
    int alive = 0; // once may be left over from before it lost its processor
    for (const std::int64_t until = probe::monotonicNow() + patienceNs; probe::monotonicNow() < until && !stopped();) {
        const bool here = hasReached(phase);
        if (here && m_other.met.load(std::memory_order_acquire) >= phase) return true; // it has just seen this one
        if (beat(phase) && here && ++alive >= 3) {
            m_mine.met.store(phase, std::memory_order_release);
            return true;
        }
    }
    return false;
}

} // namespace sluice::mechanisms
