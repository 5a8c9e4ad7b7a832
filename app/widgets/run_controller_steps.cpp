// The controller's part that follows a lesson from step to step, and asks what it asks.

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

/// The picture goes back to the moment of the question: what came after it has not been seen for more than an instant.
bool RunController::askIfDue()
{
    if (!m_progress || !m_predicts || !m_asking.arrive(m_progress->asked(), m_playback.moment())) return false;
    m_playback.pause();
    m_playback.seek(m_asking.moment());
    m_stopAtNext = false;
    return true;
}

/// As if it had been played up to there: what the step asks is asked.
void RunController::arriveAt(const state::Moment& begin)
{
    jump(state::Moment{begin.time, begin.events - 1});
    m_playback.seek(begin);
    askIfDue();
}

/// A place to stop lies between what was shown and what would be shown now.
void RunController::stopIfDue(const state::Moment& before)
{
    const auto* begin = nextBegin(before, m_stopAtNext && m_stopAt.empty());
    if (begin && begin->moment.events <= m_playback.moment().events) arriveAt(begin->moment);
}

bool RunController::toNextStep()
{
    if (!m_progress) return false;
    const auto* next = nextBegin(m_playback.moment(), m_stopAt.empty());
    if (m_playback.mode() == Mode::Paused && (next || !atEnd())) m_playback.play();
    else if (next) arriveAt(next->moment);
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

void RunController::setPredictFirst(bool predict)
{
    m_predicts = predict;
    if (!predict) m_asking.close();
    changed();
}

void RunController::watch()
{
    m_asking.watch();
    m_playback.play();
    changed();
}

void RunController::closeQuestion()
{
    const bool waiting = m_asking.phase() == lessons::Asking::Phase::Asked;
    m_asking.close();
    if (waiting) m_playback.play();
    changed();
}

std::optional<Prediction> RunController::prediction() const
{
    if (!m_progress || m_asking.phase() == lessons::Asking::Phase::None) return std::nullopt;
    const lessons::Asked& asked = m_progress->asked()[m_asking.index()];
    Prediction now;
    now.question = &*m_lesson->steps[static_cast<std::size_t>(asked.step)].question;
    now.phase = m_asking.phase();
    if (asked.right && asked.decided.events <= m_playback.moment().events) now.right = asked.right;
    now.took = asked.decided.time - asked.moment.time;
    now.over = !asked.right && !m_replay->trace().live() && atEnd();
    return now;
}

} // namespace sluice::widgets
