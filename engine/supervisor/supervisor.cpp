#include "supervisor/supervisor.h"

#include "base/process.h"
#include "probe/gate.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace sluice::supervisor {

using mechanisms::Setting;
using probe::Event;
using probe::EventKind;
using probe::monotonicNow;

namespace {

constexpr std::int64_t kickEveryNs = 20'000'000;
constexpr std::int64_t lookForOwnerEveryNs = 1'000'000;
constexpr std::int64_t graceNs = 300'000'000;

std::uint64_t inodeOf(int fd)
{
    struct stat info {};
    return fstat(fd, &info) == 0 ? info.st_ino : 0;
}

} // namespace

Supervisor::Supervisor(Inherited inherited, scenario::Scenario scenario)
    : m_inherited(std::move(inherited)),
      m_scenario(std::move(scenario)),
      m_table(m_scenario),
      m_ring(m_inherited.region.ring(runControl), m_inherited.region.ringBytes()),
      m_settings(m_inherited.region, m_scenario)
{}

Supervisor::~Supervisor()
{
    killAll();
    while (anybodyAlive()) waitForNews();
    endStrays();
}

Result<void> Supervisor::start()
{
    auto ready = makeObjects();
    if (ready) ready = forkWorkers();
    if (ready) return sendWorkers(m_inherited.lifeline.get(), m_workers);
    sendFailure(m_inherited.lifeline.get(), ready.error());
    return ready;
}

/// The objects are made first of all, so that their descriptors get the numbers they would get in any program.
Result<void> Supervisor::makeObjects()
{
    const std::vector<std::int64_t> values = m_table.initialValues(m_scenario);
    for (std::uint16_t id = 1; id <= m_scenario.channels.size(); ++id) {
        Channel channel{mechanismOf(m_scenario, {id}), {}, {}, {}, -1};
        const std::span own =
            std::span(values).subspan(m_table.baseOf(channel.mechanism), channel.mechanism.settings.size());
        auto object = channel.mechanism.create(own, *this);
        if (!object) return fail(object.error());
        channel.object = std::move(*object);
        channel.descriptors = channel.object->descriptors();
        for (const auto& descriptor : channel.descriptors) {
            channel.inodes.push_back(inodeOf(descriptor.fd));
            if (descriptor.end == channel.mechanism.viewThrough)
                channel.capacity = channel.mechanism.view(descriptor.fd, -1).capacityBytes;
        }
        m_channels.push_back(std::move(channel));
    }
    return {};
}

/// With those that it is to fork itself: they are on the same channel.
WorkerPlan Supervisor::planOf(ProcessId id) const
{
    const scenario::ProcessSpec& process = m_scenario.processes[id.value - 1U];
    const Channel& channel = m_channels[process.channel.value - 1U];
    const auto together = std::ranges::count(m_scenario.processes, process.channel, &scenario::ProcessSpec::channel);
    WorkerPlan plan{
        id,
        process.name,
        roleOf(m_scenario, id),
        {process.channel, static_cast<unsigned>(m_table.baseOf(channel.mechanism)), static_cast<unsigned>(together)},
        channel.object.get(),
        {}};
    for (std::uint16_t other = 1; other <= m_scenario.processes.size(); ++other)
        if (roleOf(m_scenario, {other})->childOf == plan.role->name
            && m_scenario.processes[other - 1U].channel == process.channel)
            plan.children.push_back(planOf({other}));
    return plan;
}

Result<void> Supervisor::forkWorkers()
{
    if (const auto made = folder(); !made) return fail(made.error());
    m_workers.resize(m_scenario.processes.size());
    const auto workerOf = [this](ProcessId id) -> StartedWorker& { return m_workers[id.value - 1U]; };
    for (std::uint16_t id = 1; id <= m_scenario.processes.size(); ++id) {
        const WorkerPlan plan = planOf({id});
        if (!plan.role->childOf.empty()) continue;
        auto worker = startWorker(m_inherited.region, plan);
        if (!worker) return fail(worker.error());
        admit(m_inherited.region.control(plan.id), *worker);
        workerOf(plan.id) = std::move(*worker);
        for (const WorkerPlan& child : plan.children) {
            auto adopted = adoptWorker(m_inherited.region, child, workerOf(plan.id));
            if (!adopted) return fail(adopted.error());
            workerOf(child.id) = std::move(*adopted);
        }
    }
    for (const StartedWorker& worker : m_workers)
        if (!worker.pidfd) return fail(Error::ofCall("fork", ESRCH, "a child whose parent is not in the scenario"));
    for (const Channel& channel : m_channels) channel.object->releaseInSupervisor();
    return {};
}

