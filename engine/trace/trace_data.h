#pragma once

#include "base/unique_fd.h"
#include "trace/format.h"
#include "trace/trace_view.h"

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sluice::trace {

/// A list that is only ever added to, so copies share its chunks without a lock: each reads no further than the size
/// it was copied with, and what is there never changes.
template <class T>
class GrowingList
{
public:
    void add(const T& value)
    {
        if (m_size % perChunk == 0) m_chunks.push_back(std::make_shared<std::array<T, perChunk>>());
        (*m_chunks.back())[m_size++ % perChunk] = value;
    }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const T& operator[](std::size_t index) const
    {
        return (*m_chunks[index / perChunk])[index % perChunk];
    }
    /// Index of the first one for which `before` is false; they must be partitioned by it.
    template <class Predicate>
    [[nodiscard]] std::size_t partitionPoint(Predicate before) const
    {
        std::size_t low = 0, high = m_size;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (before((*this)[middle])) low = middle + 1;
            else high = middle;
        }
        return low;
    }

private:
    static constexpr std::size_t perChunk = 512;
    std::vector<std::shared_ptr<std::array<T, perChunk>>> m_chunks;
    std::size_t m_size = 0;
};

/// A segment of the file with its head.
struct KnownSegment {
    SegmentRef ref;
    std::shared_ptr<const std::vector<std::byte>> head;
};

/// Blocks of events that were not read when the file was opened are checked when they are read first.
class BlockChecks
{
public:
    explicit BlockChecks(std::size_t blocks) : m_results(blocks) {}
    /// False if the block is not what its checksum says. Thread: any.
    [[nodiscard]] bool sound(const UniqueFd& file, std::size_t index, const BlockRef& block);
    [[nodiscard]] std::int64_t damagedAt() const { return m_damagedAt; }

private:
    enum class Result : std::uint8_t { Unknown, Sound, Damaged };
    std::vector<std::atomic<Result>> m_results;
    std::atomic<std::int64_t> m_damagedAt = -1;
};

/// What a TraceView shares with its copies. Never changed once a view holds it.
struct TraceView::Data {
    Meta meta;
    std::shared_ptr<const UniqueFd> file; ///< null: in memory only
    GrowingList<BlockRef> blocks;
    std::shared_ptr<BlockChecks> checks; ///< null: all blocks have been checked
    GrowingList<KnownSegment> segments;
    std::uint64_t inBlocks = 0;     ///< events in `blocks`
    std::vector<probe::Event> tail; ///< events not in a block yet
    std::shared_ptr<const std::vector<std::string>> strings;
    Totals totals;
    bool live = false;
    std::int64_t truncatedAt = -1;

    [[nodiscard]] static TraceView view(std::shared_ptr<const Data> data) { return TraceView(std::move(data)); }
};

/// Meta as the JSON text of its block, and back. Errors: strict, with path.
[[nodiscard]] std::string metaToJson(const Meta& meta);
[[nodiscard]] Result<Meta> metaFromJson(std::string_view text, std::string_view fileName);

} // namespace sluice::trace
