#include "mechanisms/signal.h"

#include "base/words.h"
#include "mechanisms/signal_meeting.h"
#include "mechanisms/signal_settings.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace sluice::mechanisms {

namespace {

using probe::Call;
using probe::Disposition;
using probe::End;
using probe::Worker;

Result<std::unique_ptr<KernelObject>> createMeeting(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(Meeting::Book));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<Meeting>(std::move(*mapping));
}

/// One and the same signal to all receivers, one call after the other; who has gone is left out from then on.
void sendToAll(Worker& me, const Meeting& meeting, Meeting::Counts& gone, int value)
{
    const auto how = static_cast<Call>(static_cast<int>(Call::Kill) + static_cast<int>(me.setting(SenderHow)));
    const int signal = signalOf(me.setting(SenderSignal));
    for (std::uint16_t id = 1; id <= probe::maxWorkers; ++id) {
        const std::uint32_t arrivals = meeting.arrivals(id);
        if (arrivals == gone.at(id) || me.sendSignal(how, {id}, signal, value) == 0) continue;
        if (errno == ESRCH) gone.at(id) = arrivals;
    }
}

int runSender(Worker& me, KernelObject& object)
{
    const auto& meeting = static_cast<const Meeting&>(object);
    me.tellSignalSets();
    bool wanted = false;
    me.onChange([&] { wanted = wanted || me.requested(SenderSend); });
    meeting.enter(me, false);
    me.waitForOther([&] { return meeting.isComplete(me); });
    Meeting::Counts gone{};
    for (bool first = true; !me.stopped(); first = false) {
        if (me.setting(SenderRate) > 0) {
            if (first) me.sleep(milliseconds(300));
            if (!me.waitForTurn(SenderRate)) break;
        } else {
            me.waitUntil([&] { return wanted || me.setting(SenderRate) > 0; });
            if (!std::exchange(wanted, false)) continue;
        }
        const auto burst = static_cast<int>(me.setting(SenderBurst));
        for (int i = 0; i < burst && !me.stopped(); ++i) {
            sendToAll(me, meeting, gone, static_cast<int>(me.setting(SenderValue)) + i);
            if (!meeting.hasReceiver(gone)) me.waitUntil([&] { return meeting.hasReceiver(gone); });
        }
    }
    return EXIT_SUCCESS;
}

/// The process that gets the signals: its normal flow, and what its handlers do to it.
class Receiver
{
public:
    /// `disposition` is the setting that chooses one; ReceiverDisposition does so for SIGUSR1 alone.
    Receiver(Worker& worker, int disposition) : me(worker), m_choice(disposition) {}

    int run(const Meeting& meeting);
    void handle(int signal, const siginfo_t& info);

private:
    using Where = Worker::Where;
    using Shared = volatile std::sig_atomic_t; ///< read and written by the flow and by handlers

    void work();
    void readOn();
    void writeRecords();
    void useLock();
    void mainLoop();
    void readSignals();

    void step(Where where = Where::current());
    void store(Shared& variable, int value, Where where = Where::current());
    void takeUp(Where where = Where::current());
    void handleBySetting();
    void makePipe();
    void makeSignalFd();
    void hear();
    void attend();
    void applyDisposition();
    void applyMask(int signal, int setting, bool& blocked);

    struct Flags {
        Disposition disposition = Disposition::Default;
        std::uint32_t flags = 0;
        bool operator==(const Flags&) const = default;
    };
    static constexpr std::uint32_t theLock = 1; ///< its number in the trace

    Worker& me;
    const int m_choice;
    std::optional<Flags> m_applied;
    bool m_blocksFirst = false, m_blocksSecond = false, m_blocksRealTime = false;
    int m_in = -1, m_out = -1; ///< of a pipe of its own; in is a signalfd where there is one
    std::uint32_t m_step = 0;
    std::atomic<std::uint32_t> m_lock = 0;
    int m_n = 0;
    Shared m_item = 0, m_sum = 0;
    Shared m_left = 0, m_right = 0; ///< a record: both halves are the same when it is whole
    Shared m_postponed = 0;         ///< a handler has left its work to the flow
    Shared m_depth = 0;             ///< handlers that run
};

