#include "analysis/scheduler.h"

#include "analysis/held.h"
#include "base/words.h"
#include "session/session.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace sluice::analysis {

using probe::Call;
using probe::EventKind;
using scenario::Change;
using scenario::LetGo;
using state::Activity;
using state::ProcessState;

namespace {

constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t impatience = 300 * ms; ///< a viewer does not wait longer for one who runs on
constexpr std::int64_t onItsWay = 1'000 * ms; ///< so late may a process come to its gate, when all seem to stand still
constexpr std::int64_t longestStep = 10'000 * ms;
constexpr std::size_t mostLeads = 1'000;

/// "load (n = counter;)": what a process is about to do, for people.
std::string wordsOf(const LetGo& step)
{
    const std::string before = saidIn("gate", step.before);
    return step.code.empty() ? before : before + " (" + step.code + ")";
}

/// A signal for it will cut in as soon as it can: it does not stand still.
bool isAboutToBeCut(const ProcessState& process)
{
    return std::ranges::any_of(process.signals.waiting, [&](const state::SentSignal& each) {
        return !process.signals.has(probe::SignalSet::Blocked, each.signal);
    });
}

bool isLocked(const state::SystemState& state, std::uint32_t lock)
{
    return std::ranges::any_of(state.processes,
                               [&](const ProcessState& each) { return lock < 32 && (each.locks >> lock & 1U) != 0; });
}

} // namespace

Scheduler::Scheduler(const trace::TraceView& trace, state::SystemState state)
    : m_trace(trace), m_state(std::move(state))
{
    m_chosen.scenario = trace.meta().scenario.id;
    m_chosen.settings = trace.meta().scenario.settings;
}

void Scheduler::follow(scenario::Interleaving chosen) { m_wanted = std::move(chosen); }

void Scheduler::extend(const trace::TraceView& trace)
{
    m_trace = trace;
    std::array<probe::Event, 256> batch;
    while (const std::size_t count = trace.read(m_state.applied, batch)) {
        for (std::size_t i = 0; i < count; ++i) {
            const probe::Event& event = batch[i];
            state::apply(m_state, event);
            if (event.kind == EventKind::HoldEnded && event.processId() == m_going) m_going = {};
            if (event.kind == EventKind::SettingChanged) m_changing = false;
        }
    }
    m_state.time = trace.end();
}

const ProcessState* Scheduler::find(std::string_view name) const
{
    const auto& specs = m_trace.meta().scenario.processes;
    const auto found = std::ranges::find(specs, name, &scenario::ProcessSpec::name);
    const auto index = static_cast<std::size_t>(found - specs.begin()) + 1;
    return found != specs.end() && index < m_state.processes.size() ? &m_state.processes[index] : nullptr;
}

LetGo Scheduler::standing(const ProcessState& process) const
{
    return {m_trace.meta().scenario.processes.at(process.id.value - 1U).name, std::string(nameOf(process.heldBefore)),
            lineHeldAt(process, m_trace)};
}

bool Scheduler::isHeld(ProcessId process) const
{
    if (process.value == 0 || process.value >= m_state.processes.size()) return false;
    const ProcessState& state = m_state.processes[process.value];
    return state.activity == Activity::Held && !state.isProgram() && process != m_going;
}

bool Scheduler::standsStill(const ProcessState& process) const
{
    if (process.isProgram()) return true; // it is none that could be let go
    if (process.activity == Activity::Ended) return true;
    if (isAboutToBeCut(process)) return false;
    switch (process.activity) {
    case Activity::Blocked:
        if (process.call.call == Call::MutexLock || process.call.call == Call::FutexWait)
            return isLocked(m_state, process.call.fd);
        return true;
    case Activity::Held:
    case Activity::Stopped:
    case Activity::Pacing: return true; // it waits for the viewer: a closed gate cuts every other sleep short
    default: return false;
    }
}

bool Scheduler::allStandStill() const
{
    return m_going.value == 0 && !m_changing
           && std::all_of(m_state.processes.begin() + 1, m_state.processes.end(),
                          [this](const ProcessState& each) { return standsStill(each); });
}

bool Scheduler::wish(ProcessId process)
{
    if (!isHeld(process) || std::ranges::find(m_wishes, process) != m_wishes.end()) return false;
    if (following()) m_wanted.reset();
    m_wishes.push_back(process);
    return true;
}

void Scheduler::note(Change change)
{
    if (following()) m_wanted.reset();
    m_chosen.steps.emplace_back(std::move(change));
    m_changing = true;
}

