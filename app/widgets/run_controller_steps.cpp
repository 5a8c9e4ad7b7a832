// The controller's part that follows a lesson from step to step.

#include "widgets/run_controller.h"

#include <algorithm>

namespace sluice::widgets {

using Mode = playback::Playback::Mode;

/// A long trace is gone through piece by piece, so that the window never stands still.
bool RunController::followLesson()
{
    constexpr std::uint64_t mostAtOnce = 65'536;
    return !m_progress || m_progress->extend(m_replay->trace(), mostAtOnce);
}

/// The next step that begins after a moment: any one, or one that is a place to stop.
const lessons::Progress::Begin* RunController::nextBegin(const state::Moment& after, bool anyStep) const
{
    if (!m_progress) return nullptr;
    for (const auto& begin : m_progress->begins()) {
        const bool stop = std::ranges::find(m_stopAt, m_lesson->numberOf(begin.step)) != m_stopAt.end();
        if (begin.moment.events > after.events && (anyStep || stop)) return &begin;
    }
    return nullptr;
}

/// A place to stop lies between what was shown and what would be shown now.
void RunController::stopIfDue(const state::Moment& before)
{
    const auto* begin = nextBegin(before, m_stopAtNext && m_stopAt.empty());
    if (begin && begin->moment.events <= m_playback.moment().events) jump(begin->moment);
}

bool RunController::toNextStep()
{
    if (!m_progress) return false;
    const auto* next = nextBegin(m_playback.moment(), m_stopAt.empty());
    if (m_playback.mode() == Mode::Paused && (next || !atEnd())) m_playback.play();
    else if (next) jump(next->moment);
    else return false;
    m_stopAtNext = m_playback.mode() != Mode::Paused;
    changed();
    return true;
}

bool RunController::awaitNextStep()
{
    if (!m_progress || m_stopAtNext || !m_replay->trace().live()) return false;
    if (m_lesson->numberOf(m_frame->step - 1) >= m_lesson->stepCount()) return false;
    m_stopAtNext = true;
    return true;
}

bool RunController::toPreviousStep()
{
    if (!m_progress || m_playback.moment().time <= TraceTime{}) return false;
    state::Moment last{};
    for (const auto& begin : m_progress->begins())
        if (begin.moment.events < m_playback.moment().events) last = begin.moment;
    jump(last);
    changed();
    return true;
}

} // namespace sluice::widgets
