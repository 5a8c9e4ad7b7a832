#include "probe/ring_writer.h"

#include <algorithm>

namespace sluice::probe {

/// In the order in which they came. Handlers may add some meanwhile: whoever calls this looks again.
void RingWriter::takeLate()
{
    m_anyLate = false;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    while (m_lateTaken != m_latePut.load(std::memory_order_relaxed)) {
        const Event& event = m_late[m_lateTaken % mostLate];
        if ((m_pendingLoss == 0 && m_head != m_fullAt) || makeRoom(event.time, event.process)) push(event);
        std::atomic_signal_fence(std::memory_order_seq_cst);
        m_lateTaken = m_lateTaken + 1;
    }
    while (m_lateLostTold != m_lateLost.load(std::memory_order_relaxed)) {
        lose();
        m_lateLostTold = m_lateLostTold + 1;
    }
}

/// Until none has come between the last look and the moment from which handlers put in their own.
void RingWriter::takeAllLate()
{
    do {
        m_busy = true;
        std::atomic_signal_fence(std::memory_order_seq_cst);
        while (m_anyLate) takeLate();
        std::atomic_signal_fence(std::memory_order_seq_cst);
        m_busy = false;
        std::atomic_signal_fence(std::memory_order_seq_cst);
    } while (m_anyLate);
}

void RingWriter::lose()
{
    ++m_pendingLoss;
    m_header->lost.store(m_header->lost.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

/// Before the first event after a gap the gap itself is put in, at the place where it belongs.
bool RingWriter::makeRoom(std::int64_t time, std::uint16_t process)
{
    m_fullAt = m_header->tail.load(std::memory_order_acquire) + m_capacity;
    const std::uint64_t needed = m_pendingLoss != 0 ? 2 : 1;
    if (m_fullAt - m_head < needed) {
        lose();
        return false;
    }
    if (m_pendingLoss == 0) return true;
    Event gap;
    gap.time = time;
    gap.process = process;
    gap.kind = EventKind::EventsLost;
    gap.size = m_pendingLoss;
    m_pendingLoss = 0;
    m_header->gaps.store(m_header->gaps.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    push(gap);
    return true;
}

RingReader::RingReader(std::byte* ring, std::size_t bytes, ProcessId process)
    : m_header(reinterpret_cast<RingHeader*>(ring)),
      m_events(reinterpret_cast<const Event*>(ring + ringEventsOffset)),
      m_capacity((bytes - ringEventsOffset) / sizeof(Event)),
      m_process(process)
{}

namespace {

/// A worker tells only what it did itself; the supervisor (0) speaks about anybody.
bool mayTell(ProcessId owner, const Event& event)
{
    if (owner.value == 0) return event.process <= maxWorkers;
    return event.process == owner.value
           && (evidenceOf(event.kind) == Evidence::Probe || event.kind == EventKind::EventsLost);
}

bool plausible(const Event& event)
{
    if (event.kind == EventKind::None || event.kind > EventKind::Last || event.call > Call::Last) return false;
    if (event.channel > maxChannels) return false;
    switch (event.kind) {
    case EventKind::DescriptorOpened:
    case EventKind::DescriptorClosed: return event.size <= static_cast<std::uint32_t>(End::Last);
    case EventKind::SettingChanged: return event.detail < maxSettings;
    case EventKind::CallEntered:
    case EventKind::CallReturned: return event.call != Call::None;
    default: return true;
    }
}

} // namespace

std::size_t RingReader::drain(std::vector<Event>& out)
{
    const std::uint64_t head = m_header->head.load(std::memory_order_acquire);
    const std::uint64_t waiting = head - m_tail;
    if (waiting > m_capacity) {
        // No honest producer gets here: forget what it claims and go on from its present head.
        m_quarantined += m_capacity;
        m_tail = head;
        m_header->tail.store(m_tail, std::memory_order_release);
        return 0;
    }
    const std::size_t before = out.size();
    for (; m_tail != head; ++m_tail) {
        const Event event = m_events[m_tail & (m_capacity - 1)]; // copied once, then checked
        if (plausible(event) && mayTell(m_process, event)) out.push_back(event);
        else ++m_quarantined;
    }
    m_header->tail.store(m_tail, std::memory_order_release);
    return out.size() - before;
}

std::uint64_t RingReader::lost() const { return m_header->lost.load(std::memory_order_relaxed); }

std::uint64_t RingReader::emitted() const
{
    return m_header->head.load(std::memory_order_acquire) - m_header->gaps.load(std::memory_order_relaxed) + lost();
}

std::uint64_t RingReader::quarantined() const { return m_quarantined; }

} // namespace sluice::probe
