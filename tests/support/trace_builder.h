#pragma once

#include "support/writer_and_reader.h"
#include "trace/trace_view.h"

#include <utility>
#include <vector>

namespace sluice::test {

inline constexpr std::uint32_t readFd = 3, writeFd = 4;

/// Makes the events of a writer and a reader over one pipe, as the collector would hand them on.
///     TraceBuilder t;  t.started();  t.write(4096);  t.enterWrite(4096);  t.at(500).read(4096);
/// Every event comes a microsecond after the one before, unless at() says otherwise.
class TraceBuilder
{
public:
    explicit TraceBuilder(std::int64_t capacity = 65536)
    {
        m_meta.scenario = writerAndReader({{"pipe.capacity", capacity}});
    }

    /// As if this lesson had been run.
    TraceBuilder& of(const char* lesson)
    {
        m_meta.scenario.id = lesson;
        return *this;
    }
    /// The next event happens at `us` microseconds.
    TraceBuilder& at(std::int64_t us)
    {
        m_next = us * 1000;
        return *this;
    }
    TraceBuilder& started()
    {
        add(probe::EventKind::ProcessStarted, writer).result = 4711;
        add(probe::EventKind::ProcessStarted, reader).result = 4712;
        for (const ProcessId who : {writer, reader}) {
            descriptor(probe::EventKind::DescriptorOpened, who, readFd, probe::End::Read);
            descriptor(probe::EventKind::DescriptorOpened, who, writeFd, probe::End::Write);
        }
        closes(writer, readFd, probe::End::Read);
        closes(reader, writeFd, probe::End::Write);
        return *this;
    }
    TraceBuilder& closes(ProcessId who, std::uint32_t fd, probe::End end)
    {
        call(probe::EventKind::CallEntered, who, probe::Call::Close, fd, 0);
        call(probe::EventKind::CallReturned, who, probe::Call::Close, fd, 0);
        descriptor(probe::EventKind::DescriptorClosed, who, fd, end);
        return *this;
    }
    /// The writer's next message begins.
    TraceBuilder& enterWrite(std::uint32_t bytes)
    {
        ++m_message;
        m_asked = bytes;
        call(probe::EventKind::CallEntered, writer, probe::Call::Write, writeFd, bytes).message = m_message;
        return *this;
    }
    /// What is left of the message under way.
    TraceBuilder& enterRest(std::uint32_t bytes)
    {
        --m_message;
        return enterWrite(bytes);
    }
    TraceBuilder& returnWrite(std::int32_t result)
    {
        probe::Event& event = call(probe::EventKind::CallReturned, writer, probe::Call::Write, writeFd, m_asked);
        event.message = m_message;
        event.result = result;
        return *this;
    }
    TraceBuilder& write(std::uint32_t bytes) { return enterWrite(bytes).returnWrite(static_cast<std::int32_t>(bytes)); }
    TraceBuilder& enterRead(std::uint32_t bytes, ProcessId who = reader)
    {
        m_wanted = bytes;
        call(probe::EventKind::CallEntered, who, probe::Call::Read, readFd, bytes);
        return *this;
    }
    TraceBuilder& returnRead(std::int32_t result, ProcessId who = reader)
    {
        call(probe::EventKind::CallReturned, who, probe::Call::Read, readFd, m_wanted).result = result;
        return *this;
    }
    TraceBuilder& read(std::uint32_t bytes) { return enterRead(bytes).returnRead(static_cast<std::int32_t>(bytes)); }
    TraceBuilder& kernelDepth(std::int32_t bytes)
    {
        probe::Event& event = add(probe::EventKind::KernelDepth, {});
        event.channel = pipeId.value;
        event.result = bytes;
        return *this;
    }
    TraceBuilder& kernelCapacity(std::int32_t bytes)
    {
        probe::Event& event = add(probe::EventKind::KernelCapacity, {});
        event.channel = pipeId.value;
        event.result = bytes;
        return *this;
    }
    TraceBuilder& kernelSees(ProcessId who, char letter, std::string waitChannel)
    {
        probe::Event& event = add(probe::EventKind::KernelProcess, who);
        event.size = static_cast<std::uint32_t>(letter);
        event.detail = static_cast<std::uint32_t>(m_strings.size());
        m_strings.push_back(std::move(waitChannel));
        return *this;
    }
    TraceBuilder& lost(ProcessId who, std::uint32_t events)
    {
        add(probe::EventKind::EventsLost, who).size = events;
        return *this;
    }
    TraceBuilder& ended(ProcessId who, std::uint32_t code, std::int32_t status)
    {
        probe::Event& event = add(probe::EventKind::ProcessEnded, who);
        event.size = code;
        event.result = status;
        return *this;
    }
    /// Any other event; the fields that are not common can be set on it.
    probe::Event& add(probe::EventKind kind, ProcessId who)
    {
        probe::Event event;
        event.time = std::exchange(m_next, m_next + 1000);
        event.process = who.value;
        event.kind = kind;
        return m_events.emplace_back(event);
    }

    [[nodiscard]] const std::vector<probe::Event>& events() const { return m_events; }
    [[nodiscard]] const trace::Meta& meta() const { return m_meta; }
    [[nodiscard]] trace::TraceView trace() const { return trace::TraceView::ofEvents(m_meta, m_events, m_strings); }

private:
    probe::Event& call(probe::EventKind kind, ProcessId who, probe::Call call, std::uint32_t fd, std::uint32_t size)
    {
        probe::Event& event = add(kind, who);
        event.call = call;
        event.channel = pipeId.value;
        event.detail = fd;
        event.size = size;
        event.line = 100;
        return event;
    }
    void descriptor(probe::EventKind kind, ProcessId who, std::uint32_t fd, probe::End end)
    {
        probe::Event& event = add(kind, who);
        event.channel = pipeId.value;
        event.detail = fd;
        event.size = static_cast<std::uint32_t>(end);
    }

    trace::Meta m_meta;
    std::vector<probe::Event> m_events;
    std::vector<std::string> m_strings;
    std::int64_t m_next = 0;
    std::uint32_t m_message = 0, m_asked = 0, m_wanted = 0;
};

} // namespace sluice::test