// The flows: what the receiver does when no signal comes. At each step it can be held.

void Receiver::work()
{
    while (!me.stopped()) {
        store(m_item, m_n + 1);
        store(m_sum, m_sum + m_item);
        store(m_n, m_item);
    }
}

/// Not reentrant: a handler that comes between
/// the two stores and stores as well tears it.
void Receiver::writeRecords()
{
    bool torn = false;
    while (!me.stopped()) {
        store(m_left, ++m_n);
        store(m_right, m_n);
        torn = m_left != m_right;
        if (torn) me.reportTornRecord();
        m_postponed = 0; // here is its work safe
    }
}

void Receiver::useLock()
{
    while (!me.stopped()) {
        me.lock(m_lock, theLock);
        store(m_left, ++m_n);
        store(m_right, m_n);
        me.unlock(m_lock, theLock);
        m_postponed = 0; // here is its work safe
        step();
    }
}

/// Nobody else has the write end.
void Receiver::readOn()
{
    char byte = 0;
    while (!me.stopped()) {
        step();
        me.read(m_in, &byte, 1);
    }
}

void Receiver::mainLoop()
{
    char byte = 0;
    ssize_t n = 0;
    while (!me.stopped()) {
        n = me.read(m_in, &byte, 1);
        if (n == 1) takeUp();
    }
}

void Receiver::readSignals()
{
    signalfd_siginfo info{};
    while (!me.stopped()) {
        me.read(m_in, &info, sizeof info);
        takeUp();
    }
}

/// The only way for a handler to find anything: signal(7).
Receiver* inThisProcess = nullptr;

void onSignal(int signal, siginfo_t* info, void*)
{
    const int error = errno; // belongs to the code that was interrupted
    inThisProcess->handle(signal, *info);
    errno = error;
}

void Receiver::handle(int signal, const siginfo_t& info)
{
    me.handlerEntered(signal, info);
    m_depth = m_depth + 1;
    if (signal == SIGCHLD) me.waitPid();
    handleBySetting();
    m_depth = m_depth - 1;
    me.handlerReturned(signal);
}

void Receiver::handleBySetting()
{
    const auto flow = static_cast<Flow>(me.setting(ReceiverFlow));
    if (flow == SelfPipe) {
        me.write(m_out, "!", 1);
        return;
    }
    if (me.setting(ReceiverSafe) != 0) {
        m_postponed = 1;
    } else if (flow == Record) {
        m_left = 1'000;
        m_right = 1'000;
    } else if (flow == Lock) {
        if (!me.lock(m_lock, theLock)) return;
        me.unlock(m_lock, theLock);
    }
    me.sleep(milliseconds(me.setting(ReceiverHandlerMs)));
}

/// One step of the flow: waits for its turn, may be held, and takes up what the viewer has set meanwhile.
void Receiver::step(Where where)
{
    me.waitForTurn(ReceiverRate, where);
    me.step(++m_step, where);
    attend();
}

void Receiver::store(Shared& variable, int value, Where where)
{
    step(where);
    variable = value;
}

/// What a signal wants done, where nothing is cut.
void Receiver::takeUp(Where where)
{
    step(where);
    me.sleep(milliseconds(me.setting(ReceiverHandlerMs)), where);
}

void Receiver::makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    m_in = ends[0];
    m_out = ends[1];
    me.hasDescriptor(m_in, me.channel(), End::Read);
    me.hasDescriptor(m_out, me.channel(), End::Write);
}

/// A signal that is not blocked would be delivered instead of being read: signalfd(2).
void Receiver::makeSignalFd()
{
    me.changeMask(SIG_BLOCK, SIGUSR1);
    m_blocksFirst = me.setting(ReceiverBlockFirst) != 0;
    m_in = me.signalFd(SIGUSR1);
}

