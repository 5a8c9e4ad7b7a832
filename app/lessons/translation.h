#pragma once

#include "lessons/lesson.h"
#include "words/language.h"

// The words of a lesson in another language. For this room and its test only.
namespace sluice::lessons {

/// Where the words of a lesson that is built in are: ":/lessons/de/pipe.broken.json".
[[nodiscard]] QString translationOf(const QString& id, words::Language language);
/// Puts the words in that file in the place of the lesson's own; what it does and when stays. A file has as many words
/// as the lesson:
///     {"title": "…", "about": "…", "steps": ["…", {"text": "…", "ask": "…", "answers": ["…", "…"]}],
///      "try": ["…", ["off", "on"]]}
/// Errors: with file, line and JSON path.
[[nodiscard]] Result<void> translate(Lesson& lesson, const QByteArray& json, const QString& fileName);

} // namespace sluice::lessons
