#pragma once

#include "probe/event.h"
#include "scenario/scenario.h"
#include "state/system_state.h"

#include <nlohmann/json_fwd.hpp> // the whole of it takes a compiler seconds, and all windows include this file
#include <span>
#include <string>
#include <string_view>

namespace sluice::scenario {
class JsonReader;
}

namespace sluice::lessons {

/// Something that is true or not of a SystemState. In JSON:
/// {"process": NAME, …} with one of
///     "is" or "is_not": "absent", "running", "pacing", "in-call", "blocked", "held", "ended"
///     "has_closed": "read" or "write"      an end of a channel that it once held
///     "fails_with": "EPIPE" or "EAGAIN"    its last call returned −1 with this errno
///     "handles", "pending" or "blocks": "SIGUSR1", or any other signal
///                                          its innermost handler is that signal's; it is pending; it is blocked
///     "nests": 2                           so many handlers, or more, are on its stack
///     "merged": 4                          so many signals, or more, were gone because one was pending already
///     "has_sent": "part"                   its last call put in less than it was asked to
///     "killed_by": "SIGPIPE", or any other signal
/// {"channel": NAME, "is": "full", "empty", "not-empty", "torn", "without-reader" or "without-writer"}; of memory also
/// those of memoryWords()
struct Condition {
    enum class What {
        ProcessIs,
        ProcessIsNot,
        ProcessHas,
        ProcessHasClosed,
        ProcessFailsWith,
        ProcessHasSentPart,
        ProcessKilledBy,
        ProcessCalls,
        ProcessHandles,
        ProcessHasPending,
        ProcessBlocks,
        ProcessNests,
        ProcessMerged,
        ChannelFull,
        ChannelEmpty,
        ChannelNotEmpty,
        ChannelTorn,
        ChannelWithoutReader,
        ChannelWithoutWriter,
        ChannelMemory,
    };
    What what = What::ProcessIs;
    std::string subject; ///< name in the scenario
    state::Activity activity = state::Activity::Running;
    probe::End end = probe::End::None;
    int number = 0; ///< errno, signal, probe::Call, or place in memoryWords()
    [[nodiscard]] bool holds(const state::SystemState& state, const scenario::Scenario& scenario) const;
    bool operator==(const Condition&) const = default;
};

/// The words for what shared memory can be like, as {"channel": NAME, "is": WORD}.
struct MemoryWord {
    std::string_view word;
    bool (*holds)(const mechanisms::SharedMemory& memory);
};
[[nodiscard]] std::span<const MemoryWord> memoryWords();

/// Reads one from a lesson's file; an error is kept by `json`, with its path. `path` is where `value` stands.
[[nodiscard]] Condition readCondition(scenario::JsonReader& json, const nlohmann::json& value, const std::string& path,
                                      const scenario::Scenario& scenario);

} // namespace sluice::lessons
