#pragma once

#include "record/palette.h"
#include "record/video_sink.h"

namespace sluice::record {

/// A GIF that plays for ever: one palette, and of each picture only the rectangle that differs. A picture that differs
/// in nothing lengthens the one before. Errors: more than 50 pictures a second, which no player shows; the file's own.
[[nodiscard]] Result<std::unique_ptr<Sink>> openGif(const QString& file, const FilmFacts& facts, Palette palette);

} // namespace sluice::record
