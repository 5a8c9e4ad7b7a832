#pragma once

#include "lessons/lesson.h"
#include "record/film.h"
#include "support/trace_builder.h"

namespace sluice::test {

/// A pipe that fills and is read from, 40 ms long, as a run of the lesson pipe.backpressure.
inline trace::TraceView filledPipe()
{
    TraceBuilder built;
    built.started();
    for (int i = 1; i <= 16; ++i) built.at(i * 1000).write(4096);
    built.add(probe::EventKind::HoldStarted, reader);
    built.at(20'000).enterWrite(4096);
    built.at(30'000).add(probe::EventKind::HoldEnded, reader);
    built.at(30'500).read(4096).returnWrite(4096);
    built.at(40'000).kernelDepth(65'536);
    trace::Meta meta = built.meta();
    if (const lessons::Lesson* lesson = lessons::find(QStringLiteral("pipe.backpressure")))
        meta.scenario = lesson->scenario;
    return trace::TraceView::ofEvents(std::move(meta), built.events());
}

/// All of it, ten times slower, as so many small pictures a second.
inline record::FilmPlan smallPlan(int perSecond = 25)
{
    record::FilmPlan plan;
    plan.to = TraceTime{40'000'000};
    plan.pace.speed = 0.1;
    plan.rate = {perSecond, 1};
    plan.size = {320, 180};
    return plan;
}

} // namespace sluice::test
