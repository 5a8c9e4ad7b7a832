#include "compare/lane_run.h"

#include "session/session.h"

#include "probe/region.h"

#include <algorithm>
#include <bit>
#include <ctime>
#include <poll.h>

namespace sluice::compare {

using mechanisms::LaneEvents;
using mechanisms::LanePart;
using mechanisms::Tally;
using probe::Event;
using probe::Figure;

namespace {

constexpr int lookEveryMs = 10;
constexpr int graceMs = 2000; ///< that one process may live on when the other has ended

scenario::Scenario scenarioFor(const Plan& plan, const LaneOrder& order)
{
    namespace lane = mechanisms::lane;
    scenario::Scenario scenario;
    scenario.id = "compare";
    scenario.mechanism = lane::family;
    scenario.channels = {{"lane", std::string(mechanisms::laneKind(order.through))}};
    for (const std::string_view role : {lane::sender, lane::receiver})
        scenario.processes.push_back({std::string(role), std::string(role), {1}});
    const auto set = [&](std::string_view key, std::int64_t value) { scenario.settings[std::string(key)] = value; };
    set(lane::size, plan.size);
    set(lane::roundTrips, plan.roundTrips);
    set(lane::messages, plan.messages);
    set(lane::warmUp, plan.warmUp);
    set(lane::waiting, static_cast<std::int64_t>(plan.waiting));
    set(lane::senderCpu, order.processors.sender);
    set(lane::receiverCpu, order.processors.receiver);
    set(lane::capacity, plan.capacity);
    set(lane::events, static_cast<std::int64_t>(order.events));
    return scenario;
}

/// Room for what a process tells at the end, and for what it does while somebody has no time to look.
std::size_t ringBytesFor(const Plan& plan, Through through)
{
    constexpr std::size_t least = std::size_t{8} << 20, mostBytes = std::size_t{128} << 20;
    const std::int64_t ofMessage = mechanisms::isMemory(through) ? 1 : 4; // one access; two calls, or one more to wait
    const auto told = static_cast<std::size_t>(plan.roundTrips * 10 + plan.messages * ofMessage / eventsOneIn(through))
                      * sizeof(Event);
    return std::clamp(std::bit_ceil(told), least, mostBytes);
}

/// What the two processes have told at their ends.
struct Told {
    std::array<std::array<std::vector<std::int64_t>, mechanisms::mostPasses>, 2> stamps; ///< by process and pass; ns
    std::array<std::array<std::array<Taken, 2>, 2>, mechanisms::mostPasses> taken;       ///< by pass, part, process
    std::int64_t held = 0, memory = 0;
    std::array<bool, 2> ended{}, wellEnded{};
    bool broken = false;

    void take(const Event& event);
    void takeTally(const Event& event);
};

void Told::takeTally(const Event& event)
{
    const std::uint16_t index = indexOf(event);
    const unsigned pass = index >> 8U, part = index >> 4U & 0xfU;
    if (pass >= mechanisms::mostPasses || part > static_cast<unsigned>(LanePart::Last)) return;
    Taken& own = taken[pass][part][event.process - 1U];
    switch (static_cast<Tally>(index & 0xfU)) {
    case Tally::Nanoseconds: own.wall = event.value(); break;
    case Tally::Messages: own.messages = event.value(); break;
    case Tally::Calls: own.calls = event.value(); break;
    case Tally::CpuTime: own.cpuTime = event.value(); break;
    case Tally::SystemTime: own.systemTime = event.value(); break;
    case Tally::Waits: own.waits = event.value(); break;
    case Tally::Preemptions: own.preemptions = event.value(); break;
    case Tally::Faults: own.faults = event.value(); break;
    case Tally::Held: held = event.value(); break;
    case Tally::Memory: memory += event.value(); break; // of both ends
    }
}

void Told::take(const Event& event)
{
    if (event.process < 1 || event.process > 2) return;
    if (event.kind == probe::EventKind::ProcessEnded) {
        ended[event.process - 1U] = true;
        wellEnded[event.process - 1U] = event.result == 0;
    }
    broken = broken || event.kind == probe::EventKind::StreamBroken;
    if (event.kind != probe::EventKind::Measured) return;
    const std::uint16_t pass = indexOf(event);
    if (figureOf(event) == Figure::LaneTally) takeTally(event);
    if (figureOf(event) == Figure::LaneStamp && pass < mechanisms::mostPasses)
        stamps[event.process - 1U][pass].push_back(event.value());
}

/// Whether a process still does anything: the processor time that it has used.
class Pulse
{
public:
    explicit Pulse(int pid)
    {
        m_known = clock_getcpuclockid(pid, &m_clock) == 0;
        m_since = probe::monotonicNow();
    }
    /// For how long it has not been running at all; 0 of one that is gone.
    Duration idle()
    {
        timespec used{};
        if (!m_known || clock_gettime(m_clock, &used) != 0) return {};
        const std::int64_t now = probe::monotonicNow();
        if (used.tv_sec != m_used.tv_sec || used.tv_nsec != m_used.tv_nsec) m_since = now;
        m_used = used;
        return {now - m_since};
    }

private:
    clockid_t m_clock{};
    bool m_known = false;
    timespec m_used{};
    std::int64_t m_since = 0;
};

/// Takes what is told until all has ended.
class Listener
{
public:
    Listener(session::Session& session, Duration patience) : m_session(session), m_patience(patience)
    {
        for (const auto& worker : session.workers()) m_pulses.emplace_back(worker.pid);
        for (std::uint16_t id = 0; id <= 2; ++id) m_readers.push_back(session.region().reader({id}));
    }

