#include "trace/recording.h"

#include "collector/collector.h"
#include "trace/machine.h"
#include "trace/trace_writer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <poll.h>
#include <thread>

namespace sluice::trace {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto publishEvery = milliseconds(16);
constexpr auto flushEvery = milliseconds(250); ///< so much of a run is lost at most if this program is killed
/// Well below the time in which even the fastest process fills its ring.
constexpr int shortestNapMs = 1, longestNapMs = 16;

} // namespace

/// What both threads share is `session` (its own rules), `published` under `guard`, and the atomics.
struct Recording::Private {
    Private(std::unique_ptr<session::Session> running, TraceWriter file, Options wanted)
        : session(std::move(running)), writer(std::move(file)), options(std::move(wanted))
    {}

    void run(const mechanisms::Mechanism& mechanism);
    void write();
    void close(const collector::Collector& collector);
    void publish(TraceTime end, std::uint64_t lost, bool live);
    void fail(const Error& error);
    void nap(int ms) const;

    std::unique_ptr<session::Session> session;
    TraceWriter writer;
    Options options;
    std::vector<probe::Event> batch;
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
    auto writer = TraceWriter::create(options.file, describeRun(scenario, (*session)->region().clock()));
    if (!writer) return sluice::fail(writer.error());

    auto d = std::make_unique<Private>(std::move(*session), std::move(*writer), std::move(options));
    d->publish({}, 0, true);
    d->session->begin();
    const auto* mechanism = mechanisms::find(scenario.mechanism); // known: the session has started
    d->thread = std::jthread([d = d.get(), mechanism] { d->run(*mechanism); });
    return std::unique_ptr<Recording>(new Recording(std::move(d)));
}

Recording::Recording(std::unique_ptr<Private> p) : d(std::move(p)) {}

Recording::~Recording()
{
    d->session->stop();
    d->thread.join();
}

void Recording::Private::run(const mechanisms::Mechanism& mechanism)
{
    collector::Collector collector(*session, mechanism, [this](std::string_view text) { return writer.intern(text); });
    Clock::time_point shown{};
    int napMs = shortestNapMs;
    while (!session->ended()) {
        collector.collect(batch);
        napMs = batch.empty() ? std::min(napMs * 2, longestNapMs) : shortestNapMs;
        const bool grown = !batch.empty();
        write();
        if (const auto now = Clock::now(); now - shown >= publishEvery) {
            shown = now;
            publish(collector.known(), collector.lost(), true);
            if (grown && options.onGrowth) options.onGrowth();
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
    if (const auto now = Clock::now(); !failed && now - flushed >= flushEvery) {
        flushed = now;
        if (auto written = writer.flush(); !written) fail(written.error());
    }
}

void Recording::Private::close(const collector::Collector& collector)
{
    if (!failed)
        if (auto done = writer.finish({collector.emitted(), collector.lost(), collector.known().ns}); !done)
            fail(done.error());
    publish(collector.known(), collector.lost(), false);
    ended = true;
    ended.notify_all();
    if (options.onGrowth) options.onGrowth();
}

void Recording::Private::publish(TraceTime end, std::uint64_t lost, bool live)
{
    TraceView view = writer.view(end, lost, live);
    const std::lock_guard lock(guard);
    published = std::move(view);
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
