#include "mechanisms/shared_memory.h"

#include <algorithm>
#include <tuple>

namespace sluice::mechanisms {

using probe::Event;
using probe::EventKind;

namespace {

auto keyOf(const SharedMemory::Figure& figure) { return std::tuple(figure.what, figure.process.value, figure.index); }

template <class T>
void remember(std::vector<T>& list, const T& one)
{
    if (list.size() >= SharedMemory::mostRemembered) list.erase(list.begin());
    list.push_back(one);
}

} // namespace

const SharedMemory::Figure* SharedMemory::find(probe::Figure what, ProcessId process, std::uint16_t index) const
{
    const auto key = std::tuple(what, process.value, index);
    const auto found = std::ranges::lower_bound(figures, key, {}, keyOf);
    return found != figures.end() && keyOf(*found) == key ? &*found : nullptr;
}

std::int64_t SharedMemory::value(probe::Figure what, ProcessId process, std::uint16_t index,
                                 std::int64_t otherwise) const
{
    const Figure* found = find(what, process, index);
    return found ? found->value : otherwise;
}

std::int64_t SharedMemory::sum(probe::Figure what, std::uint16_t index) const
{
    std::uint64_t all = 0; // a file may claim anything: then it wraps around
    for (const Figure& each : figures)
        if (each.what == what && each.index == index) all += static_cast<std::uint64_t>(each.value);
    return static_cast<std::int64_t>(all);
}

const SharedMemory::Figure* SharedMemory::newest(probe::Figure what, std::uint16_t index) const
{
    const Figure* found = nullptr;
    for (const Figure& each : figures)
        if (each.what == what && each.index == index && (!found || each.when >= found->when)) found = &each;
    return found;
}

const SharedMemory::Place* SharedMemory::place(ProcessId process, std::uint16_t which) const
{
    for (const Place& each : places)
        if (each.process == process && each.which == which) return &each;
    return nullptr;
}

const SharedMemory::Touched* SharedMemory::lastTouch(ProcessId process) const
{
    const auto found =
        std::find_if(touched.rbegin(), touched.rend(), [&](const Touched& each) { return each.process == process; });
    return found == touched.rend() ? nullptr : &*found;
}

void SharedMemory::take(const Event& event)
{
    switch (event.kind) {
    case EventKind::MemoryMapped: {
        std::erase_if(places, [&](const Place& each) {
            return each.process == event.processId() && each.which == probe::indexOf(event);
        });
        if (places.size() >= mostPlaces) break;
        places.push_back({event.processId(), probe::indexOf(event), probe::addressOf(event), event.size,
                          static_cast<std::uint32_t>(event.result), event.when()});
        break;
    }
    case EventKind::MemoryUnmapped:
        std::erase_if(places, [&](const Place& each) {
            return each.process == event.processId() && each.which == probe::indexOf(event);
        });
        break;
    case EventKind::MemoryTouched:
        remember(touched, {event.processId(),
                           static_cast<probe::Touch>(std::min<std::uint32_t>(
                               event.detail & 0xffffU, static_cast<std::uint32_t>(probe::Touch::Last))),
                           probe::indexOf(event), event.message, event.value(), event.when(), event.line});
        if ((event.detail & 0xffffU) == static_cast<std::uint32_t>(probe::Touch::Add)) added(event);
        break;
    case EventKind::MemoryTimed: remember(timed, {event.processId(), event.size, event.detail, event.when()}); break;
    case EventKind::Measured:
    case EventKind::KernelMeasured:
        set({probe::figureOf(event), event.processId(), probe::indexOf(event), event.value(),
             probe::evidenceOf(event.kind), event.when()});
        break;
    default: break;
    }
}

void SharedMemory::set(const Figure& figure)
{
    const auto at = std::ranges::lower_bound(figures, keyOf(figure), {}, keyOf);
    if (at != figures.end() && keyOf(*at) == keyOf(figure)) *at = figure;
    else if (figures.size() < mostFigures) figures.insert(at, figure);
}

/// The last step of an addition: the sum is in memory.
void SharedMemory::added(const Event& event)
{
    const auto tell = [&](probe::Figure what, std::int64_t value) {
        set({what, event.processId(), 0, value, probe::Evidence::Derived, event.when()});
    };
    const auto difference = [](std::int64_t one, std::int64_t other) { // without overflow
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(one) - static_cast<std::uint64_t>(other));
    };
    tell(probe::Figure::Additions, difference(value(probe::Figure::Additions, event.processId()), -1));
    tell(probe::Figure::CounterValue, event.value());
    tell(probe::Figure::LostUpdates, difference(sum(probe::Figure::Additions), event.value()));
}

std::int64_t SharedMemory::lost() const
{
    const Figure* found = newest(probe::Figure::LostUpdates);
    return found ? found->value : 0;
}

std::int64_t SharedMemory::counter() const
{
    const Figure* found = newest(probe::Figure::CounterValue);
    return found ? found->value : 0;
}

void SharedMemory::processEnded(ProcessId process)
{
    std::erase_if(places, [&](const Place& each) { return each.process == process; });
}

} // namespace sluice::mechanisms
