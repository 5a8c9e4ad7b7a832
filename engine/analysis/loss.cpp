#include "analysis/loss.h"

#include <algorithm>
#include <ranges>

namespace sluice::analysis {

namespace {

Loss lossOf(const Mark& mark, const Timeline& timeline, const trace::TraceView& trace)
{
    Loss loss{mark.process, mark.time, mark.time, trace.event(mark.event - 1).size};
    if (mark.time > TraceTime{}) loss.begin = timeline.activityAt(mark.process, mark.time - Duration{1}).begin;
    return loss;
}

} // namespace

std::vector<Loss> lossesIn(const Timeline& timeline, const trace::TraceView& trace, TraceTime from, TraceTime to,
                           Duration grain)
{
    std::vector<Loss> losses;
    const std::size_t processes = trace.meta().scenario.processes.size();
    const std::uint16_t lost = bitOf(MarkKind::Lost);
    const auto add = [&](const Mark& mark) {
        if (const Loss loss = lossOf(mark, timeline, trace); loss.begin <= to) losses.push_back(loss);
    };
    // One loss of every process after a moment, as far as `until`: what else is lost there ends in the same grain.
    const auto addEach = [&](state::Moment now, TraceTime until) {
        std::vector<ProcessId> seen;
        const auto isNew = [&](const Mark& mark) { return std::ranges::find(seen, mark.process) == seen.end(); };
        while (seen.size() < processes) {
            const auto next = timeline.nextMark(now, lost, [&](const Mark& m) { return m.time > until || isNew(m); });
            if (!next || next->time > until) return;
            add(*next);
            seen.push_back(next->process);
            now = state::Moment{next->time, next->event};
        }
    };
    std::optional<TraceTime> covered;
    for (const Mark& mark : timeline.marks(from, to, grain)) {
        if (mark.kind != MarkKind::Lost || (covered && mark.time <= *covered)) continue;
        if (mark.process.value != 0) {
            add(mark);
        } else {
            covered = std::min(mark.time + grain, to);
            addEach(state::Moment{mark.time, mark.event}, *covered);
        }
    }
    // A hole that ends beyond what is asked for may begin before it.
    const std::uint64_t events = trace.countUntil(to);
    if (const auto next = timeline.nextMark({to, events}, lost)) addEach({to, events}, next->time + grain);
    return losses;
}

} // namespace sluice::analysis
