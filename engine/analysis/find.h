#pragma once

#include "analysis/timeline.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace sluice::analysis {

/// What is looked for in a trace: moments of some kind, of a process, of a message; what is not given does not matter.
struct Query {
    std::uint16_t kinds = 0;   ///< bits of MarkKind; 0: any event
    ProcessId process;         ///< 0: any
    std::uint32_t message = 0; ///< the send of this message; 0: none
    bool operator==(const Query&) const = default;
};

/// Reads words in any order: kinds ("blocked", "woken", "full", "empty", "error", "signal", "ended", "held", "resumed",
/// "lost"), names of processes, and messages ("m23"). Errors: a word that is none of these; the context names them.
[[nodiscard]] Result<Query> parseQuery(std::string_view text, const scenario::Scenario& scenario);

/// The next, or the previous, moment at which that has just happened. By kind it takes the time of a jump, by message
/// that of a bisection; by process alone all events on the way are looked at.
[[nodiscard]] std::optional<state::Moment> findNext(const Query& query, const trace::TraceView& trace,
                                                    const Timeline& timeline, state::Moment now);
[[nodiscard]] std::optional<state::Moment> findPrevious(const Query& query, const trace::TraceView& trace,
                                                        const Timeline& timeline, state::Moment now);

} // namespace sluice::analysis
