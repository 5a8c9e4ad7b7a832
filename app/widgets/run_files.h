#pragma once

#include "base/result.h"

#include <QString>

#include <filesystem>

namespace sluice::widgets {

/// Where traces of lessons go: $XDG_CACHE_HOME/sluice/runs.
[[nodiscard]] std::filesystem::path runsFolder();

/// The lesson whose trace has such a name; empty: it is not one that newRunFile() gives.
[[nodiscard]] QString lessonOfRun(const QString& fileName);

/// A new name in `folder`, which is made (0700) if needed. Only the newest `keep` traces stay, the new one included,
/// and of each lesson the newest one if it is small: the start page draws its picture from it. Errors: the folder
/// cannot be made or written.
[[nodiscard]] Result<std::filesystem::path> newRunFile(const std::filesystem::path& folder, const QString& lessonId,
                                                       int keep = 10);

/// Copies what the trace holds so far, through a temporary name, so that no half file is left.
[[nodiscard]] Result<void> copyTrace(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace sluice::widgets
