#pragma once

#include "scene/channel_picture.h"

#include <functional>

namespace sluice::scene {

/// Several receivers of signals side by side: below each its own sets and dispositions, a line for each signal.
/// `receives` tells their cards from those of the senders.
void drawSignalColumns(Sketch& sketch, const ChannelPicture& picture,
                       const std::function<bool(const Card& card)>& receives);

} // namespace sluice::scene
