#include "scene/pipe_words.h"

#include "scenario/setting_table.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::PipeRing;
using state::Activity;
using state::ChannelState;
using state::ProcessState;

namespace {

Note writerNote(const ProcessState& process)
{
    const auto& call = process.call;
    if (process.isProgram())
        return {QStringLiteral("gate"),
                translated("scene", "%1 bytes wait in the memory of a program that knows of no pipe: write() has not "
                                    "returned")
                    .arg(grouped(call.size)),
                Tone::Blocked};
    const QString message = QStringLiteral("m%1").arg(call.message);
    const std::uint32_t done = call.offset + call.moved;
    if (done == 0)
        return {QStringLiteral("gate"),
                translated("scene", "%1 waits in the writer's memory: write() has not returned").arg(message),
                Tone::Blocked};
    return {QStringLiteral("gate"),
            translated("scene", "%1 bytes of %2 are in, %3 wait in the writer's memory: write() has not returned")
                .arg(grouped(done), message, grouped(call.size - call.moved)),
            Tone::Blocked};
}

Note endNote(const ChannelState& channel, bool named)
{
    if (channel.readers == 0 && channel.writers == 0 && named)
        return {QStringLiteral("cross"),
                translated("scene", "Nobody has it open: what was inside is gone, the name is still there"),
                Tone::Text};
    if (channel.readers == 0 && channel.writers == 0)
        return {QStringLiteral("cross"),
                translated("scene", "No descriptor leads here any more: the kernel has freed the pipe"), Tone::Text};
    if (channel.readers == 0)
        return {QStringLiteral("cut"),
                translated("scene",
                           "No read end is open: write() raises SIGPIPE, or fails with EPIPE where that is ignored"),
                Tone::Signal};
    if (channel.depthBytes == 0)
        return {QStringLiteral("cut"),
                translated("scene", "No write end is open and nothing is left: read() returns 0, end of file"),
                Tone::Text};
    return {QStringLiteral("cut"),
            translated("scene", "No write end is open: once the pipe is empty, read() returns 0, end of file"),
            Tone::Text};
}

bool holds(const ProcessState& process, ChannelId channel, probe::End end)
{
    return std::ranges::any_of(process.descriptors, [&](const state::Descriptor& each) {
        return each.open && each.channel == channel && each.end == end;
    });
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

/// The value in force of one of the mechanism's settings.
std::int64_t settingOf(const ChannelPicture& picture, std::string_view key)
{
    const int index = scenario::SettingTable(picture.trace.meta().scenario).indexOf(key);
    return index < 0 ? 0 : picture.state.settings[static_cast<std::size_t>(index)];
}

Note openNote(const ChannelPicture& picture)
{
    for (const ProcessState& process : picture.state.processes) {
        if (process.activity != Activity::Blocked || process.call.call != probe::Call::Open) continue;
        const bool writes = process.call.size == static_cast<std::uint32_t>(probe::End::Write);
        return {QStringLiteral("hatch"),
                writes
                    ? translated("scene", "Opened for writing only: open() waits until somebody opens it for reading")
                    : translated("scene", "Opened for reading only: open() waits until somebody opens it for writing"),
                Tone::Blocked};
    }
    return {};
}

bool severalSenders(const ChannelPicture& picture)
{
    return std::ranges::count_if(picture.state.processes, [](const ProcessState& each) { return each.sent > 0; }) > 1;
}

} // namespace

bool named(const ChannelPicture& picture) { return settingOf(picture, "pipe.named") != 0; }

bool freed(const ChannelPicture& picture)
{
    return picture.channel.readers == 0 && picture.channel.writers == 0
           && (named(picture) || everOpened(picture.state, picture.channel.id));
}

QString depthWords(const ChannelPicture& picture, const PipeRing& ring)
{
    const ChannelState& channel = picture.channel;
    if (freed(picture) && named(picture) && channel.depthBytes == 0) return translated("scene", "not open");
    if (freed(picture))
        return channel.depthBytes == 0
                   ? translated("scene", "closed")
                   : translated("scene", "%1 bytes were never read").arg(grouped(channel.depthBytes));
    if (channel.uncertain) return translated("scene", "depth unknown: events were lost");
    const QString words =
        translated("scene", "%1 of %2 bytes").arg(grouped(channel.depthBytes), grouped(ring.capacityBytes()));
    if (channel.depthBytes == 0) return words + translated("scene", " · empty");
    if (!ring.full()) return words;
    return words
           + (channel.depthBytes < ring.capacityBytes() ? translated("scene", " · full: no free slot")
                                                        : translated("scene", " · full"));
}

Note noteOf(const ChannelPicture& picture, const PipeRing& ring)
{
    const ChannelState& channel = picture.channel;
    if (const Note opening = openNote(picture); !opening.words.isEmpty()) return opening;
    if (!everOpened(picture.state, channel.id)) return {};
    if (channel.readers == 0 || channel.writers == 0) return endNote(channel, named(picture));
    if (channel.brokenBytes != 0 && severalSenders(picture))
        return {QStringLiteral("cross"),
                translated("scene", "Torn: the reader has found messages cut, with another one's bytes between"),
                Tone::Signal};
    for (const ProcessState& process : picture.state.processes) {
        if (process.activity != Activity::Blocked || process.call.channel != channel.id) continue;
        if (probe::transferOf(process.call.call) == probe::Transfer::Send) return writerNote(process);
        if (channel.writers == 1 && holds(process, channel.id, probe::End::Write))
            return {QStringLiteral("hatch"),
                    translated("scene", "The only write end left is the reader's own: read() waits for ever"),
                    Tone::Blocked};
        return {QStringLiteral("hatch"), translated("scene", "Nothing to read: read() waits until somebody writes"),
                Tone::Blocked};
    }
    if (channel.brokenBytes != 0)
        return {QStringLiteral("cross"), translated("scene", "A reader got bytes that are not the ones written"),
                Tone::Signal};
    if (ring.full())
        return {QStringLiteral("gate"),
                settingOf(picture, "writer.nonblocking") != 0
                    ? translated("scene", "Every slot is taken: the next write() returns -1, EAGAIN")
                    : translated("scene", "Every slot is taken: the next write has to wait"),
                Tone::Blocked};
    return {};
}

} // namespace sluice::scene
