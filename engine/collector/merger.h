#pragma once

#include "probe/event.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sluice::collector {

/// Makes one sequence of several: sorted by time, and where the time stamps are too coarse or a clock is a little
/// ahead, by causality: bytes never come out of a channel before they have gone in.
///
/// A process reports that it is about to send before it does so, so the bytes of all sends that were entered are an
/// upper limit of what can have been received; of a queue, a message that is received tells itself who has sent it. An
/// event that is late (its process lost the CPU between taking the time and putting it into the ring) gets the time of
/// the event before it. Thread: one.
class Merger
{
public:
    /// `sources`: sequences to be merged, each sorted by time.
    explicit Merger(std::size_t sources) : m_sources(sources), m_fronts(sources, none), m_lastEntered(sources) {}

    void add(std::size_t source, const probe::Event& event) { add(source, std::span(&event, 1)); }
    void add(std::size_t source, std::span<const probe::Event> events);
    /// Appends everything up to `horizon` to `out`. What must wait for its cause is kept for up to 50 ms.
    void release(TraceTime horizon, std::vector<probe::Event>& out);
    /// Appends all that is left.
    void releaseAll(std::vector<probe::Event>& out);

    [[nodiscard]] TraceTime last() const { return m_last; } ///< time of the newest event released

private:
    /// A sequence that grows at its end and is taken from at its front.
    struct Source {
        std::vector<probe::Event> events;
        std::size_t first = 0; ///< of those that have not been taken
        [[nodiscard]] bool empty() const { return first == events.size(); }
        [[nodiscard]] const probe::Event& front() const { return events[first]; }
    };
    struct Flow {
        std::uint64_t entered = 0, received = 0; ///< bytes
    };

    [[nodiscard]] Source* next(TraceTime horizon, bool patient);
    bool emitEarliest(TraceTime horizon, bool patient, std::vector<probe::Event>& out);
    [[nodiscard]] bool lacksItsCause(const probe::Event& event) const;
    void count(const probe::Event& event);
    void emit(Source& source, std::vector<probe::Event>& out);

    static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

    std::vector<Source> m_sources;
    std::vector<std::int64_t> m_fronts;       ///< time of each source's first event, or none: looked at for every one
    std::array<Flow, 256> m_flows;            ///< by channel
    std::vector<std::uint32_t> m_lastEntered; ///< by process: the newest message it was about to send
    TraceTime m_last;
    bool m_incomplete = false; ///< events were lost: nothing can be said about causes any more
};

} // namespace sluice::collector
