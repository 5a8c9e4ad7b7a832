#include "collector/kernel_sampler.h"

#include "base/process.h"
#include "probe/region.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

namespace sluice::collector {

using probe::End;
using probe::Event;
using probe::EventKind;

namespace {

constexpr Duration longEnough = milliseconds(1); ///< a call that takes less is not worth a sample
constexpr Duration every = milliseconds(50);
constexpr Duration oftenEnough = milliseconds(10); ///< for a program that nobody but the kernel tells of

/// What /proc/PID/syscall says: "1 0x1 0x55… 0x2000 …": number and arguments, or "running".
probe::Call callOf(std::string_view text, std::uint32_t& fd, std::uint32_t& size)
{
    unsigned long number = 0, first = 0, second = 0, third = 0;
    if (std::sscanf(std::string(text).c_str(), "%lu 0x%lx 0x%lx 0x%lx", &number, &first, &second, &third) != 4)
        return probe::Call::None;
    if (number == SYS_read || number == SYS_write) {
        fd = static_cast<std::uint32_t>(first);
        size = static_cast<std::uint32_t>(std::min<unsigned long>(third, UINT32_MAX));
        return number == SYS_read ? probe::Call::Read : probe::Call::Write;
    }
    return number == SYS_clock_nanosleep ? probe::Call::ClockNanosleep : probe::Call::None;
}

/// The file behind /proc/PID/exe; "" if that cannot be told.
std::string programOf(int pid)
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", ignored).string();
}

std::string_view readAll(const UniqueFd& file, std::span<char> buffer)
{
    const ssize_t n = pread(file.get(), buffer.data(), buffer.size(), 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
}

/// The third field of /proc/PID/stat; the second, in parentheses, may hold anything.
char stateLetter(std::string_view stat)
{
    const std::size_t close = stat.rfind(')');
    return close != std::string_view::npos && close + 2 < stat.size() ? stat[close + 2] : '\0';
}

} // namespace

KernelSampler::KernelSampler(const session::Session& session, const scenario::Scenario& scenario, Intern intern)
    : m_intern(std::move(intern)),
      m_workerProgram(programOf(session.supervisorPid())),
      m_channels(scenario.channels.size() + 1)
{
    for (std::uint16_t id = 1; id < m_channels.size(); ++id) m_channels[id].mechanism = &mechanismOf(scenario, {id});
    m_workers.resize(session.workers().size() + 1);
    for (const session::WorkerHandle& worker : session.workers()) {
        const ChannelId channel = scenario.processes[worker.id.value - 1U].channel;
        Watched& watched = m_workers[worker.id.value];
        watched.pidfd = worker.pidfd.get();
        watched.hasSignals = m_channels[channel.value].mechanism->signals;
        m_watchesSignals = m_watchesSignals || watched.hasSignals;
        watch(watched, worker.pid);
        if (m_channels[channel.value].mechanism->maps) m_memory.watch(worker.id, worker.pid);
    }
}

/// Opened once: they go on belonging to this process, whoever gets its number later.
void KernelSampler::watch(Watched& worker, int pid)
{
    worker.pid = pid;
    const std::string folder = "/proc/" + std::to_string(pid);
    worker.stat.reset(open((folder + "/stat").c_str(), O_RDONLY | O_CLOEXEC));
    worker.waitChannel.reset(open((folder + "/wchan").c_str(), O_RDONLY | O_CLOEXEC));
    if (worker.hasSignals) worker.signals.open(pid);
}

void KernelSampler::note(const Event& event)
{
    m_memory.note(event);
    if (event.channel > 0 && event.channel < m_channels.size()) m_channels[event.channel].changed = true;
    if (event.kind == EventKind::KernelCapacity && event.channel < m_channels.size() && event.result > 0)
        m_channels[event.channel].capacity = event.result;
    if (m_watchesSignals) // whatever anybody does may change what is pending for somebody else
        for (Watched& each : m_workers) each.signals.note();
    if (event.process == 0 || event.process >= m_workers.size()) return;
    Watched& worker = m_workers[event.process];
    switch (event.kind) {
    case EventKind::CallEntered:
        worker.executes = event.call == probe::Call::Execve;
        worker.inCall = true;
        worker.entered = worker.asked = event.when();
        worker.letter = 0;
        break;
    case EventKind::CallReturned: worker.inCall = worker.executes = false; break;
    case EventKind::DescriptorOpened:
        std::erase_if(worker.holds, [&](const Holder& each) { return each.fd == event.detail; });
        worker.holds.push_back({event.detail, event.channelId(), static_cast<End>(event.size)});
        break;
    case EventKind::DescriptorClosed:
        std::erase_if(worker.holds, [&](const Holder& each) { return each.fd == event.detail; });
        break;
    case EventKind::ProcessStarted:
        if (event.result == worker.pid) break;
        worker.again = openPidfd(event.result).value_or(UniqueFd()); // started again
        worker.pidfd = worker.again.get();
        watch(worker, event.result);
        break;
    case EventKind::ProcessEnded:
        worker.inCall = worker.executes = worker.program = false;
        worker.holds.clear();
        break;
    default: break;
    }
}

void KernelSampler::sample(const Now& now, const std::function<bool()>& quiet, std::vector<Event>& out)
{
    const TraceTime when = now();
    m_memory.sample(when, out);
    for (std::size_t i = 1; i < m_workers.size(); ++i) {
        const Watched& worker = m_workers[i];
        if (worker.signals.isDue(when)) sampleSignals(i, now(), quiet, out);
        if (worker.executes && !worker.program) lookForProgram(i, now(), out);
        if (worker.program && when - worker.asked > oftenEnough) sampleProgram(i, now(), out);
        const bool due = worker.letter == 0 ? when - worker.entered > longEnough : when - worker.asked > every;
        if (worker.inCall && due && !worker.program) sampleProcess(i, now(), quiet, out);
    }
    for (std::uint16_t i = 1; i < m_channels.size(); ++i)
        if ((m_channels[i].changed || hasProgram({i})) && when - m_channels[i].asked > every)
            sampleChannel(i, now(), quiet, out);
}

void KernelSampler::sampleProcess(std::size_t index, TraceTime when, const std::function<bool()>& quiet,
                                  std::vector<Event>& out)
{
    Watched& worker = m_workers[index];
    worker.asked = when;
    std::array<char, 512> stat;
    std::array<char, 128> place;
    const char letter = stateLetter(readAll(worker.stat, stat));
    const std::string_view waitsIn = readAll(worker.waitChannel, place);
    if (letter == 0 || !quiet()) return;
    const std::uint32_t id = m_intern(waitsIn);
    if (letter == worker.letter && id == worker.waitsIn) return;
    worker.letter = letter;
    worker.signals.told(letter);
    worker.waitsIn = id;
    Event event;
    event.time = when.ns;
    event.process = static_cast<std::uint16_t>(index);
    event.kind = EventKind::KernelProcess;
    event.size = static_cast<std::uint32_t>(letter);
    event.detail = id;
    out.push_back(event);
}

/// Its sets of signals, and whether one has stopped it.
void KernelSampler::sampleSignals(std::size_t index, TraceTime when, const std::function<bool()>& quiet,
                                  std::vector<Event>& out)
{
    Event stamp;
    stamp.time = when.ns;
    stamp.process = static_cast<std::uint16_t>(index);
    stamp.detail = m_intern("");
    if (const char letter = m_workers[index].signals.look(quiet, stamp, out); letter != 0)
        m_workers[index].letter = letter;
}

void KernelSampler::lookForProgram(std::size_t index, TraceTime when, std::vector<Event>& out)
{
    Watched& worker = m_workers[index];
    const std::string now = programOf(worker.pid);
    if (now.empty() || now == m_workerProgram) return;
    worker.program = true;
    worker.inCall = false;
    const std::string folder = "/proc/" + std::to_string(worker.pid);
    worker.systemCall.reset(open((folder + "/syscall").c_str(), O_RDONLY | O_CLOEXEC));
    worker.traffic.reset(open((folder + "/io").c_str(), O_RDONLY | O_CLOEXEC));
    Event event;
    event.time = when.ns;
    event.process = static_cast<std::uint16_t>(index);
    event.kind = EventKind::KernelProgram;
    event.detail = m_intern(now.substr(now.rfind('/') + 1));
    out.push_back(event);
}

/// The calls that it makes between two samples are not seen; one in which it waits is.
void KernelSampler::sampleProgram(std::size_t index, TraceTime when, std::vector<Event>& out)
{
    Watched& worker = m_workers[index];
    worker.asked = when;
    std::array<char, 512> stat;
    std::array<char, 256> call;
    std::array<char, 128> place;
    const char letter = stateLetter(readAll(worker.stat, stat));
    if (letter == 0 || letter == 'Z' || letter == 'X') return;
    Event event;
    event.process = static_cast<std::uint16_t>(index);
    event.kind = EventKind::KernelCall;
    event.call = callOf(readAll(worker.systemCall, call), event.detail, event.size);
    const bool moves = probe::transferOf(event.call) != probe::Transfer::None;
    for (const Holder& each : worker.holds)
        if (moves && each.fd == event.detail) event.channel = each.channel.value;
    event.result = letter;
    event.message = m_intern(readAll(worker.waitChannel, place));
    if (event == worker.call) return;
    worker.call = event;
    event.time = when.ns;
    out.push_back(event);
}

/// wchar of /proc/PID/io: all that its write(2)s have put anywhere, which for these programs is the pipe.
void KernelSampler::tellWritten(std::size_t index, TraceTime when, std::vector<Event>& out)
{
    Watched& worker = m_workers[index];
    const auto writes = [](const Holder& each) { return each.end == End::Write; };
    const auto holds = std::ranges::find_if(worker.holds, writes);
    if (!worker.program || holds == worker.holds.end()) return;
    std::array<char, 256> text;
    const std::string_view io = readAll(worker.traffic, text);
    const std::size_t at = io.find("wchar: ");
    if (at == std::string_view::npos) return;
    const std::int64_t written = std::strtoll(io.data() + at + 7, nullptr, 10);
    if (written <= worker.written) return;
    worker.written = written;
    Event event;
    event.time = when.ns;
    event.process = static_cast<std::uint16_t>(index);
    event.kind = EventKind::KernelTraffic;
    event.channel = holds->channel.value;
    event.setValue(written);
    out.push_back(event);
}

bool KernelSampler::hasProgram(ChannelId channel) const
{
    return std::ranges::any_of(m_workers, [&](const Watched& worker) {
        return worker.program
               && std::ranges::any_of(worker.holds, [&](const Holder& each) { return each.channel == channel; });
    });
}

/// A worker's descriptor of that end.
KernelSampler::Borrowed KernelSampler::borrow(ChannelId channel, End end) const
{
    for (std::uint16_t id = 1; id < m_workers.size(); ++id)
        for (const Holder& each : m_workers[id].holds) {
            if (each.channel != channel || (each.end != end && each.end != End::Both)) continue;
            const int number = static_cast<int>(each.fd);
            auto fd = end == m_channels[channel.value].mechanism->viewThrough
                          ? duplicateOrReopen(m_workers[id].pidfd, m_workers[id].pid, number)
                          : duplicateDescriptor(m_workers[id].pidfd, number);
            if (fd) return {std::move(*fd), {id}, each.fd};
        }
    return {};
}

/// Best of the end at which one more user changes nothing.
KernelSampler::Borrowed KernelSampler::borrowAny(ChannelId channel) const
{
    const End best = m_channels[channel.value].mechanism->viewThrough;
    Borrowed borrowed = borrow(channel, best);
    return borrowed.fd ? std::move(borrowed) : borrow(channel, best == End::Write ? End::Read : End::Write);
}

void KernelSampler::sampleChannel(std::size_t index, TraceTime when, const std::function<bool()>& quiet,
                                  std::vector<Event>& out)
{
    Channel& channel = m_channels[index];
    channel.asked = when;
    if (!quiet()) return; // the usual case while much is going on: not worth borrowing a descriptor
    const ChannelId id{static_cast<std::uint16_t>(index)};
    const bool both = channel.mechanism->viewsBothEnds;
    Borrowed first = both ? borrow(id, channel.mechanism->viewThrough) : borrowAny(id);
    Borrowed second = both ? borrow(id, End::Read) : Borrowed{};
    if (!first.fd) return;
    const std::size_t before = out.size();
    for (std::size_t worker = 1; worker < m_workers.size(); ++worker) tellWritten(worker, when, out);
    const mechanisms::KernelView view = channel.mechanism->view(first.fd.get(), second.fd.get());
    first.fd.reset();
    second.fd.reset();
    if (!quiet()) return;
    const bool news = std::exchange(channel.changed, false);
    // What waits in a sending socket may move by itself.
    channel.changed = both && view.sender.queued > 0;
    Event event;
    event.time = when.ns;
    event.channel = id.value;
    if (view.depthBytes >= 0
        && (news || out.size() > before || std::exchange(channel.depth, view.depthBytes) != view.depthBytes)) {
        channel.depth = view.depthBytes;
        event.kind = EventKind::KernelDepth;
        event.result = static_cast<std::int32_t>(view.depthBytes);
        event.message = static_cast<std::uint32_t>(std::max<std::int64_t>(view.depthMessages, 0));
        out.push_back(event);
    }
    event.message = 0;
    tellSocket(view.sender, channel.sender, first, event, out);
    tellSocket(view.receiver, channel.receiver, second, event, out);
    if (view.capacityBytes < 0 || view.capacityBytes == channel.capacity) return;
    channel.capacity = view.capacityBytes;
    event.kind = EventKind::KernelCapacity;
    event.result = static_cast<std::int32_t>(view.capacityBytes);
    out.push_back(event);
}

/// What has changed of it since it was told last.
void KernelSampler::tellSocket(const mechanisms::KernelView::Socket& now, mechanisms::KernelView::Socket& told,
                               const Borrowed& whose, Event event, std::vector<Event>& out) const
{
    if (now.queued < 0 || now == told) return;
    event.process = whose.process.value;
    event.detail = whose.number;
    if (now.buffer != told.buffer) {
        event.kind = EventKind::KernelBuffer;
        event.size = static_cast<std::uint32_t>(now.buffer);
        out.push_back(event);
    }
    event.kind = EventKind::KernelSocket;
    event.size = static_cast<std::uint32_t>(now.queued);
    event.message = static_cast<std::uint32_t>(now.unsent);
    event.result = static_cast<std::int32_t>(std::min<std::int64_t>(now.window, INT32_MAX));
    event.line = now.tcpState;
    out.push_back(event);
    told = now;
}

} // namespace sluice::collector
