#pragma once

#include "scenario/interleaving.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

#include <deque>
#include <optional>
#include <string>
#include <variant>

namespace sluice::session {
class Session;
}

namespace sluice::analysis {

/// While all workers are held at their gates: decides who is let go next, writes down what was chosen, and can follow
/// what was chosen before. One step is under way at a time: the next begins when all processes stand still, at their
/// gates or where only another one's step can wake them; so the same choice has the same outcome.
/// Owner: whoever runs the session. Thread: one. Times are CLOCK_MONOTONIC, in ns.
class Scheduler
{
public:
    /// `state` is that of the trace so far, whose gates have just been closed.
    Scheduler(const trace::TraceView& trace, state::SystemState state);

    /// From now on by itself. First each process is let go until it stands where that one began.
    void follow(scenario::Interleaving chosen);
    /// Takes in what is new in a view of the same run.
    void extend(const trace::TraceView& trace);

    /// Stands at its gate, and has not been let go from there.
    [[nodiscard]] bool isHeld(ProcessId process) const;
    /// The viewer lets it go; nothing is followed any more. False: it is not held, or is next already.
    bool wish(ProcessId process);
    [[nodiscard]] bool hasWishes() const { return !m_wishes.empty(); }
    /// The viewer has changed a setting: belongs to what was chosen, and nothing is followed any more.
    void note(scenario::Change change);

    /// What whoever runs the session has to do now: let a process take one step, or change a setting.
    using Order = std::variant<ProcessId, scenario::Change>;
    [[nodiscard]] std::optional<Order> next(std::int64_t now);

    [[nodiscard]] const scenario::Interleaving& chosen() const { return m_chosen; }
    [[nodiscard]] std::size_t followed() const { return m_at; } ///< steps, of toFollow()
    [[nodiscard]] std::size_t toFollow() const { return m_wanted ? m_wanted->steps.size() : 0; }
    [[nodiscard]] bool following() const { return m_wanted && m_at < m_wanted->steps.size() && m_deviation.empty(); }
    /// Nobody moves: whatever was let go has come to where it stands.
    [[nodiscard]] bool allStandStill() const;
    /// Why it follows no longer: "step 3: adder A was to be let go before store, but it stands before load"; else "".
    [[nodiscard]] const std::string& deviation() const { return m_deviation; }

private:
    [[nodiscard]] const state::ProcessState* find(std::string_view name) const;
    [[nodiscard]] scenario::LetGo standing(const state::ProcessState& process) const;
    [[nodiscard]] bool standsStill(const state::ProcessState& process) const;
    [[nodiscard]] std::optional<Order> nextWished(std::int64_t now);
    [[nodiscard]] std::optional<Order> leadIn(std::int64_t now);
    [[nodiscard]] std::optional<Order> nextFollowed(std::int64_t now);
    [[nodiscard]] Order letGo(const state::ProcessState& process, std::int64_t now);
    void choose(const state::ProcessState& process);
    void deviate(const std::string& how);
    [[nodiscard]] std::string whereIs(const state::ProcessState& process) const;

    trace::TraceView m_trace;
    state::SystemState m_state;
    scenario::Interleaving m_chosen;
    std::optional<scenario::Interleaving> m_wanted;
    std::size_t m_led = 0;   ///< of m_wanted->begin, those that stand where they stood
    std::size_t m_leads = 0; ///< steps that this has taken
    std::size_t m_at = 0;    ///< of m_wanted->steps
    std::string m_deviation;
    std::deque<ProcessId> m_wishes;
    ProcessId m_going;       ///< has been let go, and has not been seen to leave its gate
    bool m_changing = false; ///< a setting was changed, and that has not been seen …
    std::int64_t m_changingSince = 0;
    std::int64_t m_ordered = 0; ///< when something was last to be done; 0: never
};

/// Does what a scheduler wants done. Errors: of Session::set().
Result<void> carryOut(const Scheduler::Order& order, session::Session& session);

} // namespace sluice::analysis
