#pragma once

#include "lessons/lesson.h"

// Lessons that are not built in. For this room only.
namespace sluice::lessons {

[[nodiscard]] const Lesson* findOwn(const QString& id); ///< null: none was adopted

} // namespace sluice::lessons
