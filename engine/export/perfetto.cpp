#include "base/names.h"
#include "export/protobuf.h"
#include "export/writers.h"

#include <set>

namespace sluice::exports {

namespace {

// Numbers of the fields, from perfetto's protos/perfetto/trace: a Trace is packets, each with one thing in it.
namespace trace_packet {
constexpr std::uint32_t packet = 1, timestamp = 8, sequence = 10, trackEvent = 11, sequenceFlags = 13,
                        trackDescriptor = 60;
constexpr std::uint64_t stateCleared = 1;
} // namespace trace_packet
namespace track_descriptor {
constexpr std::uint32_t uuid = 1, name = 2, process = 3, thread = 4, parent = 5, counter = 8;
constexpr std::uint32_t pid = 1, processName = 6;               // of process
constexpr std::uint32_t threadPid = 1, tid = 2, threadName = 5; // of thread
constexpr std::uint32_t unit = 3;                               // of counter
constexpr std::uint64_t count = 2, bytes = 3;
} // namespace track_descriptor
namespace track_event {
constexpr std::uint32_t annotation = 4, type = 9, track = 11, category = 22, name = 23, counterValue = 30, flow = 47,
                        lastFlow = 48;
constexpr std::uint64_t begin = 1, end = 2, instant = 3, counter = 4;
constexpr std::uint32_t annotationInt = 4, annotationText = 6, annotationName = 10;
} // namespace track_event

// Every track has a number of its own.
constexpr std::uint64_t processTracks = 1'000'000, callTracks = 2'000'000, activityTracks = 3'000'000,
                        channelTracks = 4'000'000;

class PerfettoWriter : public Listener
{
public:
    PerfettoWriter(Output& out, TraceTime end) : m_out(out), m_end(end) {}

    void process(ProcessId id, const std::string& name, int pid) override
    {
        // Perfetto tells processes apart by their pids: one that has none, or another's, gets a number of its own.
        constexpr int beyondAllPids = 1 << 23;
        const int number = pid > 0 && m_pids.insert(pid).second ? pid : beyondAllPids + id.value;
        Message of, thread;
        of.number(track_descriptor::pid, static_cast<std::uint64_t>(number)).text(track_descriptor::processName, name);
        track(
            Message().number(track_descriptor::uuid, processTracks + id.value).message(track_descriptor::process, of));
        thread.number(track_descriptor::threadPid, static_cast<std::uint64_t>(number))
            .number(track_descriptor::tid, static_cast<std::uint64_t>(number))
            .text(track_descriptor::threadName, name + " calls");
        track(Message()
                  .number(track_descriptor::uuid, callTracks + id.value)
                  .number(track_descriptor::parent, processTracks + id.value)
                  .message(track_descriptor::thread, thread));
        track(Message()
                  .number(track_descriptor::uuid, activityTracks + id.value)
                  .text(track_descriptor::name, "activity")
                  .number(track_descriptor::parent, processTracks + id.value));
    }
    void channel(ChannelId id, const std::string& name, const std::string& counts) override
    {
        const std::uint64_t unit = counts == "bytes" ? track_descriptor::bytes : track_descriptor::count;
        track(Message()
                  .number(track_descriptor::uuid, channelTracks + id.value)
                  .text(track_descriptor::name, name + ": " + counts)
                  .message(track_descriptor::counter, Message().number(track_descriptor::unit, unit)));
    }
    void call(const CallSlice& slice) override
    {
        const std::uint64_t where = callTracks + slice.process.value;
        Message begin = eventOn(where, track_event::begin, "call", probe::name(slice.call.call));
        if (hasDescriptor(slice.call.call)) annotate(begin, "fd", slice.call.fd);
        if (slice.call.size != 0) annotate(begin, sizeName(slice.call.call), slice.call.size);
        if (slice.call.message != 0) annotate(begin, "message", slice.call.message);
        if (slice.returned) annotate(begin, "result", slice.call.result);
        if (slice.returned && slice.call.result < 0) annotate(begin, "error", errnoName(errnoOf(slice.call.result)));
        if (slice.call.line != 0) annotate(begin, "line", slice.call.line);
        if (slice.flowOut != 0) begin.fixed64(track_event::flow, slice.flowOut);
        for (const std::uint64_t flow : slice.flowsIn) begin.fixed64(track_event::lastFlow, flow);
        put(slice.call.entered, begin);
        put(slice.end(m_end), eventOn(where, track_event::end));
    }
    void activity(const ActivitySlice& slice) override
    {
        const std::uint64_t where = activityTracks + slice.process.value;
        put(slice.begin, eventOn(where, track_event::begin, "activity", state::name(slice.activity)));
        put(slice.end, eventOn(where, track_event::end));
    }
    void depth(ChannelId id, TraceTime time, std::uint64_t inside) override
    {
        put(time, eventOn(channelTracks + id.value, track_event::counter).number(track_event::counterValue, inside));
    }
    void ended(ProcessId id, TraceTime time, const state::Exit& exit) override
    {
        if (id.value == 0) return;
        put(time, eventOn(activityTracks + id.value, track_event::instant, "process", "ended: " + inWords(exit)));
    }
    void lost(ProcessId id, TraceTime time, std::uint32_t events) override
    {
        if (id.value == 0) return;
        put(time,
            eventOn(activityTracks + id.value, track_event::instant, "lost", std::to_string(events) + " events lost"));
    }

private:
    static Message eventOn(std::uint64_t track, std::uint64_t type, std::string_view category = {},
                           std::string_view name = {})
    {
        Message event;
        event.number(track_event::type, type).number(track_event::track, track);
        if (!category.empty()) event.text(track_event::category, category);
        if (!name.empty()) event.text(track_event::name, name);
        return event;
    }
    static void annotate(Message& event, std::string_view name, std::int64_t value)
    {
        event.message(track_event::annotation,
                      Message()
                          .number(track_event::annotationInt, static_cast<std::uint64_t>(value))
                          .text(track_event::annotationName, name));
    }
    static void annotate(Message& event, std::string_view name, const std::string& value)
    {
        event.message(track_event::annotation,
                      Message().text(track_event::annotationText, value).text(track_event::annotationName, name));
    }
    void packet(Message& packet)
    {
        packet.number(trace_packet::sequence, 1);
        if (std::exchange(m_first, false)) packet.number(trace_packet::sequenceFlags, trace_packet::stateCleared);
        m_out << Message().message(trace_packet::packet, packet).bytes();
    }
    void track(const Message& descriptor)
    {
        Message one;
        one.message(trace_packet::trackDescriptor, descriptor);
        packet(one);
    }
    void put(TraceTime time, const Message& event)
    {
        Message one;
        one.number(trace_packet::timestamp, static_cast<std::uint64_t>(time.ns))
            .message(trace_packet::trackEvent, event);
        packet(one);
    }

    Output& m_out;
    TraceTime m_end;
    std::set<int> m_pids;
    bool m_first = true;
};

} // namespace

bool writePerfetto(const trace::TraceView& trace, Output& out, const Progress& goOn)
{
    PerfettoWriter writer(out, trace.end());
    return tell(trace, writer, goOn);
}

} // namespace sluice::exports
