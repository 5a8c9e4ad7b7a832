#include "probe/worker.h"

#include "base/futex.h"

#include <algorithm>
#include <cerrno>
#include <sys/mman.h>
#include <unistd.h>

namespace sluice::probe {

Worker::Worker(Region& region, ProcessId id, Events events, Place place)
    : m_control(region.control(id)),
      m_events(events),
      m_clock(region.clock()),
      m_id(id),
      m_ring(region.ring(id), region.ringBytes()),
      m_region(region),
      m_place(place)
{}

/// Sleeps until CLOCK_MONOTONIC reaches due(), which is asked again after every change; returns what it said last.
template <class Due>
std::int64_t Worker::napUntil(const Due& due, std::uint16_t line)
{
    Event event;
    event.line = line;
    std::int64_t until = 0;
    bool napping = false;
    for (;;) {
        const std::uint32_t version = m_control.version.load(std::memory_order_acquire);
        attend();
        until = due();
        if (until == 0 || stopped() || monotonicNow() >= until) break;
        if (!napping) {
            event.kind = EventKind::PaceStarted;
            emit(event);
            napping = true;
        }
        nap(version, until);
    }
    if (napping) {
        event.kind = EventKind::PaceEnded;
        emit(event);
    }
    return until;
}

bool Worker::waitForTurn(int rate, Where where)
{
    std::int64_t period = 0;
    const auto due = [&] {
        const std::int64_t perSecond = setting(rate); // may change while it sleeps
        period = perSecond > 0 ? 1'000'000'000 / perSecond : 0;
        return period > 0 && !gateClosed() ? m_lastTurn + period : 0;
    };
    if (const std::int64_t planned = napUntil(due, lineOf(where)); planned > 0) {
        // A turn that comes a little late does not put off the next ones; a long delay is not made up for.
        const std::int64_t now = monotonicNow();
        m_lastTurn = now - planned < std::max<std::int64_t>(1'000'000, period / 2) ? planned : now;
    }
    return !stopped();
}

void Worker::sleep(Duration duration, Where where)
{
    const std::int64_t until = monotonicNow() + duration.ns;
    while (monotonicNow() < until && !stopped()) {
        napUntil([&] { return gateClosed() ? 0 : until; }, lineOf(where));
        if (!gateClosed()) continue;
        if (!passGate(Call::None, 0, 0, lineOf(where), GatePoint::Sleep) || gateClosed()) return;
    }
}

void Worker::waitToRetry(Duration duration, Where where)
{
    const std::int64_t until = monotonicNow() + duration.ns;
    napUntil([&] { return gateClosed() ? 0 : until; }, lineOf(where));
}

void Worker::sleepThrough(Duration duration, Where where)
{
    const std::int64_t until = monotonicNow() + duration.ns;
    napUntil([until] { return until; }, lineOf(where));
}

void Worker::waitForOther(const std::function<bool()>& condition, Where where)
{
    napUntil([&] { return condition() ? 0 : monotonicNow() + 1'000'000; }, lineOf(where));
}

void Worker::waitUntil(const std::function<bool()>& condition, Where where)
{
    napUntil([&] { return condition() ? 0 : INT64_MAX; }, lineOf(where));
}

void Worker::waitUntilStopped(Where where)
{
    Event event;
    event.kind = EventKind::PaceStarted;
    event.size = 1;
    event.line = lineOf(where);
    emit(event);
    for (;;) {
        const std::uint32_t version = m_control.version.load(std::memory_order_acquire);
        attend();
        if (stopped()) return;
        nap(version, 0);
    }
}

void Worker::report(Events events)
{
    if (events == m_events) return;
    Event event;
    event.kind = events == Events::On ? EventKind::EventsOn : EventKind::EventsOff;
    m_events = Events::On;
    emit(event);
    m_events = events;
}

void Worker::populateRing() const { (void)madvise(m_region.ring(m_id), m_region.ringBytes(), MADV_POPULATE_WRITE); }

void Worker::waitForStart()
{
    while (m_region.startRaw() == 0 && !stopped()) {
        const std::uint32_t version = m_control.version.load(std::memory_order_acquire);
        if (m_region.startRaw() == 0) nap(version, 0);
    }
}

std::int64_t Worker::setting(int index) const
{
    return m_control.settings[m_place.firstSetting + static_cast<unsigned>(index)].load(std::memory_order_relaxed);
}

bool Worker::requested(int index) const
{
    return m_heard[m_place.firstSetting + static_cast<unsigned>(index)]
           != m_control.acknowledged[m_place.firstSetting + static_cast<unsigned>(index)].load(
               std::memory_order_relaxed);
}

void Worker::onChange(std::function<void()> handler)
{
    m_onChange = std::move(handler);
    if (std::exchange(m_unheard, false)) --m_attended; // what there was before is attended to at the next call
}

void Worker::attend()
{
    const std::uint32_t version = m_control.version.load(std::memory_order_acquire);
    if (version == m_attended || m_attending) return; // by the code that this one, in a signal handler, has interrupted
    if (!m_onChange) { // nothing is acknowledged before a role can act on it, and most never want to
        m_unheard = true;
        m_attended = version;
        return;
    }
    m_attending = true;
    m_attended = version;
    // What is acted on now is what is acknowledged. A request that comes meanwhile is for the next time: acted on
    // already and not acknowledged it would be acted on twice.
    for (unsigned i = 0; i < maxSettings; ++i) m_heard[i] = m_control.settings[i].load(std::memory_order_relaxed);
    m_onChange();
    for (unsigned i = 0; i < maxSettings; ++i) m_control.acknowledged[i].store(m_heard[i], std::memory_order_release);
    m_attending = false;
}

bool Worker::passGate(Call call, std::uint32_t detail, std::size_t size, std::uint16_t line, GatePoint point)
{
    if (m_attending) return true;
    const int fd = isAboutSignals(call) || call == Call::None ? -1 : static_cast<int>(detail);
    const bool wasKnown = known(fd).end != End::None;
    attend();
    // What is timed without events is not held: it would spoil the time, and nobody would see that it stands.
    const bool timed = m_events == Events::Off;
    if (!timed && m_control.gate.load(std::memory_order_acquire) != 0 && !stopped() && !letThrough()) {
        Event event;
        event.line = line;
        event.call = call;
        event.detail = detail;
        event.size = static_cast<std::uint32_t>(size);
        event.result = static_cast<std::int32_t>(point);
        event.channel = fd >= 0 ? known(fd).channel.value : m_place.channel.value;
        event.kind = EventKind::HoldStarted;
        emit(event);
        for (;;) {
            const std::uint32_t version = m_control.version.load(std::memory_order_acquire);
            attend();
            if (letThrough() || stopped()) break;
            nap(version, 0);
        }
        event.kind = EventKind::HoldEnded;
        emit(event);
    }
    const bool closedMeanwhile = wasKnown && known(fd).end == End::None;
    return !stopped() && !closedMeanwhile;
}

/// Takes one of the steps that were granted, if the gate is not open anyway.
bool Worker::letThrough()
{
    std::uint32_t gate = m_control.gate.load(std::memory_order_acquire);
    while (gate > 1)
        if (m_control.gate.compare_exchange_weak(gate, gate - 1, std::memory_order_acq_rel)) return true;
    return gate == 0;
}

void Worker::nap(std::uint32_t version, std::int64_t untilMonotonicNs)
{
    futexWait(m_control.version, version, untilMonotonicNs);
}

void Worker::emit(const Event& event) { emitInline(event); }

} // namespace sluice::probe
