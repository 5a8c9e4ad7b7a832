#pragma once

#include "lessons/progress.h"

namespace sluice::lessons {

/// Which of a run's questions is before the viewer: each is asked once, when the picture comes to its moment by
/// playing. What was jumped over is not asked. Plain logic, a value. Thread: one.
class Asking
{
public:
    enum class Phase {
        None,
        Asked,    ///< the picture stands still until the viewer wants to see what happens
        Watching, ///< it plays on, and the trace will tell
    };

    /// The picture has been played up to `shown`. True: a question's moment was come to or passed; show it at moment().
    bool arrive(std::span<const Asked> asked, state::Moment shown);
    /// The viewer went to `shown` by himself: what lies before it is not asked any more, and nothing is open.
    void leap(state::Moment shown);
    void watch();
    void close(); ///< what was open is done with

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] std::size_t index() const { return m_next; }      ///< of the one that is open, in Progress::asked()
    [[nodiscard]] state::Moment moment() const { return m_moment; } ///< of the one that is open

private:
    Phase m_phase = Phase::None;
    std::size_t m_next = 0; ///< the one that is open, or those before it are done with
    state::Moment m_moment, m_leapt;
};

} // namespace sluice::lessons
