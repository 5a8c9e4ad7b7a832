#pragma once

#include "scene/channel_picture.h"

namespace sluice::scene {

/// "65,536 of 65,536 bytes · full".
[[nodiscard]] QString depthWords(const state::ChannelState& channel, const mechanisms::PipeRing& ring);

/// The one sentence below a pipe that says what holds things up, if anything does.
struct PipeNote {
    QString icon, words;
    Tone tone = Tone::Muted;
};
[[nodiscard]] PipeNote noteOf(const ChannelPicture& picture, const mechanisms::PipeRing& ring);

} // namespace sluice::scene