void Receiver::applyDisposition()
{
    const Flags wanted{static_cast<Disposition>(me.setting(m_choice)),
                       (me.setting(ReceiverRestart) != 0 ? probe::restartFlag : 0)
                           | (me.setting(ReceiverNodefer) != 0 ? probe::nodeferFlag : 0)};
    if (m_applied == wanted) return;
    const bool others = !m_applied || m_applied->flags != wanted.flags;
    m_applied = wanted;
    if (m_choice != ReceiverDisposition) {
        for (const int signal : {SIGUSR2, SIGRTMIN, SIGRTMIN + 1, SIGCHLD, SIGCONT, SIGTSTP, SIGQUIT, SIGUSR1, SIGTERM})
            me.setDisposition(signal, wanted.disposition, wanted.flags, onSignal);
        return;
    }
    me.setDisposition(SIGUSR1, wanted.disposition, wanted.flags, onSignal);
    if (!others) return;
    for (const int signal : {SIGUSR2, SIGRTMIN, SIGRTMIN + 1, SIGCHLD})
        me.setDisposition(signal, Disposition::Handler, wanted.flags, onSignal);
}

void Receiver::applyMask(int signal, int setting, bool& blocked)
{
    const bool wanted = me.setting(setting) != 0;
    if (wanted == blocked) return;
    blocked = wanted;
    me.changeMask(wanted ? SIG_BLOCK : SIG_UNBLOCK, signal);
}

/// Each request once: it counts as heard after this.
void Receiver::hear()
{
    attend();
    if (me.requested(ReceiverImpossible)) { // signal(7): these two cannot be caught, blocked or ignored
        me.changeMask(SIG_BLOCK, SIGKILL);
        me.setDisposition(SIGSTOP, Disposition::Handler, 0, onSignal);
    }
    if (me.requested(ReceiverChild) && ::fork() == 0) _exit(EXIT_SUCCESS);
}

void Receiver::attend()
{
    applyDisposition();
    if (m_depth > 0) return; // the mask of before comes back when a handler returns: this is for the flow to do
    applyMask(SIGUSR1, ReceiverBlockFirst, m_blocksFirst);
    applyMask(SIGUSR2, ReceiverBlockSecond, m_blocksSecond);
    applyMask(SIGRTMIN, ReceiverBlockRealTime, m_blocksRealTime);
}

int Receiver::run(const Meeting& meeting)
{
    inThisProcess = this;
    ::setpgid(0, 0); // in an orphaned process group SIGTSTP stops nobody: setpgid(2)
    const rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none); // SIGQUIT would leave a file behind: core(5)
    me.tellSignalSets();
    const auto flow = static_cast<Flow>(me.setting(ReceiverFlow));
    if (flow == Read || flow == SelfPipe) makePipe();
    attend();
    me.onChange([this] { hear(); });
    if (flow == SignalFd) makeSignalFd();
    meeting.enter(me, true);
    switch (flow) {
    case Work: work(); break;
    case Read: readOn(); break;
    case Record: writeRecords(); break;
    case Lock: useLock(); break;
    case SelfPipe: mainLoop(); break;
    case SignalFd: readSignals(); break;
    }
    return EXIT_SUCCESS;
}

template <int disposition>
int runReceiver(Worker& me, KernelObject& object)
{
    return Receiver(me, disposition).run(static_cast<const Meeting&>(object));
}

Result<std::int64_t> applyToSignals(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "is not the kernel's to change"));
}

constexpr std::array<Role, 5> roles{{
    {.name = "sender", .run = runSender},
    {.name = "receiver", .run = runReceiver<ReceiverDisposition>},
    {.name = "receiver 1", .run = runReceiver<FirstDisposition>, .like = "receiver"},
    {.name = "receiver 2", .run = runReceiver<SecondDisposition>, .like = "receiver"},
    {.name = "receiver 3", .run = runReceiver<ThirdDisposition>, .like = "receiver"},
}};

} // namespace

Mechanism signals()
{
    return {.kind = "signal",
            .family = "signal",
            .title = marked("mechanisms", "Signals"),
            .roles = roles,
            .settings = settings,
            .create = createMeeting,
            .view = [](int, int) { return KernelView{}; },
            .apply = applyToSignals,
            .viewThrough = End::None,
            .boundedIn = marked("mechanisms", "signals"),
            .signals = true,
            .source = sourceText("signal.cpp")};
}

} // namespace sluice::mechanisms
