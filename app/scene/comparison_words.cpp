#include "scene/comparison_words.h"

#include "scene/race_words.h"
#include "scene/sketch.h"
#include "words/numbers.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using compare::Comparison;
using compare::Lane;
using compare::Measure;
using compare::Reason;

namespace {

QString ofThroughput(Reason reason, const Lane& best, const Lane& lane, const Ink& ink, double width)
{
    const QString name = nameOf(best);
    switch (reason) {
    case Reason::OtherCapacity: {
        const QString holds = heldInWords(lane), notThese = heldInWords(best);
        return fitting({translated("scene", "not comparable with %1: holds %2, not %3").arg(name, holds, notThese),
                        translated("scene", "not comparable: holds %1, not %2").arg(holds, notThese),
                        translated("scene", "unlike: holds %1, not %2").arg(holds, notThese)},
                       ink, width);
    }
    case Reason::TooWide:
        return fitting({translated("scene", "not to be told from %1: their runs overlap").arg(name),
                        translated("scene", "not to be told from %1").arg(name),
                        translated("scene", "overlaps %1").arg(name)},
                       ink, width);
    default: return {};
    }
}

} // namespace

QString nameOf(const Lane& lane) { return laneName(lane.through); }

QString heldInWords(const Lane& lane)
{
    const double holds = lane.facts.heldMessages();
    return holds >= 10 ? grouped(static_cast<std::uint64_t>(std::llround(holds)))
                       : words::decimal(holds, holds < 1 ? 2 : 0);
}

QString perSecond(double value)
{
    if (value >= 1e6) return words::decimal(value / 1e6, 2) + QStringLiteral(" M/s");
    if (value >= 1e3) return words::decimal(value / 1e3, value >= 1e5 ? 0 : 1) + QStringLiteral(" k/s");
    return words::decimal(value, 0) + QStringLiteral(" /s");
}

QString perSecondInBytes(double bytes)
{
    return bytes >= 1e9 ? words::decimal(bytes / 1e9, 2) + QStringLiteral(" GB/s")
                        : words::decimal(bytes / 1e6, bytes >= 1e8 ? 0 : 1) + QStringLiteral(" MB/s");
}

QString sizeInWords(std::int64_t bytes)
{
    constexpr std::int64_t kib = 1024, mib = kib * kib;
    if (bytes >= mib && bytes % mib == 0) return QStringLiteral("%1 MiB").arg(bytes / mib);
    if (bytes >= kib && bytes % kib == 0) return QStringLiteral("%1 KiB").arg(bytes / kib);
    return QStringLiteral("%1 B").arg(grouped(static_cast<std::uint64_t>(bytes)));
}

QString against(const Lane& best, const Lane& lane, Measure measure, const Ink& ink, double width)
{
    const auto reasons = compare::reasonsAgainst(best, lane, measure);
    if (reasons.empty()) return {};
    if (measure == Measure::Throughput)
        if (QString words = ofThroughput(reasons.front(), best, lane, ink, width); !words.isEmpty()) return words;
    switch (reasons.front()) {
    case Reason::OtherSize: return translated("scene", "another size");
    case Reason::OtherCount:
    case Reason::OtherWarmUp:
    case Reason::OtherRepetitions: return translated("scene", "other counts");
    case Reason::OtherWaiting: return translated("scene", "waits otherwise");
    case Reason::OtherPinning: return translated("scene", "other processors");
    case Reason::TooFewRuns: return translated("scene", "too few runs");
    case Reason::TooWide: return translated("scene", "overlaps %1").arg(nameOf(best));
    case Reason::OtherCapacity:
    case Reason::DidNotRun: break;
    }
    return {};
}

QString leftInWords(const compare::Spread& ratio)
{
    if (const auto unseen = ratio.unseenBelow())
        return translated("scene", "±%1 %").arg(words::decimal(*unseen * 100, 0));
    return translated("scene", "%1 %").arg(words::decimal(ratio.median * 100, 0));
}

QString circumstances(const Comparison& comparison)
{
    const auto ran =
        std::find_if(comparison.lanes.begin(), comparison.lanes.end(), [](const Lane& lane) { return !lane.why; });
    QString where = translated("scene", "on any processor");
    if (ran != comparison.lanes.end() && ran->facts.senderCpu >= 0)
        where = ran->facts.senderCpu == ran->facts.receiverCpu
                    ? translated("scene", "both on CPU %1").arg(ran->facts.senderCpu)
                    : translated("scene", "on CPU %1 and CPU %2").arg(ran->facts.senderCpu).arg(ran->facts.receiverCpu);
    const compare::Waiting waiting = comparison.plan.waiting;
    const QString waits = waiting == compare::Waiting::Block  ? translated("scene", "waiting in the call")
                          : waiting == compare::Waiting::Poll ? translated("scene", "waiting in poll(2)")
                                                              : translated("scene", "spinning");
    return translated("scene", "two processes, %1, %2").arg(where, waits);
}

} // namespace sluice::scene
