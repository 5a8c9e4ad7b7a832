#pragma once

#include "record/make_film.h"

namespace sluice::record {

/// The film as one web page that needs nothing else: every shape of every frame, each body of a shape once, and a
/// player of a few hundred lines. It draws the shapes, not pixels, so it is sharp at any size.
[[nodiscard]] Result<void> makePage(Film& film, const QString& file, const OnProgress& onProgress);

} // namespace sluice::record
