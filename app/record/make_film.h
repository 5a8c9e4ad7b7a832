#pragma once

#include "record/film.h"

#include <functional>

namespace sluice::record {

/// The kinds of films there are, by the ending of the file.
enum class FilmKind { Mp4, WebM, Gif, Apng, Images, Page };
/// ".mp4", ".webm", ".gif", ".apng", ".html"; a pattern with %d in a .png, or a name without an ending (a folder):
/// images. Nothing: not known.
[[nodiscard]] std::optional<FilmKind> filmKindOf(const QString& file);
/// The endings there are, for people.
[[nodiscard]] QString filmEndings();

/// Told how many frames are done; false ends the work.
using OnProgress = std::function<bool(std::int64_t done)>;

/// Makes the film: draws here and encodes on a thread of its own. The file has its name when it is whole, and is not
/// there if anything goes wrong. Errors: those of the sink; ECANCELED if it was ended.
[[nodiscard]] Result<void> makeFilm(Film& film, const QString& file, const OnProgress& onProgress = {});

} // namespace sluice::record
