#include "scene/held_words.h"

#include "analysis/held.h"
#include "scene/access_words.h"
#include "scene/card_words.h"
#include "words/words.h"

namespace sluice::scene {

using probe::GatePoint;

namespace {

QString channelNameOf(ChannelId channel, const trace::TraceView& trace)
{
    const auto& specs = trace.meta().scenario.channels;
    return channel.value > 0 && channel.value <= specs.size() ? shown(specs[channel.value - 1U].name) : QString();
}

/// The place in memory, as the cards call it.
QString placeOf(const state::ProcessState& process, const trace::TraceView& trace)
{
    const auto& scenario = trace.meta().scenario;
    const std::string& kind = scenario.channels[scenario.processes[process.id.value - 1U].channel.value - 1U].kind;
    if (kind == "counter") return QStringLiteral("counter");
    return kind == "ring" ? QStringLiteral("ring[…]") : QStringLiteral("*p");
}

QString accessWords(GatePoint point, const QString& place)
{
    const bool counter = place == QLatin1String("counter");
    switch (point) {
    case GatePoint::Load: return QStringLiteral("n = ") + place + QLatin1Char(';');
    case GatePoint::Compute: return QStringLiteral("n + 1");
    case GatePoint::Store: return place + (counter ? QStringLiteral(" = n + 1;") : QStringLiteral(" = …;"));
    case GatePoint::Access: return translated("scene", "its next accesses");
    case GatePoint::Lock: return QStringLiteral("lock(&mutex);");
    default: return {};
    }
}

} // namespace

HeldWords heldWords(const state::ProcessState& process, const state::SystemState& state, const trace::TraceView& trace)
{
    const state::HeldBefore& held = process.heldBefore;
    const auto before = [](const QString& what) { return translated("scene", "before: %1").arg(what); };
    const auto same = [](const QString& words) { return HeldWords{words, words, words}; };
    if (held.call != probe::Call::None) {
        state::CallState call;
        call.call = held.call;
        call.fd = held.fd;
        call.size = held.size;
        call.channel = held.channel;
        call.running = true; // it has no result yet
        const CallWords words = wordsOf(call, channelNameOf(held.channel, trace));
        if (probe::opens(held.call)) return same(before(words.name)); // with what, the call itself will tell
        return {before(words.shorter), before(words.shortest), before(words.name)};
    }
    const QString code = QString::fromStdString(analysis::lineHeldAt(process, trace));
    switch (held.point) {
    case GatePoint::Call: return {};
    case GatePoint::Sleep: return same(translated("scene", "in its sleep"));
    case GatePoint::Step: return same(before(code.isEmpty() ? translated("scene", "its next step") : code));
    default:
        return memoryOf(process, state, trace) ? same(before(accessWords(held.point, placeOf(process, trace))))
                                               : same(before(translated("scene", "its next step")));
    }
}

} // namespace sluice::scene
