#include "lessons/progress.h"

#include "words/words.h"

#include <algorithm>
#include <array>

namespace sluice::lessons {

int Lesson::numberOf(int step) const
{
    const auto end = steps.begin() + std::min(step + 1, static_cast<int>(steps.size()));
    return static_cast<int>(std::count_if(steps.begin(), end, [](const Step& each) { return !each.instead; }));
}

int Lesson::stepCount() const { return numberOf(static_cast<int>(steps.size()) - 1); }

Progress::Progress(const Lesson& lesson)
    : m_lesson(&lesson), m_begins{{}}, m_state(state::initialState(lesson.scenario))
{
    if (!lesson.steps.empty()) ask(0);
}

void Progress::lookForNext()
{
    const auto& steps = m_lesson->steps;
    auto candidate = static_cast<std::size_t>(m_begins.back().step) + 1;
    while (candidate < steps.size() && steps[candidate].instead) ++candidate; // the present step's own other ways
    for (bool first = true; candidate < steps.size() && (first || steps[candidate].instead);
         ++candidate, first = false) {
        const auto& when = steps[candidate].when;
        if (!when || !when->holds(m_state, m_lesson->scenario)) continue;
        m_begins.push_back({static_cast<int>(candidate), {m_state.time, m_taken}});
        return ask(static_cast<int>(candidate));
    }
}

void Progress::ask(int step)
{
    const auto& question = m_lesson->steps[static_cast<std::size_t>(step)].question;
    if (!question) return;
    m_asked.push_back({step, {m_state.time, m_taken}, std::nullopt, {}});
    m_ready.emplace_back(question->answers.size(), false);
    lookForAnswers();
}

void Progress::lookForAnswers()
{
    const state::Moment now{m_state.time, m_taken};
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        Asked& asked = m_asked[i];
        if (asked.right) continue;
        const auto& answers = m_lesson->steps[static_cast<std::size_t>(asked.step)].question->answers;
        const bool justAsked = asked.moment.events == now.events;
        for (std::size_t k = 0; k < answers.size() && !asked.right; ++k) {
            const Answer& answer = answers[k];
            const bool holds = answer.when ? answer.when->holds(m_state, m_lesson->scenario)
                                           : now.time - asked.moment.time >= *answer.after;
            if (!holds) m_ready[i][k] = true;
            else if (m_ready[i][k] && !justAsked) asked.right = static_cast<int>(k);
        }
        if (asked.right) asked.decided = now;
    }
}

bool Progress::extend(const trace::TraceView& trace, std::uint64_t most)
{
    std::array<probe::Event, 256> batch;
    for (std::uint64_t taken = 0; taken < most;) {
        const std::size_t count = trace.read(m_taken, batch);
        if (count == 0) return true;
        for (std::size_t i = 0; i < count; ++i) {
            state::apply(m_state, batch[i]);
            m_state.time = batch[i].when();
            ++m_taken;
            lookForAnswers();
            lookForNext();
        }
        taken += count;
    }
    return m_taken >= trace.eventCount();
}

int Progress::stepAt(state::Moment moment) const
{
    const auto later =
        std::ranges::find_if(m_begins, [&](const Begin& begin) { return begin.moment.events > moment.events; });
    return later == m_begins.begin() ? 0 : std::prev(later)->step;
}

scene::Caption Progress::captionAt(state::Moment moment) const
{
    const int step = stepAt(moment);
    if (m_lesson->steps.empty()) return {};
    return {translated("scene", "STEP %1 OF %2").arg(m_lesson->numberOf(step)).arg(m_lesson->stepCount()),
            m_lesson->steps[static_cast<std::size_t>(step)].text};
}

} // namespace sluice::lessons
