#include "cli/run_for.h"

#include "analysis/record.h"
#include "analysis/scheduler.h"
#include "cli/quantities.h"
#include "lessons/lesson.h"
#include "probe/clock.h"
#include "trace/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace sluice::cli {

Interrupts::Interrupts()
{
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&wanted, signal);
    pthread_sigmask(SIG_BLOCK, &wanted, &m_before);
    m_fd.reset(signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
}

Interrupts::~Interrupts()
{
    while (take() != 0) {} // they have been attended to
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

int Interrupts::take()
{
    signalfd_siginfo info{};
    return read(m_fd.get(), &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo) : 0;
}

OutcomeOf<TraceFile> TraceFile::temporary()
{
    std::error_code problem;
    const std::filesystem::path base = std::filesystem::temp_directory_path(problem);
    std::string folder = ((problem ? std::filesystem::path("/tmp") : base) / "sluice-XXXXXX").string();
    if (!mkdtemp(folder.data()))
        return refuse(
            failed("cannot keep the trace for as long as the run lasts", Error::ofCall("mkdtemp", errno, folder)));
    return TraceFile(std::filesystem::path(folder) / "run.sluice", folder);
}

TraceFile::~TraceFile() { takeNameAway(); }

void TraceFile::takeNameAway() const
{
    std::error_code ignored;
    if (!m_folder.empty()) std::filesystem::remove_all(m_folder, ignored);
}

namespace {

void noteSingleCpu(const Console& console)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) == 1)
        console.err << "sluice: only one CPU may be used here: the processes take turns, and what would run at the "
                       "same time is drawn one after the other\n";
}

void showProgress(const trace::TraceView& view, Duration length, const Console& console)
{
    if (!console.progress) return;
    console.err << fmt::format("\r{:.1f} of {} · {} events ", std::min(toSeconds(view.end()), toSeconds(length)),
                               inWords(length), grouped(view.eventCount()))
                << std::flush;
}

/// Lets the processes take the steps that are due. True: that was the last one, or it can go on no longer.
bool goOn(analysis::Scheduler& scheduler, trace::Recording& recording)
{
    scheduler.extend(recording.view());
    while (const auto order = scheduler.next(probe::monotonicNow()))
        if (!analysis::carryOut(*order, recording.session())) return true;
    return !scheduler.following() && (scheduler.allStandStill() || !scheduler.deviation().empty());
}

/// Waits until the run is as long as wanted, has ended by itself, has followed its scheduler or is interrupted: true.
bool waitForEnd(trace::Recording& recording, Duration length, int growth, Interrupts& interrupts,
                const Console& console, analysis::Scheduler* scheduler)
{
    constexpr std::int64_t progressEveryNs = 100'000'000;
    const std::int64_t deadline = probe::monotonicNow() + length.ns;
    for (std::int64_t now = probe::monotonicNow(); now < deadline && !recording.ended(); now = probe::monotonicNow()) {
        pollfd watched[] = {{interrupts.fd(), POLLIN, 0}, {growth, POLLIN, 0}};
        const std::int64_t left = std::min(deadline - now, progressEveryNs);
        const timespec timeout{static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
        ppoll(watched, 2, &timeout, nullptr);
        if (watched[0].revents != 0 && interrupts.take() != 0) return true;
        std::uint64_t times = 0;
        if (watched[1].revents != 0) (void)!read(growth, &times, sizeof times);
        showProgress(recording.view(), length, console);
        if (scheduler && goOn(*scheduler, recording)) return false;
    }
    return false;
}

/// Why an interleaving was not followed to its end; empty: it was.
std::string whyNotFollowed(const analysis::Scheduler& scheduler)
{
    if (!scheduler.deviation().empty()) return scheduler.deviation();
    if (!scheduler.following()) return {};
    return fmt::format("the run ended after {} of {} steps", scheduler.followed(), scheduler.toFollow());
}

} // namespace

OutcomeOf<trace::TraceView> runFor(const scenario::Scenario& scenario, Duration length, const TraceFile& file,
                                   const Console& console, const std::optional<scenario::Interleaving>& interleaving,
                                   WhenInterrupted interrupted)
{
    const std::string what = "cannot run " + (scenario.id.empty() ? "this scenario" : scenario.id);
    noteSingleCpu(console);
    Interrupts interrupts;
    const UniqueFd growth(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!growth || interrupts.fd() < 0) return refuse(failed(what, Error::ofCall("eventfd", errno)));

    trace::Recording::Options options;
    options.file = file.path();
    if (const auto* lesson = lessons::find(QString::fromStdString(scenario.id))) options.lesson = lesson->text;
    if (interleaving) options.session.gates = session::Session::Options::Gates::Closed;
    options.onGrowth = [fd = growth.get()] {
        const std::uint64_t once = 1;
        (void)!write(fd, &once, sizeof once);
    };
    auto recording = analysis::startRecording(scenario, std::move(options));
    if (!recording) return refuse(failed(what, recording.error()));
    file.takeNameAway();
    std::optional<analysis::Scheduler> scheduler;
    if (interleaving) {
        scheduler.emplace((*recording)->view(), state::initialState(scenario));
        scheduler->follow(*interleaving);
    }
    const bool cutOff =
        waitForEnd(**recording, length, growth.get(), interrupts, console, scheduler ? &*scheduler : nullptr);
    (*recording)->stop();
    (*recording)->waitUntilEnded();
    if (console.progress) console.err << "\r\033[K" << std::flush;
    if (cutOff && interrupted == WhenInterrupted::NothingIsMade)
        return refuse({status::failed, "the run was not finished", "it was interrupted", "Nothing was written."});
    const auto kept = [&] { return file.isKept() ? "; all up to there is kept in " + file.path().string() : ""; };
    if (const auto failure = (*recording)->failure()) {
        Failure cut = failed("the recording ended early", *failure);
        cut.why += kept();
        return refuse(std::move(cut));
    }
    if (const std::string why = scheduler ? whyNotFollowed(*scheduler) : ""; !why.empty())
        return refuse({status::failed, "the interleaving was not followed to its end", why + kept(), {}});
    return (*recording)->view();
}

} // namespace sluice::cli
