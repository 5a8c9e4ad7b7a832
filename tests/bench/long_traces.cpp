// A short trace and one a hundred times as long, side by side: opening, any moment, any zoom.
//     SLUICE_BENCH_EVENTS: events of the long one, 100,000,000 unless told; 0 leaves this out

#include "probe/clock.h"
#include "results.h"
#include "scene/paint.h"
#include "state/replay.h"
#include "support/long_trace.h"
#include "timeline/timeline_scene.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

constexpr int seeks = 1000;

struct Measured {
    double openMs = 0, residentMiB = 0, seekP50Ms = 0, seekP99Ms = 0, redrawZoomMs = 0, redrawWorstMs = 0,
           redrawMedianMs = 0, bytes = 0;
};

class Stopwatch
{
public:
    [[nodiscard]] double ms() const { return static_cast<double>(probe::monotonicNow() - m_begin) * 1e-6; }

private:
    std::int64_t m_begin = probe::monotonicNow();
};

void forgetCached(const std::filesystem::path& file)
{
    const UniqueFd fd(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    fdatasync(fd.get());
    posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
}

double residentMiB()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (double kib = 0; word == "VmRSS:" && status >> kib) return kib / 1024;
    return 0;
}

timeline::TimelineLook lookAt(TraceTime from, double nsPerPixel)
{
    timeline::TimelineLook look;
    look.size = {1920, 344};
    look.axis = {from, nsPerPixel, timeline::nameColumn, 1920 - timeline::nameColumn - 24};
    look.playhead = from + Duration{static_cast<std::int64_t>(nsPerPixel * 900)};
    return look;
}

void draw(const analysis::Timeline& shown, const trace::TraceView& trace, const timeline::TimelineLook& look)
{
    QImage image(look.size.toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    scene::paintScene(painter, timeline::buildTimeline(shown, trace, look),
                      scene::Theme::get(scene::Theme::Kind::Dark));
}

Measured measure(const std::filesystem::path& file)
{
    malloc_trim(0); // what other parts of the bench have left behind is not this one's
    const double before = residentMiB();
    Measured result;
    const Stopwatch opening;
    const auto trace = trace::TraceView::open(file);
    if (!trace) return result;
    analysis::Timeline shown;
    shown.extend(*trace);
    const double whole = static_cast<double>(trace->end().ns) / 1768;
    draw(shown, *trace, lookAt({}, whole));
    result.openMs = opening.ms();

    std::mt19937_64 random(5);
    const auto anyTime = [&] {
        return TraceTime{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(trace->end().ns))};
    };
    state::Replay replay(*trace);
    std::vector<double> times;
    for (int i = 0; i < seeks; ++i) {
        const Stopwatch seeking;
        (void)replay.at(anyTime());
        times.push_back(seeking.ms());
    }
    std::ranges::sort(times);
    result.seekP50Ms = times[seeks / 2];
    result.seekP99Ms = times[seeks * 99 / 100];

    constexpr int places = 5; // for each zoom, never looked at before
    std::vector<double> all;
    for (double perPixel = 10; perPixel < whole * 1.5; perPixel *= 1.7) {
        times.clear();
        for (int i = 0; i < places; ++i) {
            const timeline::TimelineLook look = lookAt(anyTime(), std::min(perPixel, whole));
            const Stopwatch drawing;
            draw(shown, *trace, look);
            times.push_back(drawing.ms());
        }
        result.redrawZoomMs = std::max(result.redrawZoomMs, median(times));
        all.insert(all.end(), times.begin(), times.end());
    }
    result.redrawWorstMs = *std::ranges::max_element(all);
    result.redrawMedianMs = median(all);
    result.residentMiB = residentMiB() - before;
    result.bytes = static_cast<double>(std::filesystem::file_size(file)) / static_cast<double>(trace->eventCount());
    return result;
}

