#include "scene/socket_words.h"

#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::SocketQueue;
using probe::Call;
using probe::End;
using state::Activity;
using state::ProcessState;

namespace {

/// An open descriptor of that end, or null.
const state::Descriptor* descriptorOf(const ChannelPicture& picture, End end)
{
    for (const ProcessState& process : picture.state.processes)
        for (const state::Descriptor& each : process.descriptors)
            if (each.open && each.channel == picture.channel.id && each.end == end) return &each;
    return nullptr;
}

const std::string& kindOf(const ChannelPicture& picture)
{
    return picture.trace.meta().scenario.channels[picture.channel.id.value - 1U].kind;
}

bool clientHasClosed(const ChannelPicture& picture)
{
    const auto closed = [&](const state::Descriptor& each) {
        return !each.open && each.channel == picture.channel.id && each.end == End::Write;
    };
    return std::ranges::any_of(picture.state.processes, [&](const ProcessState& process) {
        return std::ranges::any_of(process.descriptors, closed);
    });
}

QString aboutKind(const ChannelPicture& picture)
{
    const std::string& kind = kindOf(picture);
    if (kind == "datagram") return translated("scene", "Unix domain, datagrams");
    if (kind == "seqpacket") return translated("scene", "Unix domain, sequenced packets");
    if (kind == "pair") return translated("scene", "socketpair(): two sockets, connected from the start");
    return translated("scene", "Unix domain, stream");
}

/// Clients that are connected and wait for accept().
int waitingForAccept(const ChannelPicture& picture) { return picture.channel.writers - picture.channel.readers; }

QString about(const ChannelPicture& picture)
{
    const state::Descriptor* client = descriptorOf(picture, End::Write);
    const state::Descriptor* listening = descriptorOf(picture, End::Listen);
    const QString waits = listening && waitingForAccept(picture) > 0
                              ? translated("scene", "%1 waiting for accept() · ").arg(waitingForAccept(picture))
                              : QString();
    if (!throughStack(picture)) return waits + aboutKind(picture);
    if (client && client->peerPort != 0)
        return waits + QStringLiteral("127.0.0.1:%1 → 127.0.0.1:%2").arg(client->port).arg(client->peerPort);
    if (listening) return waits + translated("scene", "listening on 127.0.0.1:%1").arg(listening->port);
    return translated("scene", "not connected");
}

Note errorNote(const ProcessState& process)
{
    const state::CallState& call = process.call;
    switch (call.running ? 0 : -call.result) {
    case ECONNREFUSED:
        return {QStringLiteral("cross"),
                translated("scene", "Connection refused: nobody listens there, and the kernel says so at once"),
                Tone::Signal};
    case ECONNRESET:
        return {QStringLiteral("cross"),
                translated("scene", "Connection reset: the other side closed its socket with bytes unread"),
                Tone::Signal};
    case EPIPE:
        return {QStringLiteral("cross"), translated("scene", "Nobody is left to receive: send() returns -1, EPIPE"),
                Tone::Signal};
    case EMSGSIZE:
        return {QStringLiteral("cross"),
                translated("scene", "%1 bytes are more than one message can hold: EMSGSIZE").arg(grouped(call.size)),
                Tone::Signal};
    default: return {};
    }
}

Note waitNote(const ChannelPicture& picture, const SocketQueue& queue, const ProcessState& process)
{
    switch (process.call.call) {
    case Call::Accept:
        return {QStringLiteral("hatch"), translated("scene", "accept() waits until a client connects"), Tone::Blocked};
    case Call::Connect:
        return {QStringLiteral("gate"), translated("scene", "The backlog is full: connect() waits for a place in it"),
                Tone::Blocked};
    case Call::Recv:
        return {QStringLiteral("hatch"), translated("scene", "Nothing has arrived: recv() waits until somebody sends"),
                Tone::Blocked};
    default: break;
    }
    if (throughStack(picture) && queue.unsent() > 0)
        return {QStringLiteral("gate"),
                translated("scene", "The receiver's window is closed and the send buffer is full: send() waits"),
                Tone::Blocked};
    if (kindOf(picture) == "datagram")
        return {QStringLiteral("gate"),
                translated("scene", "As many wait as /proc/sys/net/unix/max_dgram_qlen allows: send() waits"),
                Tone::Blocked};
    return {QStringLiteral("gate"),
            translated("scene", "The sender's buffer is used up until something is received: send() waits"),
            Tone::Blocked};
}

} // namespace

bool throughStack(const ChannelPicture& picture) { return kindOf(picture) == "tcp"; }

BoxHead headOf(const ChannelPicture& picture, const SocketQueue& queue)
{
    const state::ChannelState& channel = picture.channel;
    const bool connected = channel.writers > 0 || channel.readers > 0 || queue.depthBytes() > 0;
    BoxHead head;
    head.about = about(picture);
    head.there = connected || descriptorOf(picture, End::Listen);
    if (channel.uncertain) head.fill = translated("scene", "depth unknown: events were lost");
    else if (connected && queue.boundaries() == SocketQueue::Boundaries::Kept)
        head.fill = translated("scene", "%1 messages on the way").arg(grouped(queue.messages()));
    else if (connected) head.fill = translated("scene", "%1 bytes on the way").arg(grouped(queue.depthBytes()));
    const auto blocked = [&](const ProcessState& process) {
        return process.activity == Activity::Blocked && process.call.call == Call::Send
               && process.call.channel == channel.id;
    };
    if (std::ranges::any_of(picture.state.processes, blocked)) {
        head.fill += translated("scene", " · a sender waits");
        head.fillTone = Tone::Blocked;
    }
    return head;
}

Note noteOf(const ChannelPicture& picture, const SocketQueue& queue)
{
    for (const ProcessState& process : picture.state.processes)
        if (process.call.channel == picture.channel.id && process.activity != Activity::Absent)
            if (const Note note = errorNote(process); !note.words.isEmpty()) return note;
    for (const Call first : {Call::Send, Call::Connect, Call::Recv, Call::Accept}) // what matters most comes first
        for (const ProcessState& process : picture.state.processes)
            if (process.activity == Activity::Blocked && process.call.call == first
                && process.call.channel == picture.channel.id)
                return waitNote(picture, queue, process);
    if (picture.channel.brokenBytes != 0)
        return {QStringLiteral("cross"), translated("scene", "The server got bytes that are not the ones sent"),
                Tone::Signal};
    if (picture.channel.readers > 0 && picture.channel.writers == 0 && clientHasClosed(picture))
        return {QStringLiteral("cut"),
                translated("scene", "The client has closed its socket: recv() returns 0 once all is read"), Tone::Text};
    return {};
}

} // namespace sluice::scene
