#include "session/spawn.h"

#include "base/process.h"
#include "supervisor/protocol.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace sluice::session {

namespace fs = std::filesystem;

Result<fs::path> findSupervisor(const fs::path& wanted)
{
    std::vector<fs::path> places;
    if (const char* fromEnvironment = std::getenv("SLUICE_SUPERVISOR"); !wanted.empty()) {
        places = {wanted};
    } else if (fromEnvironment && *fromEnvironment) {
        places = {fromEnvironment};
    } else {
        std::error_code problem;
        const fs::path here = fs::read_symlink("/proc/self/exe", problem).parent_path();
        for (const char* folder : {".", "../libexec/sluice", "../bin"})
            places.push_back((here / folder / "sluice-supervisor").lexically_normal());
    }
    std::string looked;
    for (const fs::path& place : places) {
        if (access(place.c_str(), X_OK) == 0) return place;
        looked += (looked.empty() ? "" : ", ") + place.string();
    }
    return fail(Error{Error::Code::Missing, "sluice-supervisor", 0, "not found at " + looked});
}

namespace {

/// A number that none of the targets of dup2 in the child can have.
Result<UniqueFd> above(int fd)
{
    UniqueFd copy(fcntl(fd, F_DUPFD_CLOEXEC, supervisor::doorbellFd + 1));
    if (!copy) return failedCall("fcntl", "F_DUPFD_CLOEXEC");
    return copy;
}

/// posix_spawn's two parameter objects.
struct SpawnPlan {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;

    SpawnPlan(int region, int lifeline, int doorbell)
    {
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, region, supervisor::regionFd);
        posix_spawn_file_actions_adddup2(&files, lifeline, supervisor::lifelineFd);
        posix_spawn_file_actions_adddup2(&files, doorbell, supervisor::doorbellFd);

        posix_spawnattr_init(&attributes);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    ~SpawnPlan()
    {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
};

} // namespace

Result<Spawned> spawnSupervisor(const fs::path& program, int region, int lifeline, int doorbell)
{
    auto a = above(region), b = above(lifeline), c = above(doorbell);
    for (const auto* copy : {&a, &b, &c})
        if (!*copy) return fail(copy->error());
    const SpawnPlan plan(a->get(), b->get(), c->get());
    std::string name = "sluice-supervisor";
    char* arguments[] = {name.data(), nullptr};
    pid_t pid = 0;
    const int error = posix_spawn(&pid, program.c_str(), &plan.files, &plan.attributes, arguments, environ);
    if (error != 0) return fail(Error::ofCall("posix_spawn", error, program.string()));
    auto pidfd = openPidfd(pid);
    if (!pidfd) {
        kill(pid, SIGKILL); // still our own unreaped child
        waitpid(pid, nullptr, 0);
        return fail(pidfd.error());
    }
    return Spawned{pid, std::move(*pidfd)};
}

} // namespace sluice::session
