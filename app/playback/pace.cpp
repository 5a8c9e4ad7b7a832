#include "playback/pace.h"

#include "analysis/gap.h"

#include <algorithm>
#include <cmath>

namespace sluice::playback {

namespace {

/// Motion on the stage lasts less than this, in seconds of screen time.
constexpr double longestMotion = 1;
/// FollowAction: a gap of one microsecond takes this long, in seconds; one of two to the n nearly n times as long.
constexpr double unit = 0.07;
constexpr double unitNs = 1000;
/// At more gaps than this in one go the rest is left for the next one: the picture never stands still.
constexpr int mostGaps = 4096;

using analysis::Gap;
using analysis::gapAround;

TraceTime moved(TraceTime t, double ns, double& fraction)
{
    const double whole = std::floor(ns + fraction);
    fraction = ns + fraction - whole;
    return t + Duration{static_cast<std::int64_t>(whole)};
}

double nsOf(Duration d) { return static_cast<double>(d.ns); }

} // namespace

bool Pace::folds(Duration gap) const { return kind == Kind::ShortenIdle && toSeconds(gap) / speed > foldFrom; }

double Pace::onScreen(Duration gap) const
{
    if (kind == Kind::FollowAction) return unit * std::log2(1 + nsOf(gap) / unitNs) / tempo;
    return folds(gap) ? foldTo : toSeconds(gap) / speed;
}

TraceTime Pace::after(const trace::TraceView& trace, TraceTime t, double passed, double& fraction) const
{
    TraceTime there;
    switch (kind) {
    case Kind::Even: there = moved(t, passed * speed * 1e9, fraction); break;
    case Kind::ShortenIdle: there = afterFolding(trace, t, passed, fraction); break;
    case Kind::FollowAction: there = afterFollowing(trace, t, passed, fraction); break;
    }
    if (there < trace.end()) return there;
    fraction = 0;
    return std::max(t, trace.end());
}

/// Looks at two gaps only, however much happens: one that is folded takes longer than a step does, so none can
/// begin and end within it.
TraceTime Pace::afterFolding(const trace::TraceView& trace, TraceTime t, double passed, double& fraction) const
{
    if (const Gap here = gapAround(trace, t); folds(here.length())) {
        const double rate = nsOf(here.length()) / foldTo;
        if (nsOf(here.end - t) > passed * rate) return moved(t, passed * rate, fraction);
        passed -= nsOf(here.end - t) / rate;
        t = here.end;
    }
    const TraceTime there = moved(t, passed * speed * 1e9, fraction);
    const Gap next = gapAround(trace, there);
    if (!folds(next.length()) || next.begin < t) return there;
    fraction = 0;
    passed -= toSeconds(next.begin - t) / speed;
    return moved(next.begin, std::max(passed, 0.0) * nsOf(next.length()) / foldTo, fraction);
}

TraceTime Pace::afterFollowing(const trace::TraceView& trace, TraceTime t, double passed, double& fraction) const
{
    for (int i = 0; i < mostGaps && t < trace.end(); ++i) {
        const Gap gap = gapAround(trace, t);
        const double rate = nsOf(gap.length()) / onScreen(gap.length()); // of a gap without length one cannot be inside
        const double left = nsOf(gap.end - t) - fraction;
        if (passed * rate < left) return moved(t, passed * rate, fraction);
        passed -= left / rate;
        t = gap.end;
        fraction = 0;
    }
    return t;
}

/// Calls visit(time, age) at the beginning of each gap before `now`, until `seconds` of screen time are told.
template <class Visit>
void Pace::walkBack(const trace::TraceView& trace, TraceTime now, double seconds, Visit visit) const
{
    double age = 0;
    for (int i = 0; i < mostGaps && age < seconds; ++i) {
        const Gap gap = gapAround(trace, i == 0 ? now : now - Duration{1});
        if (gap.length().ns > 0) age += onScreen(gap.length()) * nsOf(now - gap.begin) / nsOf(gap.length());
        visit(gap.begin, age);
        if (gap.begin.ns <= 0) return;
        now = gap.begin;
    }
}

scene::ViewTime Pace::view(const trace::TraceView& trace, TraceTime now) const
{
    scene::ViewTime view;
    view.stretch = 1 / speed;
    if (kind == Kind::Even) return view;
    const Gap here = gapAround(trace, now);
    if (kind == Kind::ShortenIdle) {
        if (!folds(here.length())) return view;
        view.past.push_back({here.begin, nsOf(now - here.begin) / nsOf(here.length()) * foldTo});
        view.shortened = here.length();
        return view;
    }
    walkBack(trace, now, longestMotion, [&](TraceTime time, double age) { view.past.push_back({time, age}); });
    // What is shown as "so much a second" is how it runs just now.
    view.stretch = here.length().ns > 0 ? onScreen(here.length()) / toSeconds(here.length()) : view.stretch;
    return view;
}

TraceTime Pace::before(const trace::TraceView& trace, TraceTime now, double seconds) const
{
    if (kind != Kind::FollowAction) return std::max(TraceTime{}, now - sluice::seconds(seconds * speed));
    TraceTime from = now;
    walkBack(trace, now, seconds, [&](TraceTime time, double) { from = time; });
    return from;
}

} // namespace sluice::playback
