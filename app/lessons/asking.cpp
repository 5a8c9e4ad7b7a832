#include "lessons/asking.h"

#include <algorithm>

namespace sluice::lessons {

bool Asking::arrive(std::span<const Asked> asked, state::Moment shown)
{
    // One whose answer is still awaited gives way to the next.
    std::size_t next = m_phase == Phase::None ? m_next : m_next + 1;
    while (next < asked.size() && asked[next].moment.events <= m_leapt.events) ++next;
    if (m_phase == Phase::Asked || next >= asked.size() || asked[next].moment.events > shown.events) {
        if (m_phase == Phase::None) m_next = next;
        return false;
    }
    m_next = next;
    m_moment = asked[next].moment;
    m_phase = Phase::Asked;
    return true;
}

void Asking::leap(state::Moment shown)
{
    close();
    if (shown.events > m_leapt.events) m_leapt = shown;
}

void Asking::watch()
{
    if (m_phase == Phase::Asked) m_phase = Phase::Watching;
}

void Asking::close()
{
    if (m_phase == Phase::None) return;
    m_phase = Phase::None;
    ++m_next;
}

} // namespace sluice::lessons
