#include "mechanisms/race.h"

#include "mechanisms/descriptor_port.h"
#include "mechanisms/lane_buffer.h"
#include "mechanisms/lane_memory.h"
#include "mechanisms/memory.h"
#include "mechanisms/memory_port.h"
#include "mechanisms/processors.h"
#include "mechanisms/race_object.h"
#include "mechanisms/signal_port.h"
#include "mechanisms/source_text.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <utility>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::Worker;
using Events = Worker::Events;
using namespace raceSettings;

/// One side of one lane.
class Runner
{
public:
    virtual ~Runner() = default;
    /// False: the run is to end, the other side has gone, or a message had other bytes.
    virtual bool send(const RaceOrder& order, RaceTurn& turn) = 0;
    virtual bool receive(const RaceOrder& order) = 0;
};

/// Numbers its messages from 1; who finds another number than the next one has been given wrong bytes.
template <class Port>
class RunnerThrough final : public Runner
{
public:
    RunnerThrough(Worker& worker, const LaneObject& lane, RaceMeeting& shared, const LaneBuffer& room, Port port)
        : me(worker),
          m_lane(lane),
          meeting(shared),
          m_message(room.message(lane.through(), lane::largestMessage)),
          m_port(std::move(port))
    {}

    bool send(const RaceOrder& order, RaceTurn& turn) override
    {
        m_port.waitBy(order.waiting);
        me.report(order.events && !order.fill ? Events::On : Events::Off);
        if (order.fill && !fill(order, turn)) return false;
        me.report(order.events ? Events::On : Events::Off);
        m_size = static_cast<std::size_t>(order.size);
        for (std::int64_t i = order.warmUp; i > 0; --i)
            if (!sendNext() || !receiveNext()) return false;

        m_stamps.clear();
        const Usage first = Usage::now(m_port.calls());
        m_stamps.push_back(now());
        for (std::int64_t i = 0; i < order.roundTrips; ++i) {
            if (!sendNext() || !receiveNext()) return false;
            m_stamps.push_back(now());
        }
        const Usage second = Usage::now(m_port.calls());
        const std::int64_t start = now();
        for (std::int64_t i = 0; i < order.messages; ++i)
            if (!sendNext()) return false;
        if (!receiveNext()) return false;
        const Usage third = Usage::now(m_port.calls());
        const std::int64_t end = now();
        me.report(Events::On);

        turn.used[0][0] = second - first;
        turn.used[1][0] = third - second;
        const double nsPerTick = static_cast<double>(third.wall - first.wall)
                                 / static_cast<double>(std::max<std::int64_t>(end - m_stamps.front(), 1));
        return collect(order, start, nsPerTick, turn);
    }

    bool receive(const RaceOrder& order) override
    {
        m_port.waitBy(order.waiting);
        me.report(order.events && !order.fill ? Events::On : Events::Off);
        if (order.fill && !empty(order)) return false;
        me.report(order.events ? Events::On : Events::Off);
        m_size = static_cast<std::size_t>(order.size);
        for (std::int64_t i = order.warmUp; i > 0; --i)
            if (!receiveNext() || !sendNext()) return false;

        meeting.used[0] = Usage::now(m_port.calls());
        for (std::int64_t i = 0; i < order.roundTrips; ++i) {
            if (!receiveNext()) return false;
            meeting.arrived[static_cast<std::size_t>(i)] = now();
            if (!sendNext()) return false;
        }
        meeting.used[1] = Usage::now(m_port.calls());
        std::uint16_t point = 0;
        for (std::int64_t i = 1, next = dueAt(order, 0); i <= order.messages; ++i) {
            if (!receiveNext()) return false;
            if (i < next) continue;
            meeting.arrivals[point] = now();
            next = ++point < racePoints ? dueAt(order, point) : INT64_MAX;
        }
        if (!sendNext()) return false;
        meeting.used[2] = Usage::now(m_port.calls());
        me.report(Events::On);
        return true;
    }

private:
    [[nodiscard]] std::int64_t now() const { return probe::rawNow(me.clock()); }
    /// The message that ends this sixteenth.
    static std::int64_t dueAt(const RaceOrder& order, std::uint16_t point)
    {
        return std::max<std::int64_t>(1, order.messages * (point + 1) / racePoints);
    }

