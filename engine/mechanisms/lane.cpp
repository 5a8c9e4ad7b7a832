#include "mechanisms/lane.h"

#include "base/words.h"
#include "mechanisms/descriptor_port.h"
#include "mechanisms/lane_buffer.h"
#include "mechanisms/lane_memory.h"
#include "mechanisms/lane_usage.h"
#include "mechanisms/memory.h"
#include "mechanisms/memory_port.h"
#include "mechanisms/processors.h"
#include "mechanisms/signal_port.h"
#include "mechanisms/source_text.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <type_traits>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::Worker;
using Events = Worker::Events;

enum Index { // rows of the table below
    Size,
    RoundTrips,
    Messages,
    WarmUp,
    WaitingMethod,
    SenderCpu,
    ReceiverCpu,
    Capacity,
    EventPasses,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;
using Doer = Setting::Doer;

constexpr std::array<std::string_view, 3> waitings{"block", "poll", "spin"};
constexpr std::array<std::string_view, 4> eventPasses{"off", "on", "off, then on", "on, then off"};
constexpr std::int64_t most = 10'000'000, largestCpu = 4095;

constexpr std::array<Setting, SettingCount> settings{{
    {lane::size, marked("settings", "Message size"), Kind::Number, Unit::Bytes, lane::smallestMessage,
     lane::largestMessage, 64, Doer::Start},
    {lane::roundTrips, marked("settings", "Round trips"), Kind::Number, Unit::None, 1, most, 2000, Doer::Start},
    {lane::messages, marked("settings", "Messages one way"), Kind::Number, Unit::None, 1, most, 20'000, Doer::Start},
    {lane::warmUp, marked("settings", "Round trips before these"), Kind::Number, Unit::None, 1, most, 200, Doer::Start},
    {lane::waiting, marked("settings", "How they wait"), Kind::Choice, Unit::None, 0, 2, 0, Doer::Start, waitings},
    {lane::senderCpu, marked("settings", "Processor of the sender (-1: any)"), Kind::Number, Unit::None, -1, largestCpu,
     -1, Doer::Start},
    {lane::receiverCpu, marked("settings", "Processor of the receiver (-1: any)"), Kind::Number, Unit::None, -1,
     largestCpu, -1, Doer::Start},
    {lane::capacity, marked("settings", "Capacity (0: the system's)"), Kind::Number, Unit::Bytes, 0, 1 << 20, 65536,
     Doer::Start},
    {lane::events, marked("settings", "Passes with events"), Kind::Choice, Unit::None, 0, 3, 0, Doer::Start,
     eventPasses},
}};

/// What is told when all passes are over: telling would disturb what is timed.
class Account
{
public:
    /// Room for all stamps, which is written now: no page of it is a fault later, while something is timed.
    explicit Account(std::size_t roundTrips)
    {
        for (auto& each : m_stamps) each.resize(roundTrips + 1);
    }

    void add(unsigned pass, LanePart part, std::int64_t messages, const Usage& used)
    {
        const auto put = [&](Tally tally, std::int64_t value) {
            m_tallies.push_back({tallyIndex(pass, part, tally), value});
        };
        put(Tally::Nanoseconds, used.wall);
        put(Tally::Messages, messages);
        put(Tally::Calls, used.calls);
        put(Tally::CpuTime, used.cpu);
        put(Tally::SystemTime, used.system);
        put(Tally::Waits, used.waits);
        put(Tally::Preemptions, used.preemptions);
        put(Tally::Faults, used.faults);
    }
    /// Of the lane, and told once.
    void once(Tally tally, std::int64_t value) { m_tallies.push_back({tallyIndex(0, LanePart::OneWay, tally), value}); }
    /// Where that pass puts its raw times: one more than its round trips.
    [[nodiscard]] std::int64_t* stamps(unsigned pass) { return m_stamps[pass].data(); }
    void stamped(unsigned pass, std::size_t count) { m_stampCounts[pass] = count; }

    void tell(Worker& me) const
    {
        me.report(Events::On);
        for (const auto& [index, value] : m_tallies) me.measured(Figure::LaneTally, value, index);
        for (unsigned pass = 0; pass < mostPasses; ++pass)
            for (std::size_t i = 0; i < m_stampCounts[pass]; ++i)
                me.measured(Figure::LaneStamp, m_stamps[pass][i], static_cast<std::uint16_t>(pass));
    }

private:
    struct Told {
        std::uint16_t index;
        std::int64_t value;
    };
    std::vector<Told> m_tallies;
    std::array<std::vector<std::int64_t>, mostPasses> m_stamps;
    std::array<std::size_t, mostPasses> m_stampCounts{};
};

/// Numbers its messages from 1; a receiver that finds another number than the next one has been given wrong bytes.
template <class Port>
class Rider
{
public:
    Rider(Worker& worker, const LaneObject& lane, Port& ownPort)
        : me(worker),
          object(lane),
          notes(lane.notes()),
          port(ownPort),
          m_room(static_cast<std::size_t>(me.setting(Size))),
          m_message(m_room.message(lane.through(), static_cast<std::size_t>(me.setting(Size)))),
          m_roundTrips(me.setting(RoundTrips)),
          m_messages(me.setting(Messages)),
          m_account(static_cast<std::size_t>(m_roundTrips))
    {}

    int send()
    {
        me.waitForOther([this] { return notes.ready.load(std::memory_order_acquire) != 0; });
        if (me.stopped()) return EXIT_FAILURE;
        const std::uint64_t held = port.fill(m_message.data(), m_message.size());
        m_account.once(Tally::Held, static_cast<std::int64_t>(held));
        m_account.once(Tally::Memory, memoryOf(object, LaneSide::Sender, static_cast<std::int64_t>(held)));
        notes.held.store(held + 1, std::memory_order_release); // partner: empty()
        me.waitForOther([this] { return notes.emptied.load(std::memory_order_acquire) != 0; });
        return run([this](unsigned pass) { return sendPass(pass); });
    }
    int receive()
    {
        notes.ready.store(1, std::memory_order_release); // partner: send()
        me.waitForOther([this] { return notes.held.load(std::memory_order_acquire) != 0; });
        if (me.stopped()) return EXIT_FAILURE;
        const std::uint64_t held = notes.held.load(std::memory_order_acquire) - 1;
        m_account.once(Tally::Memory, memoryOf(object, LaneSide::Receiver, static_cast<std::int64_t>(held)));
        if (!empty(held)) return EXIT_FAILURE;
        notes.emptied.store(1, std::memory_order_release);
        return run([this](unsigned pass) { return receivePass(pass); });
    }

private:
    template <class Pass>
    int run(Pass pass)
    {
        const auto passes = static_cast<LaneEvents>(me.setting(EventPasses));
        const bool two = passes == LaneEvents::OffThenOn || passes == LaneEvents::OnThenOff;
        bool on = passes == LaneEvents::On || passes == LaneEvents::OnThenOff;
        for (unsigned i = 0; i < (two ? 2U : 1U); ++i, on = !on) {
            me.report(Events::Off);
            m_on = on ? Events::On : Events::Off;
            if (!pass(i)) return EXIT_FAILURE;
        }
        m_account.tell(me);
        return EXIT_SUCCESS;
    }

    bool sendPass(unsigned pass)
    {
        for (std::int64_t i = me.setting(WarmUp); i > 0; --i)
            if (!sendMany(1) || !receiveMany(1)) return false;
        me.report(m_on);
        const Usage first = Usage::now(port.calls());
        if (!askAndAwait(m_account.stamps(pass))) return false;
        m_account.stamped(pass, static_cast<std::size_t>(m_roundTrips) + 1);
        const Usage second = Usage::now(port.calls());
        if (!sendMany(m_messages) || !receiveMany(1)) return false;
        addUsage(pass, first, second);
        return true;
    }

    bool receivePass(unsigned pass)
    {
        for (std::int64_t i = me.setting(WarmUp); i > 0; --i)
            if (!receiveMany(1) || !sendMany(1)) return false;
        me.report(m_on);
        const Usage first = Usage::now(port.calls());
        if (!awaitAndAnswer(m_account.stamps(pass))) return false;
        m_account.stamped(pass, static_cast<std::size_t>(m_roundTrips));
        const Usage second = Usage::now(port.calls());
        if (!receiveMany(m_messages) || !sendMany(1)) return false;
        addUsage(pass, first, second);
        return true;
    }
    void addUsage(unsigned pass, const Usage& first, const Usage& second)
    {
        const Usage third = Usage::now(port.calls());
        m_account.add(pass, LanePart::RoundTrips, 2 * m_roundTrips, second - first);
        m_account.add(pass, LanePart::OneWay, m_messages, third - second);
    }

    /// Where messages stand and how many have moved, in the hands of one loop: the compiler can keep it in registers.
    /// After a system call the processor has often forgotten where it was, and every step out of the way counts.
    template <class Size>
    struct Course {
        Port port;
        std::byte* message;
        [[no_unique_address]] Size size;
        std::uint64_t sent, received;
    };
    /// Repeats a step while it returns true. False: the run is to end, or the other side has gone.
    template <class Step>
    [[gnu::always_inline]] bool repeat(std::int64_t times, Step step)
    {
        // In memory, where a message takes some twenty instructions, the compiler is told of the size that most have.
        if constexpr (std::is_same_v<Port, MemoryPort>)
            if (m_message.size() == LaneRing::line)
                return repeat(times, step, std::integral_constant<std::size_t, LaneRing::line>{});
        return repeat(times, step, m_message.size());
    }
    template <class Step, class Size>
    [[gnu::always_inline]] bool repeat(std::int64_t times, Step step, Size size)
    {
        Course<Size> course{port, m_message.data(), size, m_sent, m_received};
        std::int64_t done = 0;
        while (done < times && step(course, done)) ++done;
        m_sent = course.sent;
        m_received = course.received;
        std::destroy_at(&port);
        std::construct_at(&port, course.port);
        return done == times;
    }
    [[gnu::always_inline]] bool send(auto& course)
    {
        const std::uint64_t number = ++course.sent;
        std::memcpy(course.message, &number, sizeof number);
        return course.port.send(course.message, course.size);
    }
    [[gnu::always_inline]] bool receive(auto& course)
    {
        if (!course.port.receive(course.message, course.size)) return false;
        std::uint64_t number = 0;
        std::memcpy(&number, course.message, sizeof number);
        if (number == ++course.received) [[likely]]
            return true;
        me.report(Events::On);
        me.reportBrokenStream(0, course.received);
        return false;
    }

    [[gnu::noinline]] bool sendMany(std::int64_t times)
    {
        return repeat(times, [this](auto& course, auto) { return send(course); });
    }
    [[gnu::noinline]] bool receiveMany(std::int64_t times)
    {
        return repeat(times, [this](auto& course, auto) { return receive(course); });
    }
    /// One message at a time, there and back; the time before each and after the last.
    [[gnu::noinline]] bool askAndAwait(std::int64_t* stamps)
    {
        const auto clock = me.clock();
        *stamps = probe::rawNow(clock);
        return repeat(m_roundTrips, [this, stamps, clock](auto& course, std::int64_t i) {
            if (!send(course) || !receive(course)) return false;
            stamps[i + 1] = probe::rawNow(clock);
            return true;
        });
    }
    /// The other side of it; the time at which each has arrived.
    [[gnu::noinline]] bool awaitAndAnswer(std::int64_t* stamps)
    {
        const auto clock = me.clock();
        return repeat(m_roundTrips, [this, stamps, clock](auto& course, std::int64_t i) {
            if (!receive(course)) return false;
            stamps[i] = probe::rawNow(clock);
            return send(course);
        });
    }

    /// Takes out what the sender has put in to see how much fits.
    bool empty(std::uint64_t bytes)
    {
        while (bytes > 0) {
            const std::size_t part = std::min<std::uint64_t>(bytes, m_message.size());
            if (!port.receive(m_message.data(), part)) return false;
            bytes -= part;
        }
        return true;
    }

    Worker& me;
    const LaneObject& object;
    LaneObject::Notes& notes;
    Port& port;
    LaneBuffer m_room;
    std::span<std::byte> m_message;
    std::int64_t m_roundTrips, m_messages;
    Account m_account;
    Events m_on = Events::Off;
    std::uint64_t m_sent = 0, m_received = 0;
};

template <class Port>
int ride(Worker& me, LaneObject& object, Port port, LaneSide side)
{
    Rider<Port> rider(me, object, port);
    return side == LaneSide::Sender ? rider.send() : rider.receive();
}

int run(Worker& me, LaneObject& object, LaneSide side)
{
    me.report(Events::Off);
    me.populateRing(); // what events cost is not what their first page costs
    ::signal(SIGPIPE, SIG_IGN);
    const std::int64_t cpu = me.setting(side == LaneSide::Sender ? SenderCpu : ReceiverCpu);
    if (cpu >= 0 && !stayOn({static_cast<int>(cpu)})) return EXIT_FAILURE;
    const auto own = side == LaneSide::Sender ? object.sender() : object.receiver();
    for (const auto& descriptor : object.descriptors()) // or nobody would see the other one go
        if (descriptor.fd != own.in && descriptor.fd != own.out) me.close(descriptor.fd);
    const auto waiting = static_cast<Waiting>(me.setting(WaitingMethod));
    switch (object.through()) {
    case Through::Pipe:
    case Through::Fifo: return ride(me, object, DescriptorPort<ReadWrite>(me, own, waiting), side);
    case Through::Queue: return ride(me, object, DescriptorPort<QueueCalls>(me, own, waiting), side);
    case Through::Signal: return ride(me, object, SignalPort(me, object, waiting, side == LaneSide::Sender), side);
    case Through::Memory:
    case Through::File: break;
    default: return ride(me, object, DescriptorPort<SendRecv>(me, own, waiting), side);
    }
    me.report(Events::On);
    me.measured(Figure::SampledOneIn, lane::sampledOneIn);
    me.report(Events::Off);
    const bool sends = side == LaneSide::Sender;
    return ride(me, object,
                MemoryPort(me, sends ? object.back() : object.there(), sends ? object.there() : object.back(), waiting),
                side);
}

int runSender(Worker& me, KernelObject& object) { return run(me, static_cast<LaneObject&>(object), LaneSide::Sender); }
int runReceiver(Worker& me, KernelObject& object)
{
    return run(me, static_cast<LaneObject&>(object), LaneSide::Receiver);
}

/// Both heed the settings of the lane.
constexpr std::array<Role, 2> roles{
    {{lane::sender, runSender, true, false, lane::family}, {lane::receiver, runReceiver, true, false, lane::family}}};

template <Through through>
Result<std::unique_ptr<KernelObject>> createLane(std::span<const std::int64_t> values, Names& names)
{
    auto made = LaneObject::create(through, {values[Size], values[Capacity]}, names);
    if (!made) return fail(made.error());
    return std::move(*made);
}

using Create = Result<std::unique_ptr<KernelObject>> (*)(std::span<const std::int64_t>, Names&);
struct Row {
    std::string_view kind;
    Create create;
};
constexpr std::array<Row, throughs> rows{{
    {"lane-pipe", createLane<Through::Pipe>},
    {"lane-fifo", createLane<Through::Fifo>},
    {"lane-mq", createLane<Through::Queue>},
    {"lane-unix", createLane<Through::Unix>},
    {"lane-tcp", createLane<Through::Tcp>},
    {"lane-pair", createLane<Through::Pair>},
    {"lane-datagram", createLane<Through::Datagram>},
    {"lane-seqpacket", createLane<Through::Seqpacket>},
    {"lane-ring", createLane<Through::Memory>},
    {"lane-signal", createLane<Through::Signal>},
    {"lane-file", createLane<Through::File>},
}};

} // namespace

std::string_view laneKind(Through through) { return rows[static_cast<std::size_t>(through)].kind; }

Mechanism laneThrough(Through through)
{
    return {.kind = laneKind(through),
            .family = lane::family,
            .title = marked("mechanisms", "Trade-offs"),
            .roles = roles,
            .settings = settings,
            .create = rows[static_cast<std::size_t>(through)].create,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .source = sourceText("lane.cpp")};
}

} // namespace sluice::mechanisms
