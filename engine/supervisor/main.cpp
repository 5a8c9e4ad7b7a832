// sluice-supervisor: parent of all processes of one run. Started by session::Session, never by hand.

#include "supervisor/supervisor.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/prctl.h>

using namespace sluice;

namespace {

/// Moves a descriptor out of the way: the kernel object made next gets the lowest numbers, as in any program.
Result<UniqueFd> aside(int inherited)
{
    constexpr int firstFree = 40;
    UniqueFd moved(fcntl(inherited, F_DUPFD_CLOEXEC, firstFree));
    if (!moved) return fail(Error::ofCall("fcntl", errno == EINVAL ? EMFILE : errno, "F_DUPFD_CLOEXEC"));
    close(inherited);
    return moved;
}

/// `lifeline` stays with the caller if there is a failure to tell of.
Result<void> serve(UniqueFd& lifeline)
{
    auto regionMemory = aside(supervisor::regionFd);
    if (!regionMemory) return fail(regionMemory.error());
    auto doorbell = aside(supervisor::doorbellFd);
    if (!doorbell) return fail(doorbell.error());
    auto region = probe::Region::attach(std::move(*regionMemory));
    if (!region) return fail(region.error());

    auto json = supervisor::receiveScenario(lifeline.get());
    if (!json) return fail(json.error());
    auto scenario = scenario::parse(*json, "scenario");
    if (!scenario) return fail(scenario.error());
    if (scenario->processes.size() != region->workers())
        return fail(Error::badInput("scenario", "the region was made for another number of processes"));

    supervisor::Supervisor run({std::move(*region), std::move(lifeline), std::move(*doorbell)}, std::move(*scenario));
    if (auto started = run.start(); started) run.run();
    return {};
}

} // namespace

int main()
{
    close_range(supervisor::doorbellFd + 1, ~0U, 0);
    auto lifeline = aside(supervisor::lifelineFd);
    if (!lifeline) {
        if (lifeline.error().number == EBADF)
            std::fputs("sluice-supervisor is a part of sluice and cannot be started by hand\n", stderr);
        else supervisor::sendFailure(supervisor::lifelineFd, lifeline.error());
        return 2;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (auto served = serve(*lifeline); !served) {
        supervisor::sendFailure(lifeline->get(), served.error());
        return 1;
    }
    return 0;
}