/// Those that have ended come back as new processes, with the settings that are in force.
void Supervisor::startAgain(std::string_view role)
{
    for (std::uint16_t id = 1; id <= m_workers.size() && m_killNs == 0; ++id) {
        if (m_workers[id - 1U].pidfd || !plays(m_scenario, {id}, role)) continue;
        probe::WorkerControl& control = m_inherited.region.control({id});
        for (std::size_t i = 0; i < m_table.size(); ++i) // what was asked of the one before is not for this one
            control.acknowledged[i].store(control.settings[i].load(std::memory_order_relaxed));
        auto worker = startWorker(m_inherited.region, planOf({id}));
        if (!worker) return; // a limit of the machine: it stays as it is, and can be asked for once more
        tellStarted({id}, worker->pid, probe::rawNow(m_inherited.region.clock()));
        admit(control, *worker);
        m_workers[id - 1U] = std::move(*worker);
    }
    for (std::uint16_t id = 1; id <= m_workers.size(); ++id) probe::nudge(m_inherited.region.control({id}));
}

void Supervisor::tellStarted(ProcessId id, int pid, std::int64_t rawTime)
{
    Event event;
    event.kind = EventKind::ProcessStarted;
    event.process = id.value;
    event.result = pid;
    emit(event, rawTime);
}

void Supervisor::run()
{
    while (anybodyAlive()) {
        waitForNews();
        performDueActions();
        holdPrograms();
        killOwners();
        const std::int64_t now = monotonicNow();
        if (m_sessionGone || (m_killNs != 0 && now >= m_killNs)) killAll();
        else if (m_nextKickNs != 0 && now >= m_nextKickNs) kickThoseBehind();
    }
}

std::int64_t Supervisor::nextDeadline() const
{
    std::int64_t deadline = INT64_MAX;
    if (m_nextKickNs != 0) deadline = m_nextKickNs;
    if (m_killNs != 0) deadline = std::min(deadline, m_killNs);
    if (!m_toKill.empty()) deadline = std::min(deadline, monotonicNow() + lookForOwnerEveryNs);
    if (mayHaveToHold()) deadline = std::min(deadline, monotonicNow() + kickEveryNs);
    if (m_begun && m_byHandSinceNs == 0 && m_actionsDone < m_scenario.actions.size())
        deadline = std::min(deadline, m_actionsFromNs + m_scenario.actions[m_actionsDone].at.ns);
    return deadline;
}

