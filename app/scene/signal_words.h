#pragma once

#include "scene/card_words.h"
#include "scene/channel_box.h"
#include "state/system_state.h"

namespace sluice::scene {

/// "SIGUSR1", and where it must be short "USR1", "RT", "RT+1".
[[nodiscard]] QString signalWord(int signal);
[[nodiscard]] QString shortSignalWord(int signal);

/// The sentence below the sets of a receiver: what its signals met last, if that needs one.
[[nodiscard]] Note signalNote(const state::ProcessState& receiver);

/// "1 delivered · 4 merged": all that was sent to it so far.
[[nodiscard]] QString fateWords(const state::SignalState& signals);

} // namespace sluice::scene
