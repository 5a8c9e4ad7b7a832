#include "trace/trace_view.h"

#include "trace/view_data.h"

#include <algorithm>
#include <numeric>

namespace sluice::trace {

using probe::Event;
using probe::EventKind;

namespace {

std::size_t copyFrom(std::span<const Event> events, std::uint64_t first, std::span<Event> out)
{
    if (first >= events.size()) return 0;
    const std::size_t count = std::min<std::size_t>(out.size(), events.size() - first);
    std::ranges::copy(events.subspan(first, count), out.begin());
    return count;
}

} // namespace

std::size_t TraceView::Data::readBlock(std::uint64_t first, std::span<Event> out) const
{
    std::size_t low = 0, high = blocks.size(); // the last block that does not begin after `first`
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (blocks[middle].first <= first ? low : high) = middle;
    }
    const std::uint64_t count = std::min<std::uint64_t>(out.size(), endOfBlock(low) - first);
    const std::uint64_t offset = blocks[low].offset + (first - blocks[low].first) * sizeof(Event);
    return file->read(offset, std::as_writable_bytes(out.first(count))) / sizeof(Event);
}

std::uint64_t TraceView::Data::countInBlock(std::size_t block, TraceTime t) const
{
    std::uint64_t low = blocks[block].first, high = endOfBlock(block);
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        Event event;
        if (readBlock(middle, {&event, 1}) == 1 && event.when() <= t) low = middle + 1;
        else high = middle;
    }
    return low;
}

TraceView::TraceView() : d(std::make_shared<const Data>()) {}
TraceView::TraceView(std::shared_ptr<const Data> data) : d(std::move(data)) {}

TraceView TraceView::ofEvents(Meta meta, std::vector<Event> events, std::vector<std::string> strings)
{
    auto data = std::make_shared<Data>();
    data->meta = std::make_shared<const Meta>(std::move(meta));
    data->strings = std::make_shared<const std::vector<std::string>>(std::move(strings));
    for (const Event& event : events)
        if (event.kind == EventKind::EventsLost) data->lost += event.size;
    if (!events.empty()) data->end = events.back().when();
    data->tail = std::make_shared<const EventList>(events);
    data->inTail = events.size();
    return TraceView(std::move(data));
}

const Meta& TraceView::meta() const { return *d->meta; }
std::uint64_t TraceView::eventCount() const { return d->count(); }
std::uint64_t TraceView::lostCount() const { return d->lost; }
TraceTime TraceView::end() const { return d->end; }
bool TraceView::live() const { return d->live; }
std::int64_t TraceView::truncatedAt() const { return d->truncatedAt; }

std::size_t TraceView::read(std::uint64_t first, std::span<Event> out) const
{
    std::size_t done = 0;
    while (done < out.size() && first + done < d->inBlocks) {
        const std::size_t n = d->readBlock(first + done, out.subspan(done));
        if (n == 0) return done;
        done += n;
    }
    if (done == out.size() || d->inTail == 0) return done;
    return done + copyFrom({d->tail->data(), d->inTail}, first + done - d->inBlocks, out.subspan(done));
}

Event TraceView::event(std::uint64_t index) const
{
    Event event;
    read(index, {&event, 1});
    return event;
}

std::uint64_t TraceView::countUntil(TraceTime t) const
{
    if (t >= d->end) return eventCount(); // the usual question while a run is watched
    if (d->inTail > 0 && d->tail->data()[0].when() <= t) {
        const std::span<const Event> tail{d->tail->data(), d->inTail};
        const auto later = std::ranges::upper_bound(tail, t, {}, &Event::when);
        return d->inBlocks + static_cast<std::uint64_t>(later - tail.begin());
    }
    std::size_t low = 0, high = d->blocks.size(); // blocks that begin at or before t
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (d->blocks[middle].time <= t.ns) low = middle + 1;
        else high = middle;
    }
    return low == 0 ? 0 : d->countInBlock(low - 1, t);
}

const std::string& TraceView::string(std::uint32_t id) const
{
    static const std::string none;
    return d->strings && id < d->strings->size() ? (*d->strings)[id] : none;
}

} // namespace sluice::trace
