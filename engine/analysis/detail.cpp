#include "analysis/detail.h"

#include <cstring>
#include <type_traits>

namespace sluice::analysis {

namespace {

// Tags: 0 … 169 an activity of a process, then depth and capacity of a channel, an arrow, a mark of a kind.
constexpr unsigned activities = 10, processes = 17, channels = 9, markKinds = 10;
constexpr unsigned depthTag = processes * activities, capacityTag = depthTag + channels,
                   arrowTag = capacityTag + channels, markTag = arrowTag + 1, endTag = markTag + markKinds;
static_assert(endTag <= 256);
static_assert(static_cast<unsigned>(state::Activity::Ended) < activities);
static_assert(static_cast<unsigned>(MarkKind::Lost) < markKinds);
constexpr std::size_t longest = 7 * 10 + 1; // an arrow: seven numbers and a tag

std::byte* number(std::byte* at, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7) *at++ = static_cast<std::byte>(value | 0x80);
    *at++ = static_cast<std::byte>(value);
    return at;
}

} // namespace

std::array<std::byte, sizeof(Arrow)> bytesOf(const Arrow& arrow)
{
    static_assert(sizeof(Arrow) == 40 && std::is_trivially_copyable_v<Arrow>);
    std::array<std::byte, sizeof(Arrow)> bytes{};
    const auto put = [&](std::size_t at, const auto& value) { std::memcpy(bytes.data() + at, &value, sizeof value); };
    put(offsetof(Arrow, message), arrow.message);
    put(offsetof(Arrow, from), arrow.from);
    put(offsetof(Arrow, to), arrow.to);
    put(offsetof(Arrow, channel), arrow.channel);
    put(offsetof(Arrow, sendEntered), arrow.sendEntered);
    put(offsetof(Arrow, sent), arrow.sent);
    put(offsetof(Arrow, received), arrow.received);
    return bytes;
}

/// Puts the beginning of a detail and makes room for the longest there is.
std::byte* DetailWriter::start(TraceTime time, unsigned tag)
{
    if (m_bytes.size() < m_size + longest) m_bytes.resize(2 * m_bytes.size() + longest);
    std::byte* at = number(m_bytes.data() + m_size, static_cast<std::uint64_t>((time - m_last).ns));
    m_last = time;
    *at++ = static_cast<std::byte>(tag);
    return at;
}

void DetailWriter::begin(TraceTime time, std::uint64_t firstEvent)
{
    m_last = time;
    m_firstEvent = firstEvent;
}

void DetailWriter::activity(TraceTime time, ProcessId process, state::Activity activity)
{
    finish(start(time, process.value * activities + static_cast<unsigned>(activity)));
}

void DetailWriter::depth(TraceTime time, ChannelId channel, std::uint32_t bytes)
{
    finish(number(start(time, depthTag + channel.value), bytes));
}

void DetailWriter::capacity(TraceTime time, ChannelId channel, std::uint32_t bytes)
{
    finish(number(start(time, capacityTag + channel.value), bytes));
}

void DetailWriter::arrow(const Arrow& arrow)
{
    std::byte* at = start(arrow.received, arrowTag);
    at = number(at, arrow.message);
    at = number(at, arrow.from.value);
    at = number(at, arrow.to.value);
    at = number(at, arrow.channel.value);
    at = number(at, static_cast<std::uint64_t>((arrow.received - arrow.sent).ns));
    finish(number(at, static_cast<std::uint64_t>((arrow.sent - arrow.sendEntered).ns)));
}

void DetailWriter::mark(const Mark& mark)
{
    std::byte* at = start(mark.time, markTag + static_cast<unsigned>(mark.kind));
    at = number(at, mark.event - m_firstEvent);
    at = number(at, mark.process.value);
    at = number(at, mark.channel.value);
    if (mark.kind == MarkKind::Signal) at = number(at, mark.signal);
    finish(at);
}

