#pragma once

#include "trace/extractor.h"
#include "trace/trace_data.h"

#include <chrono>
#include <map>
#include <span>

namespace sluice::trace {

/// Appends a run to its file. Written with write(2), never through a mapping: a full disk is an error, not a SIGBUS.
/// Owner: Recording. Thread: the collector's.
class TraceWriter
{
public:
    /// Makes the file (or empties it) and writes its header. Errors: not writable, disk full.
    [[nodiscard]] static Result<TraceWriter> create(const std::filesystem::path& file, Meta meta);

    /// Adds events, sorted by time and not before those added earlier. Full blocks are written at once.
    Result<void> append(std::span<const probe::Event> events);
    /// Stores the extract of the next segment. Its events must have been added.
    Result<void> append(const Extract& extract);
    /// Writes what is not in the file yet as a short block.
    Result<void> flush();
    /// Id of a text; the same text has the same id.
    std::uint32_t intern(std::string_view text);
    /// Writes the directory and the End block. Nothing may follow.
    Result<void> finish(const Totals& totals);

    /// What stands so far; `end` is how far the run is known.
    [[nodiscard]] TraceView view(TraceTime end, std::uint64_t lost, bool live) const;

private:
    TraceWriter() = default;
    Result<void> writeBlock(BlockType type, std::uint32_t count, std::int64_t first, std::int64_t last,
                            const void* payload, std::size_t bytes);
    using Part = std::span<const std::byte>;
    /// The parts of its payload one behind the other.
    Result<void> writeBlock(BlockType type, std::uint32_t count, std::int64_t first, std::int64_t last,
                            std::span<const Part> parts);
    Result<void> writeEvents(std::size_t count);
    Result<void> writeStrings();
    Result<void> writeDirectory();
    Result<void> writeAll(const void* data, std::size_t bytes);

    std::string m_name;
    std::shared_ptr<const UniqueFd> m_file;
    Meta m_meta;
    GrowingList<BlockRef> m_blocks;
    GrowingList<KnownSegment> m_segments;
    std::uint64_t m_inBlocks = 0;
    std::uint64_t m_sequence = 0;
    std::int64_t m_at = 0;
    std::vector<probe::Event> m_tail;
    std::shared_ptr<std::vector<std::string>> m_strings = std::make_shared<std::vector<std::string>>();
    std::size_t m_stringsWritten = 0;
    std::map<std::string, std::uint32_t, std::less<>> m_ids;
    Totals m_totals;
    bool m_finished = false;
};

} // namespace sluice::trace
