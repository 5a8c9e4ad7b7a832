// All that the collector does while processes run, at once: rings, order, trace file, state and summaries.

#include "analysis/segment_builder.h"
#include "collector/intake.h"
#include "probe/ring_writer.h"
#include "results.h"
#include "support/mixed_run.h"
#include "trace/extract_thread.h"
#include "trace/trace_writer.h"

#include <QTemporaryDir>

#include <atomic>
#include <cstring>
#include <deque>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace sluice::bench {

namespace {

using probe::Event;

constexpr std::size_t count = 3'000'000, perStep = 1'024;
constexpr std::size_t ringBytes = std::size_t{8} << 20;
constexpr std::size_t mostInRings = 20'000;   ///< of all producers together: none of the rings runs full
constexpr std::size_t mostUnsummed = 500'000; ///< two times what comes between two views, 16 ms apart
constexpr int rounds = 5;

struct Nobody final : collector::Intake::Listener {
    void note(const Event&) override {}
};

/// How far the producers are, and the collector.
struct Progress {
    std::atomic<std::size_t> produced = 0, collected = 0;
};

/// Puts every event into its process's ring, as fast as the last stage can go on taking them without falling behind.
void produce(const probe::Region& region, const std::vector<Event>& events, Progress& progress,
             const trace::ExtractThread& summing)
{
    std::deque<probe::RingWriter> rings;
    for (std::uint16_t i = 0; i <= test::MixedRun::workers; ++i)
        rings.emplace_back(region.ring({i}), region.ringBytes());
    for (std::size_t done = 0; done < events.size();) {
        while (done - progress.collected > mostInRings || done - summing.taken() > mostUnsummed) usleep(50);
        const std::size_t end = std::min(done + perStep, events.size());
        for (; done < end; ++done) {
            const bool kernels = evidenceOf(events[done].kind) == probe::Evidence::Kernel;
            rings[kernels ? 0 : events[done].process].put(events[done]);
        }
        progress.produced = done;
    }
}

struct Sustained {
    double seconds = 0; ///< until all were summed up
    double behind = 0;  ///< events that were not, when the last one was in the file
};

/// As Recording does it, with a thread of its own for state and summaries.
Sustained collect(const test::MixedRun& run, const std::filesystem::path& file)
{
    auto writer = trace::TraceWriter::create(file, run.meta());
    auto region = probe::Region::create(test::MixedRun::workers, ringBytes, probe::ClockKind::Monotonic);
    if (!writer || !region) return {};
    region->setStartRaw(0);
    const std::vector<Event>& events = run.events();
    collector::Intake intake(*region);
    Nobody nobody;
    trace::ExtractThread summing(std::make_unique<analysis::SegmentBuilder>(run.meta().scenario));
    Progress progress;
    std::vector<Event> out;
    const auto store = [&] {
        bool stored = true;
        for (const trace::Extract& extract : summing.collect()) stored = stored && writer->append(extract);
        return stored;
    };
    const std::int64_t begin = probe::monotonicNow();
    std::jthread producing([&] { produce(*region, events, progress, summing); });
    bool stored = true;
    std::int64_t shown = 0;
    for (std::size_t done = 0; done < events.size() && stored;) {
        const std::size_t until = progress.produced;
        if (until == done) usleep(50);
        if (until == done) continue;
        intake.drain(nobody);
        out.clear();
        intake.release({events[until - 1].time}, out);
        progress.collected = done = until;
        stored = writer->append(out).has_value() && store();
        constexpr std::int64_t showEvery = 16'000'000;
        if (const std::int64_t now = probe::monotonicNow(); now - shown > showEvery || done == events.size()) {
            shown = now;
            summing.feed(writer->view(intake.last(), 0, true));
        }
    }
    Sustained result;
    result.behind = static_cast<double>(events.size() - summing.taken());
    while (stored && summing.taken() < events.size()) {
        usleep(200);
        stored = store();
    }
    stored = stored && store() && intake.lost() == 0 && writer->view({}, 0, false).eventCount() == events.size();
    if (stored) result.seconds = static_cast<double>(probe::monotonicNow() - begin) * 1e-9;
    return result;
}

double copy(const std::vector<Event>& events, std::vector<Event>& out)
{
    const std::int64_t begin = probe::monotonicNow();
    std::memcpy(out.data(), events.data(), events.size() * sizeof(Event));
    return static_cast<double>(probe::monotonicNow() - begin) * 1e-9;
}

double sum(const test::MixedRun& run)
{
    analysis::SegmentBuilder builder(run.meta().scenario);
    std::vector<trace::Extract> done;
    const std::int64_t begin = probe::monotonicNow();
    for (std::size_t at = 0; at < run.events().size(); at += 1024) {
        builder.take(std::span(run.events()).subspan(at, std::min<std::size_t>(1024, run.events().size() - at)), done);
        done.clear();
    }
    return static_cast<double>(probe::monotonicNow() - begin) * 1e-9;
}

} // namespace

void measureSustaining(Results& results)
{
    test::MixedRun run(1);
    run.play(count - run.events().size());
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("a.sluice")).toStdString();
    std::vector<Event> out(count);
    std::vector<double> whole, summed, copied, ratios, behind;
    for (int i = 0; i < rounds; ++i) {
        const double plain = copy(run.events(), out);
        const Sustained sustained = collect(run, file);
        if (sustained.seconds <= 0) {
            std::cerr << "whole run: not measured: something was lost or left over\n";
            return;
        }
        whole.push_back(count / sustained.seconds);
        behind.push_back(sustained.behind / (count / sustained.seconds));
        copied.push_back(count / plain);
        ratios.push_back(plain / sustained.seconds);
        summed.push_back(count / sum(run));
    }
    results.add({"summary: state and summaries of a mixed run",
                 median(summed) / 1e6,
                 "M/s",
                 median(copied) / 1e6,
                 {},
                 "a thread of its own; pipe, socket, queue and memory, 8 workers; against memcpy"});
    results.add({"whole run: rings to file, state and summaries", median(whole) / 1e6, "M/s", median(copied) / 1e6,
                 median(ratios),
                 "the same and its producers, all on this machine's processors, until the last event is summed up"});
    results.add(
        {"whole run: summary behind, when the last event is in the file", median(behind) * 1e3, "ms", {}, {}, ""});
}

} // namespace sluice::bench
