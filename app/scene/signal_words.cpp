#include "scene/signal_words.h"

#include "base/names.h"
#include "words/words.h"

#include <algorithm>
#include <array>
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
                translated("scene", "And %1 more are pending: only the first %2 are followed one by one")
                    .arg(grouped(signals.unfollowed), grouped(signals.waiting.size())),
                Tone::Blocked};
    if (const auto* last = lastOf(signals, Fate::Merged))
        return {
            QStringLiteral("cut"),
            translated("scene", "%1 was pending already: %2 more are gone, a standard signal has one bit and no queue")
                .arg(signalWord(last->signal), grouped(signals.merged)),
            Tone::Text};
    if (const auto* last = lastOf(signals, Fate::Refused))
        return {QStringLiteral("cross"), translated("scene", "%1 could not be sent").arg(signalWord(last->signal)),
                Tone::Signal};
    if (const auto* last = lastOf(signals, Fate::Ignored))
        return {QStringLiteral("cut"),
                translated("scene", "%1 was thrown away by the kernel: the receiver ignores it")
                    .arg(signalWord(last->signal)),
                Tone::Text};
    if (const auto* last = lastOf(signals, Fate::Cancelled))
        return {QStringLiteral("cut"),
                last->signal == SIGCONT
                    ? translated("scene", "A stop signal has taken the pending SIGCONT away")
                    : translated("scene", "SIGCONT has taken the pending %1 away").arg(signalWord(last->signal)),
                Tone::Text};
    for (const SentSignal& each : signals.waiting)
        if (each.fate == Fate::Pending && signals.has(SignalSet::Blocked, each.signal))
            return {QStringLiteral("hatch"),
                    translated("scene", "%1 is pending and blocked: it waits until the mask lets it through")
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
                                        translated("scene", "The default action of %1 has ended the process")
                                            .arg(signalWord(receiver.exit.status)),
                                        Tone::Signal};
    if (receiver.activity == Activity::Stopped)
        return {QStringLiteral("gate"),
                translated("scene", "Stopped: SIGCONT lets it go on, SIGKILL ends it; all others wait until then"),
                Tone::Text};
    if (receiver.waitsForItself())
        return {QStringLiteral("cross"),
                translated("scene", "Deadlock: the handler waits for a lock that the flow below it on the stack holds"),
                Tone::Signal};
    if (hasJustBeenRefused(receiver))
        return {QStringLiteral("cross"),
                translated("scene", "Refused: SIGKILL and SIGSTOP cannot be blocked, caught or ignored"), Tone::Signal};
    if (signals.torn > 0)
        return {QStringLiteral("cross"),
                translated("scene", "Found torn %1: its two halves come from two different writers")
                    .arg(signals.torn == 1 ? translated("scene", "once")
                                           : translated("scene", "%1 times").arg(grouped(signals.torn))),
                Tone::Signal};
    return noteOfLast(signals);
}

namespace {

bool dumpsCore(int signal)
{
    constexpr std::array those{SIGQUIT, SIGILL, SIGABRT, SIGFPE, SIGSEGV, SIGBUS, SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ};
    return std::ranges::find(those, signal) != those.end();
}

} // namespace

QString actionWord(int signal)
{
    switch (signal) {
    case SIGCHLD:
    case SIGURG:
    case SIGWINCH: return translated("scene", "nothing");
    case SIGCONT: return translated("scene", "continue");
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU: return translated("scene", "stop");
    default: return dumpsCore(signal) ? translated("scene", "core") : translated("scene", "terminate");
    }
}

static bool ignoredByDefault(int signal)
{
    return signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH || signal == SIGCONT;
}

QString dispositionWords(const SignalState& signals, int signal)
{
    if (signals.has(SignalSet::Caught, signal)) return translated("scene", "handler");
    if (signals.has(SignalSet::Ignored, signal)) return translated("scene", "ignore");
    return actionWord(signal);
}

QString cutWords(const ProcessState& receiver)
{
    return receiver.waitsForItself() ? translated("scene", "cut here, and can never go on")
                                     : translated("scene", "cut here, will go on here");
}

QString endWords(const ProcessState& receiver)
{
    if (!killed(receiver)) return translated("scene", "it has ended by itself");
    if (!dumpsCore(receiver.exit.status))
        return translated("scene", "terminated: the default action of %1").arg(signalWord(receiver.exit.status));
    return receiver.exit.code == CLD_DUMPED ? translated("scene", "terminated, its memory dumped as a core")
                                            : translated("scene", "terminated; core dumps are switched off");
}

Note signalVerdict(const ProcessState& receiver)
{
    const SignalState& signals = receiver.signals;
    if (!signals.frames.empty())
        return {QStringLiteral("lightning"),
                translated("scene", "%1 handled: its flow is cut").arg(signalWord(signals.frames.back().signal)),
                Tone::Signal};
    for (const SentSignal& each : signals.waiting)
        if (each.fate == Fate::Pending)
            return {QStringLiteral("hatch"), translated("scene", "%1 is pending").arg(signalWord(each.signal)),
                    Tone::Blocked};
    if (signals.decided.empty()) return {};
    const SentSignal& last = signals.decided.back();
    const QString name = signalWord(last.signal), action = actionWord(last.signal);
    // As it was then: meanwhile it may be handled, or let its default action happen.
    const bool chosen = signals.has(SignalSet::Ignored, last.signal) || !ignoredByDefault(last.signal);
    switch (last.fate) {
    case Fate::Delivered:
        return {QStringLiteral("check"),
                signals.reads(last.signal) ? translated("scene", "%1 was read").arg(name)
                                           : translated("scene", "%1 was handled").arg(name),
                Tone::Text};
    case Fate::Ignored:
        return {QStringLiteral("cut"),
                chosen ? translated("scene", "%1 thrown away: ignored").arg(name)
                       : translated("scene", "%1, by default: %2").arg(name, action),
                Tone::Muted};
    case Fate::Acted:
        return {receiver.activity == Activity::Ended ? QStringLiteral("cross")
                : last.signal == SIGCONT             ? QStringLiteral("play")
                                                     : QStringLiteral("gate"),
                translated("scene", "%1, by default: %2").arg(name, action), Tone::Signal};
    case Fate::Refused:
        return {QStringLiteral("cross"), translated("scene", "%1: no such process").arg(name), Tone::Muted};
    case Fate::Merged:
        return {QStringLiteral("cut"), translated("scene", "%1 was pending already").arg(name), Tone::Muted};
    case Fate::Cancelled:
        return {QStringLiteral("cut"), translated("scene", "%1 was taken away").arg(name), Tone::Muted};
    default: return {};
    }
}

QString fateWords(const SignalState& signals)
{
    QStringList words;
    const auto add = [&words](std::uint64_t count, const QString& what) {
        if (count > 0) words << what.arg(grouped(count));
    };
    add(signals.delivered, translated("scene", "%1 delivered"));
    add(signals.merged, translated("scene", "%1 merged"));
    add(signals.ignored, translated("scene", "%1 ignored"));
    return words.join(QStringLiteral(" · "));
}

} // namespace sluice::scene
