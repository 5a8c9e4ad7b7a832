#pragma once

#include "base/id.h"
#include "base/trace_time.h"
#include "probe/event.h"

#include <cstdint>
#include <vector>

namespace sluice::mechanisms {

/// Memory that processes share, as far as they and the kernel have told of it: where each has it, what was stored, and
/// figures about it. Nobody sees an access but who makes it, so there is far more going on than is known: `figures`
/// count what single events do not show. A value: part of SystemState.
struct SharedMemory {
    /// A range of one process's addresses.
    struct Place {
        ProcessId process;
        std::uint16_t which = 0; ///< of that process's mappings
        std::uint64_t address = 0;
        std::uint32_t bytes = 0;
        std::uint32_t flags = 0; ///< probe::mapShared …
        TraceTime mapped;
        bool operator==(const Place&) const = default;
    };
    struct Figure {
        probe::Figure what = probe::Figure::None;
        ProcessId process;
        std::uint16_t index = 0;
        std::int64_t value = 0;
        probe::Evidence evidence = probe::Evidence::Probe;
        TraceTime when; ///< when it became this value
        bool operator==(const Figure&) const = default;
    };
    /// A load, store or addition.
    struct Touched {
        ProcessId process;
        probe::Touch how = probe::Touch::Load;
        std::uint16_t which = 0;
        std::uint32_t offset = 0;
        std::int64_t value = 0;
        TraceTime when;
        std::uint16_t line = 0;
        bool operator==(const Touched&) const = default;
    };
    /// One access that was timed.
    struct Timed {
        ProcessId process;
        std::uint32_t ns = 0;
        std::uint32_t flags = 0; ///< probe::accessTransferred …
        TraceTime when;
        bool operator==(const Timed&) const = default;
    };
    static constexpr std::size_t mostPlaces = 64, mostFigures = 4096, mostRemembered = 32;

    std::vector<Place> places;    ///< in the order in which they were mapped
    std::vector<Figure> figures;  ///< sorted by what, process and index
    std::vector<Touched> touched; ///< newest last
    std::vector<Timed> timed;     ///< newest last

    bool operator==(const SharedMemory&) const = default;

    /// The figure, or null if nobody has told it.
    [[nodiscard]] const Figure* find(probe::Figure what, ProcessId process, std::uint16_t index = 0) const;
    [[nodiscard]] std::int64_t value(probe::Figure what, ProcessId process, std::uint16_t index = 0,
                                     std::int64_t otherwise = 0) const;
    /// Of all processes.
    [[nodiscard]] std::int64_t sum(probe::Figure what, std::uint16_t index = 0) const;
    /// The newest one, whoever told it; null: nobody has.
    [[nodiscard]] const Figure* newest(probe::Figure what, std::uint16_t index = 0) const;
    [[nodiscard]] const Place* place(ProcessId process, std::uint16_t which) const;
    [[nodiscard]] const Touched* lastTouch(ProcessId process) const;
    /// Whose core has the line, as the last access tells that was seen; 0: nobody's.
    [[nodiscard]] ProcessId holder() const { return timed.empty() ? ProcessId{} : timed.back().process; }

    /// Additions that are not in the counter, when that was compared last.
    [[nodiscard]] std::int64_t lost() const;
    [[nodiscard]] std::int64_t counter() const; ///< its value, as it was told last

    /// Takes in an event about memory; others change nothing.
    void take(const probe::Event& event);
    /// The process has no addresses any more.
    void processEnded(ProcessId process);

private:
    void set(const Figure& figure);
    void added(const probe::Event& event);
};

} // namespace sluice::mechanisms