    /// Takes the receiver's times too, once it has written them all.
    bool collect(const RaceOrder& order, std::int64_t start, double nsPerTick, RaceTurn& turn)
    {
        const std::uint32_t number = meeting.asked.load(std::memory_order_relaxed);
        me.waitForOther([&] { return meeting.done.load(std::memory_order_acquire) == number; });
        if (me.stopped()) return false;
        turn.used[0][1] = meeting.used[1] - meeting.used[0];
        turn.used[1][1] = meeting.used[2] - meeting.used[1];
        const auto between = [nsPerTick](std::int64_t from, std::int64_t to) {
            return std::max<std::int64_t>(0, std::llround(static_cast<double>(to - from) * nsPerTick));
        };
        turn.roundTrips.clear();
        turn.oneWay.clear();
        for (std::size_t i = 0; i < static_cast<std::size_t>(order.roundTrips); ++i) {
            turn.roundTrips.push_back(between(m_stamps[i], m_stamps[i + 1]));
            turn.oneWay.push_back(between(m_stamps[i], meeting.arrived[i]));
            turn.oneWay.push_back(between(meeting.arrived[i], m_stamps[i + 1]));
        }
        for (std::size_t i = 0; i < racePoints; ++i) turn.arrivals[i] = between(start, meeting.arrivals[i]);
        return true;
    }

    /// Puts in as many messages as there is room for, and waits until they have been taken out.
    bool fill(const RaceOrder& order, RaceTurn& turn)
    {
        const std::uint64_t held = m_port.fill(m_message.data(), static_cast<std::size_t>(order.size));
        turn.held = static_cast<std::int64_t>(held);
        turn.memory = memoryOf(m_lane, LaneSide::Sender, turn.held);
        meeting.held.store(held + 1, std::memory_order_release); // partner: empty()
        const std::uint32_t number = meeting.asked.load(std::memory_order_relaxed);
        me.waitForOther([&] { return meeting.emptied.load(std::memory_order_acquire) == number; });
        turn.memory += meeting.memory;
        return !me.stopped();
    }
    bool empty(const RaceOrder& order)
    {
        me.waitForOther([&] { return meeting.held.load(std::memory_order_acquire) != 0; });
        std::uint64_t bytes = meeting.held.load(std::memory_order_acquire);
        if (me.stopped() || bytes == 0) return false;
        meeting.memory = memoryOf(m_lane, LaneSide::Receiver, static_cast<std::int64_t>(bytes - 1));
        for (--bytes; bytes > 0;) {
            const auto part = std::min(bytes, static_cast<std::uint64_t>(order.size));
            if (!m_port.receive(m_message.data(), part)) return false;
            bytes -= part;
        }
        meeting.held.store(0, std::memory_order_relaxed);
        meeting.emptied.store(meeting.asked.load(std::memory_order_relaxed), std::memory_order_release);
        return true;
    }

    bool sendNext()
    {
        const std::uint64_t number = ++m_sent;
        std::memcpy(m_message.data(), &number, sizeof number);
        return m_port.send(m_message.data(), m_size);
    }
    bool receiveNext()
    {
        if (!m_port.receive(m_message.data(), m_size)) return false;
        std::uint64_t number = 0;
        std::memcpy(&number, m_message.data(), sizeof number);
        if (number == ++m_received) return true;
        me.report(Events::On);
        me.reportBrokenStream(0, m_received);
        return false;
    }

    Worker& me;
    const LaneObject& m_lane;
    RaceMeeting& meeting;
    std::span<std::byte> m_message; ///< room for the largest
    Port m_port;
    std::size_t m_size = 0;
    std::vector<std::int64_t> m_stamps; ///< raw
    std::uint64_t m_sent = 0, m_received = 0;
};

/// All lanes of one side. What belongs to the other side is closed, or nobody would see that one go.
class Runners
{
public:
    Runners(Worker& worker, const RaceObject& race, LaneSide side)
        : me(worker), m_race(race), m_side(side), m_room(static_cast<std::size_t>(lane::largestMessage))
    {
        for (const RaceTrack& track : race.tracks()) m_runners.push_back(track.lane ? make(track) : nullptr);
    }
    [[nodiscard]] Runner* of(std::uint32_t lane) const
    {
        return lane < m_runners.size() ? m_runners[lane].get() : nullptr;
    }

private:
    std::unique_ptr<Runner> make(const RaceTrack& track)
    {
        LaneObject& lane = *track.lane;
        const auto own = m_side == LaneSide::Sender ? lane.sender() : lane.receiver();
        for (const auto& each : lane.descriptors())
            if (each.fd != own.in && each.fd != own.out) me.close(each.fd);
        constexpr auto first = Waiting::Block; // every turn says anew how to wait
        const bool sends = m_side == LaneSide::Sender;
        switch (track.through) {
        case Through::Pipe:
        case Through::Fifo: return through(lane, DescriptorPort<ReadWrite>(me, own, first));
        case Through::Queue: return through(lane, DescriptorPort<RoomyQueueCalls>(me, own, first));
        case Through::Signal: return through(lane, SignalPort(me, lane, first, sends));
        case Through::Memory:
        case Through::File:
            return through(
                lane, MemoryPort(me, sends ? lane.back() : lane.there(), sends ? lane.there() : lane.back(), first));
        default: return through(lane, DescriptorPort<SendRecv>(me, own, first));
        }
    }
    template <class Port>
    std::unique_ptr<Runner> through(const LaneObject& lane, Port port)
    {
        return std::make_unique<RunnerThrough<Port>>(me, lane, m_race.meeting(), m_room, std::move(port));
    }

