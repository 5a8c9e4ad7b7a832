#pragma once

#include "record/film.h"
#include "record/picture.h"

#include <memory>

struct AVCodec;

namespace sluice::record {

/// Looks an encoder up by its name; null: there is none.
using FindEncoder = const AVCodec* (*)(const char* name);

enum class VideoKind {
    Mp4,  ///< H.264, plays everywhere: yuv420p, BT.709, constant rate, its index at the beginning
    WebM, ///< VP9
};

/// What a sink has to know of a film before its first picture.
struct FilmFacts {
    QSize size;
    Rate rate;
    std::int64_t frames = 0;
    QString title;
    std::vector<Chapter> chapters;
};
[[nodiscard]] FilmFacts factsOf(const Film& film);

/// A video, by libavcodec and libavformat. The same pictures give the same bytes: as many threads on every machine, no
/// version and no time of day inside. Errors: no such encoder in this libavcodec, odd size, the file's own.
/// `find`: libavcodec's own if none is given.
[[nodiscard]] Result<std::unique_ptr<Sink>> openVideo(const QString& file, VideoKind kind, const FilmFacts& facts,
                                                      FindEncoder find = nullptr);

} // namespace sluice::record
