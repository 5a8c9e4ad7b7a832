#include "analysis/digest.h"

#include <algorithm>
#include <cstring>

namespace sluice::analysis {

using state::Activity;

namespace {

template <class T>
T get(const std::byte* at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

template <class T>
void put(std::vector<std::byte>& out, const T& value)
{
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    out.insert(out.end(), bytes, bytes + sizeof value);
}

Activity activityOf(std::byte byte)
{
    return static_cast<Activity>(std::min<unsigned>(std::to_integer<unsigned>(byte), activityCount - 1));
}

} // namespace

void Digest::append(const Digest& next)
{
    end = next.end;
    if (arrows == 0) firstArrow = next.firstArrow;
    arrows += next.arrows;
    marks |= next.marks;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        for (std::size_t a = 0; a < activityCount; ++a) lanes[i].ns[a] += next.lanes[i].ns[a];
        lanes[i].changed = lanes[i].changed || next.lanes[i].changed || lanes[i].last != next.lanes[i].first;
        lanes[i].last = next.lanes[i].last;
    }
    for (std::size_t i = 0; i < depths.size(); ++i) {
        DepthDigest& depth = depths[i];
        const DepthDigest& other = next.depths[i];
        depth.changed = depth.changed || other.changed || depth.last != other.first || depth.capacity != other.capacity;
        depth.last = other.last;
        depth.least = std::min(depth.least, other.least);
        depth.greatest = std::max(depth.greatest, other.greatest);
        depth.capacity = other.capacity;
    }
}

void DigestLayout::write(const Digest& digest, std::vector<std::byte>& out) const
{
    put(out, digest.begin.ns);
    put(out, digest.end.ns);
    put(out, digest.firstEvent);
    put(out, digest.arrows);
    put(out, static_cast<std::uint32_t>(digest.marks));
    static_assert(sizeof(Arrow) == 40 && std::is_trivially_copyable_v<Arrow>);
    put(out, digest.firstArrow);
    for (const LaneDigest& lane : digest.lanes) {
        put(out, lane.ns);
        put(out, std::array<std::uint8_t, 4>{static_cast<std::uint8_t>(lane.first),
                                             static_cast<std::uint8_t>(lane.last), lane.changed, 0});
    }
    for (const DepthDigest& depth : digest.depths)
        put(out, std::array<std::uint32_t, 6>{depth.first, depth.last, depth.least, depth.greatest, depth.capacity,
                                              depth.changed});
}

TraceTime DigestLayout::begin(const std::byte* record) { return {get<std::int64_t>(record)}; }
TraceTime DigestLayout::end(const std::byte* record) { return {get<std::int64_t>(record + 8)}; }
std::uint64_t DigestLayout::firstEvent(const std::byte* record) { return get<std::uint64_t>(record + 16); }
std::uint32_t DigestLayout::arrows(const std::byte* record) { return get<std::uint32_t>(record + 24); }
Arrow DigestLayout::firstArrow(const std::byte* record) { return get<Arrow>(record + 32); }
std::uint16_t DigestLayout::marks(const std::byte* record) { return get<std::uint16_t>(record + 28); }

LaneDigest DigestLayout::lane(const std::byte* record, ProcessId process) const
{
    const std::byte* at = record + fixed + process.value * perLane;
    LaneDigest lane;
    lane.ns = get<decltype(lane.ns)>(at);
    at += sizeof lane.ns;
    lane.first = activityOf(at[0]);
    lane.last = activityOf(at[1]);
    lane.changed = at[2] != std::byte{0};
    return lane;
}

DepthDigest DigestLayout::depth(const std::byte* record, ChannelId channel) const
{
    const auto v = get<std::array<std::uint32_t, 6>>(record + fixed + m_lanes * perLane + channel.value * perChannel);
    return {v[0], v[1], v[2], v[3], v[4], v[5] != 0};
}

Digest DigestLayout::read(std::span<const std::byte> record) const
{
    const std::byte* at = record.data();
    Digest digest{begin(at), end(at), firstEvent(at), arrows(at), firstArrow(at), marks(at), {}, {}};
    for (std::uint16_t i = 0; i < m_lanes; ++i) digest.lanes.push_back(lane(at, {i}));
    for (std::uint16_t i = 0; i < m_channels; ++i) digest.depths.push_back(depth(at, {i}));
    return digest;
}

} // namespace sluice::analysis
