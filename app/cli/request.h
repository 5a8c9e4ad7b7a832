#pragma once

#include "base/trace_time.h"

#include <string>
#include <variant>
#include <vector>

namespace sluice::cli {

enum class Format { ForPeople, ForMachines };

/// What the command line asks for: one struct per command, in the words of the user, only numbers already read.
struct ShowWindow {
    std::string what; ///< id of a lesson, or a trace; empty: the first lesson to show
    bool operator==(const ShowWindow&) const = default;
};
struct ListLessons {
    Format format = Format::ForPeople;
    bool operator==(const ListLessons&) const = default;
};
struct RunLesson {
    std::string lesson; ///< id of a lesson, or a scenario file ending in .json
    Duration length = seconds(5);
    std::vector<std::string> settings; ///< "writer.size=512"
    std::string output;                ///< empty: the trace is not kept
    Format format = Format::ForPeople;
    bool operator==(const RunLesson&) const = default;
};
struct ShowInfo {
    std::string file;
    Format format = Format::ForPeople;
    bool operator==(const ShowInfo&) const = default;
};
struct ShowEvents {
    std::string file;
    Format format = Format::ForPeople;
    bool operator==(const ShowEvents&) const = default;
};
struct ShowState {
    std::string file;
    TraceTime at;
    Format format = Format::ForPeople;
    bool operator==(const ShowState&) const = default;
};
struct PictureSize {
    int width = 1920;
    int height = 1080;
    bool operator==(const PictureSize&) const = default;
};
enum class Look { Dark, Light };
struct RenderPicture {
    std::string source; ///< a trace, id of a lesson, or a scenario file
    TraceTime at;
    std::string output; ///< its ending says which kind of file
    PictureSize size;
    Look look = Look::Dark;
    bool operator==(const RenderPicture&) const = default;
};
struct AskDoctor {
    Format format = Format::ForPeople;
    bool operator==(const AskDoctor&) const = default;
};

struct RecoverTrace {
    std::string file;
    bool operator==(const RecoverTrace&) const = default;
};

using Request = std::variant<ShowWindow, ListLessons, RunLesson, ShowInfo, ShowEvents, ShowState, RenderPicture,
                             AskDoctor, RecoverTrace>;

} // namespace sluice::cli
