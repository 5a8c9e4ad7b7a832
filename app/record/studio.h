#pragma once

#include "lessons/progress.h"
#include "record/render.h"

#include <memory>
#include <optional>

namespace sluice::record {

/// One run, ready to be pictured: any moment of it as a frame. What has to be known of the run up to a moment is worked
/// out when it is first asked for.
/// Owner: who makes films or figures of it. Thread: one.
class Studio
{
public:
    explicit Studio(trace::TraceView trace);
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;

    [[nodiscard]] const trace::TraceView& trace() const { return m_trace; }
    [[nodiscard]] const analysis::Timeline& timeline() const { return m_timeline; }
    [[nodiscard]] const lessons::Lesson* lesson() const { return m_lesson; }
    [[nodiscard]] TraceTime end() const;

    [[nodiscard]] scene::Scene frame(TraceTime time, const scene::ViewTime& view, QSize size, const FrameParts& parts,
                                     const TimeWindow& window = {});
    /// The lesson's step at a time, or -1; its words.
    [[nodiscard]] int stepAt(TraceTime time);
    [[nodiscard]] scene::Caption captionAt(TraceTime time);

private:
    void followLesson(state::Moment moment);

    trace::TraceView m_trace;
    state::Replay m_replay;
    analysis::Timeline m_timeline;
    const lessons::Lesson* m_lesson = nullptr;
    std::optional<lessons::Progress> m_progress;
    std::uint64_t m_followed = 0; ///< events
};

} // namespace sluice::record
