#include "state/replay.h"

#include "state/snapshot.h"
#include "trace/format.h"

#include <algorithm>
#include <array>

namespace sluice::state {

struct Replay::Private {
    static constexpr std::size_t maxCheckpoints = 256;

    trace::TraceView trace;
    SystemState initial, state;
    std::vector<SystemState> checkpoints; ///< of what has been played: [i]: after i * interval events
    std::uint64_t interval = 4096;

    explicit Private(trace::TraceView view)
        : trace(std::move(view)), initial(initialState(trace.meta().scenario)), state(initial)
    {
        checkpoints.push_back(state);
    }

    void thinOut()
    {
        // Twice as far apart: memory stays bounded however long the trace becomes.
        for (std::size_t i = 1; 2 * i < checkpoints.size(); ++i) checkpoints[i] = std::move(checkpoints[2 * i]);
        checkpoints.resize((checkpoints.size() + 1) / 2);
        interval *= 2;
    }

    /// Starts again from the nearest state before `events` that is known, unless the present one is nearer.
    void startNear(std::uint64_t events)
    {
        const auto nearest = std::min<std::size_t>(events / interval, checkpoints.size() - 1);
        if (state.applied > events || state.applied < nearest * interval) state = checkpoints[nearest];
        const auto stored = std::min<std::uint64_t>(events / trace::eventsPerSegment, trace.segmentCount());
        if (stored == 0 || state.applied >= stored * trace::eventsPerSegment) return;
        const std::vector<std::byte> checkpoint = trace.checkpoint(static_cast<std::size_t>(stored - 1));
        std::span<const std::byte> bytes = checkpoint;
        auto restored = takeState(bytes, initial);
        if (restored && restored->applied == stored * trace::eventsPerSegment) state = std::move(*restored);
    }

    void goTo(std::uint64_t events)
    {
        startNear(events);
        std::array<probe::Event, 512> batch;
        while (state.applied < events) {
            const auto wanted = std::min<std::uint64_t>(batch.size(), events - state.applied);
            const std::size_t got = trace.read(state.applied, {batch.data(), static_cast<std::size_t>(wanted)});
            if (got == 0) break;
            for (std::size_t i = 0; i < got; ++i) {
                apply(state, batch[i]);
                if (trace.segmentCount() == 0 && state.applied == checkpoints.size() * interval) {
                    checkpoints.push_back(state);
                    if (checkpoints.size() >= maxCheckpoints) thinOut();
                }
            }
        }
    }
};

Replay::Replay(trace::TraceView trace) : d(std::make_shared<Private>(std::move(trace))) {}

void Replay::extend(trace::TraceView trace) { d->trace = std::move(trace); }
const trace::TraceView& Replay::trace() const { return d->trace; }

const SystemState& Replay::at(TraceTime t) { return at(momentAt(t)); }

const SystemState& Replay::at(Moment moment)
{
    d->goTo(std::min(moment.events, d->trace.eventCount()));
    d->state.time = moment.time;
    return d->state;
}

Moment Replay::momentAt(TraceTime t) const { return {t, d->trace.countUntil(t)}; }

Moment Replay::next(Moment moment) const
{
    if (moment.events >= d->trace.eventCount()) return moment;
    return {d->trace.event(moment.events).when(), moment.events + 1};
}

Moment Replay::previous(Moment moment) const
{
    if (moment.events == 0) return moment;
    const std::uint64_t events = moment.events - 1;
    return {events == 0 ? TraceTime{} : d->trace.event(events - 1).when(), events};
}

} // namespace sluice::state
