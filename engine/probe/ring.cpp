#include "probe/ring_writer.h"

#include <algorithm>
#include <array>

namespace sluice::probe {

/// In the order in which they came. Handlers may add some meanwhile: whoever calls this looks again.
void RingWriter::takeLate()
{
    m_anyLate = false;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    while (m_lateTaken != m_latePut.load(std::memory_order_relaxed)) {
        const auto& [time, event] = m_late[m_lateTaken % mostLate];
        if ((m_pendingLoss == 0 && m_head != m_fullAt) || makeRoom(time, event.process())) push(time, event);
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
    push(gap.time, bitsOf(gap));
    return true;
}

RingReader::RingReader(std::byte* ring, std::size_t bytes, ProcessId process)
    : m_header(reinterpret_cast<RingHeader*>(ring)),
      m_events(reinterpret_cast<const Event*>(ring + ringEventsOffset)),
      m_capacity((bytes - ringEventsOffset) / sizeof(Event)),
      m_process(process)
{}

namespace {

/// What is to be asked about an event of this kind.
enum Question : std::uint8_t { Known = 1, Worker = 2, Closely = 4 };

/// A worker tells only what it did itself; the supervisor (0) speaks about anybody.
constexpr auto questions = [] {
    std::array<std::uint8_t, 256> all{};
    for (unsigned i = 1; i <= static_cast<unsigned>(EventKind::Last); ++i) {
        const auto kind = static_cast<EventKind>(i);
        const bool workers = evidenceOf(kind) == Evidence::Probe || kind == EventKind::EventsLost;
        all[i] = static_cast<std::uint8_t>(Known | (workers ? Worker : 0));
    }
    for (const EventKind kind : {EventKind::DescriptorOpened, EventKind::DescriptorClosed, EventKind::SettingChanged,
                                 EventKind::CallEntered, EventKind::CallReturned})
        all[static_cast<std::size_t>(kind)] |= Closely;
    return all;
}();

bool closelyPlausible(const Event& event)
{
    switch (event.kind) {
    case EventKind::DescriptorOpened:
    case EventKind::DescriptorClosed: return event.size <= static_cast<std::uint32_t>(End::Last);
    case EventKind::SettingChanged: return event.detail < maxSettings;
    case EventKind::CallEntered:
    case EventKind::CallReturned: return event.call != Call::None;
    default: return true;
    }
}

bool plausible(ProcessId owner, const Event& event)
{
    const std::uint8_t ask = questions[static_cast<std::uint8_t>(event.kind)];
    if ((ask & Known) == 0 || event.call > Call::Last || event.channel > maxChannels) return false;
    if (owner.value == 0 ? event.process > maxWorkers : event.process != owner.value || (ask & Worker) == 0)
        return false;
    return (ask & Closely) == 0 || closelyPlausible(event);
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
    if (out.capacity() - before < waiting) out.reserve(std::max(2 * out.capacity(), before + waiting));
    for (; m_tail != head; ++m_tail) {
        const Event event = m_events[m_tail & (m_capacity - 1)]; // copied once, then checked
        if (plausible(m_process, event)) out.push_back(event);
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
