#include "scene/access_words.h"

#include "scenario/setting_table.h"
#include "words/words.h"

#include <array>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;
using probe::Touch;
using state::Activity;

namespace {

QString settingWords(const state::SystemState& state, const trace::TraceView& trace, std::string_view key)
{
    const scenario::SettingTable table(trace.meta().scenario);
    const int index = table.indexOf(key);
    if (index < 0) return {};
    const auto value = static_cast<std::size_t>(state.settings[static_cast<std::size_t>(index)]);
    const auto& choices = table[static_cast<std::size_t>(index)].choices;
    return value < choices.size()
               ? QString::fromUtf8(choices[value].data(), static_cast<qsizetype>(choices[value].size()))
               : QString();
}

AccessWords lineWords(const SharedMemory& memory, const state::ProcessState& process, const state::SystemState& state,
                      const trace::TraceView& trace)
{
    const auto& processes = trace.meta().scenario.processes;
    const bool together = memory.sum(Figure::ProvenMoves) > 0;
    const bool first = process.id.value <= 1 || processes.size() < 2;
    const QString variable = together ? QStringLiteral("counter") : first ? QStringLiteral("a") : QStringLiteral("b");
    const QString how = settingWords(state, trace, "adder.how");
    QString words = variable + QStringLiteral(".fetch_add(1);");
    if (how == QLatin1String("store")) words = variable + QStringLiteral(" = 1;");
    else if (how.startsWith(QLatin1String("volatile")))
        words = QStringLiteral("++") + variable + QStringLiteral(";  // volatile");
    return {words, words, process.activity == Activity::Running};
}

AccessWords pollWords(const SharedMemory& memory, const state::ProcessState& process, const state::SystemState&)
{
    if (!memory.newest(Figure::Polls) || memory.newest(Figure::Polls)->process != process.id) {
        if (memory.lastTouch(process.id)) return {QStringLiteral("flag = 1;"), QStringLiteral("flag = 1;"), true};
        return {translated("scene", "waits until the other one polls"), translated("scene", "waits"), false};
    }
    static constexpr std::array names{"pollPlain(flag);", "pollVolatile(flag);", "pollAtomic(flag);"};
    const SharedMemory::Figure* latest = nullptr;
    for (std::uint16_t way = 0; way < names.size(); ++way)
        if (const auto* figure = memory.find(Figure::Polls, process.id, way);
            figure && (!latest || figure->when > latest->when))
            latest = figure;
    const QString words = QLatin1String(names.at(latest ? latest->index % names.size() : 0));
    return {words, words, latest && latest->value == 0};
}

} // namespace

const SharedMemory* memoryOf(const state::ProcessState& process, const state::SystemState& state,
                             const trace::TraceView& trace)
{
    const auto& processes = trace.meta().scenario.processes;
    if (process.id.value == 0 || process.id.value > processes.size()) return nullptr;
    const auto channel = processes[process.id.value - 1U].channel.value;
    return channel < state.channels.size() ? std::get_if<SharedMemory>(&state.channels[channel].object) : nullptr;
}

AccessWords accessOf(const state::ProcessState& process, const state::SystemState& state, const trace::TraceView& trace)
{
    const SharedMemory* memory = memoryOf(process, state, trace);
    if (!memory) return {};
    const auto& specs = trace.meta().scenario;
    const std::string& kind = specs.channels[specs.processes[process.id.value - 1U].channel.value - 1U].kind;
    if (kind == "line") return lineWords(*memory, process, state, trace);
    if (kind == "polling") return pollWords(*memory, process, state);
    if (kind == "node" && !process.call.running && memory->newest(Figure::ChunkTime))
        return {QStringLiteral("line = memory[line];"), QStringLiteral("line = memory[line];"), true};
    const SharedMemory::Touched* touch = memory->lastTouch(process.id);
    if (!touch || process.call.running || process.call.returned > touch->when) return {};
    const QString value = QString::number(touch->value);
    const bool ring = kind == "ring", counter = kind == "counter";
    const QString what = ring                                     ? QStringLiteral("ring[%1]").arg(touch->offset)
                         : counter                                ? QStringLiteral("counter")
                         : touch->which == 1 && kind == "segment" ? QStringLiteral("*private")
                                                                  : QStringLiteral("*p");
    QString words;
    switch (touch->how) {
    case Touch::Load: words = QStringLiteral("n = ") + what + QStringLiteral(";  // ") + value; break;
    case Touch::Store: words = what + QStringLiteral(" = ") + value + QLatin1Char(';'); break;
    case Touch::Add: words = what + QStringLiteral(" = n + 1;  // ") + value; break;
    }
    return {words, words.section(QStringLiteral("  //"), 0, 0), true};
}

} // namespace sluice::scene
