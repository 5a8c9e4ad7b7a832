#include "mechanisms/pipe.h"

#include "base/unique_fd.h"
#include "mechanisms/pattern.h"
#include "probe/worker.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Worker;

constexpr std::int64_t maxMessage = 1 << 20;

enum Index { // rows of the table below
    WriterRate, WriterSize, WriterCount, WriterNonblocking, WriterIgnoreSigpipe, WriterClose,
    ReaderRate, ReaderSize, ReaderNonblocking, ReaderVerify, ReaderClose,
    Capacity, SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"writer.rate", "Writer, messages per second", Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"writer.size", "Message size", Kind::Number, Unit::Bytes, 1, maxMessage, 4096},
    {"writer.count", "Messages to write (0: endless)", Kind::Number, Unit::None, 0, 4'000'000'000, 0},
    {"writer.nonblocking", "Writer: O_NONBLOCK", Kind::Toggle, Unit::None, 0, 1, 0},
    {"writer.ignore-sigpipe", "Writer ignores SIGPIPE", Kind::Toggle, Unit::None, 0, 1, 0},
    {"writer.close", "Close write end", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"reader.rate", "Reader, reads per second", Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"reader.size", "Read size", Kind::Number, Unit::Bytes, 1, maxMessage, 4096},
    {"reader.nonblocking", "Reader: O_NONBLOCK", Kind::Toggle, Unit::None, 0, 1, 0},
    {"reader.verify", "Reader checks every byte", Kind::Toggle, Unit::None, 0, 1, 1},
    {"reader.close", "Close read end", Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"pipe.capacity", "Capacity", Kind::Number, Unit::Bytes, 4096, 1 << 20, 65536, Setting::Doer::Supervisor},
}};

/// One pipe, with both ends open in whoever holds the object: the supervisor at first, every worker after the fork.
class Pipe final : public KernelObject
{
public:
    Pipe(UniqueFd readEnd, UniqueFd writeEnd) : m_readEnd(std::move(readEnd)), m_writeEnd(std::move(writeEnd)) {}

    [[nodiscard]] int readEnd() const { return m_readEnd.get(); }
    [[nodiscard]] int writeEnd() const { return m_writeEnd.get(); }

    [[nodiscard]] std::vector<Descriptor> descriptors() const override
    {
        return {{m_readEnd.get(), End::Read}, {m_writeEnd.get(), End::Write}};
    }
    void releaseInSupervisor() override
    {
        m_readEnd.reset();
        m_writeEnd.reset();
    }

private:
    UniqueFd m_readEnd, m_writeEnd;
};

Result<std::unique_ptr<KernelObject>> createPipe(std::span<const std::int64_t> values)
{
    int ends[2];
    if (::pipe(ends) != 0) return failedCall("pipe");
    auto pipe = std::make_unique<Pipe>(UniqueFd(ends[0]), UniqueFd(ends[1]));
    if (fcntl(pipe->writeEnd(), F_SETPIPE_SZ, static_cast<int>(values[Capacity])) < 0)
        return failedCall("fcntl", "F_SETPIPE_SZ " + std::to_string(values[Capacity])
                              + " (limit: /proc/sys/fs/pipe-max-size)");
    return pipe;
}

