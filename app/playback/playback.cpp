#include "playback/playback.h"

#include <algorithm>
#include <cmath>

namespace sluice::playback {

bool Playback::moving() const { return m_mode != Mode::Paused || m_settled < settleSeconds; }

void Playback::play()
{
    if (m_mode != Mode::Paused) return;
    m_mode = Mode::Playing;
    m_settled = 0;
}

void Playback::pause()
{
    if (m_mode == Mode::Paused) return;
    m_mode = Mode::Paused;
    m_settled = 0;
}

void Playback::goLive()
{
    m_mode = Mode::Live;
    m_pace.speed = 1;
    if (m_pace.kind == Pace::Kind::FollowAction) m_pace.kind = Pace::Kind::Even;
    m_settled = 0;
    m_fraction = 0;
}

void Playback::setSpeed(double speed)
{
    if (std::isnan(speed)) return;
    if (m_pace.kind == Pace::Kind::FollowAction) m_pace.kind = Pace::Kind::Even;
    m_pace.speed = std::clamp(speed, Pace::minSpeed, Pace::maxSpeed);
    if (m_mode != Mode::Live) return;
    if (m_pace.speed < 1) m_mode = Mode::Playing;
    else m_pace.speed = 1; // nothing runs ahead of what happens
}

void Playback::changeSpeed(double factor)
{
    if (m_pace.kind != Pace::Kind::FollowAction) return setSpeed(m_pace.speed * factor);
    m_pace.tempo = std::clamp(m_pace.tempo * factor, Pace::minTempo, Pace::maxTempo);
}

void Playback::setPace(Pace::Kind kind)
{
    m_pace.kind = kind;
    m_fraction = 0;
    if (kind == Pace::Kind::FollowAction && m_mode == Mode::Live) m_mode = Mode::Playing;
}

void Playback::seek(state::Moment moment)
{
    if (m_mode == Mode::Live) m_mode = Mode::Playing;
    m_moment = moment;
    m_fraction = 0;
    m_settled = m_mode == Mode::Paused ? settleSeconds : 0; // a jump shows no motion that led there
}

void Playback::setLoop(const std::optional<Loop>& loop)
{
    m_loop = loop && loop->from < loop->to ? loop : std::nullopt;
}

void Playback::stepForward(const state::Replay& replay)
{
    m_mode = Mode::Paused;
    m_moment = replay.next(m_moment);
    m_fraction = 0;
    m_settled = 0;
}

void Playback::stepBack(const state::Replay& replay)
{
    m_mode = Mode::Paused;
    m_moment = replay.previous(m_moment);
    m_fraction = 0;
    m_settled = 0;
}

void Playback::tick(double passed, const state::Replay& replay)
{
    if (m_mode == Mode::Paused) {
        m_settled = std::min(m_settled + passed, settleSeconds);
        return;
    }
    const TraceTime end = replay.trace().end();
    const bool growing = replay.trace().live();
    if (m_mode == Mode::Playing) {
        if (m_loop && m_moment.time >= m_loop->to) {
            m_moment = replay.momentAt(m_loop->from);
            m_fraction = 0;
        }
        const TraceTime there = m_pace.after(replay.trace(), m_moment.time, passed, m_fraction);
        if (there < end) {
            // Within one nanosecond, a step between events of the same time stays where it is.
            if (there > m_moment.time) m_moment = replay.momentAt(there);
            return;
        }
        m_fraction = 0;
        if (m_loop && m_loop->to >= end) {
            m_moment = replay.momentAt(m_loop->from);
            return;
        }
        if (growing && m_pace.kind != Pace::Kind::FollowAction && m_pace.speed >= 1) goLive();
    }
    m_moment = replay.momentAt(end);
    if (!growing) pause();
}

scene::ViewTime Playback::view(const trace::TraceView& trace) const
{
    scene::ViewTime view = m_mode == Mode::Live ? Pace{}.view(trace, m_moment.time) : m_pace.view(trace, m_moment.time);
    view.settled = m_settled;
    return view;
}

} // namespace sluice::playback
