#include "supervisor/worker_start.h"

#include "base/futex.h"
#include "base/process.h"
#include "probe/gate.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <string>
#include <sys/prctl.h>

namespace sluice::supervisor {

namespace {

/// The worker must not outlive the supervisor. The parent may have died before prctl(2) took effect: look again.
void dieWithParent(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
}

/// SIGURG only interrupts: a blocked system call returns EINTR, because SA_RESTART is not set.
void listenForKicks()
{
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGURG, &action, nullptr);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Until then the supervisor may have to say that this process is there.
void waitForAdmission(probe::WorkerControl& control)
{
    for (;;) {
        const std::uint32_t version = control.version.load(std::memory_order_acquire);
        if (control.pid.load(std::memory_order_acquire) == getpid()) return;
        futexWait(control.version, version);
    }
}

/// Leaves 0, 1, 2 and the kernel object's descriptors, nothing else of what the supervisor had open.
void closeAllBut(const std::vector<mechanisms::KernelObject::Descriptor>& kept)
{
    std::vector<unsigned> numbers;
    for (const auto& descriptor : kept) numbers.push_back(static_cast<unsigned>(descriptor.fd));
    std::sort(numbers.begin(), numbers.end());
    unsigned next = STDERR_FILENO + 1;
    for (const unsigned number : numbers) {
        if (number > next) close_range(next, number - 1, 0);
        next = number + 1;
    }
    close_range(next, ~0U, 0);
}

[[noreturn]] void live(probe::Region& region, const WorkerPlan& plan, pid_t parent);

/// In a worker: forks its children, which inherit what it has mapped for them. The supervisor waits for their numbers.
void forkChildren(probe::Region& region, const WorkerPlan& plan)
{
    if (plan.children.empty()) return;
    const auto prepared = plan.object->prepareForChildren();
    const pid_t self = getpid();
    for (const WorkerPlan& child : plan.children) {
        const pid_t pid = prepared ? fork() : -1;
        if (pid == 0) live(region, child, self);
        const int error = prepared ? errno : prepared.error().number;
        region.control(child.id).pid.store(pid < 0 ? -error : pid, std::memory_order_release);
        probe::nudge(region.control(child.id)); // so it is admitted
    }
}

/// They would die with their parent, who therefore ends after them. They stay to be looked at: see endOfGrandchild().
void waitForChildren(const probe::Region& region, const WorkerPlan& plan)
{
    for (const WorkerPlan& child : plan.children) {
        const pid_t pid = region.control(child.id).pid.load();
        siginfo_t info{};
        while (pid > 0 && waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {}
    }
}

[[noreturn]] void live(probe::Region& region, const WorkerPlan& plan, pid_t parent)
{
    dieWithParent(parent);
    listenForKicks();
    prctl(PR_SET_NAME, plan.name.c_str());
    const auto descriptors = plan.object->descriptors();
    closeAllBut(descriptors);
    forkChildren(region, plan);

    waitForAdmission(region.control(plan.id));
    probe::Worker me(region, plan.id, probe::Worker::Events::On, plan.place);
    me.waitForStart();
    if (me.stopped()) {
        waitForChildren(region, plan);
        _exit(0);
    }
    for (const auto& descriptor : descriptors) me.hasDescriptor(descriptor.fd, plan.place.channel, descriptor.end);
    const int status = plan.role->run(me, *plan.object);
    waitForChildren(region, plan);
    _exit(status);
}

} // namespace

Result<StartedWorker> startWorker(probe::Region& region, const WorkerPlan& plan)
{
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) return failedCall("fork", "worker \"" + plan.name + "\"");
    if (pid == 0) live(region, plan, parent);

    auto pidfd = openPidfd(pid);
    if (!pidfd) {
        kill(pid, SIGKILL); // still our own unreaped child: the number cannot mean anybody else
        waitpid(pid, nullptr, 0);
        return fail(pidfd.error());
    }
    return StartedWorker{pid, std::move(*pidfd)};
}

void admit(probe::WorkerControl& control, const StartedWorker& worker)
{
    control.pid.store(worker.pid, std::memory_order_seq_cst);
    probe::nudge(control);
}

Result<StartedWorker> adoptWorker(const probe::Region& region, const WorkerPlan& plan, const StartedWorker& parent)
{
    const std::atomic<std::int32_t>& number = region.control(plan.id).pid;
    pid_t pid = 0;
    while ((pid = number.load(std::memory_order_acquire)) == 0) {
        pollfd ended{parent.pidfd.get(), POLLIN, 0};
        if (poll(&ended, 1, 1) > 0 && number.load(std::memory_order_acquire) == 0) pid = -ECHILD;
        if (pid != 0) break;
    }
    if (pid < 0) return fail(Error::ofCall("fork", -pid, "worker \"" + plan.name + "\""));
    auto pidfd = openPidfd(pid);
    if (!pidfd) return fail(pidfd.error());
    return StartedWorker{pid, std::move(*pidfd)};
}

std::optional<siginfo_t> endOfGrandchild(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string stat;
    std::getline(file, stat);
    const std::size_t name = stat.rfind(')'); // may itself hold anything
    if (name == std::string::npos || name + 2 >= stat.size() || stat[name + 2] != 'Z') return {};
    const int status = std::stoi(stat.substr(stat.rfind(' ')));
    siginfo_t info{};
    info.si_pid = pid;
    info.si_code = WIFEXITED(status) ? CLD_EXITED : WCOREDUMP(status) ? CLD_DUMPED : CLD_KILLED;
    info.si_status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return info;
}

void endStrays()
{
    for (;;) {
        std::ifstream children("/proc/thread-self/children");
        for (pid_t pid = 0; children >> pid;) kill(pid, SIGKILL);
        // Without that file (CONFIG_PROC_CHILDREN) those that still run cannot be found, nor waited for.
        const pid_t reaped = waitpid(-1, nullptr, children.is_open() ? 0 : WNOHANG);
        if (reaped == 0 || (reaped < 0 && errno == ECHILD)) return;
    }
}

} // namespace sluice::supervisor
