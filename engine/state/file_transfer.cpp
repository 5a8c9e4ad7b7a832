#include "state/transfer_parts.h"

namespace sluice::state {

using mechanisms::OpenFile;

void sent(SystemState&, ChannelState& channel, OpenFile& file, ProcessState& sender)
{
    const CallState& call = sender.call;
    if (call.result <= 0) return;
    const auto bytes = static_cast<std::uint32_t>(call.result);
    file.offset += bytes;
    file.size = std::max(file.size, file.offset);
    channel.bytesSent += bytes;
    noteDepth(channel, file);
    addMovement(channel, sender, call.returned, 0, sender.id, call.message, bytes, 0, true);
    ++sender.sent;
    ++channel.messagesSent;
    channel.recentSends.push_back(call.returned);
}

void received(SystemState&, ChannelState& channel, OpenFile& file, ProcessState& receiver)
{
    if (receiver.call.result <= 0) return;
    file.offset += static_cast<std::uint32_t>(receiver.call.result);
    channel.bytesReceived += static_cast<std::uint32_t>(receiver.call.result);
    noteDepth(channel, file);
}

void learnDepth(SystemState&, ChannelState& channel, OpenFile& file, const probe::Event& event)
{
    if (!channel.uncertain) return;
    file.offset = static_cast<std::uint64_t>(event.result);
    file.size = std::max(file.size, file.offset);
    noteDepth(channel, file);
    channel.uncertain = false;
}

} // namespace sluice::state
