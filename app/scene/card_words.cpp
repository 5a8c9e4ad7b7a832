#include "scene/card_words.h"

#include "base/names.h"
#include "scene/sketch.h"
#include "words/words.h"

#include <csignal>
#include <sys/socket.h>

namespace sluice::scene {

using state::Activity;
using state::ProcessState;

namespace {

QString callName(probe::Call call) { return fromView(probe::name(call)) + QStringLiteral("()"); }

QString howItEnded(const ProcessState& process)
{
    if (killed(process))
        return translated("scene", "Killed by %1").arg(QString::fromStdString(signalName(process.exit.status)));
    return process.exit.status == 0 ? translated("scene", "Ended")
                                    : translated("scene", "Ended, status %1").arg(process.exit.status);
}

} // namespace

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

bool killed(const ProcessState& process)
{
    return process.activity == Activity::Ended && (process.exit.code == CLD_KILLED || process.exit.code == CLD_DUMPED);
}

namespace {

QString shorterOf(const ProcessState& process)
{
    switch (process.activity) {
    case Activity::Absent: return translated("scene", "Absent");
    case Activity::Running: return translated("scene", "Running");
    case Activity::Pacing: return process.done ? translated("scene", "Done") : translated("scene", "Sleeps");
    case Activity::InCall: return translated("scene", "In a call");
    case Activity::Blocked: return translated("scene", "Blocked");
    case Activity::Held: return translated("scene", "Held");
    case Activity::Handling: return translated("scene", "Handler");
    case Activity::Stopped: return translated("scene", "Stopped");
    case Activity::Unobserved: return translated("scene", "Timed");
    case Activity::Ended: return killed(process) ? translated("scene", "Killed") : translated("scene", "Ended");
    }
    return {};
}

QString heldSign(const state::HeldBefore& held)
{
    using probe::GatePoint;
    if (held.call != probe::Call::None) return translated("scene", "Held before %1").arg(callName(held.call));
    switch (held.point) {
    case GatePoint::Call: return translated("scene", "Held by you");
    case GatePoint::Step: return translated("scene", "Held before a step");
    case GatePoint::Load: return translated("scene", "Held before the load");
    case GatePoint::Compute: return translated("scene", "Held before the sum");
    case GatePoint::Store: return translated("scene", "Held before the store");
    case GatePoint::Access: return translated("scene", "Held before accesses");
    case GatePoint::Lock: return translated("scene", "Held before the lock");
    case GatePoint::Sleep: return translated("scene", "Held in its sleep");
    }
    return {};
}

ActivitySign longSignOf(const ProcessState& process)
{
    switch (process.activity) {
    case Activity::Absent: return {{}, Tone::Muted, translated("scene", "Not started yet"), {}};
    case Activity::Running: return {QStringLiteral("play"), Tone::Running, translated("scene", "Running"), {}};
    case Activity::Pacing:
        return {QStringLiteral("clock"),
                Tone::Muted,
                process.done ? translated("scene", "Has done its work") : translated("scene", "Sleeps until its turn"),
                {}};
    case Activity::InCall:
        return {
            QStringLiteral("call"), Tone::InCall, translated("scene", "In %1").arg(callName(process.call.call)), {}};
    case Activity::Blocked:
        return {QStringLiteral("hatch"),
                Tone::Blocked,
                translated("scene", "Blocked in %1").arg(callName(process.call.call)),
                {}};
    case Activity::Held: return {QStringLiteral("gate"), Tone::Dead, heldSign(process.heldBefore), {}};
    case Activity::Handling:
        return {QStringLiteral("lightning"), Tone::Signal, translated("scene", "In a signal handler"), {}};
    case Activity::Stopped: return {QStringLiteral("gate"), Tone::Dead, translated("scene", "Stopped by a signal"), {}};
    case Activity::Unobserved:
        return {QStringLiteral("clock"), Tone::Data, translated("scene", "Timed without events"), {}};
    case Activity::Ended:
        return {killed(process) ? QStringLiteral("lightning") : QStringLiteral("check"),
                killed(process) ? Tone::Signal : Tone::Dead,
                howItEnded(process),
                {}};
    }
    return {};
}

} // namespace

ActivitySign signOf(const ProcessState& process)
{
    ActivitySign sign = longSignOf(process);
    sign.shorter = shorterOf(process);
    return sign;
}

static CallWords socketWords(const state::CallState& call)
{
    using probe::Call;
    const QString head = fromView(probe::name(call.call)) + QLatin1Char('(');
    CallWords words;
    const QString fd = head + QString::number(call.fd);
    words.shortest = fd + QStringLiteral(", …)");
    if (call.call == Call::Socket) {
        const bool inet = call.fd == AF_INET;
        const QString type = call.size == SOCK_STREAM  ? QStringLiteral("SOCK_STREAM")
                             : call.size == SOCK_DGRAM ? QStringLiteral("SOCK_DGRAM")
                                                       : QStringLiteral("SOCK_SEQPACKET");
        words.shortest = head + (inet ? QStringLiteral("AF_INET, …)") : QStringLiteral("AF_UNIX, …)"));
        words.full =
            head + (inet ? QStringLiteral("AF_INET, ") : QStringLiteral("AF_UNIX, ")) + type + QLatin1Char(')');
    } else if (call.call == Call::Connect && call.size != 0) {
        words.full = fd + QStringLiteral(", 127.0.0.1:%1)").arg(call.size);
        words.shortest = fd + QStringLiteral(", :%1)").arg(call.size);
    } else if (call.call == Call::Connect || call.call == Call::Bind) {
        words.full = fd + translated("scene", ", address)");
    } else if (call.call == Call::Listen) {
        words.full = words.shortest = fd + QStringLiteral(", %1)").arg(call.size);
    } else {
        words.full = words.shortest = fd + QLatin1Char(')');
    }
    words.shorter = words.full;
    return words;
}

static CallWords signalWords(const state::CallState& call, const QString& head, const QString& receiver)
{
    using probe::Call;
    const auto named = [](std::uint32_t number) {
        return QString::fromStdString(signalName(static_cast<int>(number)));
    };
    CallWords words;
    if (probe::sendsSignal(call.call)) {
        words.full = head + receiver + QStringLiteral(", %1)").arg(named(call.size));
        words.shortest = head + named(call.size) + QLatin1Char(')');
    } else if (call.call == Call::Sigaction) {
        const auto what = static_cast<probe::Disposition>(call.size & 0xff);
        QString how = what == probe::Disposition::Default  ? QStringLiteral("SIG_DFL")
                      : what == probe::Disposition::Ignore ? QStringLiteral("SIG_IGN")
                                                           : translated("scene", "handler");
        words.shortest = head + named(call.fd) + QStringLiteral(", ") + how + QLatin1Char(')');
        if ((call.size & probe::restartFlag) != 0) how += QStringLiteral(", SA_RESTART");
        if ((call.size & probe::nodeferFlag) != 0) how += QStringLiteral(", SA_NODEFER");
        words.full = head + named(call.fd) + QStringLiteral(", ") + how + QLatin1Char(')');
    } else if (call.call == Call::Sigprocmask) {
        const QString how = call.size == SIG_BLOCK ? QStringLiteral("SIG_BLOCK, ") : QStringLiteral("SIG_UNBLOCK, ");
        words.full = head + how + named(call.fd) + QLatin1Char(')');
        words.shortest = head + named(call.fd) + QLatin1Char(')');
    } else if (call.call == Call::SignalFd) {
        words.full = words.shortest = head + named(call.size) + QLatin1Char(')');
    } else {
        words.full = words.shortest = head + QLatin1Char(')');
    }
    words.shorter = words.shortest;
    return words;
}

static CallWords memoryWords(const state::CallState& call, const QString& head, const QString& channel)
{
    using probe::Call;
    CallWords words;
    const QString size = QString::number(call.size); // as code has it
    if (call.call == Call::ShmOpen) {
        const bool makes = (call.size & probe::createFlag) != 0;
        words.full =
            head + QStringLiteral("\"/%1\", %2O_RDWR)").arg(channel, makes ? QStringLiteral("O_CREAT | ") : QString());
        words.shortest = head + QStringLiteral("\"/%1\")").arg(channel);
    } else if (call.call == Call::Mmap) {
        words.full = head + QStringLiteral("%1 B, fd %2)").arg(size).arg(call.fd);
    } else if (call.call == Call::Ftruncate) {
        words.full = head + QStringLiteral("%1, %2)").arg(call.fd).arg(size);
    } else if (call.call == Call::Msync) {
        words.full = head + QStringLiteral("p, %1, MS_SYNC)").arg(size);
    } else {
        words.full = head + translated("scene", "%1 pages)").arg(size);
    }
    if (words.shortest.isEmpty()) words.shortest = words.full;
    words.shorter = words.shortest;
    return words;
}

CallWords wordsOf(const state::CallState& call, const QString& channel)
{
    using probe::Call;
    if (call.call == Call::None) return {};
    CallWords words;
    const QString head = fromView(probe::name(call.call)) + QLatin1Char('(');
    const bool bytes =
        call.call == Call::Read || call.call == Call::Write || call.call == Call::Send || call.call == Call::Recv;
    if (bytes) {
        const QString start = head + QString::number(call.fd) + QStringLiteral(", buf");
        const QString rest = QStringLiteral(", %1)").arg(call.size);
        words.shorter = start + rest;
        words.shortest = head + QString::number(call.fd) + QStringLiteral(", …)");
        words.full = call.offset == 0 ? words.shorter : start + QStringLiteral(" + %1").arg(call.offset) + rest;
    } else if (call.call == Call::MqSend) {
        const QString start = head + QString::number(call.fd) + QStringLiteral(", msg, %1").arg(call.size);
        words.full = words.shorter = start + QStringLiteral(", prio %1)").arg(call.priority);
        words.shortest = head + QString::number(call.fd) + QStringLiteral(", …)");
    } else if (call.call == Call::MqReceive) {
        words.full = words.shorter = head + QString::number(call.fd) + QStringLiteral(", buf, %1)").arg(call.size);
        words.shortest = head + QString::number(call.fd) + QStringLiteral(", …)");
    } else if (probe::isAboutSockets(call.call)) {
        words = socketWords(call);
    } else if (probe::isAboutSignals(call.call) || call.call == Call::SignalFd) {
        words = signalWords(call, head, channel);
    } else if (call.call == Call::Dup2) {
        words.full = words.shorter = words.shortest =
            head + QString::number(call.fd) + QStringLiteral(", %1)").arg(call.size);
    } else if (call.call == Call::Execve) {
        words.full = words.shorter = head + QLatin1Char('"') + channel + QStringLiteral("\")");
        words.shortest = head + QStringLiteral("…)");
    } else if (call.call == Call::ClockNanosleep) {
        words.full = words.shorter = words.shortest = head + QStringLiteral("…)");
    } else if (call.call == Call::MutexLock) {
        words.full = words.shorter = words.shortest = head + QStringLiteral("&mutex)");
    } else if (probe::isAboutMemory(call.call)) {
        words = memoryWords(call, head, channel);
    } else if (call.call == Call::SendDescriptor) {
        words.full = head + QString::number(call.fd) + QStringLiteral(", SCM_RIGHTS: %1)").arg(call.size);
        words.shorter = words.shortest = words.full;
    } else if (call.call == Call::MqNotify || call.call == Call::SigWaitInfo) {
        const QString signal = QString::fromStdString(signalName(static_cast<int>(call.size)));
        words.full = call.call == Call::MqNotify ? head + QString::number(call.fd) + QStringLiteral(", ") + signal
                                                 : head + signal;
        words.full += QLatin1Char(')');
        words.shorter = words.shortest = words.full;
    } else if (call.call == Call::MqOpen && (call.size & probe::createFlag) != 0) {
        const bool exclusive = (call.size & probe::exclusiveFlag) != 0;
        words.shortest = exclusive ? head + QStringLiteral("O_CREAT | O_EXCL)")
                                   : head + QLatin1Char('"') + channel + QStringLiteral("\", O_CREAT)");
        words.shorter = exclusive ? head + QStringLiteral("O_CREAT | O_EXCL, maxmsg %1)").arg(call.message)
                                  : head + QStringLiteral("O_CREAT, maxmsg %1)").arg(call.message);
        words.full = words.shorter;
    } else if (call.call == Call::Open || call.call == Call::MqOpen) {
        const bool both = (call.size & probe::endMask) == static_cast<std::uint32_t>(probe::End::Both);
        const bool writes = (call.size & probe::endMask) == static_cast<std::uint32_t>(probe::End::Write);
        words.shortest = head + QLatin1Char('"') + channel + QStringLiteral("\")");
        words.full = words.shorter = head + QLatin1Char('"') + channel
                                     + (both     ? QStringLiteral("\", O_RDWR)")
                                        : writes ? QStringLiteral("\", O_WRONLY)")
                                                 : QStringLiteral("\", O_RDONLY)"));
    } else {
        words.full = words.shorter = words.shortest = head + QString::number(call.fd) + QLatin1Char(')');
    }
    words.name = callName(call.call);
    if (call.running) return words;
    words.failed = call.result < 0;
    if (words.failed) words.error = QString::fromStdString(errnoName(errnoOf(call.result)));
    words.result = words.failed ? QStringLiteral(" = -1 ") + words.error : QStringLiteral(" = %1").arg(call.result);
    return words;
}

} // namespace sluice::scene
