#pragma once

#include "scene/channel_box.h"

namespace sluice::scene {

/// Is it TCP, with a network stack between the two sockets?
[[nodiscard]] bool throughStack(const ChannelPicture& picture);

/// The words of a connection's box: what it is, and how much is on the way.
[[nodiscard]] BoxHead headOf(const ChannelPicture& picture, const mechanisms::SocketQueue& queue);
/// What holds things up at this connection.
[[nodiscard]] Note noteOf(const ChannelPicture& picture, const mechanisms::SocketQueue& queue);

} // namespace sluice::scene
