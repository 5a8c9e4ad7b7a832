#pragma once

#include "base/trace_time.h"
#include "compare/comparison.h"
#include "words/language.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sluice::cli {

enum class Format { ForPeople, ForMachines };

/// What the command line asks for: one struct per command, in the words of the user, only numbers already read.
struct ShowWindow {
    std::string what; ///< id of a lesson, a trace or a playlist; empty: the start page
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
    std::string interleaving{}; ///< file of one to be followed; empty: all run freely
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
enum class Show { Frame, Stage, Timeline };
struct RenderPicture {
    std::string source; ///< a trace, id of a lesson, or a scenario file
    std::vector<TraceTime> at;
    std::string output;              ///< its ending says which kind of file
    std::optional<PictureSize> size; ///< none: as suits what is shown
    Look look = Look::Dark;
    Show what = Show::Frame;
    TraceTime from{}; ///< what the timeline shows, if `to` is later
    TraceTime to{};
    int columns = 0; ///< of a strip of moments; 0: as it fits
    words::Language language = words::Language::English;
    bool operator==(const RenderPicture&) const = default;
};
/// How the run's time passes in a film.
struct FilmSpeed {
    enum class Kind { Even, ShortenIdle, FollowAction };
    Kind kind = Kind::Even;
    double speed = 1; ///< seconds of the run in a second; following the action: how much quicker than usual
    bool operator==(const FilmSpeed&) const = default;
};
struct FrameRate {
    int frames = 30, seconds = 1;
    bool operator==(const FrameRate&) const = default;
};
enum class Part { Captions, Clock, Timeline };
struct RecordFilm {
    std::string source; ///< a trace, id of a lesson, or a scenario file
    std::string output; ///< its ending says which kind of film
    TraceTime from{};
    std::optional<TraceTime> to{}; ///< none: the trace's end; of a lesson, 5 s
    FilmSpeed speed{};
    std::optional<FrameRate> rate{}; ///< none: as suits the kind of film
    PictureSize size{};
    Look look = Look::Dark;
    std::vector<Part> hidden{};
    std::string title{};
    words::Language language = words::Language::English;
    bool operator==(const RecordFilm&) const = default;
};
enum class ExportTo { Perfetto, Chrome, Csv, Race };
struct ExportTrace {
    std::string file;
    ExportTo to = ExportTo::Perfetto;
    std::string output;
    bool operator==(const ExportTrace&) const = default;
};
struct AskDoctor {
    Format format = Format::ForPeople;
    bool operator==(const AskDoctor&) const = default;
};

struct RecoverTrace {
    std::string file;
    bool operator==(const RecoverTrace&) const = default;
};

struct CompareMechanisms {
    std::vector<compare::Plan> plans; ///< one for each size
    std::string output;               ///< empty: none; its ending says which kind of file
    Format format = Format::ForPeople;
    Look look = Look::Dark;
    words::Language language = words::Language::English; ///< of a picture
    bool operator==(const CompareMechanisms&) const = default;
};

using Request = std::variant<ShowWindow, ListLessons, RunLesson, ShowInfo, ShowEvents, ShowState, RenderPicture,
                             RecordFilm, ExportTrace, AskDoctor, RecoverTrace, CompareMechanisms>;

} // namespace sluice::cli
