#pragma once

#include "mechanisms/pipe_ring.h"
#include "mechanisms/socket_queue.h"
#include "scenario/scenario.h"
#include "state/system_state.h"

#include <cstdint>
#include <type_traits>
#include <variant>
#include <vector>

namespace sluice::state {

/// What state(t) asks of the model of a kernel object. A new kind of channel is one more alternative in
/// ChannelState::object, with these functions for it, and a line in makeObject().
namespace model {

using mechanisms::MessageQueue;
using mechanisms::OpenFile;
using mechanisms::PendingSignals;
using mechanisms::PipeRing;
using mechanisms::Run;
using mechanisms::SharedMemory;
using mechanisms::SocketQueue;
using Object = decltype(ChannelState::object);

/// Calls f(object), unless the kind of channel has no model.
template <class SomeObject, class F>
void visit(SomeObject& object, const F& f)
{
    std::visit(
        [&f]<class T>(T& alternative) {
            if constexpr (!std::is_same_v<std::remove_const_t<T>, std::monostate>) f(alternative);
        },
        object);
}

/// Puts the next bytes of a call in, as many as fit, and returns how many those were: more than `bytes` where the
/// kernel puts more in at a time.
std::uint32_t put(PipeRing& ring, ProcessId sender, const CallState& call, std::uint32_t bytes);
/// Takes up to `bytes` out.
std::vector<Run> take(PipeRing& ring, std::uint32_t bytes);
/// These were not taken out after all.
void putBack(PipeRing& ring, const std::vector<Run>& runs);
/// More has gone in than there seems to be room for: makes what room can have been there.
void squeeze(PipeRing& ring);
/// Bytes of what a sender's call still has that would go in now.
[[nodiscard]] std::uint32_t room(const PipeRing& ring, const CallState& call);
/// Bytes that a call which has not returned has put in for certain, if `missing` more came out than were known inside.
[[nodiscard]] std::uint32_t surelyIn(const PipeRing& ring, const CallState& call, std::uint64_t missing);
[[nodiscard]] std::uint64_t depth(const PipeRing& ring);
[[nodiscard]] std::uint64_t capacity(const PipeRing& ring);
/// The fewest bytes that a receiver can take out.
[[nodiscard]] std::uint32_t oldestPart(const PipeRing& ring);
void setCapacity(PipeRing& ring, std::uint32_t bytes);
/// What is inside is unknown from here on, except how much it is.
void forget(PipeRing& ring, std::uint32_t depth);
/// Nothing more goes in until somebody takes something out.
[[nodiscard]] bool full(const PipeRing& ring);
/// Index of the slot that was filled last, or will be emptied next.
[[nodiscard]] std::uint64_t newestSlot(const PipeRing& ring);
[[nodiscard]] std::uint64_t oldestSlot(const PipeRing& ring);

[[nodiscard]] std::uint64_t depth(const MessageQueue& queue);
[[nodiscard]] std::uint64_t capacity(const MessageQueue& queue); ///< bytes, if every message is as large as allowed
[[nodiscard]] bool full(const MessageQueue& queue);
void setCapacity(MessageQueue& queue, std::uint32_t bytes); ///< it has been fixed since mq_open(3)
void forget(MessageQueue& queue, std::uint32_t depth, std::uint32_t messages);

std::uint32_t put(SocketQueue& queue, ProcessId sender, const CallState& call, std::uint32_t bytes);
std::vector<Run> take(SocketQueue& queue, std::uint32_t bytes);
void putBack(SocketQueue& queue, const std::vector<Run>& runs);
void squeeze(SocketQueue& queue);
/// Sockets have room until the kernel says that a sender waits: how much fits depends on its bookkeeping.
[[nodiscard]] std::uint32_t room(const SocketQueue& queue, const CallState& call);
[[nodiscard]] std::uint32_t surelyIn(const SocketQueue& queue, const CallState& call, std::uint64_t missing);
[[nodiscard]] std::uint64_t depth(const SocketQueue& queue);
[[nodiscard]] std::uint64_t capacity(const SocketQueue& queue); ///< of both buffers, with bookkeeping; 0: not known
[[nodiscard]] std::uint32_t oldestPart(const SocketQueue& queue);
void setCapacity(SocketQueue& queue, std::uint32_t bytes);
void forget(SocketQueue& queue, std::uint32_t depth);
[[nodiscard]] bool full(const SocketQueue& queue);                ///< something waits to be sent
[[nodiscard]] std::uint64_t newestSlot(const SocketQueue& queue); ///< 0: in the sender's buffer, 1: in the receiver's
[[nodiscard]] std::uint64_t oldestSlot(const SocketQueue& queue);

[[nodiscard]] inline std::uint64_t depth(const PendingSignals& signals) { return signals.count; }
[[nodiscard]] inline std::uint64_t capacity(const PendingSignals&) { return 0; }
[[nodiscard]] inline bool full(const PendingSignals&) { return false; }
inline void setCapacity(PendingSignals&, std::uint32_t) {}

[[nodiscard]] inline std::uint64_t depth(const OpenFile& file) { return file.offset; }
[[nodiscard]] inline std::uint64_t capacity(const OpenFile&) { return 0; }
[[nodiscard]] inline bool full(const OpenFile&) { return false; }
inline void setCapacity(OpenFile&, std::uint32_t) {}

/// Messages in a ring that two processes keep in the memory; 0 if it holds anything else.
[[nodiscard]] std::uint64_t depth(const SharedMemory& memory);
[[nodiscard]] std::uint64_t capacity(const SharedMemory& memory);
[[nodiscard]] inline bool full(const SharedMemory& memory)
{
    return capacity(memory) > 0 && depth(memory) >= capacity(memory);
}
inline void setCapacity(SharedMemory&, std::uint32_t) {}

} // namespace model

/// How much is inside, of how much there can be: in what the kind of channel is bounded in.
struct Fill {
    std::uint64_t level = 0, most = 0;
    bool operator==(const Fill&) const = default;
};
[[nodiscard]] Fill fillOf(const ChannelState& channel);

/// The empty object of a channel of that kind, with the capacity that the scenario asks for.
[[nodiscard]] model::Object makeObject(const scenario::Scenario& scenario, const scenario::ChannelSpec& channel);

} // namespace sluice::state