    Worker& me;
    const RaceObject& m_race;
    LaneSide m_side;
    LaneBuffer m_room;
    std::vector<std::unique_ptr<Runner>> m_runners;
};

/// Gives every lane its turn, round after round: there in their order, then in the opposite one; two rounds without
/// events, two with.
class Starter
{
public:
    Starter(Worker& worker, const RaceObject& race, bool alone)
        : me(worker), m_race(race), m_alone(alone), m_runners(worker, race, LaneSide::Sender)
    {
        for (const RaceTrack& track : race.tracks()) {
            m_accounts.emplace_back(track.through);
            m_sweeps.emplace_back(track.through);
        }
        me.onChange([this] { m_again = m_again || me.requested(Again); });
    }

    int run()
    {
        std::int64_t counted = 0; // rounds under the same circumstances
        for (std::int64_t round = 0; me.waitForTurn(Rate); ++round, ++counted) {
            RaceOrder order = orderOf(round, counted);
            const bool joined = someJoined(), again = std::exchange(m_again, false) || joined || isOther(order);
            if (me.setting(Sweep) == 0 && again) {
                for (RaceAccount& each : m_accounts) each.startAgain(me);
                order = orderOf(round, counted = 0);
            }
            m_last = order;
            tellFacts(order);
            const std::size_t count = m_race.tracks().size();
            for (std::size_t i = 0; i < count; ++i)
                if (!takeTurn(round % 2 == 0 ? i : count - 1 - i, order))
                    return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
            me.measured(Figure::RaceTurn, -1);
            me.measured(Figure::RaceRounds, round + 1);
        }
        return EXIT_SUCCESS;
    }

private:
    /// A lane takes part that did not before: all begin anew, or it would stay behind and not be comparable.
    bool someJoined()
    {
        unsigned now = 0;
        for (unsigned i = 0; i < throughs; ++i) now |= me.setting(FirstLane + static_cast<int>(i)) != 0 ? 1U << i : 0U;
        return (now & ~std::exchange(m_lanes, now)) != 0;
    }

    /// What was measured so far was measured under other circumstances.
    [[nodiscard]] bool isOther(const RaceOrder& order) const
    {
        RaceOrder same = m_last;
        same.events = order.events;
        return same != order;
    }

    [[nodiscard]] RaceOrder orderOf(std::int64_t round, std::int64_t counted) const
    {
        const bool sweep = me.setting(Sweep) != 0;
        RaceOrder order;
        order.size = sweep ? raceSizes[raceSizeIn(round)] : me.setting(Size);
        order.roundTrips = me.setting(RoundTrips);
        order.messages = std::clamp<std::int64_t>(raceMostBytes / order.size, 1, me.setting(Messages));
        order.warmUp = me.setting(WarmUp);
        order.waiting = static_cast<Waiting>(me.setting(WaitingMethod));
        // Whoever spins on the only processor keeps the other one from running.
        if (m_alone && order.waiting == Waiting::Spin) order.waiting = Waiting::Block;
        order.events = !sweep && me.setting(WithEvents) != 0 && counted % 4 >= 2;
        return order;
    }

    void tellFacts(const RaceOrder& order)
    {
        const auto tell = [&](RaceFact fact, std::int64_t value) {
            me.measured(Figure::RaceFact, value, static_cast<std::uint16_t>(fact));
        };
        tell(RaceFact::Size, order.size);
        tell(RaceFact::RoundTrips, order.roundTrips);
        tell(RaceFact::Messages, order.messages);
        tell(RaceFact::WarmUp, order.warmUp);
        tell(RaceFact::Waiting, static_cast<std::int64_t>(order.waiting));
    }

    /// Why this lane has no turn with that order, as errno; 0: it has one.
    [[nodiscard]] int refusal(const RaceTrack& track, const RaceOrder& order) const
    {
        if (!track.lane) return track.refused;
        if (order.waiting == Waiting::Poll && isMemory(track.through)) return EOPNOTSUPP; // it has no descriptor
        return order.size > track.largest ? EMSGSIZE : 0;
    }

