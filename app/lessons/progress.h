#pragma once

#include "lessons/lesson.h"
#include "scene/stage.h"
#include "state/replay.h"

#include <optional>
#include <span>
#include <vector>

namespace sluice::lessons {

/// A question that a run came to, and what its trace says.
struct Asked {
    int step = 0; ///< index into lesson.steps
    state::Moment moment;
    std::optional<int> right; ///< index of the answer that came true; nothing: not decided, or not yet
    state::Moment decided;
};

/// Which step a moment of a trace belongs to: a function of the trace, kept up as it grows.
class Progress
{
public:
    explicit Progress(const Lesson& lesson); ///< which must outlive it
    /// Takes in what is new in a view of the same run, up to `most` events. True: there is nothing more to take.
    bool extend(const trace::TraceView& trace, std::uint64_t most = UINT64_MAX);
    [[nodiscard]] int stepAt(state::Moment moment) const; ///< index into lesson.steps
    [[nodiscard]] scene::Caption captionAt(state::Moment moment) const;
    struct Begin {
        int step = 0; ///< index into lesson.steps
        state::Moment moment;
    };
    /// Of the steps that were reached, in order; the first one begins with the run.
    [[nodiscard]] const std::vector<Begin>& begins() const { return m_begins; }
    [[nodiscard]] std::span<const Asked> asked() const { return m_asked; } ///< in the order of their moments

private:
    void lookForNext();
    void ask(int step);
    void lookForAnswers();

    const Lesson* m_lesson;
    std::vector<Begin> m_begins;
    std::vector<Asked> m_asked;
    std::vector<std::vector<bool>> m_ready; ///< of each that was asked: answers that do not hold now, or did not once
    state::SystemState m_state;
    std::uint64_t m_taken = 0;
};

} // namespace sluice::lessons
