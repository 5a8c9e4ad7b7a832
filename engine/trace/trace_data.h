#pragma once

#include "base/unique_fd.h"
#include "trace/format.h"
#include "trace/trace_view.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sluice::trace {

/// Where one block of events lies.
struct BlockRef {
    std::int64_t payloadOffset = 0;
    std::uint64_t firstEvent = 0;
    std::uint32_t count = 0;
    std::int64_t firstTime = 0;
    std::int64_t lastTime = 0;
};

/// The blocks of a growing file. It is only ever added to, so copies share its chunks without a lock: each reads no
/// further than the size it was copied with, and what is there never changes.
class Directory
{
public:
    void add(const BlockRef& block);
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const BlockRef& at(std::size_t index) const
    {
        return (*m_chunks[index / perChunk])[index % perChunk];
    }
    /// First block for which `before` is false; blocks must be partitioned by it.
    template <class Predicate>
    [[nodiscard]] std::size_t partitionPoint(Predicate before) const
    {
        std::size_t low = 0, high = m_size;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (before(at(middle))) low = middle + 1;
            else high = middle;
        }
        return low;
    }

private:
    static constexpr std::size_t perChunk = 512;
    std::vector<std::shared_ptr<std::array<BlockRef, perChunk>>> m_chunks;
    std::size_t m_size = 0;
};

/// What a TraceView shares with its copies. Never changed once a view holds it.
struct TraceView::Data {
    Meta meta;
    std::shared_ptr<const UniqueFd> file; ///< null: in memory only
    Directory blocks;
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
