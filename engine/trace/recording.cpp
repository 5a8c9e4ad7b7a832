#include "trace/recording.h"

#include "base/names.h"
#include "collector/collector.h"
#include "trace/extract_thread.h"
#include "trace/format.h"
#include "trace/machine.h"
#include "trace/trace_writer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <poll.h>
#include <system_error>
#include <thread>

namespace sluice::trace {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto publishEvery = milliseconds(16);
constexpr auto flushEvery = milliseconds(250); ///< so much of a run is lost at most if this program is killed
/// Well below the time in which even the fastest process fills its ring.
constexpr int shortestNapMs = 1, longestNapMs = 16;
/// So far may a view be ahead of its extracts: what is missing is worked out by whoever looks at it.
constexpr std::uint64_t farthestAhead = 2 * eventsPerSegment;

} // namespace

/// What both threads share is `session` (its own rules), `published` under `guard`, and the atomics.
struct Recording::Private {
    Private(std::unique_ptr<session::Session> running, TraceWriter file, Options wanted)
        : session(std::move(running)), writer(std::move(file)), options(std::move(wanted))
    {
        if (options.extractor) extracts.emplace(std::move(options.extractor));
    }

    void run(const scenario::Scenario& scenario);
    void write();
    void storeExtracts();
    void close(const collector::Collector& collector);
    void note(TraceTime end, std::uint64_t lost, bool live);
    bool publish();
    void fail(const Error& error);
    void nap(int ms) const;

    std::unique_ptr<session::Session> session;
    TraceWriter writer;
    Options options;
    std::optional<ExtractThread> extracts;
    std::vector<probe::Event> batch;
    std::deque<TraceView> views; ///< newest last; those that are too far ahead wait here
    Clock::time_point flushed = Clock::now();

    mutable std::mutex guard;
    TraceView published;
    std::optional<Error> failure;
    std::atomic<bool> failed = false;
    std::atomic<bool> ended = false;
    std::jthread thread;
};

Result<std::unique_ptr<Recording>> Recording::start(const scenario::Scenario& scenario, Options options)
{
    auto session = session::Session::start(scenario, options.session);
    if (!session) return sluice::fail(session.error());
    Meta meta = describeRun(scenario, (*session)->region().clock());
    meta.lesson = options.lesson;
    auto writer = TraceWriter::create(options.file, std::move(meta));
    if (!writer) return sluice::fail(writer.error());

    try {
        auto d = std::make_unique<Private>(std::move(*session), std::move(*writer), std::move(options));
        d->note({}, 0, true);
        d->publish();
        d->session->begin();
        d->thread = std::jthread([d = d.get(), scenario] { d->run(scenario); });
        return std::unique_ptr<Recording>(new Recording(std::move(d)));
    } catch (const std::system_error& problem) { // of its threads: RLIMIT_NPROC
        return sluice::fail(Error::ofCall("pthread_create", problem.code().value()));
    }
}

Recording::Recording(std::unique_ptr<Private> p) : d(std::move(p)) {}

Recording::~Recording()
{
    d->session->stop();
    d->thread.join();
}

void Recording::Private::run(const scenario::Scenario& scenario)
{
    collector::Collector collector(*session, scenario, [this](std::string_view text) { return writer.intern(text); });
    Clock::time_point shown{};
    int napMs = shortestNapMs;
    while (!session->ended()) {
        collector.collect(batch);
        napMs = batch.empty() ? std::min(napMs * 2, longestNapMs) : shortestNapMs;
        write();
        if (const auto now = Clock::now(); now - shown >= publishEvery) {
            shown = now;
            note(collector.known(), collector.lost(), true);
            if (publish() && options.onGrowth) options.onGrowth();
        }
        nap(napMs);
    }
    collector.finish(batch);
    write();
    close(collector);
}

void Recording::Private::write()
{
    if (!failed && !batch.empty())
        if (auto written = writer.append(batch); !written) fail(written.error());
    batch.clear();
    storeExtracts();
    if (const auto now = Clock::now(); !failed && now - flushed >= flushEvery) {
        flushed = now;
        if (auto written = writer.flush(); !written) fail(written.error());
    }
}

void Recording::Private::storeExtracts()
{
    if (!extracts) return;
    for (const Extract& extract : extracts->collect())
        if (!failed)
            if (auto written = writer.append(extract); !written) fail(written.error());
}

void Recording::Private::close(const collector::Collector& collector)
{
    note(collector.known(), collector.lost(), true);
    const std::uint64_t all = views.back().eventCount();
    while (extracts && !failed && extracts->taken() < all) { // it may still be catching up
        poll(nullptr, 0, longestNapMs);
        storeExtracts();
        note(collector.known(), collector.lost(), true);
        if (publish() && options.onGrowth) options.onGrowth();
    }
    storeExtracts();
    if (!failed)
        if (auto done = writer.finish({collector.emitted(), collector.lost(), collector.known().ns}); !done)
            fail(done.error());
    if (const int signal = session->killedBy(); signal != 0)
        fail({Error::Code::SystemCall, "sluice-supervisor", 0, "it was killed by " + signalName(signal)});
    note(collector.known(), collector.lost(), false);
    views.erase(views.begin(), views.end() - 1);
    publish();
    ended = true;
    ended.notify_all();
    if (options.onGrowth) options.onGrowth();
}

void Recording::Private::note(TraceTime end, std::uint64_t lost, bool live)
{
    constexpr std::size_t mostWaiting = 64;
    if (views.size() > mostWaiting) // far behind: every other step will do
        for (std::size_t i = 1; i < views.size(); ++i) views.erase(views.begin() + static_cast<std::ptrdiff_t>(i));
    views.push_back(writer.view(end, lost, live));
    if (extracts) extracts->feed(views.back());
}

/// Publishes the newest view that whoever looks at it can follow. True: it has more events than the one before.
bool Recording::Private::publish()
{
    const std::uint64_t most = extracts ? extracts->taken() + farthestAhead : UINT64_MAX;
    while (views.size() > 1 && views[1].eventCount() <= most) views.pop_front();
    const std::lock_guard lock(guard);
    const bool grown = views.front().eventCount() > published.eventCount();
    published = views.front();
    return grown;
}

/// The run makes no sense without its trace: it ends, and what has been written is kept.
void Recording::Private::fail(const Error& error)
{
    {
        const std::lock_guard lock(guard);
        failure = error;
    }
    failed = true;
    session->stop();
}

/// Sleeps, but wakes up when the run ends.
void Recording::Private::nap(int ms) const
{
    pollfd end{session->endedFd(), POLLIN, 0};
    // The supervisor is gone and its workers are about to follow: that takes a moment.
    if (poll(&end, 1, ms) > 0) poll(nullptr, 0, 1);
}

TraceView Recording::view() const
{
    const std::lock_guard lock(d->guard);
    return d->published;
}

session::Session& Recording::session() { return *d->session; }
bool Recording::ended() const { return d->ended; }

std::optional<Error> Recording::failure() const
{
    const std::lock_guard lock(d->guard);
    return d->failure;
}

void Recording::stop() { d->session->stop(); }
void Recording::waitUntilEnded() { d->ended.wait(false); }

} // namespace sluice::trace
