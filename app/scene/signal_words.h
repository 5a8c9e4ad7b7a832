#pragma once

#include "scene/card_words.h"
#include "scene/channel_box.h"
#include "state/system_state.h"

namespace sluice::scene {

// What all drawings of signals are about.
using probe::SignalSet;
using state::Activity;
using state::ProcessState;
using state::SentSignal;
using state::SignalState;
using Fate = SentSignal::Fate;

/// "SIGUSR1", and where it must be short "USR1", "RT", "RT+1".
[[nodiscard]] QString signalWord(int signal);
[[nodiscard]] QString shortSignalWord(int signal);

/// The sentence below the sets of a receiver: what its signals met last, if that needs one.
[[nodiscard]] Note signalNote(const state::ProcessState& receiver);

/// The same in few words, for one receiver of several: what became of the signal that was sent to it last.
[[nodiscard]] Note signalVerdict(const state::ProcessState& receiver);

/// What the default action of a signal is, signal(7): "terminate", "core", "stop", "continue", "nothing".
[[nodiscard]] QString actionWord(int signal);
/// "handler", "ignore", or what the default action is.
[[nodiscard]] QString dispositionWords(const state::SignalState& signals, int signal);
/// At the line where a handler has cut its flow: whether it will go on there.
[[nodiscard]] QString cutWords(const state::ProcessState& receiver);
/// How the default action of a signal has ended a process.
[[nodiscard]] QString endWords(const state::ProcessState& receiver);

/// "1 delivered · 4 merged": all that was sent to it so far.
[[nodiscard]] QString fateWords(const state::SignalState& signals);

} // namespace sluice::scene
