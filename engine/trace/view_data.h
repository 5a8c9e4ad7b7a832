#pragma once

#include "trace/block_file.h"
#include "trace/trace_view.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sluice::trace {

/// Events that are added to while others read those before them: a reader knows how many were there when it was
/// handed the list, and what is there never moves or changes. So snapshots share it without a copy or a lock.
class EventList
{
public:
    explicit EventList(std::size_t capacity)
        : m_capacity(capacity), m_events(std::make_unique<probe::Event[]>(capacity))
    {
    }
    explicit EventList(std::span<const probe::Event> events) : EventList(events.size())
    {
        std::ranges::copy(events, m_events.get());
        m_size = events.size();
    }

    [[nodiscard]] const probe::Event* data() const { return m_events.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool full() const { return m_size == m_capacity; }
    void add(const probe::Event& event) { m_events[m_size++] = event; }

private:
    std::size_t m_capacity, m_size = 0;
    std::unique_ptr<probe::Event[]> m_events;
};

/// Where one block of events lies: 24 bytes for up to 2,046 events.
struct BlockPlace {
    std::uint64_t offset = 0; ///< of its first event, in the file
    std::uint64_t first = 0;  ///< index of its first event, in the trace
    std::int64_t time = 0;    ///< of its first event
};

/// All blocks of events in a file, in pieces that snapshots share. Like EventList it is only ever added to.
class Directory
{
public:
    static constexpr std::size_t pieceSize = 1024;

    void add(const BlockPlace& place)
    {
        if (m_size % pieceSize == 0) {
            auto pieces = std::make_shared<Pieces>(m_pieces ? *m_pieces : Pieces());
            pieces->push_back(std::make_shared<Piece>());
            m_pieces = std::move(pieces);
        }
        (*m_pieces->back())[m_size++ % pieceSize] = place;
    }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const BlockPlace& operator[](std::size_t i) const
    {
        return (*(*m_pieces)[i / pieceSize])[i % pieceSize];
    }

private:
    using Piece = std::array<BlockPlace, pieceSize>;
    using Pieces = std::vector<std::shared_ptr<Piece>>;
    std::shared_ptr<const Pieces> m_pieces;
    std::size_t m_size = 0;
};

/// First the blocks of a file, if there is one, then the events that are only in memory.
struct TraceView::Data {
    std::shared_ptr<const Meta> meta = std::make_shared<const Meta>();
    std::shared_ptr<const BlockFile> file;
    Directory blocks;
    std::uint64_t inBlocks = 0; ///< events
    std::shared_ptr<const EventList> tail;
    std::size_t inTail = 0;
    std::shared_ptr<const std::vector<std::string>> strings;
    std::uint64_t lost = 0;
    TraceTime end;
    bool live = false;
    std::int64_t truncatedAt = -1;

    [[nodiscard]] std::uint64_t count() const { return inBlocks + inTail; }
    [[nodiscard]] std::uint64_t endOfBlock(std::size_t block) const
    {
        return block + 1 < blocks.size() ? blocks[block + 1].first : inBlocks;
    }
    /// Copies events of one block, which holds `first`, and returns how many.
    std::size_t readBlock(std::uint64_t first, std::span<probe::Event> out) const;
    [[nodiscard]] std::uint64_t countInBlock(std::size_t block, TraceTime t) const;
};

} // namespace sluice::trace
