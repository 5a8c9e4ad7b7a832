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
std::byte* put(std::byte* at, const T& value)
{
    std::memcpy(at, &value, sizeof value);
    return at + sizeof value;
}

struct DepthRecord {
    std::uint32_t first, last, least, greatest, capacity, changed;
};

Activity activityOf(std::byte byte)
{
    return static_cast<Activity>(std::min<unsigned>(std::to_integer<unsigned>(byte), activityCount - 1));
}

} // namespace

void DigestLayout::write(const Digest& digest, std::vector<std::byte>& out) const
{
    static_assert(activityCount * sizeof(float) + 4 == perLane && sizeof(DepthRecord) == perChannel);
    out.resize(out.size() + size());
    std::byte* at = out.data() + out.size() - size();
    at = put(at, digest.begin.ns);
    at = put(at, digest.end.ns);
    at = put(at, digest.firstEvent);
    at = put(at, digest.arrows);
    at = put(at, static_cast<std::uint32_t>(digest.marks));
    at = put(at, bytesOf(digest.firstArrow));
    for (const LaneDigest& lane : digest.lanes) {
        at = put(at, lane.ns);
        *at++ = static_cast<std::byte>(lane.first);
        *at++ = static_cast<std::byte>(lane.last);
        *at++ = std::byte{lane.changed};
        *at++ = {};
    }
    for (const DepthDigest& depth : digest.depths)
        at = put(at, DepthRecord{depth.first, depth.last, depth.least, depth.greatest, depth.capacity, depth.changed});
}

namespace {

// Sums are gathered in registers: a record that was just put together in memory could be read only after a while.
void joinLanes(const std::byte* records, std::size_t count, std::size_t size, std::byte* out)
{
    constexpr std::size_t first = activityCount * sizeof(float), last = first + 1, changed = first + 2;
    auto ns = get<std::array<float, activityCount>>(records);
    bool change = records[changed] != std::byte{};
    for (std::size_t i = 1; i < count; ++i) {
        const std::byte *before = records + (i - 1) * size, *next = before + size;
        for (std::size_t a = 0; a < activityCount; ++a) ns[a] += get<float>(next + a * sizeof(float));
        change = change || next[changed] != std::byte{} || before[last] != next[first];
    }
    put(out, ns);
    out[first] = records[first];
    out[last] = records[(count - 1) * size + last];
    out[changed] = std::byte{change};
    out[changed + 1] = {};
}

void joinDepths(const std::byte* records, std::size_t count, std::size_t size, std::byte* out)
{
    auto sum = get<DepthRecord>(records);
    for (std::size_t i = 1; i < count; ++i) {
        const auto next = get<DepthRecord>(records + i * size);
        sum.changed = sum.changed != 0 || next.changed != 0 || sum.last != next.first || sum.capacity != next.capacity;
        sum.last = next.last;
        sum.least = std::min(sum.least, next.least);
        sum.greatest = std::max(sum.greatest, next.greatest);
        sum.capacity = next.capacity;
    }
    put(out, sum);
}

} // namespace

void DigestLayout::join(const std::byte* records, std::size_t count, std::byte* out) const
{
    const std::size_t size = this->size();
    std::uint32_t all = 0, marked = 0;
    Arrow first = firstArrow(records);
    for (std::size_t i = 0; i < count; ++i) {
        const std::byte* each = records + i * size;
        if (all == 0) first = firstArrow(each);
        all += arrows(each);
        marked |= marks(each);
    }
    std::byte* at = put(out, begin(records));
    at = put(at, end(records + (count - 1) * size));
    at = put(at, firstEvent(records));
    at = put(at, all);
    at = put(at, marked);
    at = put(at, bytesOf(first));
    std::size_t offset = fixed;
    for (std::size_t i = 0; i < m_lanes; ++i, offset += perLane) joinLanes(records + offset, count, size, out + offset);
    for (std::size_t i = 0; i < m_channels; ++i, offset += perChannel)
        joinDepths(records + offset, count, size, out + offset);
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

} // namespace sluice::analysis
