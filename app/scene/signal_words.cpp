#include "scene/signal_words.h"

#include "base/names.h"

#include <csignal>

namespace sluice::scene {

using probe::Call;

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
    if (signals.unfollowed > 0)
        return {QStringLiteral("hatch"),
                QStringLiteral("And %1 more are pending: only the first %2 are followed one by one")
                    .arg(grouped(signals.unfollowed), grouped(signals.waiting.size())),
                Tone::Blocked};
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
    if (const auto* last = lastOf(signals, Fate::Cancelled))
        return {QStringLiteral("cut"),
                last->signal == SIGCONT
                    ? QStringLiteral("A stop signal has taken the pending SIGCONT away")
                    : QStringLiteral("SIGCONT has taken the pending %1 away").arg(signalWord(last->signal)),
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

QString actionWord(int signal)
{
    switch (signal) {
    case SIGCHLD:
    case SIGURG:
    case SIGWINCH: return QStringLiteral("nothing");
    case SIGCONT: return QStringLiteral("continue");
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU: return QStringLiteral("stop");
    case SIGQUIT:
    case SIGILL:
    case SIGABRT:
    case SIGFPE:
    case SIGSEGV:
    case SIGBUS:
    case SIGSYS:
    case SIGTRAP:
    case SIGXCPU:
    case SIGXFSZ: return QStringLiteral("core");
    default: return QStringLiteral("terminate");
    }
}

QString dispositionWords(const SignalState& signals, int signal)
{
    if (signals.has(SignalSet::Caught, signal)) return QStringLiteral("handler");
    if (signals.has(SignalSet::Ignored, signal)) return QStringLiteral("ignore");
    return actionWord(signal);
}

QString endWords(const ProcessState& receiver)
{
    if (!killed(receiver)) return QStringLiteral("it has ended by itself");
    const bool core = actionWord(receiver.exit.status) == QLatin1String("core");
    if (!core) return QStringLiteral("terminated: the default action of %1").arg(signalWord(receiver.exit.status));
    return receiver.exit.code == CLD_DUMPED ? QStringLiteral("terminated, its memory dumped as a core")
                                            : QStringLiteral("terminated; core dumps are switched off");
}

Note signalVerdict(const ProcessState& receiver)
{
    const SignalState& signals = receiver.signals;
    if (!signals.frames.empty())
        return {QStringLiteral("lightning"),
                QStringLiteral("%1 handled: its flow is cut").arg(signalWord(signals.frames.back().signal)),
                Tone::Signal};
    for (const SentSignal& each : signals.waiting)
        if (each.fate == Fate::Pending)
            return {QStringLiteral("hatch"), QStringLiteral("%1 is pending").arg(signalWord(each.signal)),
                    Tone::Blocked};
    if (signals.decided.empty()) return {};
    const SentSignal& last = signals.decided.back();
    const QString name = signalWord(last.signal), action = actionWord(last.signal);
    const bool chosen = signals.has(SignalSet::Ignored, last.signal);
    switch (last.fate) {
    case Fate::Delivered: return {QStringLiteral("check"), QStringLiteral("%1 was handled").arg(name), Tone::Text};
    case Fate::Ignored:
        return {QStringLiteral("cut"),
                chosen ? QStringLiteral("%1 thrown away: ignored").arg(name)
                       : QStringLiteral("%1, by default: %2").arg(name, action),
                Tone::Muted};
    case Fate::Acted:
        return {receiver.activity == Activity::Ended ? QStringLiteral("cross")
                : last.signal == SIGCONT             ? QStringLiteral("play")
                                                     : QStringLiteral("gate"),
                QStringLiteral("%1, by default: %2").arg(name, action), Tone::Signal};
    case Fate::Refused: return {QStringLiteral("cross"), QStringLiteral("%1: no such process").arg(name), Tone::Muted};
    case Fate::Merged: return {QStringLiteral("cut"), QStringLiteral("%1 was pending already").arg(name), Tone::Muted};
    case Fate::Cancelled: return {QStringLiteral("cut"), QStringLiteral("%1 was taken away").arg(name), Tone::Muted};
    default: return {};
    }
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
