#include "scene/pipe_words.h"

namespace sluice::scene {

using mechanisms::PipeRing;
using state::Activity;
using state::ChannelState;
using state::ProcessState;

namespace {

PipeNote writerNote(const ProcessState& process)
{
    const auto& call = process.call;
    const QString message = QStringLiteral("m%1").arg(call.message);
    const std::uint32_t done = call.offset + call.moved;
    if (done == 0)
        return {QStringLiteral("gate"),
                message + QStringLiteral(" waits in the writer's memory: write() has not returned"), Tone::Blocked};
    return {QStringLiteral("gate"),
            QStringLiteral("%1 bytes of %2 are in, %3 wait in the writer's memory: write() has not returned")
                .arg(grouped(done), message, grouped(call.size - call.moved)),
            Tone::Blocked};
}

PipeNote endNote(const ChannelState& channel)
{
    if (channel.readers == 0 && channel.writers == 0)
        return {QStringLiteral("cross"),
                QStringLiteral("No descriptor leads here any more: the kernel has freed the pipe"), Tone::Text};
    if (channel.readers == 0)
        return {
            QStringLiteral("cut"),
            QStringLiteral("No read end is open: write() raises SIGPIPE, or fails with EPIPE where that is ignored"),
            Tone::Signal};
    if (channel.depthBytes == 0)
        return {QStringLiteral("cut"),
                QStringLiteral("No write end is open and nothing is left: read() returns 0, end of file"), Tone::Text};
    return {QStringLiteral("cut"),
            QStringLiteral("No write end is open: once the pipe is empty, read() returns 0, end of file"), Tone::Text};
}

bool everOpened(const state::SystemState& state, ChannelId channel)
{
    for (const ProcessState& process : state.processes) {
        for (const state::Descriptor& descriptor : process.descriptors) {
            if (descriptor.channel == channel) return true;
        }
    }
    return false;
}

} // namespace

bool freed(const ChannelPicture& picture)
{
    return picture.channel.readers == 0 && picture.channel.writers == 0
           && everOpened(picture.state, picture.channel.id);
}

QString depthWords(const ChannelPicture& picture, const PipeRing& ring)
{
    const ChannelState& channel = picture.channel;
    if (freed(picture))
        return channel.depthBytes == 0 ? QStringLiteral("closed")
                                       : QStringLiteral("%1 bytes were never read").arg(grouped(channel.depthBytes));
    if (channel.uncertain) return QStringLiteral("depth unknown: events were lost");
    const QString words =
        QStringLiteral("%1 of %2 bytes").arg(grouped(channel.depthBytes), grouped(ring.capacityBytes()));
    if (channel.depthBytes == 0) return words + QStringLiteral(" · empty");
    if (!ring.full()) return words;
    return words
           + (channel.depthBytes < ring.capacityBytes() ? QStringLiteral(" · full: no free slot")
                                                        : QStringLiteral(" · full"));
}

PipeNote noteOf(const ChannelPicture& picture, const PipeRing& ring)
{
    const ChannelState& channel = picture.channel;
    if (!everOpened(picture.state, channel.id)) return {};
    if (channel.readers == 0 || channel.writers == 0) return endNote(channel);
    for (const ProcessState& process : picture.state.processes) {
        if (process.activity != Activity::Blocked || process.call.channel != channel.id) continue;
        if (probe::transferOf(process.call.call) == probe::Transfer::Send) return writerNote(process);
        return {QStringLiteral("hatch"), QStringLiteral("Nothing to read: read() waits until somebody writes"),
                Tone::Blocked};
    }
    if (channel.brokenBytes != 0)
        return {QStringLiteral("cross"), QStringLiteral("A reader got bytes that are not the ones written"),
                Tone::Signal};
    if (ring.full())
        return {QStringLiteral("gate"), QStringLiteral("Every slot is taken: the next write has to wait"),
                Tone::Blocked};
    return {};
}

} // namespace sluice::scene
