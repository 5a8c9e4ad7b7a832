#include "mechanisms/signal.h"

#include "base/mapping.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace sluice::mechanisms {

namespace {

using probe::Call;
using probe::Disposition;
using probe::End;
using probe::Worker;

enum Index { // rows of the table below
    SenderRate,
    SenderSignal,
    SenderHow,
    SenderBurst,
    SenderValue,
    SenderSend,
    ReceiverRate,
    ReceiverFlow,
    ReceiverDisposition,
    ReceiverBlockFirst,
    ReceiverBlockSecond,
    ReceiverBlockRealTime,
    ReceiverRestart,
    ReceiverNodefer,
    ReceiverHandlerMs,
    ReceiverSafe,
    ReceiverImpossible,
    ReceiverChild,
    SettingCount
};

constexpr std::array<std::string_view, 10> signalNames{"SIGUSR1", "SIGUSR2", "SIGRTMIN", "SIGRTMIN+1", "SIGTERM",
                                                       "SIGQUIT", "SIGSTOP", "SIGCONT",  "SIGKILL",    "SIGCHLD"};
constexpr std::array<std::string_view, 3> ways{"kill", "tgkill", "sigqueue"};
constexpr std::array<std::string_view, 6> flows{"work", "read", "record", "lock", "self-pipe", "signalfd"};
enum Flow { Work, Read, Record, Lock, SelfPipe, SignalFd };
constexpr std::array<std::string_view, 3> dispositions{"default", "ignore", "handler"};

int signalOf(std::int64_t choice)
{
    const std::array numbers{SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMIN + 1, SIGTERM,
                             SIGQUIT, SIGSTOP, SIGCONT,  SIGKILL,      SIGCHLD};
    return numbers.at(static_cast<std::size_t>(choice));
}

using Kind = Setting::Kind;
using Unit = Setting::Unit;
using Doer = Setting::Doer;

constexpr std::array<Setting, SettingCount> settings{{
    {"sender.rate", "Signals per second (0: by hand)", Kind::Number, Unit::None, 0, 100'000, 0},
    {"sender.signal", "Signal", Kind::Choice, Unit::None, 0, signalNames.size() - 1, 0, Doer::Role, signalNames},
    {"sender.how", "Sent by", Kind::Choice, Unit::None, 0, ways.size() - 1, 0, Doer::Role, ways},
    {"sender.burst", "How many at once", Kind::Number, Unit::None, 1, 1'000, 1},
    {"sender.value", "First value", Kind::Number, Unit::None, 0, 1'000'000, 1},
    {"sender.send", "Send now", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"receiver.rate", "Receiver, steps per second", Kind::Number, Unit::PerSecond, 0, 1'000'000, 5},
    {"receiver.flow", "What the receiver does", Kind::Choice, Unit::None, 0, flows.size() - 1, 0, Doer::Start, flows},
    {"receiver.disposition", "Disposition of SIGUSR1", Kind::Choice, Unit::None, 0, dispositions.size() - 1, 2,
     Doer::Role, dispositions},
    {"receiver.block-first", "Block SIGUSR1", Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.block-second", "Block SIGUSR2", Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.block-real-time", "Block SIGRTMIN", Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.restart", "SA_RESTART", Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.nodefer", "SA_NODEFER", Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.handler-ms", "Handler takes, ms", Kind::Number, Unit::None, 0, 10'000, 400},
    {"receiver.safe", "Only safe functions in the handler", Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.impossible", "Block SIGKILL, catch SIGSTOP", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"receiver.child", "Start a child that ends at once", Kind::Action, Unit::None, 0, 1'000'000, 0},
}};

/// Where the receiver says who it is: memory that all of the channel's workers share.
class Meeting final : public KernelObject
{
public:
    explicit Meeting(Mapping mapping) : m_mapping(std::move(mapping)) {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override {}
    /// The receiver, once it is ready; 0 before.
    [[nodiscard]] std::atomic<std::uint32_t>& receiver() const
    {
        return *reinterpret_cast<std::atomic<std::uint32_t>*>(m_mapping.data());
    }

private:
    Mapping m_mapping;
};

Result<std::unique_ptr<KernelObject>> createMeeting(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(std::atomic<std::uint32_t>));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<Meeting>(std::move(*mapping));
}

int runSender(Worker& me, KernelObject& object)
{
    const auto& meeting = static_cast<const Meeting&>(object);
    me.tellSignalSets();
    bool wanted = false;
    me.onChange([&] { wanted = wanted || me.requested(SenderSend); });
    me.waitForOther([&] { return meeting.receiver().load(std::memory_order_acquire) != 0; });
    const ProcessId receiver{static_cast<std::uint16_t>(meeting.receiver().load(std::memory_order_relaxed))};
    for (bool first = true; !me.stopped(); first = false) {
        if (me.setting(SenderRate) > 0) {
            if (first) me.sleep(milliseconds(300));
            if (!me.waitForTurn(SenderRate)) break;
        } else {
            me.waitUntil([&] { return wanted || me.setting(SenderRate) > 0; });
            if (!std::exchange(wanted, false)) continue;
        }
        const auto how = static_cast<Call>(static_cast<int>(Call::Kill) + static_cast<int>(me.setting(SenderHow)));
        const auto burst = static_cast<int>(me.setting(SenderBurst));
        for (int i = 0; i < burst && !me.stopped(); ++i) {
            const int value = static_cast<int>(me.setting(SenderValue)) + i;
            if (me.sendSignal(how, receiver, signalOf(me.setting(SenderSignal)), value) == 0) continue;
            if (errno == ESRCH) me.waitUntilStopped(); // nobody is left to get one
        }
    }
    return EXIT_SUCCESS;
}

/// The process that gets the signals: its normal flow, and what its handlers do to it.
class Receiver
{
public:
    explicit Receiver(Worker& worker) : me(worker) {}

    int run(std::atomic<std::uint32_t>& meeting);
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
    const Flags wanted{static_cast<Disposition>(me.setting(ReceiverDisposition)),
                       (me.setting(ReceiverRestart) != 0 ? probe::restartFlag : 0)
                           | (me.setting(ReceiverNodefer) != 0 ? probe::nodeferFlag : 0)};
    if (m_applied == wanted) return;
    const bool others = !m_applied || m_applied->flags != wanted.flags;
    m_applied = wanted;
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

void Receiver::attend()
{
    applyDisposition();
    if (me.requested(ReceiverImpossible)) { // signal(7): these two cannot be caught, blocked or ignored
        me.changeMask(SIG_BLOCK, SIGKILL);
        me.setDisposition(SIGSTOP, Disposition::Handler, 0, onSignal);
    }
    if (me.requested(ReceiverChild) && ::fork() == 0) _exit(EXIT_SUCCESS);
    if (m_depth > 0) return; // the mask of before comes back when a handler returns: this is for the flow to do
    applyMask(SIGUSR1, ReceiverBlockFirst, m_blocksFirst);
    applyMask(SIGUSR2, ReceiverBlockSecond, m_blocksSecond);
    applyMask(SIGRTMIN, ReceiverBlockRealTime, m_blocksRealTime);
}

int Receiver::run(std::atomic<std::uint32_t>& meeting)
{
    inThisProcess = this;
    me.tellSignalSets();
    const auto flow = static_cast<Flow>(me.setting(ReceiverFlow));
    if (flow == Read || flow == SelfPipe) makePipe();
    attend();
    me.onChange([this] { attend(); });
    if (flow == SignalFd) makeSignalFd();
    meeting.store(me.id().value, std::memory_order_release);
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

int runReceiver(Worker& me, KernelObject& object)
{
    return Receiver(me).run(static_cast<const Meeting&>(object).receiver());
}

Result<std::int64_t> applyToSignals(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "is not the kernel's to change"));
}

constexpr std::array<Role, 2> roles{{{.name = "sender", .run = runSender}, {.name = "receiver", .run = runReceiver}}};

} // namespace

Mechanism signals()
{
    return {.kind = "signal",
            .family = "signal",
            .title = "Signals",
            .roles = roles,
            .settings = settings,
            .create = createMeeting,
            .view = [](int, int) { return KernelView{}; },
            .apply = applyToSignals,
            .viewThrough = End::None,
            .boundedIn = "signals",
            .signals = true,
            .source = sourceText("signal.cpp")};
}

} // namespace sluice::mechanisms