/// What it costs to write as many bytes of events to a file and nothing else, in ns per event.
double plainCopy(const std::filesystem::path& file, std::uint64_t count)
{
    const std::vector<probe::Event> block(4096);
    const Stopwatch writing;
    {
        std::ofstream out(file, std::ios::binary);
        for (std::uint64_t done = 0; done < count; done += block.size())
            out.write(reinterpret_cast<const char*>(block.data()),
                      static_cast<std::streamsize>(block.size() * sizeof(probe::Event)));
    }
    const double ns = writing.ms() * 1e6 / static_cast<double>(count);
    std::filesystem::remove(file);
    return ns;
}

/// In a process of its own, so that what it holds in memory is all its own.
Measured inChild(const std::filesystem::path& file)
{
    int ends[2];
    Measured result;
    if (pipe(ends) != 0) return result;
    const pid_t child = fork();
    if (child == 0) {
        const Measured measured = measure(file);
        _exit(write(ends[1], &measured, sizeof measured) == sizeof measured ? 0 : 1);
    }
    close(ends[1]);
    if (read(ends[0], &result, sizeof result) != sizeof result) result = {};
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return result;
}

} // namespace

void measureLongTraces(Results& results)
{
    const char* wanted = std::getenv("SLUICE_BENCH_EVENTS");
    const std::uint64_t many = wanted ? std::strtoull(wanted, nullptr, 10) : 100'000'000;
    if (many == 0) return;
    std::string folder = (std::filesystem::temp_directory_path() / "sluice-bench-XXXXXX").string();
    if (!mkdtemp(folder.data())) return;
    const std::filesystem::path longFile = std::filesystem::path(folder) / "long.sluice",
                                shortFile = std::filesystem::path(folder) / "short.sluice";
    const double copied = plainCopy(std::filesystem::path(folder) / "copy", many);
    const Stopwatch writing;
    const auto written = test::writeLongTrace(longFile, many);
    const double perEvent = writing.ms() * 1e6 / static_cast<double>(many);
    if (!written || !test::writeLongTrace(shortFile, many / 100)) {
        std::cerr << "long traces are left out: " << (written ? "" : written.error().describe()) << '\n';
    } else {
        const Measured few = inChild(shortFile), all = inChild(longFile);
        forgetCached(longFile);
        const Measured cold = inChild(longFile);
        const std::string name = std::to_string(many) + " events";
        const std::string against = "against a hundredth of it";
        results.add({name + ": written with summaries",
                     perEvent,
                     "ns/event",
                     copied,
                     {},
                     "against a plain copy of the bare events"});
        results.add({name + ": bytes of the file", all.bytes, "B/event", 32, {}, "against the bare events"});
        results.add({name + ": opened and drawn", all.openMs, "ms", few.openMs, {}, against + "; at most 300 ms"});
        results.add({name + ": opened and drawn, cold", cold.openMs, "ms", all.openMs, {}, "against warm"});
        results.add({name + ": resident for all this",
                     all.residentMiB,
                     "MiB",
                     few.residentMiB,
                     {},
                     against + "; at most 300 MiB"});
        results.add({name + ": any moment, p99", all.seekP99Ms, "ms", few.seekP99Ms, {}, against + "; at most 5 ms"});
        results.add({name + ": any moment, p99, cold", cold.seekP99Ms, "ms", all.seekP99Ms, {}, "against warm"});
        results.add({name + ": redraw, any zoom, median", all.redrawMedianMs, "ms", few.redrawMedianMs, {}, against});
        results.add({name + ": redraw, slowest zoom",
                     all.redrawZoomMs,
                     "ms",
                     few.redrawZoomMs,
                     {},
                     against + "; median of its places; at most 8 ms"});
        results.add(
            {name + ": redraw, slowest zoom, cold", cold.redrawZoomMs, "ms", all.redrawZoomMs, {}, "against warm"});
        results.add({name + ": redraw, slowest of all", all.redrawWorstMs, "ms", few.redrawWorstMs, {}, against});
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

} // namespace sluice::bench