template <DetailReader::Room room>
inline bool DetailReader::number(std::uint64_t& value)
{
    if (room == Room::Perhaps && m_at == m_end) return false;
    auto byte = std::to_integer<std::uint64_t>(*m_at++);
    value = byte & 0x7f;
    for (unsigned shift = 7; byte >= 0x80; shift += 7) {
        if (shift >= 64 || (room == Room::Perhaps && m_at == m_end)) return false;
        byte = std::to_integer<std::uint64_t>(*m_at++);
        value |= (byte & 0x7f) << shift;
    }
    return true;
}

bool DetailReader::next(Detail& detail)
{
    return m_end - m_at >= static_cast<std::ptrdiff_t>(longest) ? read<Room::Enough>(detail)
                                                                : read<Room::Perhaps>(detail);
}

template <DetailReader::Room room>
inline bool DetailReader::read(Detail& detail)
{
    std::uint64_t passed = 0;
    if (!number<room>(passed) || m_at == m_end) return false;
    const auto tag = std::to_integer<unsigned>(*m_at++);
    m_last = m_last + Duration{static_cast<std::int64_t>(passed & INT64_MAX) % (INT64_MAX / 4)};
    detail.time = m_last;
    if (tag < depthTag) {
        detail.kind = Detail::Kind::Activity;
        detail.id = static_cast<std::uint16_t>(tag / activities);
        detail.activity = static_cast<state::Activity>(tag % activities);
        return true;
    }
    std::uint64_t v[6] = {};
    if (tag < arrowTag) {
        const bool depth = tag < capacityTag;
        detail.kind = depth ? Detail::Kind::Depth : Detail::Kind::Capacity;
        detail.id = static_cast<std::uint16_t>(tag - (depth ? depthTag : capacityTag));
        if (!number<room>(v[0])) return false;
        detail.bytes = static_cast<std::uint32_t>(v[0]);
        return true;
    }
    constexpr unsigned signalTag = markTag + static_cast<unsigned>(MarkKind::Signal);
    const int numbers = tag == arrowTag ? 6 : tag == signalTag ? 4 : 3;
    for (int i = 0; i < numbers; ++i)
        if (!number<room>(v[i])) return false;
    if (tag == arrowTag) {
        detail.kind = Detail::Kind::Arrow;
        const TraceTime sent = m_last - Duration{static_cast<std::int64_t>(v[4])};
        detail.arrow = {static_cast<std::uint32_t>(v[0]),
                        {static_cast<std::uint16_t>(v[1])},
                        {static_cast<std::uint16_t>(v[2])},
                        {static_cast<std::uint16_t>(v[3])},
                        sent - Duration{static_cast<std::int64_t>(v[5])},
                        sent,
                        m_last};
        return true;
    }
    if (tag >= endTag) return false;
    detail.kind = Detail::Kind::Mark;
    detail.mark = {m_last,
                   m_firstEvent + v[0],
                   static_cast<MarkKind>(tag - markTag),
                   {static_cast<std::uint16_t>(v[1])},
                   {static_cast<std::uint16_t>(v[2])},
                   static_cast<std::uint8_t>(v[3] & 0x7f)};
    return true;
}

void Groups::add(DetailReader reader)
{
    for (Detail detail; reader.next(detail);) {
        switch (detail.kind) {
        case Detail::Kind::Arrow: m_arrows.push_back(detail.arrow); break;
        case Detail::Kind::Mark: m_marks.push_back(detail.mark); break;
        default: m_changes.push_back({detail.time, detail.id, detail.kind, detail.activity, detail.bytes});
        }
    }
    m_ends.push_back({m_changes.size(), m_arrows.size(), m_marks.size()});
}

Group Groups::at(std::size_t index) const
{
    if (index + 1 >= m_ends.size()) return {};
    const Ends from = m_ends[index], to = m_ends[index + 1];
    return {std::span(m_changes).subspan(from.changes, to.changes - from.changes),
            std::span(m_arrows).subspan(from.arrows, to.arrows - from.arrows),
            std::span(m_marks).subspan(from.marks, to.marks - from.marks)};
}

} // namespace sluice::analysis