void setNonblocking(int fd, bool on)
{
    const int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

/// Keeps writing numbered messages, each with as many write() calls as it takes.
class Writer
{
public:
    Writer(Worker& worker, int writeEnd) : me(worker), fd(writeEnd)
    {
        me.onChange([this] { attend(); });
    }

    int run()
    {
        while (me.waitForTurn(WriterRate)) {
            if (fd < 0 || finished()) {
                if (finished()) closeEnd();
                if (!me.waitForChange()) break;
                continue;
            }
            if (left == 0) beginMessage();
            writeSome();
        }
        return 0;
    }

private:
    [[nodiscard]] bool finished() const
    {
        return left == 0 && me.setting(WriterCount) > 0 && messages >= me.setting(WriterCount);
    }

    void beginMessage()
    {
        me.nextMessage();
        ++messages;
        left = static_cast<std::size_t>(me.setting(WriterSize));
    }

    void writeSome()
    {
        while (left > 0 && fd >= 0 && !me.stopped()) {
            const ssize_t n = me.write(fd, pattern.at(streamOffset), left);
            if (n < 0) {
                if (errno == EINTR) continue; // a signal cut the wait short: try again
                if (errno == EPIPE) left = 0; // no reader will ever take it
                return;                       // EAGAIN: the rest goes with the next turn
            }
            streamOffset += static_cast<std::uint64_t>(n);
            left -= static_cast<std::size_t>(n); // a partial write: the message goes on where it stopped
        }
    }

    void attend()
    {
        ::signal(SIGPIPE, me.setting(WriterIgnoreSigpipe) != 0 ? SIG_IGN : SIG_DFL);
        if (fd >= 0) setNonblocking(fd, me.setting(WriterNonblocking) != 0);
        if (me.requested(WriterClose)) closeEnd();
    }

    void closeEnd()
    {
        if (fd < 0) return;
        const int end = fd;
        fd = -1;
        me.close(end);
    }

    Worker& me;
    int fd;
    Pattern pattern{static_cast<std::size_t>(maxMessage)};
    std::uint64_t streamOffset = 0;
    std::int64_t messages = 0;
    std::size_t left = 0; ///< bytes of the present message still to be written
};

/// Keeps reading what is there, at most reader.size bytes at a time, until the end of the stream.
class Reader
{
public:
    Reader(Worker& worker, int readEnd) : me(worker), fd(readEnd)
    {
        me.onChange([this] { attend(); });
    }

    int run()
    {
        while (me.waitForTurn(ReaderRate)) {
            if (fd < 0) {
                if (!me.waitForChange()) break;
                continue;
            }
            readSome();
        }
        return 0;
    }

private:
    void readSome()
    {
        const auto size = static_cast<std::size_t>(me.setting(ReaderSize));
        const ssize_t n = me.read(fd, buffer.data(), size);
        if (n < 0) return; // EAGAIN: nothing there; EINTR: a signal cut the wait short
        if (n == 0) {      // end of file: no writer is left
            closeEnd();
            return;
        }
        const auto got = static_cast<std::size_t>(n);
        if (me.setting(ReaderVerify) != 0 && !pattern.matches(streamOffset, buffer.data(), got))
            me.reportBrokenStream(fd, streamOffset);
        streamOffset += got;
    }

    void attend()
    {
        if (fd >= 0) setNonblocking(fd, me.setting(ReaderNonblocking) != 0);
        if (me.requested(ReaderClose)) closeEnd();
    }

    void closeEnd()
    {
        if (fd < 0) return;
        const int end = fd;
        fd = -1;
        me.close(end);
    }

    Worker& me;
    int fd;
    Pattern pattern{static_cast<std::size_t>(maxMessage)};
    std::vector<std::byte> buffer = std::vector<std::byte>(static_cast<std::size_t>(maxMessage));
    std::uint64_t streamOffset = 0;
};

int runWriter(Worker& me, KernelObject& object)
{
    const auto& pipe = static_cast<const Pipe&>(object);
    me.close(pipe.readEnd()); // this process only writes
    return Writer(me, pipe.writeEnd()).run();
}

int runReader(Worker& me, KernelObject& object)
{
    const auto& pipe = static_cast<const Pipe&>(object);
    me.close(pipe.writeEnd()); // or read() would never see the end of the stream
    return Reader(me, pipe.readEnd()).run();
}

KernelView viewPipe(int fd)
{
    KernelView view;
    int bytes = 0;
    if (ioctl(fd, FIONREAD, &bytes) == 0) view.depthBytes = bytes;
    view.capacityBytes = fcntl(fd, F_GETPIPE_SZ);
    return view;
}

Result<std::int64_t> applyToPipe(int fd, const Setting& setting, std::int64_t value)
{
    const int capacity = fcntl(fd, F_SETPIPE_SZ, static_cast<int>(value));
    if (capacity < 0) return failedCall("fcntl", "F_SETPIPE_SZ for " + std::string(setting.key));
    return capacity;
}

constexpr std::array<Role, 2> roles{{{"writer", runWriter}, {"reader", runReader}}};

} // namespace

Mechanism pipe()
{
    return {.kind = "pipe",
            .title = "Pipes",
            .roles = roles,
            .settings = settings,
            .create = createPipe,
            .view = viewPipe,
            .apply = applyToPipe,
            .viewThrough = End::Write};
}

} // namespace sluice::mechanisms
