#pragma once

#include "base/words.h"
#include "mechanisms/lane.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace sluice::scene {

/// Words that lead to the lesson in which one can see what they say.
struct LessonLink {
    std::string_view words;
    std::string_view lesson;
};

/// A mechanism, what it is good at and what has to be borne with it; the figures are those of that lane.
struct RaceTableRow {
    mechanisms::Through lane;
    LessonLink strength, weakness;
};
[[nodiscard]] std::span<const RaceTableRow> raceTableRows();

/// The lesson behind Subject::Kind::Lesson with that id; empty: none.
[[nodiscard]] std::string_view linkedLesson(std::uint32_t id);

} // namespace sluice::scene
