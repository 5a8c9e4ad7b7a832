#include "session/session.h"

#include "base/process.h"
#include "probe/gate.h"
#include "scenario/setting_table.h"
#include "session/spawn.h"
#include "supervisor/protocol.h"
#include "supervisor/run_folder.h"

#include <algorithm>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace sluice::session {

using mechanisms::Setting;
using supervisor::runControl;

namespace {

constexpr std::int64_t second = 1'000'000'000;

bool readable(int fd, int timeoutMs)
{
    pollfd watched{fd, POLLIN, 0};
    int n = 0;
    do n = poll(&watched, 1, timeoutMs);
    while (n < 0 && errno == EINTR);
    return n > 0;
}

} // namespace

struct Session::Private {
    scenario::Scenario scenario;
    scenario::SettingTable table;
    probe::Region region;
    UniqueFd lifeline = {};
    UniqueFd doorbell = {};
    Spawned supervisor = {};
    std::vector<WorkerHandle> workers = {};

    Private(scenario::Scenario wanted, probe::Region memory)
        : scenario(std::move(wanted)), table(scenario), region(std::move(memory))
    {}
    Private(const Private&) = delete;

    /// Hanging up makes the supervisor kill what is left and go; if it does not, killing it has the same effect.
    ~Private()
    {
        lifeline.reset();
        if (!supervisor.pidfd) return;
        const int pidfd = supervisor.pidfd.get();
        if (!readable(pidfd, 2000)) (void)sendSignal(pidfd, SIGKILL);
        while (waitid(P_PIDFD, static_cast<id_t>(pidfd), nullptr, WEXITED) != 0 && errno == EINTR) {}
        for (const WorkerHandle& worker : workers) (void)readable(worker.pidfd.get(), 2000);
    }

    [[nodiscard]] Result<void> start(const std::filesystem::path& program);
    void ring() const
    {
        const std::uint64_t once = 1;
        (void)!write(doorbell.get(), &once, sizeof once);
    }
    void setGates(Options::Gates gates)
    {
        const bool closed = gates == Options::Gates::Closed;
        region.control(runControl).byHand.store(closed ? 1 : 0, std::memory_order_release);
        for (std::uint16_t id = 1; id <= region.workers(); ++id)
            closed ? probe::hold(region.control({id})) : probe::release(region.control({id}));
    }
    /// The worker of "<process>.hold" or "<process>.step", else null.
    [[nodiscard]] probe::WorkerControl* controlNamed(std::string_view key, std::string_view suffix) const;
};

