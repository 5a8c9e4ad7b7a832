#pragma once

#include "playback/pace.h"
#include "record/studio.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace sluice::record {

/// Frames a second, as a fraction: 30000/1001 is exact.
struct Rate {
    int frames = 30, seconds = 1;
    [[nodiscard]] double perSecond() const { return static_cast<double>(frames) / seconds; }
    bool operator==(const Rate&) const = default;
};

/// What a film shows, and how.
struct FilmPlan {
    TraceTime from, to; ///< of the run; at most up to the trace's end
    playback::Pace pace;
    Rate rate;
    QSize size{1920, 1080};
    scene::Theme::Kind theme = scene::Theme::Kind::Dark;
    FrameParts parts;
    QString title; ///< stands alone for two seconds at the beginning; empty: no such beginning
    bool operator==(const FilmPlan&) const = default;
};

/// From this frame on the lesson is at another step.
struct Chapter {
    std::int64_t frame = 0;
    QString overline, text;
    bool operator==(const Chapter&) const = default;
};

/// A film as its frames: each the picture of one exact moment, the same however often and in whatever order it is
/// asked for. Nothing is known here of clocks, displays or files.
/// Owner: who makes the film. Thread: one.
class Film
{
public:
    /// Errors: an empty stretch; more frames than anybody can want.
    [[nodiscard]] static Result<Film> of(std::shared_ptr<Studio> studio, FilmPlan plan);
    [[nodiscard]] static Result<Film> of(trace::TraceView trace, FilmPlan plan)
    {
        return of(std::make_shared<Studio>(std::move(trace)), std::move(plan));
    }
    Film(Film&&) noexcept;
    Film& operator=(Film&&) noexcept;
    ~Film();

    [[nodiscard]] const FilmPlan& plan() const;
    [[nodiscard]] std::int64_t frameCount() const;
    [[nodiscard]] double seconds() const; ///< how long it runs
    /// The run's time that a frame shows; of the title, the first one.
    [[nodiscard]] TraceTime timeOf(std::int64_t frame) const;
    /// The nearest frame to a time of the run that is no title.
    [[nodiscard]] std::int64_t frameAt(TraceTime time) const;
    [[nodiscard]] scene::Scene frame(std::int64_t index);
    /// Worked out when they are first asked for.
    [[nodiscard]] const std::vector<Chapter>& chapters() const;
    /// What the film is about: its title, else the lesson's, else the id of what ran.
    [[nodiscard]] QString name() const;
    /// Damaged blocks that were come upon while drawing: file offset, or -1.
    [[nodiscard]] std::int64_t damagedAt() const;

private:
    struct Private;
    explicit Film(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

/// The frames that a plan needs, without making them: cheap for even pace, else limited to `most`.
[[nodiscard]] std::vector<TraceTime> frameTimes(const trace::TraceView& trace, const FilmPlan& plan, std::size_t most);
/// How much of the run the timeline shows in each of these frames where the speed changes from event to event, often
/// ten thousandfold: it zooms in before much happens and out again after it, and never jumps.
[[nodiscard]] std::vector<Duration> calmWindows(const std::vector<TraceTime>& times, const Rate& rate);

} // namespace sluice::record
