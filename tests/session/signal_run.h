#pragma once

#include "live_run.h"

namespace sluice::test {

inline constexpr ProcessId sender{1}, receiver{2};

inline scenario::Scenario overSignals(std::map<std::string, std::int64_t> settings)
{
    scenario::Scenario scenario;
    scenario.id = "test";
    scenario.mechanism = "signal";
    scenario.processes = {{"sender", "sender"}, {"receiver", "receiver"}};
    scenario.channels = {{"signals", "signal"}};
    scenario.settings = std::move(settings);
    return scenario;
}

/// Rows of the setting "sender.signal", of "sender.how", of "receiver.flow" and of "receiver.disposition".
enum SignalChoice { Usr1, Usr2, RtMin, RtMin1, Term, Quit, Stop, Cont, Kill, Chld, Tstp };
enum HowChoice { ByKill, ByTgkill, BySigqueue };
enum FlowChoice { Work, Read, Record, Lock, SelfPipe, SignalFd };
enum DispositionChoice { Default, Ignore, Handler };

inline auto enters(int signal)
{
    return [=](const probe::Event& e) {
        return e.kind == probe::EventKind::HandlerEntered && e.detail == static_cast<std::uint32_t>(signal);
    };
}

inline bool sends(const probe::Event& e)
{
    return e.kind == probe::EventKind::CallReturned && probe::sendsSignal(e.call);
}

/// A sender and a receiver of signals, as real processes.
class SignalRun : public LiveRun
{
public:
    explicit SignalRun(std::map<std::string, std::int64_t> settings) : LiveRun(overSignals(std::move(settings))) {}

    /// Sends as many as "sender.burst" says, and waits until all calls have returned.
    bool send(SignalChoice signal = Usr1, HowChoice how = ByKill)
    {
        const auto before = count(sends);
        if (!session->set("sender.signal", signal) || !session->set("sender.how", how)) return false;
        if (!session->set("sender.send", ++m_sent)) return false;
        return until([&] { return count(sends) >= before + session->value("sender.burst"); });
    }
    /// Waits until its flow has taken one more step.
    bool goesOn()
    {
        const auto before = count(is(receiver, probe::EventKind::StepBegun));
        return until([&] { return count(is(receiver, probe::EventKind::StepBegun)) > before; });
    }

private:
    std::int64_t m_sent = 0;
};

} // namespace sluice::test
