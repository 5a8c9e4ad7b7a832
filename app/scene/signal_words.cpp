#include "scene/signal_words.h"

#include "base/names.h"

#include <csignal>

namespace sluice::scene {

using probe::Call;
using probe::SignalSet;
using state::Activity;
using state::ProcessState;
using state::SentSignal;
using state::SignalState;
using Fate = SentSignal::Fate;

namespace {

/// The last signal that met its fate, if it was this one.
const SentSignal* lastOf(const SignalState& signals, Fate fate)
{
    return !signals.decided.empty() && signals.decided.back().fate == fate ? &signals.decided.back() : nullptr;
}

/// A call that the kernel does not carry out for SIGKILL and SIGSTOP has been the last one.
bool hasJustBeenRefused(const ProcessState& receiver)
{
    const state::CallState& call = receiver.call;
    const bool about = call.call == Call::Sigaction || call.call == Call::Sigprocmask;
    return about && (receiver.signals.refused & probe::bitOf(static_cast<int>(call.fd))) != 0;
}

Note noteOfLast(const SignalState& signals)
{
    if (const auto* last = lastOf(signals, Fate::Merged))
        return {QStringLiteral("cut"),
                QStringLiteral("%1 was pending already: %2 more are gone, a standard signal has one bit and no queue")
                    .arg(signalWord(last->signal), grouped(signals.merged)),
                Tone::Text};
    if (const auto* last = lastOf(signals, Fate::Refused))
        return {QStringLiteral("cross"), QStringLiteral("%1 could not be sent").arg(signalWord(last->signal)),
                Tone::Signal};
    if (const auto* last = lastOf(signals, Fate::Ignored))
        return {
            QStringLiteral("cut"),
            QStringLiteral("%1 was thrown away by the kernel: the receiver ignores it").arg(signalWord(last->signal)),
            Tone::Text};
    for (const SentSignal& each : signals.waiting)
        if (each.fate == Fate::Pending && signals.has(SignalSet::Blocked, each.signal))
            return {QStringLiteral("hatch"),
                    QStringLiteral("%1 is pending and blocked: it waits until the mask lets it through")
                        .arg(signalWord(each.signal)),
                    Tone::Blocked};
    return {};
}

} // namespace

QString signalWord(int signal) { return QString::fromStdString(signalName(signal)); }

QString shortSignalWord(int signal)
{
    QString word = signalWord(signal);
    if (word.startsWith(QLatin1String("SIG"))) word.remove(0, 3);
    return word.replace(QLatin1String("RTMIN"), QLatin1String("RT"));
}

Note signalNote(const ProcessState& receiver)
{
    const SignalState& signals = receiver.signals;
    if (receiver.activity == Activity::Ended)
        return !killed(receiver) ? Note{}
                                 : Note{QStringLiteral("lightning"),
                                        QStringLiteral("The default action of %1 has ended the process")
                                            .arg(signalWord(receiver.exit.status)),
                                        Tone::Signal};
    if (receiver.activity == Activity::Stopped)
        return {QStringLiteral("gate"),
                QStringLiteral("Stopped: SIGCONT lets it go on, SIGKILL ends it; all others wait until then"),
                Tone::Text};
    if (receiver.waitsForItself())
        return {QStringLiteral("cross"),
                QStringLiteral("Deadlock: the handler waits for a lock that the flow below it on the stack holds"),
                Tone::Signal};
    if (hasJustBeenRefused(receiver))
        return {QStringLiteral("cross"),
                QStringLiteral("Refused: SIGKILL and SIGSTOP cannot be blocked, caught or ignored"), Tone::Signal};
    if (signals.torn > 0)
        return {QStringLiteral("cross"),
                QStringLiteral("Found torn %1: its two halves come from two different writers")
                    .arg(signals.torn == 1 ? QStringLiteral("once")
                                           : QStringLiteral("%1 times").arg(grouped(signals.torn))),
                Tone::Signal};
    return noteOfLast(signals);
}

QString fateWords(const SignalState& signals)
{
    QStringList words;
    const auto add = [&words](std::uint64_t count, const QString& what) {
        if (count > 0) words << grouped(count) + QLatin1Char(' ') + what;
    };
    add(signals.delivered, QStringLiteral("delivered"));
    add(signals.merged, QStringLiteral("merged"));
    add(signals.ignored, QStringLiteral("ignored"));
    return words.join(QStringLiteral(" · "));
}

} // namespace sluice::scene
