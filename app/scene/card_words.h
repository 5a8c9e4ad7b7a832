#pragma once

#include "scene/scene.h"
#include "state/system_state.h"

#include <initializer_list>
#include <string_view>

namespace sluice::scene {

/// A name that the engine has, as Qt's text.
[[nodiscard]] QString fromView(std::string_view text);

/// How an activity looks: by sign, by colour and by word.
struct ActivitySign {
    QString icon;
    Tone tone = Tone::Muted;
    QString words;
    QString shorter; ///< where there is little room
};
[[nodiscard]] ActivitySign signOf(const state::ProcessState& process);

/// Was it ended by a signal?
[[nodiscard]] bool killed(const state::ProcessState& process);

/// "write(4, buf, 4096) = 4096", longest wording first; empty before the first call.
struct CallWords {
    QString full;     ///< with the place in the message
    QString shorter;  ///< without it
    QString shortest; ///< "write(4, …)"
    QString name;     ///< "write()"
    QString result;   ///< " = 4096", " = -1 EAGAIN", or empty while the call runs
    QString error;    ///< "EAGAIN", where it failed
    bool failed = false;
};
/// `channel`: the name of what the call is about.
[[nodiscard]] CallWords wordsOf(const state::CallState& call, const QString& channel);

} // namespace sluice::scene
