#include "mechanisms/mq.h"

#include "base/words.h"
#include "mechanisms/record.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <mqueue.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Worker;

constexpr std::int64_t largestMessage = 8192; ///< msgsize_max(7) unless an administrator raised it
constexpr Duration retryAfter = milliseconds(20);

enum Index { // rows of the table below
    SenderRate,
    SenderSize,
    SenderCount,
    SenderPriority,
    SenderNonblocking,
    SenderClose,
    UrgentRate,
    UrgentSize,
    UrgentCount,
    UrgentPriority,
    UrgentNonblocking,
    ReceiverRate,
    ReceiverNonblocking,
    ReceiverClose,
    MaxMessages,
    MaxSize,
    OpenerOpen,
    OpenerCreates,
    OpenerExclusive,
    OpenerOtherName,
    OpenerMaxMessages,
    NotifiedRate,
    NotifiedNonblocking,
    NotifiedAgain,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::int64_t greatestPriority = 32'767; ///< sysconf(_SC_MQ_PRIO_MAX) - 1
constexpr std::int64_t many = 4'000'000'000;

constexpr std::array<Setting, SettingCount> settings{{
    {"sender.rate", marked("settings", "Sender, messages per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"sender.size", marked("settings", "Message size"), Kind::Number, Unit::Bytes, 1, 1 << 20, 1024},
    {"sender.count", marked("settings", "Messages to send (0: endless)"), Kind::Number, Unit::None, 0, many, 0},
    {"sender.priority", marked("settings", "Sender's priority"), Kind::Number, Unit::None, 0, greatestPriority, 0},
    {"sender.nonblocking", marked("settings", "Sender: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"sender.close", marked("settings", "Close the sender's descriptor"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"urgent.rate", marked("settings", "Urgent sender, messages per second"), Kind::Number, Unit::PerSecond, 0,
     1'000'000, 1},
    {"urgent.size", marked("settings", "Urgent message size"), Kind::Number, Unit::Bytes, 1, 1 << 20, 1024},
    {"urgent.count", marked("settings", "Urgent messages to send (0: endless)"), Kind::Number, Unit::None, 0, many, 0},
    {"urgent.priority", marked("settings", "Urgent sender's priority"), Kind::Number, Unit::None, 0, greatestPriority,
     9},
    {"urgent.nonblocking", marked("settings", "Urgent sender: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.rate", marked("settings", "Receiver, messages per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000,
     10},
    {"receiver.nonblocking", marked("settings", "Receiver: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"receiver.close", marked("settings", "Close the receiver's descriptor"), Kind::Action, Unit::None, 0, 1'000'000,
     0},
    {"queue.maxmsg", marked("settings", "Messages it holds (mq_maxmsg)"), Kind::Number, Unit::None, 1, 65'536, 10},
    {"queue.msgsize", marked("settings", "Largest message (mq_msgsize)"), Kind::Number, Unit::Bytes, 16, 1 << 20,
     largestMessage},
    {"opener.open", marked("settings", "Open once more"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"opener.create", marked("settings", "Opener: O_CREAT"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"opener.exclusive", marked("settings", "Opener: O_EXCL"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"opener.another", marked("settings", "Opener: another name"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"opener.maxmsg", marked("settings", "Opener: mq_maxmsg"), Kind::Number, Unit::None, 1, 1'000'000, 10},
    {"notified.rate", marked("settings", "Notified, messages per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000,
     10},
    {"notified.nonblocking", marked("settings", "Notified: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"notified.again", marked("settings", "Register again each time"), Kind::Toggle, Unit::None, 0, 1, 1},
}};

/// The name of a queue that every process opens by itself.
class Queue final : public KernelObject
{
public:
    Queue(std::string name, std::string otherName, std::int64_t maxMessages, std::int64_t maxSize)
        : m_name(std::move(name)), m_otherName(std::move(otherName)), m_maxMessages(maxMessages), m_maxSize(maxSize)
    {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override {}

    [[nodiscard]] const Pattern& pattern() const { return m_pattern; }
    [[nodiscard]] std::int64_t maxSize() const { return m_maxSize; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::string& otherName() const { return m_otherName; } ///< of a queue that nobody else uses

    /// mq_open(3) through the probe, made anew by whoever comes first. -1: it could not be, and errno says why.
    [[nodiscard]] int open(Worker& me, int flags, End end) const
    {
        return me.mqOpen(m_name.c_str(), flags | O_CREAT | O_CLOEXEC, m_maxMessages, m_maxSize, me.channel(), end);
    }

private:
    std::string m_name, m_otherName;
    std::int64_t m_maxMessages, m_maxSize;
    Pattern m_pattern{largestRecord}; ///< made once, inherited by all
};

/// A limit of this machine, from /proc/sys/fs/mqueue; -1 if it cannot be read.
std::int64_t limitOf(const char* name)
{
    std::int64_t value = -1;
    std::ifstream("/proc/sys/fs/mqueue/" + std::string(name)) >> value;
    return value;
}

Result<void> withinLimit(const char* what, std::int64_t wanted, const char* file)
{
    const std::int64_t most = limitOf(file);
    if (most < 0 || wanted <= most || geteuid() == 0) return {}; // CAP_SYS_RESOURCE passes them
    return fail({Error::Code::Limit, "mq_open", EINVAL,
                 std::string(what) + " " + std::to_string(wanted) + " is more than " + std::to_string(most)
                     + "; limit: /proc/sys/fs/mqueue/" + file});
}

Result<std::unique_ptr<KernelObject>> createQueue(std::span<const std::int64_t> values, Names& names)
{
    if (auto within = withinLimit("mq_maxmsg", values[MaxMessages], "msg_max"); !within) return fail(within.error());
    if (auto within = withinLimit("mq_msgsize", values[MaxSize], "msgsize_max"); !within) return fail(within.error());
    auto name = names.messageQueue("queue");
    if (!name) return fail(name.error());
    auto other = names.messageQueue("another");
    if (!other) return fail(other.error());
    // Tried once here, where a refusal can still be told to who asked for it.
    mq_attr attributes{};
    attributes.mq_maxmsg = values[MaxMessages];
    attributes.mq_msgsize = values[MaxSize];
    const mqd_t made = mq_open(name->c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    if (made < 0) {
        auto error = Error::ofCall("mq_open", errno, *name);
        if (error.number == ENOSPC || error.number == EINVAL) {
            error.code = Error::Code::Limit;
            error.context += "; limits: RLIMIT_MSGQUEUE (ulimit -q) and /proc/sys/fs/mqueue";
        }
        return fail(error);
    }
    mq_close(made);
    mq_unlink(name->c_str()); // the processes make it themselves: that is a part of the picture
    return std::make_unique<Queue>(*name, *other, values[MaxMessages], values[MaxSize]);
}

void setNonblocking(int queue, bool on)
{
    mq_attr attributes{};
    attributes.mq_flags = on ? O_NONBLOCK : 0;
    mq_setattr(queue, &attributes, nullptr);
}

/// Where a sender's settings stand: the urgent one has its own.
struct SenderSettings {
    int rate, size, count, priority, nonblocking, close; ///< close: -1 if it has none
};
constexpr SenderSettings ordinary{SenderRate, SenderSize, SenderCount, SenderPriority, SenderNonblocking, SenderClose};
constexpr SenderSettings urgent{UrgentRate, UrgentSize, UrgentCount, UrgentPriority, UrgentNonblocking, -1};

int send(Worker& me, const Queue& queue, const SenderSettings& my)
{
    int fd = queue.open(me, O_WRONLY, End::Write);
    if (fd < 0) return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
    const auto close = [&] {
        if (fd >= 0) me.close(std::exchange(fd, -1));
    };
    me.onChange([&] {
        if (fd >= 0) setNonblocking(fd, me.setting(my.nonblocking) != 0);
        if (my.close >= 0 && me.requested(my.close)) close();
    });
    std::vector<std::byte> record;
    for (std::int64_t sent = 0; fd >= 0 && me.waitForTurn(my.rate); ++sent) {
        if (me.setting(my.count) > 0 && sent >= me.setting(my.count)) break;
        const std::uint32_t number = me.nextMessage();
        makeRecord(queue.pattern(), me.id().value, number, static_cast<std::size_t>(me.setting(my.size)), record);
        const auto priority = static_cast<unsigned>(me.setting(my.priority));
        while (fd >= 0 && me.mqSend(fd, record.data(), record.size(), priority) != 0) {
            if (errno == EMSGSIZE || me.stopped()) break; // larger than mq_msgsize: it can never go in
            if (errno == EAGAIN) me.waitToRetry(retryAfter);
        }
    }
    if (fd < 0) me.waitUntilStopped(); // closed by the viewer: nothing is left to do
    close();
    return EXIT_SUCCESS;
}

Worker::Origin originOf(const void* data, std::size_t size)
{
    RecordHead head;
    if (size < sizeof head) return {};
    std::memcpy(&head, data, sizeof head);
    return {{static_cast<std::uint16_t>(head.sender)}, head.number};
}

int receive(Worker& me, KernelObject& object)
{
    const auto& queue = static_cast<const Queue&>(object);
    int fd = queue.open(me, O_RDONLY, End::Read);
    if (fd < 0) return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
    const auto close = [&] {
        if (fd >= 0) me.close(std::exchange(fd, -1));
    };
    me.onChange([&] {
        if (fd >= 0) setNonblocking(fd, me.setting(ReceiverNonblocking) != 0);
        if (me.requested(ReceiverClose)) close();
    });
    std::vector<std::byte> buffer(static_cast<std::size_t>(queue.maxSize()));
    while (fd >= 0 && me.waitForTurn(ReceiverRate)) {
        unsigned priority = 0;
        const ssize_t n = me.mqReceive(fd, buffer.data(), buffer.size(), priority, originOf);
        if (n > 0) {
            RecordReader whole(queue.pattern());
            whole.take(std::span(buffer).first(static_cast<std::size_t>(n)));
            if (whole.whole() != 1) me.reportBrokenStream(fd, 0);
        } else if (n < 0 && errno == EAGAIN) {
            me.waitToRetry(retryAfter);
        }
    }
    if (fd < 0) me.waitUntilStopped();
    close();
    return EXIT_SUCCESS;
}

/// Opens the queue as it is told to, again and again.
int runOpener(Worker& me, KernelObject& object)
{
    const auto& queue = static_cast<const Queue&>(object);
    bool wanted = true; // the first time unasked
    me.onChange([&] { wanted = wanted || me.requested(OpenerOpen); });
    int fd = -1;
    while (!me.stopped()) {
        me.waitUntil([&] { return wanted; });
        if (!std::exchange(wanted, false)) break; // the end of the run
        if (fd >= 0) me.close(std::exchange(fd, -1));
        const int flags = O_WRONLY | O_CLOEXEC | (me.setting(OpenerCreates) != 0 ? O_CREAT : 0)
                          | (me.setting(OpenerExclusive) != 0 ? O_EXCL : 0);
        const bool another = me.setting(OpenerOtherName) != 0;
        fd = me.mqOpen((another ? queue.otherName() : queue.name()).c_str(), flags, me.setting(OpenerMaxMessages),
                       queue.maxSize(), me.channel(), another ? End::None : End::Write);
        if (another && fd >= 0) mq_unlink(queue.otherName().c_str()); // it lives as long as it is open
    }
    if (fd >= 0) me.close(fd);
    return EXIT_SUCCESS;
}

/// Does not wait in mq_receive(): a signal tells it when the empty queue has got a message.
int runNotified(Worker& me, KernelObject& object)
{
    constexpr int signal = SIGUSR1;
    const auto& queue = static_cast<const Queue&>(object);
    sigset_t awaited; // blocked, so that it waits for sigwaitinfo() instead of ending the process
    sigemptyset(&awaited);
    sigaddset(&awaited, signal);
    sigprocmask(SIG_BLOCK, &awaited, nullptr);
    const int fd = queue.open(me, O_RDONLY, End::Read);
    if (fd < 0) return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
    me.onChange([&] { setNonblocking(fd, me.setting(NotifiedNonblocking) != 0); });
    std::vector<std::byte> buffer(static_cast<std::size_t>(queue.maxSize()));
    me.mqNotify(fd, signal);
    while (!me.stopped()) {
        if (me.sigWaitInfo(signal, fd) < 0) continue; // interrupted
        // The registration is used up. It must be renewed before the queue is emptied: what comes into a queue that is
        // not empty is not told of (mq_notify(3)).
        if (me.setting(NotifiedAgain) != 0) me.mqNotify(fd, signal);
        unsigned priority = 0;
        while (me.waitForTurn(NotifiedRate) && me.mqReceive(fd, buffer.data(), buffer.size(), priority, originOf) > 0) {
        }
    }
    me.close(fd);
    return EXIT_SUCCESS;
}

int runSender(Worker& me, KernelObject& object) { return send(me, static_cast<const Queue&>(object), ordinary); }
int runUrgent(Worker& me, KernelObject& object) { return send(me, static_cast<const Queue&>(object), urgent); }

/// mq_getattr(3) counts messages; reading the descriptor tells their bytes: "QSIZE:129 …" (mq_overview(7)).
KernelView viewQueue(int fd, int)
{
    KernelView view;
    mq_attr attributes{};
    if (mq_getattr(fd, &attributes) != 0) return view;
    view.depthMessages = attributes.mq_curmsgs;
    view.capacityBytes = attributes.mq_maxmsg * attributes.mq_msgsize;
    char text[64] = {};
    unsigned long bytes = 0;
    if (pread(fd, text, sizeof text - 1, 0) > 0 && std::sscanf(text, "QSIZE:%lu", &bytes) == 1)
        view.depthBytes = static_cast<std::int64_t>(bytes);
    return view;
}

Result<std::int64_t> applyToQueue(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "is fixed when the queue is made"));
}

constexpr std::array<Role, 5> roles{{{"sender", runSender, true},
                                     {"urgent", runUrgent, true},
                                     {"receiver", receive},
                                     {"opener", runOpener},
                                     {"notified", runNotified}}};

} // namespace

Mechanism messageQueue()
{
    return {.kind = "mq",
            .family = "mq",
            .title = marked("mechanisms", "POSIX message queues"),
            .roles = roles,
            .settings = settings,
            .create = createQueue,
            .view = viewQueue,
            .apply = applyToQueue,
            .viewThrough = End::Read,
            .boundedIn = marked("mechanisms", "messages"),
            .source = sourceText("mq.cpp")};
}

} // namespace sluice::mechanisms
