#include "scene/tiles.h"

#include "scenario/setting_table.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::Run;

Tone dataTone(const trace::TraceView& trace, ProcessId sender)
{
    const auto& scenario = trace.meta().scenario;
    if (sender.value == 0 || sender.value > scenario.processes.size()) return Tone::Data;
    for (std::uint16_t before = 1; before < sender.value; ++before) {
        const mechanisms::Role* role = roleOf(scenario, {before});
        const auto channelOf = [&](std::uint16_t id) { return scenario.processes[id - 1U].channel; };
        if (role && role->sends && channelOf(before) == channelOf(sender.value)) return Tone::DataSecond;
    }
    return Tone::Data;
}

QString messageWords(const std::vector<Run>& runs, const Ink& ink, double width)
{
    if (runs.empty()) return {};
    const std::uint32_t first = runs.front().firstMessage;
    if (first == 0) return {}; // only how many bytes they are is known
    const std::uint32_t last = runs.back().firstMessage + runs.back().count - 1;
    const bool oneSender =
        std::all_of(runs.begin(), runs.end(), [&](const Run& run) { return run.sender == runs.front().sender; });
    const QString begin = QStringLiteral("m%1").arg(first);
    if (oneSender && first == last) return begin;
    if (!oneSender) return begin + QStringLiteral(" +");
    return fitting(
        {begin + QStringLiteral("–m%1").arg(last), begin + QStringLiteral("–%1").arg(last), begin + QChar(0x2026)}, ink,
        width);
}

std::uint64_t bytesOf(const std::vector<Run>& runs)
{
    std::uint64_t sum = 0;
    for (const Run& run : runs) sum += run.bytes();
    return sum;
}

void drawToken(Sketch& sketch, const Token& token, QPointF center)
{
    const QRectF rect(center - QPointF(tokenSize.width() / 2, tokenSize.height() / 2), tokenSize);
    sketch.about({Subject::Kind::Message, token.message}, Evidence::Derived);
    sketch.box(rect, 7, token.tone).opacity = token.opacity;
    if (token.waiting) sketch.box(rect.adjusted(-2, -2, 2, 2), 9, Tone::None, Tone::Blocked, 2.5);
    const Ink label{16, 650, Tone::OnData, Shape::Face::Mono};
    const Ink bytes{16, 400, Tone::OnData, Shape::Face::Mono, Shape::Align::Right};
    const QRectF inside = rect.adjusted(8, 0, -8, 0);
    sketch.text(inside, token.label, label).opacity = token.opacity;
    const QString number = grouped(token.bytes);
    if (widthOf(token.label, label) + widthOf(number, bytes) + 6 <= inside.width())
        sketch.text(inside, number, bytes).opacity = token.opacity;
}

} // namespace sluice::scene
