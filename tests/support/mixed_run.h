#pragma once

#include "trace/trace_view.h"

#include <algorithm>
#include <array>
#include <deque>
#include <random>
#include <vector>

namespace sluice::test {

/// The events of eight workers at full speed, as the collector would hand them on: a writer and a reader each of a
/// pipe, a Unix socket and a message queue, and two that add to a counter in shared memory. Who comes next is drawn by
/// lot, so that channels run full and empty, and calls wait for each other.
///     MixedRun run(1);  run.play(100'000);  SegmentBuilder(run.meta().scenario).take(run.events(), done);
class MixedRun
{
public:
    static constexpr std::int64_t nsBetweenEvents = 100; ///< ten million a second

    explicit MixedRun(unsigned seed) : m_random(seed)
    {
        scenario::Scenario& scenario = m_meta.scenario;
        scenario.id = "mixed";
        scenario.mechanism = "pipe";
        scenario.processes = {{"writer", "writer"}, {"reader", "reader"}, {"client", "client"},
                              {"server", "server"}, {"sender", "sender"}, {"receiver", "receiver"},
                              {"adder A", "adder"}, {"adder B", "adder"}};
        scenario.channels = {{"pipe", "pipe"}, {"connection", "unix"}, {"queue", "mq"}, {"counter", "counter"}};
        for (std::uint16_t who = 1; who <= workers; ++who)
            add(probe::EventKind::ProcessStarted, who, 0).result = 4000 + who;
        for (std::uint16_t pair = 0; pair < pairs; ++pair) {
            opens(static_cast<std::uint16_t>(2 * pair + 1), probe::End::Write);
            opens(static_cast<std::uint16_t>(2 * pair + 2), probe::End::Read);
        }
    }

    /// So many more events.
    void play(std::size_t count)
    {
        const std::size_t end = m_events.size() + count;
        while (m_events.size() < end) step(static_cast<std::uint16_t>(m_random() % workers + 1));
    }

    [[nodiscard]] const std::vector<probe::Event>& events() const { return m_events; }
    [[nodiscard]] const trace::Meta& meta() const { return m_meta; }
    static constexpr std::uint16_t workers = 8;

private:
    static constexpr std::uint16_t pairs = 3, counterChannel = 4;
    static constexpr std::uint32_t largest = 8192;

    struct Pair {
        std::deque<std::uint32_t> inside; ///< bytes of the messages; of a stream, what is left of them
        std::uint32_t depth = 0, message = 0, size = 0;
        std::uint32_t received = 0; ///< number of the newest message that came out
        bool sending = false, receiving = false;
        std::uint32_t asked = 0;
    };

    [[nodiscard]] static probe::Call callOf(std::size_t pair, bool sends)
    {
        static constexpr std::array<std::array<probe::Call, 2>, pairs> calls{
            {{probe::Call::Read, probe::Call::Write},
             {probe::Call::Recv, probe::Call::Send},
             {probe::Call::MqReceive, probe::Call::MqSend}}};
        return calls[pair][sends ? 1 : 0];
    }

    void step(std::uint16_t who)
    {
        if (who > 2 * pairs) return touch(who);
        const std::size_t pair = (who - 1U) / 2;
        Pair& own = m_pairs[pair];
        if (who % 2 == 1) send(who, pair, own);
        else receive(who, pair, own);
    }

    void send(std::uint16_t who, std::size_t pair, Pair& own)
    {
        if (!own.sending) {
            // Mostly small ones, as at full speed; now and then some that fill pages.
            own.size = m_random() % 16 == 0 ? static_cast<std::uint32_t>(m_random() % 4096 + 1) : 64;
            ++own.message;
        } else if (pair == 2 ? own.inside.size() >= 10 : own.depth + own.size > 28'672) {
            return; // waits for the other one
        }
        probe::Event& event =
            add(own.sending ? probe::EventKind::CallReturned : probe::EventKind::CallEntered, who, pair);
        event.call = callOf(pair, true);
        event.detail = 4;
        event.size = own.size;
        event.message = own.message;
        event.line = own.sending ? 101 : 100;
        if (own.sending) {
            event.result = pair == 2 ? 0 : static_cast<std::int32_t>(own.size);
            own.inside.push_back(own.size);
            own.depth += own.size;
        }
        own.sending = !own.sending;
    }

    void receive(std::uint16_t who, std::size_t pair, Pair& own)
    {
        if (own.receiving && own.inside.empty()) return; // waits for the other one
        if (!own.receiving)
            own.asked = pair == 2 ? largest : static_cast<std::uint32_t>(m_random() % 8 == 0 ? 4096 : 64);
        probe::Event& event =
            add(own.receiving ? probe::EventKind::CallReturned : probe::EventKind::CallEntered, who, pair);
        event.call = callOf(pair, false);
        event.detail = 3;
        event.size = own.asked;
        event.line = own.receiving ? 201 : 200;
        if (own.receiving) takeOut(event, who, pair, own);
        own.receiving = !own.receiving;
    }

    static void takeOut(probe::Event& event, std::uint16_t who, std::size_t pair, Pair& own)
    {
        std::uint32_t got = 0;
        if (pair == 2) {
            got = own.inside.front();
            own.inside.pop_front();
            event.message = ++own.received;
            event.detail |= std::uint32_t{who - 1U} << 16; // whose it was
        }
        while (pair != 2 && got < own.asked && !own.inside.empty()) {
            const std::uint32_t part = std::min(own.inside.front(), own.asked - got);
            got += part;
            if ((own.inside.front() -= part) == 0) own.inside.pop_front();
        }
        own.depth -= got;
        event.result = static_cast<std::int32_t>(got);
    }

    /// One adds, step by step: load and addition.
    void touch(std::uint16_t who)
    {
        std::int64_t& loaded = m_loaded[who - 2U * pairs - 1];
        probe::Event& event = add(probe::EventKind::MemoryTouched, who, counterChannel - 1);
        const bool load = loaded < 0;
        event.detail = static_cast<std::uint32_t>(load ? probe::Touch::Load : probe::Touch::Add);
        loaded = load ? m_counter : -1;
        if (!load) ++m_counter;
        event.setValue(m_counter);
        event.line = load ? 165 : 166;
    }

    void opens(std::uint16_t who, probe::End end)
    {
        probe::Event& event = add(probe::EventKind::DescriptorOpened, who, (who - 1U) / 2);
        event.detail = end == probe::End::Read ? 3 : 4;
        event.size = static_cast<std::uint32_t>(end);
    }

    probe::Event& add(probe::EventKind kind, std::uint16_t who, std::size_t pair)
    {
        probe::Event event;
        event.time = m_time += nsBetweenEvents;
        event.process = who;
        event.channel = kind == probe::EventKind::ProcessStarted ? 0 : static_cast<std::uint16_t>(pair + 1);
        event.kind = kind;
        return m_events.emplace_back(event);
    }

    std::mt19937 m_random;
    trace::Meta m_meta;
    std::vector<probe::Event> m_events;
    std::array<Pair, pairs> m_pairs;
    std::array<std::int64_t, 2> m_loaded{-1, -1};
    std::int64_t m_time = 0, m_counter = 0;
};

} // namespace sluice::test
