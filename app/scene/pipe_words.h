#pragma once

#include "scene/channel_box.h"

namespace sluice::scene {

/// "65,536 of 65,536 bytes · full".
[[nodiscard]] QString depthWords(const ChannelPicture& picture, const mechanisms::PipeRing& ring);

/// It has a name in the file system: a FIFO.
[[nodiscard]] bool named(const ChannelPicture& picture);

/// Descriptors led to it once, and none does any more: the kernel has given the pipe back. Of a FIFO: nobody has
/// it open.
[[nodiscard]] bool freed(const ChannelPicture& picture);

/// What holds things up at this pipe.
[[nodiscard]] Note noteOf(const ChannelPicture& picture, const mechanisms::PipeRing& ring);

} // namespace sluice::scene
