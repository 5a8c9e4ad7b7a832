#include "record/make_film.h"

#include "record/bounded_queue.h"
#include "record/frame_painter.h"
#include "record/gif_sink.h"
#include "record/image_sinks.h"
#include "record/page.h"
#include "record/video_sink.h"

#include <QFileInfo>

#include <array>
#include <system_error>
#include <thread>

namespace sluice::record {

namespace {

constexpr std::size_t mostUnderWay = 4; // pictures that are drawn and not yet encoded

struct Ending {
    const char* ending;
    FilmKind kind;
};
constexpr std::array endings{Ending{"mp4", FilmKind::Mp4}, Ending{"webm", FilmKind::WebM}, Ending{"gif", FilmKind::Gif},
                             Ending{"apng", FilmKind::Apng}, Ending{"html", FilmKind::Page}};

/// Takes pictures out of the queue and puts them into the sink, until there are no more.
Result<void> encodeAll(BoundedQueue<Picture>& queue, Sink& sink)
{
    while (const auto picture = queue.pop()) {
        auto added = sink.add(*picture);
        if (added) continue;
        queue.close(); // who draws need not go on
        return added;
    }
    return {};
}

/// True: all frames were drawn.
bool drawAll(Film& film, BoundedQueue<Picture>& queue, const OnProgress& onProgress)
{
    FramePainter painter(film.plan().size, scene::Theme::get(film.plan().theme));
    for (std::int64_t i = 0; i < film.frameCount(); ++i) {
        if (!queue.push(painter.paint(film.frame(i)))) return false;
        if (onProgress && !onProgress(i + 1)) return false;
    }
    return true;
}

Result<void> expose(Film& film, Sink& sink, const OnProgress& onProgress)
{
    BoundedQueue<Picture> queue(mostUnderWay);
    Result<void> encoded;
    bool drawn = false;
    {
        std::jthread encoder;
        try {
            encoder = std::jthread([&] { encoded = encodeAll(queue, sink); });
        } catch (const std::system_error& problem) {
            return fail(Error::ofCall("pthread_create", problem.code().value()));
        }
        drawn = drawAll(film, queue, onProgress);
        queue.close();
    }
    if (!encoded) return encoded;
    if (!drawn) return fail(Error::ofCall({}, ECANCELED, "the film was not finished"));
    return sink.finish();
}

/// The theme's own colours, and those of pictures from all over the film.
Palette paletteOf(Film& film)
{
    constexpr std::int64_t samples = 16;
    constexpr int wideEnough = 960; // smaller pictures have the same colours
    const auto& theme = scene::Theme::get(film.plan().theme);
    std::vector<QRgb> fixed;
    for (auto tone = scene::Tone::Background; tone <= scene::Tone::OnData;
         tone = static_cast<scene::Tone>(int(tone) + 1))
        fixed.push_back(theme.color(tone).rgb());
    std::vector<QImage> images;
    const QSize size = film.plan().size.boundedTo(film.plan().size.scaled(wideEnough, wideEnough, Qt::KeepAspectRatio));
    const std::int64_t last = film.frameCount() - 1, count = std::min(samples, film.frameCount());
    for (std::int64_t i = 0; i < count; ++i)
        images.push_back(renderImage(film.frame(i * last / std::max<std::int64_t>(1, count - 1)), theme, size));
    return {fixed, images};
}

Result<std::unique_ptr<Sink>> openSink(Film& film, const QString& file, FilmKind kind)
{
    switch (kind) {
    case FilmKind::Mp4: return openVideo(file, VideoKind::Mp4, factsOf(film));
    case FilmKind::WebM: return openVideo(file, VideoKind::WebM, factsOf(film));
    case FilmKind::Gif: return openGif(file, factsOf(film), paletteOf(film));
    case FilmKind::Apng: return openApng(file, factsOf(film));
    case FilmKind::Images: return openImages(file, factsOf(film));
    case FilmKind::Page: break;
    }
    return fail(Error::badInput(file.toStdString(), "not a kind of film"));
}

} // namespace

std::optional<FilmKind> filmKindOf(const QString& file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    for (const Ending& each : endings)
        if (ending == QLatin1String(each.ending)) return each.kind;
    const bool folder = file.endsWith(QLatin1Char('/')) || (!file.isEmpty() && ending.isEmpty());
    return folder || isPattern(file) ? std::optional(FilmKind::Images) : std::nullopt;
}

QString filmEndings()
{
    return QStringLiteral(
        ".mp4, .webm, .gif, .apng or .html, has a place for a number (frames-%05d.png), or is a folder");
}

Result<void> makeFilm(Film& film, const QString& file, const OnProgress& onProgress)
{
    const auto kind = filmKindOf(file);
    if (!kind)
        return fail(Error::badInput(file.toStdString(), ("a film's name ends in " + filmEndings()).toStdString()));
    if (*kind == FilmKind::Page) return makePage(film, file, onProgress);
    auto sink = openSink(film, file, *kind);
    if (!sink) return fail(sink.error());
    return expose(film, **sink, onProgress);
}

} // namespace sluice::record