/// Sleeps until a worker ends, the session rings or hangs up, or the next thing is due.
void Supervisor::waitForNews()
{
    std::vector<pollfd> watched;
    for (const StartedWorker& worker : m_workers) watched.push_back({worker.pidfd.get(), POLLIN, 0}); // -1: passed over
    watched.push_back({m_inherited.doorbell.get(), POLLIN, 0});
    watched.push_back({m_sessionGone ? -1 : m_inherited.lifeline.get(), POLLIN, 0});

    const std::int64_t deadline = nextDeadline();
    const std::int64_t left = std::max<std::int64_t>(0, deadline - monotonicNow());
    const timespec timeout{static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
    if (ppoll(watched.data(), watched.size(), deadline == INT64_MAX ? nullptr : &timeout, nullptr) <= 0) return;

    for (std::size_t i = 0; i < m_workers.size(); ++i)
        if (watched[i].revents != 0) reap(i);
    if (watched[m_workers.size()].revents != 0) hearDoorbell();
    if (watched[m_workers.size() + 1].revents != 0) hearLifeline();
}

void Supervisor::hearLifeline()
{
    char ignored[64];
    const ssize_t n = recv(m_inherited.lifeline.get(), ignored, sizeof ignored, MSG_DONTWAIT);
    m_sessionGone = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

void Supervisor::hearDoorbell()
{
    std::uint64_t rings = 0;
    (void)!read(m_inherited.doorbell.get(), &rings, sizeof rings);
    const probe::WorkerControl& run = m_inherited.region.control(runControl);
    if (!m_begun && run.gate.load(std::memory_order_acquire) == 0) begin();
    if (m_begun) passOnChanges();
    if (m_begun) noteByHand();
    if (m_killNs == 0 && run.stop.load(std::memory_order_acquire) != 0) stop();
}

/// Time 0. The starts of the workers are put in before any worker can put in anything of its own.
void Supervisor::begin()
{
    probe::Region& region = m_inherited.region;
    const std::int64_t raw = probe::rawNow(region.clock());
    m_begun = true;
    m_actionsFromNs = monotonicNow();
    noteByHand();
    for (std::uint16_t id = 1; id <= m_workers.size(); ++id) tellStarted({id}, m_workers[id - 1U].pid, raw);
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        if (m_channels[i].capacity < 0) continue;
        Event event;
        event.kind = EventKind::KernelCapacity;
        event.channel = static_cast<std::uint16_t>(i + 1);
        event.result = static_cast<std::int32_t>(m_channels[i].capacity);
        emit(event, raw);
    }
    for (const Event& event : m_early) emit(event, raw);
    region.setStartRaw(raw);
    for (std::uint16_t id = 0; id <= region.workers(); ++id) probe::nudge(region.control({id}));
}

/// While the viewer is the scheduler, the scenario's own clock stands.
void Supervisor::noteByHand()
{
    const bool byHand = m_inherited.region.control(runControl).byHand.load(std::memory_order_acquire) != 0;
    if (byHand == (m_byHandSinceNs != 0)) return;
    const std::int64_t now = monotonicNow();
    if (!byHand) m_actionsFromNs += now - m_byHandSinceNs;
    m_byHandSinceNs = byHand ? now : 0;
}

void Supervisor::performDueActions()
{
    if (!m_begun || m_killNs != 0 || m_byHandSinceNs != 0) return;
    const std::int64_t now = monotonicNow();
    const auto& actions = m_scenario.actions;
    for (; m_actionsDone < actions.size() && m_actionsFromNs + actions[m_actionsDone].at.ns <= now; ++m_actionsDone) {
        m_settings.perform(actions[m_actionsDone]);
        passOnChanges();
    }
}

void Supervisor::passOnChanges()
{
    for (const SettingsDoor::Change& change : m_settings.takeChanges()) {
        const Setting& setting = m_table[static_cast<std::size_t>(change.index)];
        const bool own = setting.doer == Setting::Doer::Supervisor, action = setting.kind == Setting::Kind::Action;
        if (own && action) startAgain(setting.key.substr(0, setting.key.rfind('.')));
        if (own && !action) {
            apply(change);
            continue;
        }
        tellChange(change);
        if (setting.doer == Setting::Doer::Killer) {
            for (std::uint16_t id = 1; id <= m_channels.size(); ++id)
                if (m_table.belongs(static_cast<std::size_t>(change.index), m_channels[id - 1U].mechanism))
                    m_toKill.push_back({id});
            continue;
        }
        m_settings.pass(change);
        if (m_nextKickNs == 0) m_nextKickNs = monotonicNow() + kickEveryNs;
    }
}

void Supervisor::tellChange(const SettingsDoor::Change& change)
{
    Event event;
    event.kind = EventKind::SettingChanged;
    event.detail = static_cast<std::uint32_t>(change.index);
    event.setValue(change.value);
    emit(event, probe::rawNow(m_inherited.region.clock()));
}

/// Waits until somebody is the owner. It stays so for milliseconds, and is killed microseconds after it was looked for.
void Supervisor::killOwners()
{
    std::erase_if(m_toKill, [this](ChannelId channel) {
        const ProcessId owner = m_channels[channel.value - 1U].object->owner();
        if (owner.value == 0 || owner.value > m_workers.size()) return false;
        const UniqueFd& pidfd = m_workers[owner.value - 1U].pidfd;
        return pidfd && sendSignal(pidfd.get(), SIGKILL);
    });
}

void Supervisor::apply(const SettingsDoor::Change& change)
{
    for (std::uint16_t id = 1; id <= m_channels.size(); ++id)
        if (m_table.belongs(static_cast<std::size_t>(change.index), m_channels[id - 1U].mechanism))
            apply(change, ChannelId{id});
}

/// Changes the kernel object, then says what it has become: the kernel may round a value, or refuse it.
void Supervisor::apply(const SettingsDoor::Change& change, ChannelId channel)
{
    const probe::ClockKind clock = m_inherited.region.clock();
    const Setting& setting = m_table[static_cast<std::size_t>(change.index)];
    const mechanisms::Mechanism& mechanism = m_channels[channel.value - 1U].mechanism;
    const UniqueFd fd = borrow(channel, mechanism.viewThrough);
    const std::int64_t earlier = probe::rawNow(clock);
    auto made = fd ? mechanism.apply(fd.get(), setting, change.value)
                   : fail(Error::ofCall("pidfd_getfd", EBADF, "no worker has this end open any more"));
    const std::int64_t later = probe::rawNow(clock);

    const std::int64_t value = made ? *made : change.before;
    m_settings.correct({change.index, value, value});
    // A writer may go on the moment there is more room, and must not be seen to do so before there is.
    const std::int64_t when = value > change.before ? earlier : later;
    Event changed;
    changed.kind = EventKind::SettingChanged;
    changed.detail = static_cast<std::uint32_t>(change.index);
    changed.setValue(value);
    emit(changed, when);
    Event capacity;
    capacity.kind = EventKind::KernelCapacity;
    capacity.channel = channel.value;
    capacity.result =
        made ? static_cast<std::int32_t>(mechanism.view(fd.get(), -1).capacityBytes) : -made.error().number;
    emit(capacity, when);
}

/// A duplicate of that end of the channel from any worker that still has it open, for a moment.
UniqueFd Supervisor::borrow(ChannelId id, probe::End end) const
{
    const Channel& channel = m_channels[id.value - 1U];
    for (std::size_t w = 0; w < m_workers.size(); ++w) {
        const StartedWorker& worker = m_workers[w];
        if (!worker.pidfd || m_scenario.processes[w].channel != id) continue;
        for (std::size_t i = 0; i < channel.descriptors.size(); ++i) {
            if (channel.descriptors[i].end != end) continue;
            auto copy = duplicateOrReopen(worker.pidfd.get(), worker.pid, channel.descriptors[i].fd);
            if (copy && inodeOf(copy->get()) == channel.inodes[i]) return std::move(*copy);
        }
    }
    return {};
}

/// All at once is impossible, so while the workers end one after another the supervisor keeps each end of every
/// channel open: or the last thing seen of a writer would be a SIGPIPE that nobody had asked for.
void Supervisor::stop()
{
    for (std::uint16_t channel = 1; channel <= m_channels.size(); ++channel)
        for (const probe::End end : {probe::End::Read, probe::End::Write})
            if (UniqueFd fd = borrow({channel}, end)) m_standIns.push_back(std::move(fd));
    for (std::uint16_t id = 1; id <= m_inherited.region.workers(); ++id) {
        probe::WorkerControl& control = m_inherited.region.control({id});
        control.stop.store(1, std::memory_order_release);
        probe::nudge(control);
    }
    for (std::uint16_t id = 1; id <= m_inherited.region.workers(); ++id) {
        const StartedWorker& worker = m_workers[id - 1U];
        if (!worker.pidfd || m_inherited.region.control({id}).executed.load() == 0) continue;
        (void)sendSignal(worker.pidfd.get(), SIGTERM);
        (void)sendSignal(worker.pidfd.get(), SIGCONT); // or it would stand there and not take the other
    }
    m_killNs = monotonicNow() + graceNs;
    kickThoseBehind();
}

/// Interrupts the system call in which a worker may be blocked. Too early does no harm, so it is simply repeated.
void Supervisor::kickThoseBehind()
{
    bool anybody = false;
    for (std::size_t i = 0; i < m_workers.size(); ++i) {
        if (!m_workers[i].pidfd) continue;
        if (m_killNs == 0 && !m_settings.isBehind({static_cast<std::uint16_t>(i + 1)})) continue;
        (void)sendSignal(m_workers[i].pidfd.get(), SIGURG);
        anybody = true;
    }
    m_nextKickNs = anybody ? monotonicNow() + kickEveryNs : 0;
}

void Supervisor::killAll()
{
    for (const StartedWorker& worker : m_workers)
        if (worker.pidfd) (void)sendSignal(worker.pidfd.get(), SIGKILL);
}

/// How it has ended; it is not reaped yet.
std::optional<siginfo_t> Supervisor::endOf(std::size_t worker) const
{
    siginfo_t info{};
    const auto pidfd = static_cast<id_t>(m_workers[worker].pidfd.get());
    if (waitid(P_PIDFD, pidfd, &info, WEXITED | WNOHANG | WNOWAIT) != 0)
        return errno == ECHILD ? endOfGrandchild(m_workers[worker].pid) : std::nullopt;
    return info.si_pid != 0 ? std::optional(info) : std::nullopt;
}

void Supervisor::reap(std::size_t worker)
{
    if (m_begun) tellWritten(worker);
    const auto info = endOf(worker);
    if (!info) return;
    // First its number is taken away, then it is reaped: see Worker::pidfdOf().
    m_inherited.region.control({static_cast<std::uint16_t>(worker + 1)}).pid.store(0, std::memory_order_seq_cst);
    waitid(P_PIDFD, static_cast<id_t>(m_workers[worker].pidfd.get()), nullptr, WEXITED | WNOHANG);
    m_workers[worker].pidfd.reset();
    Event event;
    event.kind = EventKind::ProcessEnded;
    event.process = static_cast<std::uint16_t>(worker + 1);
    event.size = static_cast<std::uint32_t>(info->si_code);
    event.result = info->si_status;
    if (m_begun) emit(event, probe::rawNow(m_inherited.region.clock()));
    else m_early.push_back(event);
}

bool Supervisor::anybodyAlive() const
{
    return std::any_of(m_workers.begin(), m_workers.end(), [](const auto& worker) { return worker.pidfd.valid(); });
}

void Supervisor::emit(Event event, std::int64_t rawTime)
{
    event.time = rawTime;
    m_ring.put(event);
}

} // namespace sluice::supervisor
