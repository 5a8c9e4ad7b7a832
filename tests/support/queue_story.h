#pragma once

#include "state/system_state.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace sluice::test {

/// Tells the state of three senders and two receivers over one message queue what they do, a microsecond apart.
///     QueueStory q(2);  q.sends(plain, 100);  q.enters(urgent, 50, 9);  q.enters(taker);  q.gets(taker, plain, 1);
class QueueStory
{
public:
    static constexpr ProcessId plain{1}, other{2}, urgent{3}, taker{4}, late{5};
    static constexpr std::uint32_t largest = 8192;

    explicit QueueStory(std::uint32_t places)
    {
        scenario::Scenario scenario;
        scenario.mechanism = "mq";
        scenario.processes = {{"plain", "sender"},
                              {"other", "sender"},
                              {"urgent", "urgent"},
                              {"taker", "receiver"},
                              {"late", "receiver"}};
        scenario.channels = {{"queue", "mq"}};
        scenario.settings = {{"queue.maxmsg", places}, {"queue.msgsize", largest}};
        state = state::initialState(scenario);
        for (std::uint16_t id = 1; id <= 5; ++id) tell(event(probe::EventKind::ProcessStarted, {id}, 100 + id));
    }

    /// Its next message is about to go in.
    QueueStory& enters(ProcessId sender, std::uint32_t size, std::uint32_t priority)
    {
        probe::Event e = event(probe::EventKind::CallEntered, sender, static_cast<std::int32_t>(priority));
        e.call = probe::Call::MqSend;
        e.size = size;
        e.message = ++m_numbers[sender.value];
        m_sizes[sender.value].push_back(size);
        return tell(e);
    }
    QueueStory& returns(ProcessId sender, std::int32_t result = 0)
    {
        probe::Event e = event(probe::EventKind::CallReturned, sender, result);
        e.call = probe::Call::MqSend;
        e.size = m_sizes[sender.value].back();
        e.message = m_numbers[sender.value];
        return tell(e);
    }
    QueueStory& sends(ProcessId sender, std::uint32_t size, std::uint32_t priority = 0)
    {
        return enters(sender, size, priority).returns(sender);
    }
    QueueStory& enters(ProcessId receiver)
    {
        probe::Event e = event(probe::EventKind::CallEntered, receiver, 0);
        e.call = probe::Call::MqReceive;
        e.size = largest;
        return tell(e);
    }
    QueueStory& gets(ProcessId receiver, ProcessId from, std::uint32_t number)
    {
        return comesBack(receiver, from, number, static_cast<std::int32_t>(m_sizes[from.value][number - 1]));
    }
    /// Of a receive that brings nothing: -errno.
    QueueStory& fails(ProcessId receiver, std::int32_t result) { return comesBack(receiver, {}, 0, result); }
    QueueStory& kernel(std::uint32_t messages, std::uint32_t bytes)
    {
        probe::Event e = event(probe::EventKind::KernelDepth, {}, static_cast<std::int32_t>(bytes));
        e.message = messages;
        return tell(e);
    }
    QueueStory& asleep(ProcessId who)
    {
        probe::Event e = event(probe::EventKind::KernelProcess, who, 0);
        e.size = 'S';
        return tell(e);
    }
    QueueStory& loses(ProcessId who)
    {
        probe::Event e = event(probe::EventKind::EventsLost, who, 0);
        e.size = 1;
        return tell(e);
    }
    QueueStory& killed(ProcessId who)
    {
        probe::Event e = event(probe::EventKind::ProcessEnded, who, 9);
        e.size = 2; // CLD_KILLED
        return tell(e);
    }

    [[nodiscard]] const state::ChannelState& channel() const { return state.channels[1]; }
    [[nodiscard]] const mechanisms::MessageQueue& queue() const
    {
        return std::get<mechanisms::MessageQueue>(channel().object);
    }
    [[nodiscard]] const state::ProcessState& process(ProcessId id) const { return state.processes[id.value]; }
    /// The messages in the order of delivery: "u1 p2 p3"; "?" for one that is not known.
    [[nodiscard]] std::string inside() const
    {
        std::string all;
        for (const auto& each : queue().messages()) {
            all += all.empty() ? "" : " ";
            all += each.number == 0 ? "?" : "?pou"[each.sender.value] + std::to_string(each.number);
        }
        return all;
    }
    [[nodiscard]] bool consistent() const { return most <= queue().maxMessages() && channel().causalityBreaks == 0; }

    state::SystemState state;
    std::size_t most = 0; ///< messages that were ever inside

private:
    [[nodiscard]] probe::Event event(probe::EventKind kind, ProcessId who, std::int32_t result)
    {
        probe::Event e;
        e.time = m_time += 1000;
        e.kind = kind;
        e.process = who.value;
        e.channel = 1;
        e.result = result;
        return e;
    }
    QueueStory& comesBack(ProcessId receiver, ProcessId from, std::uint32_t number, std::int32_t result)
    {
        probe::Event e = event(probe::EventKind::CallReturned, receiver, result);
        e.call = probe::Call::MqReceive;
        e.size = largest;
        e.message = number;
        e.detail = std::uint32_t{from.value} << 16;
        return tell(e);
    }
    QueueStory& tell(const probe::Event& e)
    {
        state::apply(state, e);
        most = std::max(most, queue().messages().size());
        return *this;
    }

    std::int64_t m_time = 0;
    std::array<std::uint32_t, 6> m_numbers{};
    std::array<std::vector<std::uint32_t>, 6> m_sizes;
};

} // namespace sluice::test