std::optional<Scheduler::Order> Scheduler::next(std::int64_t now)
{
    if (m_ordered == 0) m_ordered = now;
    if (!m_changing) m_changingSince = now;
    if (now - m_changingSince > onItsWay) m_changing = false; // it had that value already
    if (!following()) return nextWished(now);
    if (!allStandStill()) {
        if (now - m_ordered > longestStep) deviate(phrase("scheduler", "the processes do not come to rest"));
        return std::nullopt;
    }
    while (following() && m_led < m_wanted->begin.size()) {
        const std::size_t led = m_led;
        const auto order = leadIn(now);
        if (order || m_led == led) return order;
    }
    return following() ? nextFollowed(now) : std::nullopt;
}

std::optional<Scheduler::Order> Scheduler::nextWished(std::int64_t now)
{
    if (m_wishes.empty() || (!allStandStill() && now - m_ordered < impatience)) return std::nullopt;
    const ProcessId process = m_wishes.front();
    m_wishes.pop_front();
    if (!isHeld(process)) return std::nullopt;
    choose(m_state.processes[process.value]);
    return letGo(m_state.processes[process.value], now);
}

/// The run that is followed may have been under way when the first step was chosen.
std::optional<Scheduler::Order> Scheduler::leadIn(std::int64_t now)
{
    const LetGo& wanted = m_wanted->begin[m_led];
    const ProcessState* process = find(wanted.process);
    if (process && isHeld(process->id)) {
        const LetGo here = standing(*process);
        if (here.before == wanted.before && (wanted.code.empty() || here.code.empty() || here.code == wanted.code)) {
            ++m_led;
            return std::nullopt;
        }
        if (++m_leads < mostLeads) return letGo(*process, now);
    }
    if (!process || m_leads >= mostLeads || now - m_ordered > onItsWay)
        deviate(phrase("scheduler", "{} does not come to stand before {}, where it began")
                    .with(shownName(wanted.process), saidIn("gate", wanted.before)));
    return std::nullopt;
}

std::optional<Scheduler::Order> Scheduler::nextFollowed(std::int64_t now)
{
    const auto& step = m_wanted->steps[m_at];
    if (const auto* change = std::get_if<Change>(&step)) {
        ++m_at;
        m_chosen.steps.emplace_back(*change);
        m_changing = true;
        m_ordered = now;
        return *change;
    }
    const LetGo& wanted = std::get<LetGo>(step);
    const ProcessState* process = find(wanted.process);
    const bool held = process && isHeld(process->id);
    if (process && !held && now - m_ordered <= onItsWay) return std::nullopt;
    if (held) {
        const LetGo here = standing(*process);
        if (here.before == wanted.before && (wanted.code.empty() || here.code.empty() || here.code == wanted.code)) {
            ++m_at;
            choose(*process);
            return letGo(*process, now);
        }
    }
    deviate(phrase("scheduler", "{} was to be let go before {}, but {}")
                .with(shownName(wanted.process), wordsOf(wanted),
                      process ? whereIs(*process) : std::string(phrase("scheduler", "it is not there"))));
    return std::nullopt;
}

Scheduler::Order Scheduler::letGo(const ProcessState& process, std::int64_t now)
{
    m_going = process.id;
    m_ordered = now;
    return process.id;
}

/// Writes down what is about to be done.
void Scheduler::choose(const ProcessState& process)
{
    if (m_chosen.begin.empty())
        for (const ProcessState& each : m_state.processes)
            if (each.id.value != 0 && isHeld(each.id)) m_chosen.begin.push_back(standing(each));
    m_chosen.steps.emplace_back(standing(process));
}

void Scheduler::deviate(const std::string& how)
{
    m_deviation = phrase("scheduler", "step {}: {}").with(m_at + 1, how);
}

std::string Scheduler::whereIs(const ProcessState& process) const
{
    switch (process.activity) {
    case Activity::Held: return phrase("scheduler", "it stands before {}").with(wordsOf(standing(process)));
    case Activity::Blocked: return phrase("scheduler", "it is blocked in {}()").with(probe::name(process.call.call));
    case Activity::InCall: return phrase("scheduler", "it is in {}()").with(probe::name(process.call.call));
    case Activity::Pacing: return phrase("scheduler", "it sleeps");
    case Activity::Ended: return phrase("scheduler", "it has ended");
    default: return phrase("scheduler", "it is not held");
    }
}

Result<void> carryOut(const Scheduler::Order& order, session::Session& session)
{
    if (const auto* change = std::get_if<Change>(&order)) return session.set(change->key, change->value);
    session.step(std::get<ProcessId>(order));
    return {};
}

} // namespace sluice::analysis