Result<void> Session::Private::start(const std::filesystem::path& program)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return failedCall("socketpair");
    lifeline.reset(ends[0]);
    UniqueFd theirs(ends[1]);
    doorbell.reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!doorbell) return failedCall("eventfd");

    auto spawned = spawnSupervisor(program, region.fd(), theirs.get(), doorbell.get());
    if (!spawned) return fail(spawned.error());
    supervisor = std::move(*spawned);
    theirs.reset();

    // A supervisor that has already given up may still have said why: its answer is worth more than EPIPE.
    if (auto sent = supervisor::sendScenario(lifeline.get(), scenario::toJson(scenario));
        !sent && sent.error().number != EPIPE)
        return sent;
    if (!readable(lifeline.get(), 10'000))
        return fail(Error{Error::Code::Missing, "sluice-supervisor", 0, "it does not answer"});
    auto reply = supervisor::receiveReply(lifeline.get());
    if (!reply) return fail(reply.error());
    for (std::size_t i = 0; i < reply->size(); ++i)
        workers.push_back({{static_cast<std::uint16_t>(i + 1)}, (*reply)[i].pid, std::move((*reply)[i].pidfd)});
    return {};
}

probe::WorkerControl* Session::Private::controlNamed(std::string_view key, std::string_view suffix) const
{
    if (!key.ends_with(suffix)) return nullptr;
    key.remove_suffix(suffix.size());
    for (std::size_t i = 0; i < scenario.processes.size(); ++i)
        if (scenario.processes[i].name == key) return &region.control({static_cast<std::uint16_t>(i + 1)});
    return nullptr;
}

Result<std::unique_ptr<Session>> Session::start(const scenario::Scenario& wanted, Options options)
{
    // One function checks every scenario, whether it comes from a file or was put together by the program.
    auto scenario = scenario::parse(scenario::toJson(wanted), "scenario");
    if (!scenario) return fail(scenario.error());
    auto program = findSupervisor(options.supervisor);
    if (!program) return fail(program.error());
    auto base = supervisor::RunFolder::base();
    if (!base) return fail(base.error());
    if (auto swept = supervisor::RunFolder::sweep(*base); !swept) return fail(swept.error());

    auto region = probe::Region::create(static_cast<unsigned>(scenario->processes.size()), options.ringBytes,
                                        probe::safestFastClock());
    if (!region) return fail(region.error());
    region->control(runControl).gate.store(1, std::memory_order_release);
    auto d = std::make_unique<Private>(std::move(*scenario), std::move(*region));
    if (options.gates == Options::Gates::Closed) d->setGates(options.gates);
    if (auto started = d->start(*program); !started) return fail(started.error());
    return std::unique_ptr<Session>(new Session(std::move(d)));
}

Session::Session(std::unique_ptr<Private> p) : d(std::move(p)) {}
Session::~Session() = default;

void Session::begin()
{
    probe::WorkerControl& run = d->region.control(runControl);
    run.gate.store(0, std::memory_order_release);
    d->ring();
    while (d->region.startRaw() == 0 && !readable(endedFd(), 0)) {
        const std::uint32_t version = run.version.load(std::memory_order_acquire);
        if (d->region.startRaw() == 0) futexWait(run.version, version, probe::monotonicNow() + second / 100);
    }
    // The supervisor died first: the run has no length, but a start.
    if (d->region.startRaw() == 0) d->region.setStartRaw(probe::rawNow(d->region.clock()));
}

Result<void> Session::set(std::string_view key, std::int64_t value)
{
    scenario::Scenario bounds = d->scenario;
    if (auto allowed = scenario::set(bounds, key, value); !allowed) return allowed;
    if (const int found = d->table.indexOf(key); found >= 0) {
        if (d->table[static_cast<std::size_t>(found)].doer == Setting::Doer::Start)
            return fail(Error::badInput(std::string(key), "counts from the start of a run: begin another one"));
        const auto index = static_cast<std::size_t>(found);
        auto& inForce = d->region.control(runControl).settings[index];
        // An action is asked for once more, whatever the value.
        if (d->table[index].kind == Setting::Kind::Action) inForce.fetch_add(1, std::memory_order_acq_rel);
        else inForce.store(value, std::memory_order_release);
        d->ring();
    } else if (probe::WorkerControl* held = d->controlNamed(key, ".hold")) {
        value != 0 ? probe::hold(*held) : probe::release(*held);
        d->ring();
    } else if (probe::WorkerControl* stepped = d->controlNamed(key, ".step")) {
        probe::step(*stepped);
    }
    return {};
}

std::int64_t Session::value(std::string_view key) const
{
    if (const int index = d->table.indexOf(key); index >= 0)
        return d->region.control(runControl).settings[index].load(std::memory_order_acquire);
    if (const probe::WorkerControl* control = d->controlNamed(key, ".hold"))
        return control->gate.load(std::memory_order_acquire) != 0 ? 1 : 0;
    return 0;
}

// The supervisor is told as well: a program without a gate is held by a signal.
void Session::hold(ProcessId process)
{
    probe::hold(d->region.control(process));
    d->ring();
}

void Session::release(ProcessId process)
{
    probe::release(d->region.control(process));
    d->ring();
}

void Session::step(ProcessId process) { probe::step(d->region.control(process)); }

void Session::holdAll()
{
    d->setGates(Options::Gates::Closed);
    d->ring();
}

void Session::releaseAll()
{
    d->setGates(Options::Gates::Open);
    d->ring();
}

void Session::stop()
{
    d->region.control(runControl).stop.store(1, std::memory_order_release);
    d->ring();
}

bool Session::ended() const
{
    return readable(endedFd(), 0) && std::all_of(d->workers.begin(), d->workers.end(), [](const auto& w) {
               return readable(w.pidfd.get(), 0);
           });
}

int Session::killedBy() const
{
    siginfo_t info{};
    const int options = WEXITED | WNOHANG | WNOWAIT; // it is reaped later, by Private
    if (waitid(P_PIDFD, static_cast<id_t>(endedFd()), &info, options) != 0 || info.si_pid == 0) return 0;
    return info.si_code == CLD_EXITED ? 0 : info.si_status;
}

const std::vector<WorkerHandle>& Session::workers() const { return d->workers; }
int Session::supervisorPid() const { return d->supervisor.pid; }
probe::Region& Session::region() const { return d->region; }
int Session::endedFd() const { return d->supervisor.pidfd.get(); }

} // namespace sluice::session
