// The way of events from the rings into the trace and into the state: each stage as fast as it goes.

#include "analysis/segment_builder.h"
#include "collector/intake.h"
#include "probe/ring_writer.h"
#include "results.h"
#include "support/random_run.h"
#include "trace/trace_writer.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <deque>
#include <iostream>
#include <thread>

namespace sluice::bench {

namespace {

using probe::Event;

constexpr unsigned producers = 4;
constexpr std::size_t ringBytes = std::size_t{8} << 20;
constexpr int rounds = 21;
constexpr std::size_t eventsPerStep = 2500; ///< of one producer: a millisecond at ten million a second

/// What a writer and a reader of one pipe have reported, twice: the second pair on a channel of its own.
std::vector<std::vector<Event>> eventsOfProducers(const std::vector<Event>& run)
{
    std::vector<std::vector<Event>> all(producers);
    for (const Event& event : run) {
        if (event.process < 1 || event.process > 2 || evidenceOf(event.kind) != probe::Evidence::Probe) continue;
        for (std::uint16_t pair = 0; pair < producers / 2; ++pair) {
            Event copy = event;
            copy.process = static_cast<std::uint16_t>(event.process + 2 * pair);
            if (copy.channel != 0) copy.channel = static_cast<std::uint16_t>(copy.channel + pair);
            all[copy.process - 1U].push_back(copy);
        }
    }
    return all;
}

struct Nobody final : collector::Intake::Listener {
    void note(const Event&) override {}
};

/// On a core of its own it puts in what all producers have reported in the next milliseconds, when it is asked to.
class Producers
{
public:
    Producers(const probe::Region& region, const std::vector<std::vector<Event>>& events) : m_events(events)
    {
        for (std::uint16_t i = 1; i <= producers; ++i) m_rings.emplace_back(region.ring({i}), region.ringBytes());
        m_next.resize(producers);
    }
    /// False: there is no more.
    bool produceUntil(std::int64_t time)
    {
        bool more = false;
        std::thread([&] {
            for (std::size_t i = 0; i < producers; ++i) {
                auto& next = m_next[i];
                for (; next < m_events[i].size() && m_events[i][next].time < time; ++next)
                    m_rings[i].put(m_events[i][next]);
                more = more || next < m_events[i].size();
            }
        }).join();
        return more;
    }

private:
    const std::vector<std::vector<Event>>& m_events;
    std::deque<probe::RingWriter> m_rings;
    std::vector<std::size_t> m_next;
};

/// What they put in, in steps as a live run does it, into a trace file: seconds, of the collector's part alone.
double collect(const std::vector<std::vector<Event>>& events, trace::TraceWriter& writer, std::size_t perStep)
{
    auto region = probe::Region::create(producers, ringBytes, probe::ClockKind::Monotonic);
    if (!region) return 0;
    region->setStartRaw(0);
    Producers producing(*region, events);
    collector::Intake intake(*region);
    Nobody nobody;
    std::vector<Event> out;
    std::int64_t took = 0;
    std::size_t at = 0;
    for (bool more = true; more;) {
        at += perStep;
        const std::int64_t now = at < events[0].size() ? events[0][at].time : INT64_MAX / 2;
        more = producing.produceUntil(now);
        const std::int64_t begin = probe::monotonicNow();
        intake.drain(nobody);
        out.clear();
        intake.release({now - 1}, out);
        if (!writer.append(out)) return 0;
        took += probe::monotonicNow() - begin;
    }
    out.clear();
    intake.finish(out);
    const bool whole = out.empty() && intake.lost() == 0;
    return whole ? static_cast<double>(took) * 1e-9 : 0;
}

double copy(const std::vector<std::vector<Event>>& events, std::vector<Event>& out)
{
    const std::int64_t begin = probe::monotonicNow();
    std::size_t at = 0;
    for (const auto& own : events) {
        std::memcpy(out.data() + at, own.data(), own.size() * sizeof(Event));
        at += own.size();
    }
    return static_cast<double>(probe::monotonicNow() - begin) * 1e-9;
}

double play(const test::TraceBuilder& run)
{
    analysis::SegmentBuilder builder(run.meta().scenario);
    std::vector<trace::Extract> done;
    const std::int64_t begin = probe::monotonicNow();
    builder.take(run.events(), done);
    return static_cast<double>(probe::monotonicNow() - begin) * 1e-9;
}

} // namespace

void measureCollecting(Results& results)
{
    const test::TraceBuilder run = test::randomRun(3, 400'000);
    const auto events = eventsOfProducers(run.events());
    std::size_t count = 0;
    for (const auto& own : events) count += own.size();
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("a.sluice")).toStdString();
    std::vector<Event> out(count);
    std::vector<double> collected, copied, ratios, played;
    for (int i = 0; i < rounds; ++i) {
        auto writer = trace::TraceWriter::create(file, run.meta());
        const double plain = copy(events, out);
        const double took = writer ? collect(events, *writer, eventsPerStep) : 0;
        if (took <= 0) {
            std::cerr << "collector: rings to trace file: not measured: something was lost or left over\n";
            return;
        }
        collected.push_back(static_cast<double>(count) / took);
        copied.push_back(static_cast<double>(count) / plain);
        ratios.push_back(plain / took);
        played.push_back(static_cast<double>(run.events().size()) / play(run));
    }
    results.add({"collector: rings to trace file", median(collected) / 1e6, "M/s", median(copied) / 1e6, median(ratios),
                 "four producers' rings, merged, written, in its own time; against memcpy; aim 10 M/s"});
    results.add({"summary: state and summaries of pipes",
                 median(played) / 1e6,
                 "M/s",
                 {},
                 {},
                 "a thread of its own, beside the one above"});
}

} // namespace sluice::bench
