#pragma once

#include "probe/event.h"

#include <array>
#include <cstdint>
#include <deque>
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
    explicit Merger(std::size_t sources) : m_sources(sources), m_lastEntered(sources) {}

    void add(std::size_t source, const probe::Event& event) { m_sources[source].push_back(event); }
    /// Appends everything up to `horizon` to `out`. What must wait for its cause is kept for up to 50 ms.
    void release(TraceTime horizon, std::vector<probe::Event>& out);
    /// Appends all that is left.
    void releaseAll(std::vector<probe::Event>& out);

    [[nodiscard]] TraceTime last() const { return m_last; } ///< time of the newest event released

private:
    using Source = std::deque<probe::Event>;
    struct Flow {
        std::uint64_t entered = 0, received = 0; ///< bytes
    };

    [[nodiscard]] Source* next(TraceTime horizon, bool patient);
    [[nodiscard]] bool lacksItsCause(const probe::Event& event) const;
    void count(const probe::Event& event);
    void emit(Source& source, std::vector<probe::Event>& out);

    std::vector<Source> m_sources;
    std::array<Flow, 256> m_flows;            ///< by channel
    std::vector<std::uint32_t> m_lastEntered; ///< by process: the newest message it was about to send
    TraceTime m_last;
    bool m_incomplete = false; ///< events were lost: nothing can be said about causes any more
};

} // namespace sluice::collector
