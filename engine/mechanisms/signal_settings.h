#pragma once

#include "base/words.h"
#include "mechanisms/mechanism.h"

#include <array>
#include <csignal>
#include <string_view>

/// What can be set of senders and receivers of signals. For signal.cpp only.
namespace sluice::mechanisms {

enum Index { // rows of the table below
    SenderRate,
    SenderSignal,
    SenderHow,
    SenderBurst,
    SenderValue,
    SenderSend,
    ReceiverRate,
    ReceiverFlow,
    ReceiverDisposition,
    ReceiverBlockFirst,
    ReceiverBlockSecond,
    ReceiverBlockRealTime,
    ReceiverRestart,
    ReceiverNodefer,
    ReceiverHandlerMs,
    ReceiverSafe,
    ReceiverImpossible,
    ReceiverChild,
    ReceiverStart,
    FirstDisposition,
    SecondDisposition,
    ThirdDisposition,
    SettingCount
};

constexpr std::array<std::string_view, 11> signalNames{"SIGUSR1", "SIGUSR2", "SIGRTMIN", "SIGRTMIN+1",
                                                       "SIGTERM", "SIGQUIT", "SIGSTOP",  "SIGCONT",
                                                       "SIGKILL", "SIGCHLD", "SIGTSTP"};
constexpr std::array<std::string_view, 3> ways{"kill", "tgkill", "sigqueue"};
constexpr std::array<std::string_view, 6> flows{marked("choices", "work"), "read",      marked("choices", "record"),
                                                marked("choices", "lock"), "self-pipe", "signalfd"};
enum Flow { Work, Read, Record, Lock, SelfPipe, SignalFd };
constexpr std::array<std::string_view, 3> dispositions{marked("choices", "default"), marked("choices", "ignore"),
                                                       marked("choices", "handler")};

inline int signalOf(std::int64_t choice)
{
    const std::array numbers{SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMIN + 1, SIGTERM, SIGQUIT,
                             SIGSTOP, SIGCONT, SIGKILL,  SIGCHLD,      SIGTSTP};
    return numbers.at(static_cast<std::size_t>(choice));
}

using Kind = Setting::Kind;
using Unit = Setting::Unit;
using Doer = Setting::Doer;

constexpr std::array<Setting, SettingCount> settings{{
    {"sender.rate", marked("settings", "Signals per second (0: by hand)"), Kind::Number, Unit::None, 0, 100'000, 0},
    {"sender.signal", marked("settings", "Signal"), Kind::Choice, Unit::None, 0, signalNames.size() - 1, 0, Doer::Role,
     signalNames},
    {"sender.how", marked("settings", "Sent by"), Kind::Choice, Unit::None, 0, ways.size() - 1, 0, Doer::Role, ways},
    {"sender.burst", marked("settings", "How many at once"), Kind::Number, Unit::None, 1, 1'000, 1},
    {"sender.value", marked("settings", "First value"), Kind::Number, Unit::None, 0, 1'000'000, 1},
    {"sender.send", marked("settings", "Send now"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"receiver.rate", marked("settings", "Receiver, steps per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000, 5},
    {"receiver.flow", marked("settings", "What the receiver does"), Kind::Choice, Unit::None, 0, flows.size() - 1, 0,
     Doer::Start, flows},
    {"receiver.disposition", marked("settings", "Disposition of SIGUSR1"), Kind::Choice, Unit::None, 0,
     dispositions.size() - 1, 2, Doer::Role, dispositions},
    {"receiver.block-first", marked("settings", "Block SIGUSR1"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.block-second", marked("settings", "Block SIGUSR2"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.block-real-time", marked("settings", "Block SIGRTMIN"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.restart", marked("settings", "SA_RESTART"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.nodefer", marked("settings", "SA_NODEFER"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.handler-ms", marked("settings", "Handler takes, ms"), Kind::Number, Unit::None, 0, 10'000, 400},
    {"receiver.safe", marked("settings", "Only safe functions in the handler"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.impossible", marked("settings", "Block SIGKILL, catch SIGSTOP"), Kind::Action, Unit::None, 0, 1'000'000,
     0},
    {"receiver.child", marked("settings", "Start a child that ends at once"), Kind::Action, Unit::None, 0, 1'000'000,
     0},
    {"receiver.start", marked("settings", "Start again those that have ended"), Kind::Action, Unit::None, 0, 1'000'000,
     0, Doer::Supervisor},
    {"receiver 1.disposition", marked("settings", "Receiver 1, every signal"), Kind::Choice, Unit::None, 0,
     dispositions.size() - 1, 2, Doer::Role, dispositions},
    {"receiver 2.disposition", marked("settings", "Receiver 2, every signal"), Kind::Choice, Unit::None, 0,
     dispositions.size() - 1, 1, Doer::Role, dispositions},
    {"receiver 3.disposition", marked("settings", "Receiver 3, every signal"), Kind::Choice, Unit::None, 0,
     dispositions.size() - 1, 0, Doer::Role, dispositions},
}};

} // namespace sluice::mechanisms