    Result<Told> listen(const GoOn& goOn)
    {
        int alone = 0; // looks since one of the two has ended
        bool stuck = false;
        while (!m_session.ended()) {
            pollfd watched{m_session.endedFd(), POLLIN, 0};
            poll(&watched, 1, lookEveryMs);
            drain();
            if (!goOn()) return fail(Error::ofCall("compare", ECANCELED));
            if (!stuck && isStuck()) {
                stuck = true;
                m_session.stop();
            }
            if (m_told.ended[0] == m_told.ended[1]) continue;
            if (++alone == graceMs / lookEveryMs) m_session.stop();
        }
        drain();
        if (stuck) return fail(Error::ofCall("compare", ETIMEDOUT, "a process of the lane has stopped moving"));
        for (const auto& reader : m_readers)
            if (reader.lost() > 0)
                return fail(
                    {Error::Code::Limit, "compare", 0,
                     std::to_string(reader.lost()) + " events were lost: fewer messages, or a quieter machine"});
        return std::move(m_told);
    }

private:
    /// Messages need both: if one does nothing at all, the lane has come to a standstill.
    bool isStuck()
    {
        return std::ranges::any_of(m_pulses, [this](Pulse& pulse) { return pulse.idle() > m_patience; });
    }
    void drain()
    {
        for (auto& reader : m_readers) {
            m_events.clear();
            reader.drain(m_events);
            for (const Event& event : m_events) m_told.take(event);
        }
    }

    session::Session& m_session;
    Duration m_patience;
    std::vector<Pulse> m_pulses;
    std::vector<probe::RingReader> m_readers;
    std::vector<Event> m_events;
    Told m_told;
};

/// The sender's stamps are one more than its round trips; between two of them lies the receiver's.
Result<Pass> passOf(const Told& told, unsigned number, bool events, const probe::ClockScale& scale, const Plan& plan)
{
    Pass pass;
    pass.events = events;
    pass.taken = told.taken[number];
    const auto &sent = told.stamps[0][number], &arrived = told.stamps[1][number];
    const auto trips = static_cast<std::size_t>(plan.roundTrips);
    if (sent.size() != trips + 1 || arrived.size() != trips)
        return fail({Error::Code::Missing, "compare", 0, "the processes of the lane told too little"});
    const auto between = [&](std::int64_t from, std::int64_t to) {
        return scale.toTraceTime(to).ns - scale.toTraceTime(from).ns;
    };
    for (std::size_t i = 0; i < trips; ++i) {
        pass.roundTrips.push_back(between(sent[i], sent[i + 1]));
        pass.oneWay.push_back(between(sent[i], arrived[i]));
        pass.oneWay.push_back(between(arrived[i], sent[i + 1]));
    }
    return pass;
}

Result<void> wholeness(const Told& told, Through through)
{
    const std::string which(name(through));
    if (told.broken) return fail({Error::Code::SystemCall, which, EBADMSG, "a message arrived with other bytes"});
    if (!told.wellEnded[0] || !told.wellEnded[1])
        return fail({Error::Code::SystemCall, which, 0, "a process of the lane failed or was killed"});
    return {};
}

} // namespace

Result<LaneRun> runLane(const Plan& plan, const LaneOrder& order, const std::filesystem::path& supervisor,
                        const GoOn& goOn)
{
    session::Session::Options options;
    options.supervisor = supervisor;
    options.ringBytes = ringBytesFor(plan, order.through);
    auto session = session::Session::start(scenarioFor(plan, order), options);
    if (!session) return fail(session.error());
    (*session)->begin();
    probe::ClockScale scale((*session)->region().clock(), (*session)->region().startRaw());
    const auto told = Listener(**session, order.patience).listen(goOn);
    if (!told) return fail(told.error());
    if (auto whole = wholeness(*told, order.through); !whole) return fail(whole.error());
    scale.calibrate();

    LaneRun run;
    run.held = told->held;
    run.memory = told->memory;
    const bool two = order.events == LaneEvents::OffThenOn || order.events == LaneEvents::OnThenOff;
    bool on = order.events == LaneEvents::On || order.events == LaneEvents::OnThenOff;
    for (unsigned i = 0; i < (two ? 2U : 1U); ++i, on = !on) {
        auto pass = passOf(*told, i, on, scale, plan);
        if (!pass) return fail(pass.error());
        run.passes.push_back(std::move(*pass));
    }
    return run;
}

} // namespace sluice::compare
