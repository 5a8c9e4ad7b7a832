#include "mechanisms/pipe.h"

#include "base/unique_fd.h"
#include "base/words.h"
#include "mechanisms/pattern.h"
#include "mechanisms/record.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Worker;

constexpr std::int64_t maxMessage = 1 << 20;
constexpr Duration retryAfter = milliseconds(1);

enum Index { // rows of the table below
    WriterRate,
    WriterSize,
    WriterCount,
    WriterNonblocking,
    WriterIgnoreSigpipe,
    WriterClose,
    ReaderRate,
    ReaderSize,
    ReaderNonblocking,
    ReaderVerify,
    ReaderClose,
    Capacity,
    ReaderKeepWriteEnd,
    ReaderCloseWrite,
    WriterRecords,
    ReaderRecords,
    Named,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"writer.rate", marked("settings", "Writer, messages per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"writer.size", marked("settings", "Message size"), Kind::Number, Unit::Bytes, 1, maxMessage, 4096},
    {"writer.count", marked("settings", "Messages to write (0: endless)"), Kind::Number, Unit::None, 0, 4'000'000'000,
     0},
    {"writer.nonblocking", marked("settings", "Writer: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"writer.ignore-sigpipe", marked("settings", "Writer ignores SIGPIPE"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"writer.close", marked("settings", "Close write end"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"reader.rate", marked("settings", "Reader, reads per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"reader.size", marked("settings", "Read size"), Kind::Number, Unit::Bytes, 1, maxMessage, 4096},
    {"reader.nonblocking", marked("settings", "Reader: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"reader.verify", marked("settings", "Reader checks every byte"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"reader.close", marked("settings", "Close read end"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"pipe.capacity", marked("settings", "Capacity"), Kind::Number, Unit::Bytes, 4096, 1 << 20, 65536,
     Setting::Doer::Supervisor},
    {"reader.keep-write-end", marked("settings", "Reader keeps its write end"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"reader.close-write", marked("settings", "Close the reader's write end"), Kind::Action, Unit::None, 0, 1'000'000,
     0},
    {"writer.records", marked("settings", "Writer: messages with a head"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"reader.records", marked("settings", "Reader checks messages by their heads"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"pipe.named", marked("settings", "A FIFO with a name"), Kind::Toggle, Unit::None, 0, 1, 0},
}};

/// One pipe, with both ends open in whoever holds the object: the supervisor at first, every worker after the fork.
class Pipe final : public KernelObject
{
public:
    Pipe(UniqueFd readEnd, UniqueFd writeEnd) : m_readEnd(std::move(readEnd)), m_writeEnd(std::move(writeEnd)) {}
    /// A FIFO: nobody holds an end before having opened it.
    explicit Pipe(std::string path) : m_path(std::move(path)) {}

    [[nodiscard]] const std::string& path() const { return m_path; } ///< empty: it has no name

    [[nodiscard]] int readEnd() const { return m_readEnd.get(); }
    [[nodiscard]] int writeEnd() const { return m_writeEnd.get(); }
    [[nodiscard]] const Pattern& pattern() const { return m_pattern; }

    [[nodiscard]] std::vector<Descriptor> descriptors() const override
    {
        if (!m_path.empty()) return {};
        return {{m_readEnd.get(), End::Read}, {m_writeEnd.get(), End::Write}};
    }
    void releaseInSupervisor() override
    {
        m_readEnd.reset();
        m_writeEnd.reset();
    }

private:
    UniqueFd m_readEnd, m_writeEnd;
    std::string m_path;
    Pattern m_pattern{static_cast<std::size_t>(maxMessage)}; ///< made once, inherited by all
};

Result<std::unique_ptr<KernelObject>> createPipe(std::span<const std::int64_t> values, Names& names)
{
    if (values[Named] != 0) {
        auto path = names.file("fifo");
        if (!path) return fail(path.error());
        if (mkfifo(path->c_str(), 0600) != 0) return failedCall("mkfifo", *path);
        return std::make_unique<Pipe>(*path);
    }
    int ends[2];
    if (::pipe(ends) != 0) return failedCall("pipe");
    auto pipe = std::make_unique<Pipe>(UniqueFd(ends[0]), UniqueFd(ends[1]));
    const auto capacity = static_cast<int>(values[Capacity]);
    if (fcntl(pipe->writeEnd(), F_GETPIPE_SZ) == capacity) return pipe;
    if (fcntl(pipe->writeEnd(), F_SETPIPE_SZ, capacity) >= 0) return pipe;
    auto error = Error::ofCall("fcntl", errno, "F_SETPIPE_SZ " + std::to_string(capacity));
    if (error.number != EPERM) return fail(error);
    error.code = Error::Code::Limit; // pipe(7)
    error.context += "; limits: /proc/sys/fs/pipe-max-size and pipe-user-pages-soft beside it";
    return fail(error);
}

void setNonblocking(int fd, bool on)
{
    const int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

/// Writes numbered messages, each with as many write() calls as it takes.
class Writer
{
public:
    Writer(Worker& worker, const Pipe& pipe, int writeEnd) : me(worker), fd(writeEnd), pattern(pipe.pattern())
    {
        me.onChange([this] { attend(); });
    }

    int run()
    {
        while (!allWritten() && me.waitForTurn(WriterRate) && fd >= 0) {
            if (left == 0) beginMessage();
            if (!writeRest()) return EXIT_FAILURE;
        }
        if (fd < 0) me.waitUntilStopped(); // closed by the viewer: nothing is left to do
        closeEnd();
        return EXIT_SUCCESS;
    }

private:
    [[nodiscard]] bool allWritten() const
    {
        return left == 0 && me.setting(WriterCount) > 0 && messages >= me.setting(WriterCount);
    }

    void beginMessage()
    {
        const std::uint32_t number = me.nextMessage();
        ++messages;
        left = static_cast<std::size_t>(me.setting(WriterSize));
        inRecord = me.setting(WriterRecords) != 0;
        if (!inRecord) return;
        makeRecord(pattern, me.id().value, number, left, record);
        left = record.size();
    }
    [[nodiscard]] const std::byte* rest() const
    {
        return inRecord ? record.data() + record.size() - left : pattern.at(streamOffset);
    }

    /// False: what is left can never be written.
    bool writeRest()
    {
        while (left > 0 && fd >= 0 && !me.stopped()) {
            const ssize_t n = me.write(fd, rest(), left);
            if (n >= 0) { // perhaps only a part: the message goes on where this write stopped
                if (!inRecord) streamOffset += static_cast<std::uint64_t>(n);
                left -= static_cast<std::size_t>(n);
            } else if (errno == EAGAIN) { // O_NONBLOCK and full: do something else, then come back
                me.waitToRetry(retryAfter);
                break;
            } else if (errno == EPIPE) { // no reader is left, and SIGPIPE is ignored
                return false;
            } // EINTR: a signal cut the wait short before anything went in: once more
        }
        return true;
    }

    void attend()
    {
        ::signal(SIGPIPE, me.setting(WriterIgnoreSigpipe) != 0 ? SIG_IGN : SIG_DFL);
        if (fd >= 0) setNonblocking(fd, me.setting(WriterNonblocking) != 0);
        if (me.requested(WriterClose)) closeEnd();
    }

    void closeEnd()
    {
        if (fd >= 0) me.close(std::exchange(fd, -1));
    }

    Worker& me;
    int fd;
    const Pattern& pattern;
    std::uint64_t streamOffset = 0;
    std::int64_t messages = 0;
    std::size_t left = 0; ///< bytes of the present message still to be written
    bool inRecord = false;
    std::vector<std::byte> record; ///< the present message, if it has a head
};

/// Reads what is there, at most reader.size bytes at a time, until the end of the stream.
class Reader
{
public:
    /// `forgotten`: a write end that it keeps, or -1.
    Reader(Worker& worker, const Pipe& pipe, int readEnd, int forgotten)
        : me(worker), fd(readEnd), writeEnd(forgotten), pattern(pipe.pattern())
    {
        me.onChange([this] { attend(); });
    }

    int run()
    {
        while (me.waitForTurn(ReaderRate) && fd >= 0) {
            const ssize_t n = me.read(fd, buffer.data(), static_cast<std::size_t>(me.setting(ReaderSize)));
            if (n == 0) break; // end of file: all has been read, and every write end is closed
            if (n > 0) check(static_cast<std::size_t>(n));
            else if (errno == EAGAIN)
                me.waitToRetry(retryAfter); // O_NONBLOCK and empty: do something else, then come back
        }
        if (fd < 0) me.waitUntilStopped(); // closed by the viewer: nothing is left to do
        closeEnd();
        return EXIT_SUCCESS;
    }

private:
    void check(std::size_t bytes)
    {
        if (me.setting(ReaderRecords) != 0) {
            for (unsigned torn = records.take(std::span(buffer).first(bytes)); torn > 0; --torn)
                me.reportBrokenStream(fd, streamOffset);
            streamOffset += bytes;
            return;
        }
        // Without heads only from one writer to one reader is it known what must come next.
        const bool known = me.setting(ReaderVerify) != 0 && me.workers() == 2;
        if (known && !pattern.matches(streamOffset, buffer.data(), bytes)) me.reportBrokenStream(fd, streamOffset);
        streamOffset += bytes;
    }

    void attend()
    {
        if (fd >= 0) setNonblocking(fd, me.setting(ReaderNonblocking) != 0);
        if (me.requested(ReaderCloseWrite) && writeEnd >= 0) me.close(std::exchange(writeEnd, -1));
        if (me.requested(ReaderClose)) closeEnd();
    }

    void closeEnd()
    {
        if (fd >= 0) me.close(std::exchange(fd, -1));
    }

    Worker& me;
    int fd, writeEnd;
    const Pattern& pattern;
    RecordReader records{pattern};
    std::vector<std::byte> buffer = std::vector<std::byte>(static_cast<std::size_t>(maxMessage));
    std::uint64_t streamOffset = 0;
};

/// Opens one end of a FIFO: returns when the other end is opened too. With O_NONBLOCK a writer gets ENXIO until then,
/// and tries again. -1: the run is to end.
int openEnd(Worker& me, const Pipe& pipe, End end, int nonblocking)
{
    constexpr Duration again = milliseconds(100);
    while (!me.stopped()) {
        const int flags = (end == End::Write ? O_WRONLY : O_RDONLY) | (me.setting(nonblocking) != 0 ? O_NONBLOCK : 0);
        const int fd = me.open(pipe.path().c_str(), flags | O_CLOEXEC, me.channel(), end);
        if (fd >= 0) return fd;
        if (errno == ENXIO) me.waitToRetry(again);
        else if (errno != EINTR) return -1;
    }
    return -1;
}

int runWriter(Worker& me, KernelObject& object)
{
    const auto& pipe = static_cast<const Pipe&>(object);
    if (pipe.path().empty()) {
        Writer writer(me, pipe, pipe.writeEnd());
        me.close(pipe.readEnd()); // this process only writes
        return writer.run();
    }
    const int fd = openEnd(me, pipe, End::Write, WriterNonblocking);
    return fd >= 0 ? Writer(me, pipe, fd).run() : EXIT_SUCCESS;
}

int runReader(Worker& me, KernelObject& object)
{
    const auto& pipe = static_cast<const Pipe&>(object);
    if (pipe.path().empty()) {
        const bool keeps = me.setting(ReaderKeepWriteEnd) != 0;
        Reader reader(me, pipe, pipe.readEnd(), keeps ? pipe.writeEnd() : -1);
        if (!keeps) me.close(pipe.writeEnd()); // or read() would never see the end of the stream
        return reader.run();
    }
    const int fd = openEnd(me, pipe, End::Read, ReaderNonblocking);
    return fd >= 0 ? Reader(me, pipe, fd, -1).run() : EXIT_SUCCESS;
}

Result<std::int64_t> applyToPipe(int fd, const Setting& setting, std::int64_t value)
{
    const int capacity = fcntl(fd, F_SETPIPE_SZ, static_cast<int>(value));
    if (capacity < 0) return failedCall("fcntl", "F_SETPIPE_SZ for " + std::string(setting.key));
    return capacity;
}

constexpr std::array<Role, 2> roles{{{"writer", runWriter, true}, {"reader", runReader}}};

} // namespace

KernelView viewPipe(int fd, int)
{
    KernelView view;
    view.capacityBytes = fcntl(fd, F_GETPIPE_SZ);
    int bytes = 0;
    if (view.capacityBytes > 0 && ioctl(fd, FIONREAD, &bytes) == 0) view.depthBytes = bytes;
    return view;
}

Mechanism pipe()
{
    return {.kind = "pipe",
            .family = "pipe",
            .title = marked("mechanisms", "Pipes"),
            .roles = roles,
            .settings = settings,
            .create = createPipe,
            .view = viewPipe,
            .apply = applyToPipe,
            .viewThrough = End::Write,
            .source = sourceText("pipe.cpp")};
}

} // namespace sluice::mechanisms
