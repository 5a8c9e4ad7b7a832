#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace sluice::architecture {

struct SourceFile {
    std::string path; ///< from the root: "engine/trace/trace_view.h"
    std::string room; ///< "trace"; "main" for app/main.cpp
    bool engine = false;
    std::vector<std::string> quoted; ///< #include "…"
    std::vector<std::string> angled; ///< #include <…>
    std::size_t lines = 0;
};

/// All .h and .cpp files below engine/ and app/, sorted by path.
[[nodiscard]] std::vector<SourceFile> readSources(const std::filesystem::path& root);

/// What breaks the order of the rooms, one sentence each:
/// a room includes only itself and rooms before it; engine/ includes neither Qt nor app/;
/// whoever draws includes no running processes, not even through another header.
[[nodiscard]] std::vector<std::string> violations(const std::vector<SourceFile>& sources);

} // namespace sluice::architecture
