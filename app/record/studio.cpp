#include "record/studio.h"

#include <algorithm>

namespace sluice::record {

Studio::Studio(trace::TraceView trace)
    : m_trace(std::move(trace)), m_replay(m_trace), m_lesson(lessons::of(m_trace.meta()))
{
    m_timeline.extend(m_trace);
    if (m_lesson) m_progress.emplace(*m_lesson);
}

TraceTime Studio::end() const { return std::max(m_trace.end(), m_timeline.end()); }

void Studio::followLesson(state::Moment moment)
{
    if (!m_progress || moment.events <= m_followed) return;
    m_progress->extend(m_trace, moment.events - m_followed);
    m_followed = moment.events;
}

int Studio::stepAt(TraceTime time)
{
    const state::Moment moment = m_replay.momentAt(time);
    followLesson(moment);
    return m_progress ? m_progress->stepAt(moment) : -1;
}

scene::Caption Studio::captionAt(TraceTime time)
{
    const state::Moment moment = m_replay.momentAt(time);
    followLesson(moment);
    return m_progress ? m_progress->captionAt(moment) : scene::Caption{};
}

scene::Scene Studio::frame(TraceTime time, const scene::ViewTime& view, QSize size, const FrameParts& parts,
                           const TimeWindow& window)
{
    const scene::Caption caption = captionAt(time);
    return buildFrame(m_replay.at(m_replay.momentAt(time)), m_trace, m_timeline, caption, view, size, parts, window);
}

} // namespace sluice::record
