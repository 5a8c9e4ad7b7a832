#pragma once

#include "base/result.h"
#include "probe/event.h"
#include "scenario/scenario.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sluice::trace {

/// What is known of a run before its first event. Stored once, in the file's header block.
struct Meta {
    scenario::Scenario scenario;
    std::string machine; ///< kernel release and CPU model
    std::string clock;   ///< "tsc" or "clock_gettime"
    std::int64_t startedAtUnixNs = 0;
    int allowedCpus = 1;
    std::map<std::string, std::string>
        sources;        ///< by kind of channel: text of the file that its roles are in; "KIND.listing": machine code
    std::string lesson; ///< text of the lesson's file, if an author's own: its captions belong to the trace
    bool operator==(const Meta&) const = default;
};

/// A trace as it stood at one moment: an immutable value, cheap to copy. A file that was opened and a run that is
/// still being written look the same; a live run hands out a newer view now and then.
/// Thread: any; a view shared between threads needs no lock.
class TraceView
{
public:
    TraceView(); ///< empty

    /// Opens a finished, cut-off or still growing file. What follows the last whole block is left out and
    /// truncatedAt() tells where. Errors: not a trace (offset 0), foreign version, unreadable header.
    /// Files of up to `readWhole` bytes are read and checked from end to end; of larger ones with a directory only that
    /// and what is asked for later.
    [[nodiscard]] static Result<TraceView> open(const std::filesystem::path& file, std::int64_t readWhole = 64 << 20);

    /// A trace that exists in memory only: for tests and benchmarks. Events must be sorted by time.
    [[nodiscard]] static TraceView ofEvents(Meta meta, std::vector<probe::Event> events,
                                            std::vector<std::string> strings = {});

    [[nodiscard]] const Meta& meta() const;
    [[nodiscard]] std::uint64_t eventCount() const; ///< stored events, kernel samples included
    [[nodiscard]] std::uint64_t lostCount() const;  ///< events that found a full ring
    /// Events as counted where they were emitted: stored ones, without the marks of gaps, and lost ones.
    [[nodiscard]] std::uint64_t emittedCount() const;
    [[nodiscard]] TraceTime end() const;            ///< end of what is known: last event, or later while live
    [[nodiscard]] bool live() const;                ///< the run may still add events
    [[nodiscard]] std::int64_t truncatedAt() const; ///< file offset of the first byte not understood, or -1

    /// File offset of a damaged block that reading has come upon, or -1: only where not all was checked when the file
    /// was opened.
    [[nodiscard]] std::int64_t damagedAt() const;

    /// Copies events [first, first + out.size()) and returns how many there were; it ends before a damaged block.
    std::size_t read(std::uint64_t first, std::span<probe::Event> out) const;
    [[nodiscard]] probe::Event event(std::uint64_t index) const;
    /// Number of events with time <= t. Events are sorted by time.
    [[nodiscard]] std::uint64_t countUntil(TraceTime t) const;
    [[nodiscard]] std::uint32_t stringCount() const;
    /// Interned text (wait channels). Unknown ids give "".
    [[nodiscard]] const std::string& string(std::uint32_t id) const;

    /// Segments whose extracts are stored: the first segmentCount() * eventsPerSegment events belong to them.
    [[nodiscard]] std::size_t segmentCount() const;
    [[nodiscard]] std::span<const std::byte> segmentHead(std::size_t segment) const;
    /// Copies bytes of the segment's summary from `offset` behind its head, and returns how many there were.
    std::size_t readSummary(std::size_t segment, std::size_t offset, std::span<std::byte> out) const;
    /// The state after the segment's last event, as its extractor has written it; empty if it cannot be read.
    [[nodiscard]] std::vector<std::byte> checkpoint(std::size_t segment) const;

    struct Data; ///< trace_data.h, for this room only

private:
    friend class TraceWriter;
    explicit TraceView(std::shared_ptr<const Data> data);
    std::shared_ptr<const Data> d;
};

} // namespace sluice::trace
