#include "trace/trace_data.h"

#include <algorithm>
#include <unistd.h>

namespace sluice::trace {

using probe::Event;

namespace {

/// Reads as many bytes as there are: a file that has shrunk since gives fewer.
std::size_t readAt(const UniqueFd& file, std::int64_t offset, std::span<std::byte> out)
{
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n =
            pread(file.get(), out.data() + done, out.size() - done, offset + static_cast<std::int64_t>(done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        done += static_cast<std::size_t>(n);
    }
    return done;
}

bool isSound(const UniqueFd& file, const BlockRef& block)
{
    BlockHeader header{};
    std::vector<Event> events(block.count);
    return readAt(file, block.payloadOffset - static_cast<std::int64_t>(sizeof header),
                  std::as_writable_bytes(std::span(&header, 1)))
               == sizeof header
           && header.magic == blockMagic && crcOf(header) == header.headerCrc && header.count == block.count
           && header.payloadBytes == events.size() * sizeof(Event)
           && readAt(file, block.payloadOffset, std::as_writable_bytes(std::span(events))) == header.payloadBytes
           && crc32(events.data(), header.payloadBytes) == header.payloadCrc;
}

/// Copies events of one block, from its `skip`-th on.
std::size_t readBlock(const UniqueFd& file, const BlockRef& block, std::uint64_t skip, std::span<Event> out)
{
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), block.count - skip));
    const std::int64_t offset = block.payloadOffset + static_cast<std::int64_t>(skip * sizeof(Event));
    return readAt(file, offset, std::as_writable_bytes(out.first(count))) / sizeof(Event);
}

std::uint64_t countUntilIn(std::span<const Event> events, TraceTime t)
{
    const auto later = std::ranges::upper_bound(events, t, {}, &Event::when);
    return static_cast<std::uint64_t>(later - events.begin());
}

} // namespace

bool BlockChecks::sound(const UniqueFd& file, std::size_t index, const BlockRef& block)
{
    if (m_results[index] == Result::Unknown) { // two threads may both find out: they find the same
        const bool sound = isSound(file, block);
        if (!sound) m_damagedAt = block.payloadOffset - static_cast<std::int64_t>(sizeof(BlockHeader));
        m_results[index] = sound ? Result::Sound : Result::Damaged;
    }
    return m_results[index] == Result::Sound;
}

TraceView::TraceView() : d(std::make_shared<const Data>()) {}
TraceView::TraceView(std::shared_ptr<const Data> data) : d(std::move(data)) {}

TraceView TraceView::ofEvents(Meta meta, std::vector<Event> events, std::vector<std::string> strings)
{
    auto data = std::make_shared<Data>();
    data->meta = std::move(meta);
    data->strings = std::make_shared<const std::vector<std::string>>(std::move(strings));
    std::uint64_t marks = 0;
    for (const Event& event : events) {
        if (event.kind != probe::EventKind::EventsLost) continue;
        data->totals.lost += event.size;
        ++marks;
    }
    data->totals.emitted = events.size() - marks + data->totals.lost;
    if (!events.empty()) data->totals.durationNs = events.back().time;
    data->tail = std::move(events);
    return TraceView(std::move(data));
}

const Meta& TraceView::meta() const { return d->meta; }
std::uint64_t TraceView::eventCount() const { return d->inBlocks + d->tail.size(); }
std::uint64_t TraceView::lostCount() const { return d->totals.lost; }
std::uint64_t TraceView::emittedCount() const { return d->totals.emitted; }
TraceTime TraceView::end() const { return {d->totals.durationNs}; }
bool TraceView::live() const { return d->live; }
std::int64_t TraceView::truncatedAt() const { return d->truncatedAt; }
std::int64_t TraceView::damagedAt() const { return d->checks ? d->checks->damagedAt() : -1; }

std::size_t TraceView::read(std::uint64_t first, std::span<Event> out) const
{
    std::size_t done = 0;
    if (first < d->inBlocks) {
        auto block = d->blocks.partitionPoint([first](const BlockRef& b) { return b.firstEvent + b.count <= first; });
        for (; block < d->blocks.size() && done < out.size(); ++block) {
            const BlockRef& ref = d->blocks[block];
            if (d->checks && !d->checks->sound(*d->file, block, ref)) return done;
            const std::uint64_t skip = first + done - ref.firstEvent;
            const std::size_t got = readBlock(*d->file, ref, skip, out.subspan(done));
            done += got;
            if (skip + got < ref.count) return done;
        }
    }
    const std::uint64_t inTail = first + done - d->inBlocks;
    if (done == out.size() || inTail >= d->tail.size()) return done;
    const auto count = std::min<std::size_t>(out.size() - done, d->tail.size() - inTail);
    std::copy_n(d->tail.begin() + static_cast<std::ptrdiff_t>(inTail), count,
                out.begin() + static_cast<std::ptrdiff_t>(done));
    return done + count;
}

Event TraceView::event(std::uint64_t index) const
{
    Event event;
    read(index, {&event, 1});
    return event;
}

std::uint64_t TraceView::countUntil(TraceTime t) const
{
    if (!d->tail.empty() && d->tail.front().when() <= t) return d->inBlocks + countUntilIn(d->tail, t);
    // The last block that begins at or before t may go on beyond it.
    const std::size_t after = d->blocks.partitionPoint([t](const BlockRef& b) { return b.firstTime <= t.ns; });
    if (after == 0) return 0;
    const BlockRef& block = d->blocks[after - 1];
    if (block.lastTime <= t.ns) return block.firstEvent + block.count;
    if (d->checks && !d->checks->sound(*d->file, after - 1, block)) return block.firstEvent;
    std::vector<Event> events(block.count);
    events.resize(readBlock(*d->file, block, 0, events));
    return block.firstEvent + countUntilIn(events, t);
}

std::size_t TraceView::segmentCount() const { return d->segments.size(); }

std::span<const std::byte> TraceView::segmentHead(std::size_t segment) const { return *d->segments[segment].head; }

std::size_t TraceView::readSummary(std::size_t segment, std::size_t offset, std::span<std::byte> out) const
{
    const SegmentRef& ref = d->segments[segment].ref;
    const std::size_t rest = ref.sizes.summaryBytes - ref.sizes.headBytes;
    if (offset >= rest) return 0;
    const std::int64_t at = ref.summaryOffset + ref.sizes.headBytes + static_cast<std::int64_t>(offset);
    return readAt(*d->file, at, out.first(std::min(out.size(), rest - offset)));
}

std::vector<std::byte> TraceView::checkpoint(std::size_t segment) const
{
    const SegmentRef& ref = d->segments[segment].ref;
    std::vector<std::byte> bytes(ref.sizes.checkpointBytes);
    bytes.resize(readAt(*d->file, ref.checkpointOffset(), bytes));
    return bytes;
}

std::uint32_t TraceView::stringCount() const { return d->strings ? static_cast<std::uint32_t>(d->strings->size()) : 0; }

const std::string& TraceView::string(std::uint32_t id) const
{
    static const std::string none;
    return d->strings && id < d->strings->size() ? (*d->strings)[id] : none;
}

} // namespace sluice::trace
