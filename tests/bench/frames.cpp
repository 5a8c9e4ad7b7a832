// A frame: from the state to pixels, on one core.

#include "lessons/lesson.h"
#include "record/render.h"
#include "results.h"
#include "scene/paint.h"
#include "support/random_run.h"

#include <QPainter>

namespace sluice::bench {

namespace {

constexpr QSize hd{1920, 1080}, uhd{3840, 2160};

/// Two moments of a busy run, a sixtieth of a second of the screen apart.
struct Scenes {
    trace::TraceView trace = test::randomRun(5, 20'000).trace();
    state::Replay replay{trace};
    analysis::Timeline timeline;
    TraceTime at{trace.end().ns / 2};

    Scenes() { timeline.extend(trace); }
    [[nodiscard]] scene::Scene frame(QSize size, Duration later = {})
    {
        const scene::ViewTime view{1000, 0, false}; // 1 ms of the run a second
        return record::buildFrame(
            replay.at(at + later), trace, timeline,
            {QStringLiteral("STEP 3 OF 5"), QStringLiteral("The pipe is full: write() does not return.")}, view, size);
    }
};

Scenes& scenes()
{
    static Scenes made;
    return made;
}

double scaleOf(const scene::Scene& scene, QSize size) { return size.width() / scene.size.width(); }

void build(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(scenes().frame(hd).shapes.size());
}

void full(benchmark::State& state, QSize size)
{
    const scene::Scene frame = scenes().frame(size);
    const auto& theme = scene::Theme::get(scene::Theme::Kind::Dark);
    QImage image(size, QImage::Format_RGB32);
    scene::TextLines lines;
    for (auto _ : state) {
        QPainter painter(&image);
        scene::repaintScene(painter, frame, theme, image.rect(), scaleOf(frame, size), {}, lines);
    }
}

void changed(benchmark::State& state, QSize size)
{
    const scene::Scene frames[] = {scenes().frame(size), scenes().frame(size, Duration{16'667})};
    const auto& theme = scene::Theme::get(scene::Theme::Kind::Dark);
    QImage image(size, QImage::Format_RGB32);
    const double scale = scaleOf(frames[0], size);
    scene::TextLines lines;
    std::size_t now = 0;
    for (auto _ : state) {
        const QRegion region =
            scene::changedRegion(frames[now], frames[1 - now], scale, {}, lines).intersected(image.rect());
        now = 1 - now;
        QPainter painter(&image);
        scene::repaintScene(painter, frames[now], theme, region, scale, {}, lines);
    }
}

void fill(benchmark::State& state, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (auto _ : state) image.fill(Qt::black);
}

} // namespace

void registerFrames()
{
    benchmark::RegisterBenchmark("frame build", build);
    for (const auto& [name, size] : {std::pair{"1080p", hd}, std::pair{"4K", uhd}}) {
        benchmark::RegisterBenchmark((std::string("frame full ") + name).c_str(), full, size);
        benchmark::RegisterBenchmark((std::string("frame changed ") + name).c_str(), changed, size);
        benchmark::RegisterBenchmark((std::string("frame fill ") + name).c_str(), fill, size);
    }
}

void addFrames(const Medians& medians, Results& results)
{
    results.add({"frame: state to scene", medians.of("frame build") / 1e6, "ms", {}, {}, ""});
    for (const auto& [name, aim] : {std::pair{"1080p", "aim 4 ms"}, std::pair{"4K", "aim 10 ms"}}) {
        const std::string size(name);
        const double whole = medians.of("frame full " + size) / 1e6;
        results.add({"frame: all of " + size,
                     whole,
                     "ms",
                     medians.of("frame fill " + size) / 1e6,
                     {},
                     std::string("against filling it with one colour; ") + aim});
        results.add({"frame: what changed, " + size,
                     medians.of("frame changed " + size) / 1e6,
                     "ms",
                     whole,
                     {},
                     "against all of it"});
    }
}

} // namespace sluice::bench
