#pragma once

#include "base/id.h"
#include "base/trace_time.h"
#include "state/system_state.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sluice::analysis {

/// One message on its way: from the return of its send to the return of the receive that took its last byte.
struct Arrow {
    std::uint32_t message = 0;
    ProcessId from, to;
    ChannelId channel;
    TraceTime sendEntered, sent, received;
    bool operator==(const Arrow&) const = default;
};
/// As it is stored: each byte has a value, also in the hole between its fields.
[[nodiscard]] std::array<std::byte, sizeof(Arrow)> bytesOf(const Arrow& arrow);

enum class MarkKind : std::uint8_t { Blocked, Woken, Full, Emptied, Error, Signal, Ended, Held, LetGo, Lost };

struct Mark {
    TraceTime time;
    std::uint64_t event = 0; ///< events applied when it had just happened: a state::Moment
    MarkKind kind = MarkKind::Blocked;
    ProcessId process; ///< none (0) for Full and Emptied
    ChannelId channel;
    std::uint8_t signal = 0; ///< of Signal: whose handler was entered; 0: it has ended the process
    bool operator==(const Mark&) const = default;
};

/// One thing that changes in the picture of the timeline.
struct Detail {
    enum class Kind : std::uint8_t { Activity, Depth, Capacity, Arrow, Mark };
    Kind kind = Kind::Activity;
    TraceTime time;
    std::uint16_t id = 0; ///< process of Activity, channel of Depth and Capacity
    state::Activity activity = state::Activity::Absent;
    std::uint32_t bytes = 0; ///< Depth, Capacity
    Arrow arrow;
    Mark mark;
};

/// The details of one group of events, a few bytes each: the time since the one before as a varint, a byte that says
/// what it is and of whom, and what is left as varints. Read in order from a known beginning.
class DetailWriter
{
public:
    /// A new group begins: what follows goes to `out`.
    void begin(TraceTime time, std::uint64_t firstEvent);
    void activity(TraceTime time, ProcessId process, state::Activity activity);
    void depth(TraceTime time, ChannelId channel, std::uint32_t bytes);
    void capacity(TraceTime time, ChannelId channel, std::uint32_t bytes);
    void arrow(const Arrow& arrow);
    void mark(const Mark& mark);

    [[nodiscard]] std::span<const std::byte> bytes() const { return std::span(m_bytes).first(m_size); }
    void clear() { m_size = 0; }

private:
    [[nodiscard]] std::byte* start(TraceTime time, unsigned tag);
    void finish(const std::byte* end) { m_size = static_cast<std::size_t>(end - m_bytes.data()); }

    std::vector<std::byte> m_bytes; ///< with room for the next one
    std::size_t m_size = 0;
    TraceTime m_last;
    std::uint64_t m_firstEvent = 0;
};

class DetailReader
{
public:
    DetailReader(std::span<const std::byte> bytes, TraceTime begin, std::uint64_t firstEvent)
        : m_at(bytes.data()), m_end(bytes.data() + bytes.size()), m_last(begin), m_firstEvent(firstEvent)
    {}
    /// False at the end, or where the bytes make no sense any more.
    [[nodiscard]] bool next(Detail& detail);

private:
    enum class Room { Enough, Perhaps }; ///< bytes left for the longest detail there is?
    template <Room room>
    [[nodiscard]] bool number(std::uint64_t& value);
    template <Room room>
    [[nodiscard]] bool read(Detail& detail);

    const std::byte* m_at;
    const std::byte* m_end;
    TraceTime m_last;
    std::uint64_t m_firstEvent;
};

/// The details of one group, in order.
struct Group {
    struct Change {
        TraceTime time;
        std::uint16_t id; ///< process of Activity, channel of Depth and Capacity
        Detail::Kind kind;
        state::Activity activity;
        std::uint32_t bytes;
    };
    std::span<const Change> changes; ///< Activity, Depth, Capacity
    std::span<const Arrow> arrows;
    std::span<const Mark> marks;
};

/// The details of several groups, read once and kept.
class Groups
{
public:
    /// Adds a group, as far as its bytes make sense.
    void add(DetailReader reader);
    [[nodiscard]] Group at(std::size_t index) const;

private:
    struct Ends {
        std::size_t changes = 0, arrows = 0, marks = 0;
    };
    std::vector<Group::Change> m_changes;
    std::vector<Arrow> m_arrows;
    std::vector<Mark> m_marks;
    std::vector<Ends> m_ends{{}}; ///< where each group ends; the first is where the first one begins
};

} // namespace sluice::analysis
