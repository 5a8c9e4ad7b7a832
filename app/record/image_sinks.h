#pragma once

#include "record/video_sink.h"

namespace sluice::record {

/// An animated PNG that plays for ever: every colour as it was painted, of each picture only what differs.
[[nodiscard]] Result<std::unique_ptr<Sink>> openApng(const QString& file, const FilmFacts& facts);

/// A PNG for each picture. `file` has a place for the number ("frames-%05d.png"), or names a folder, which must be
/// empty or not there. All of them appear together at the end. Errors: as above; a folder with something in it.
[[nodiscard]] Result<std::unique_ptr<Sink>> openImages(const QString& file, const FilmFacts& facts);
/// Has the name of a file a place for a number?
[[nodiscard]] bool isPattern(const QString& file);

} // namespace sluice::record
