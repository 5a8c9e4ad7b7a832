#include "playback/playback.h"

#include <algorithm>
#include <cmath>

namespace sluice::playback {

namespace {

/// Longest motion on the stage, in seconds of screen time, with a little to spare.
constexpr double settleTime = 0.3;

} // namespace

bool Playback::moving() const { return m_mode != Mode::Paused || m_settled < settleTime; }

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
    m_speed = 1;
    m_settled = 0;
    m_fraction = 0;
}

void Playback::setSpeed(double speed)
{
    if (std::isnan(speed)) return;
    m_speed = std::clamp(speed, minSpeed, maxSpeed);
    if (m_mode != Mode::Live) return;
    if (m_speed < 1) m_mode = Mode::Playing;
    else m_speed = 1; // nothing runs ahead of what happens
}

void Playback::seek(state::Moment moment)
{
    if (m_mode == Mode::Live) m_mode = Mode::Playing;
    m_moment = moment;
    m_fraction = 0;
    m_settled = m_mode == Mode::Paused ? settleTime : 0; // a jump shows no motion that led there
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
        m_settled = std::min(m_settled + passed, settleTime);
        return;
    }
    const TraceTime end = replay.trace().end();
    const bool growing = replay.trace().live();
    if (m_mode == Mode::Playing) {
        if (m_loop && m_moment.time >= m_loop->to) {
            m_moment = replay.momentAt(m_loop->from);
            m_fraction = 0;
        }
        const double step = m_fraction + passed * m_speed * 1e9;
        const double left = static_cast<double>(end.ns) - static_cast<double>(m_moment.time.ns);
        if (step < left) {
            const double whole = std::floor(step);
            m_fraction = step - whole;
            if (whole >= 1) // within one nanosecond, a step between events of the same time stays where it is
                m_moment = replay.momentAt(m_moment.time + Duration{static_cast<std::int64_t>(whole)});
            return;
        }
        m_fraction = 0;
        if (m_loop && m_loop->to >= end) {
            m_moment = replay.momentAt(m_loop->from);
            return;
        }
        if (growing && m_speed >= 1) goLive();
    }
    m_moment = replay.momentAt(end);
    if (!growing) pause();
}

} // namespace sluice::playback