    bool takeTurn(std::size_t which, RaceOrder order)
    {
        const RaceTrack& track = m_race.tracks()[which];
        if (me.setting(FirstLane + static_cast<int>(which)) == 0) return true;
        const bool sweep = me.setting(Sweep) != 0;
        const std::size_t size = static_cast<std::size_t>(std::ranges::find(raceSizes, order.size) - raceSizes.begin());
        if (const int error = refusal(track, order); error != 0) {
            if (sweep) m_sweeps[which].refuse(size, error, me);
            else m_accounts[which].refuse(error, me);
            return true;
        }
        RaceMeeting& meeting = m_race.meeting();
        const std::uint32_t number = meeting.asked.load(std::memory_order_relaxed) + 1;
        if (!me.step(number)) return false;
        me.measured(Figure::RaceTurn, static_cast<std::int64_t>(which));
        order.fill = !sweep && !m_accounts[which].knowsHeld();
        meeting.lane = static_cast<std::uint32_t>(which);
        meeting.order = order;
        meeting.asked.store(number, std::memory_order_release); // partner: follow()
        me.waitForOther([&] { return meeting.ready.load(std::memory_order_acquire) == number; });
        RaceTurn turn;
        if (me.stopped() || !m_runners.of(meeting.lane)->send(order, turn)) return false;
        if (sweep) m_sweeps[which].add(size, order, turn, me);
        else m_accounts[which].add(order, turn, me);
        return true;
    }

    Worker& me;
    const RaceObject& m_race;
    bool m_alone; ///< both on one processor
    Runners m_runners;
    std::vector<RaceAccount> m_accounts;
    std::vector<SweepAccount> m_sweeps;
    RaceOrder m_last;
    unsigned m_lanes = 0; ///< bits: those that take part
    bool m_again = false; ///< somebody has asked to count again
};

/// The receiver: does its part of whatever turn is asked for.
int follow(Worker& me, const RaceObject& race)
{
    const Runners runners(me, race, LaneSide::Receiver);
    RaceMeeting& meeting = race.meeting();
    for (std::uint32_t number = 1;; ++number) {
        me.waitForOther([&] { return meeting.asked.load(std::memory_order_acquire) == number; });
        if (!me.step(number)) return EXIT_SUCCESS;
        Runner* runner = runners.of(meeting.lane);
        meeting.ready.store(number, std::memory_order_release);
        if (!runner || !runner->receive(meeting.order)) return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
        meeting.done.store(number, std::memory_order_release); // partner: collect()
    }
}

/// Stays on its processor, if it is to have one, and tells which. True: both are to run on the same one.
bool settle(Worker& me, LaneSide side)
{
    const auto pair = chooseProcessors();
    const std::int64_t how = me.setting(Pinned);
    const bool alone = how == 1 || pair.second < 0;
    int cpu = side == LaneSide::Sender || alone ? pair.first : pair.second;
    if (how == 2 || !stayOn({cpu})) cpu = -1;
    const auto fact = side == LaneSide::Sender ? RaceFact::SenderCpu : RaceFact::ReceiverCpu;
    me.measured(Figure::RaceFact, cpu, static_cast<std::uint16_t>(fact));
    return alone;
}

int runSender(Worker& me, KernelObject& object)
{
    ::signal(SIGPIPE, SIG_IGN);
    const bool alone = settle(me, LaneSide::Sender);
    return Starter(me, static_cast<const RaceObject&>(object), alone).run();
}

int runReceiver(Worker& me, KernelObject& object)
{
    ::signal(SIGPIPE, SIG_IGN);
    settle(me, LaneSide::Receiver);
    return follow(me, static_cast<const RaceObject&>(object));
}

constexpr std::array<Role, 2> roles{{{.name = lane::sender, .run = runSender, .sends = true, .like = "race"},
                                     {.name = lane::receiver, .run = runReceiver, .sends = true, .like = "race"}}};

Mechanism named(std::string_view kind)
{
    return {.kind = kind,
            .family = "tradeoffs",
            .title = marked("mechanisms", "Trade-offs"),
            .roles = roles,
            .settings = settings,
            .create = RaceObject::create,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .boundedIn = {},
            .source = sourceText("race.cpp")};
}

} // namespace

std::string_view raceKeyOf(Through lane) { return lanes[static_cast<std::size_t>(lane)].key; }

Mechanism race() { return named("race"); }
Mechanism raceTimes() { return named("race-times"); }
Mechanism raceTable() { return named("race-table"); }
Mechanism raceSweep() { return named("race-sizes"); }

} // namespace sluice::mechanisms
