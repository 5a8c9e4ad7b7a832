#include "base/names.h"
#include "export/writers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sluice::exports {

namespace {

using Json = nlohmann::ordered_json;

/// Microseconds, with what is left of the nanoseconds behind the point.
double micro(TraceTime time) { return static_cast<double>(time.ns) / 1000; }

/// The trace event format. A process of ours is a process there, its calls and its activities are two threads.
class ChromeWriter : public Listener
{
public:
    ChromeWriter(Output& out, TraceTime end) : m_out(out), m_end(end)
    {
        m_out << "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
    }
    void finish() { m_out << "\n]}\n"; }

    void process(ProcessId id, const std::string& name, int pid) override
    {
        label("process_name", id, 0, pid > 0 ? fmt::format("{} (pid {})", name, pid) : name);
        label("thread_name", id, calls, "calls");
        label("thread_name", id, activities, "activity");
    }
    void channel(ChannelId id, const std::string& name, const std::string& counts) override
    {
        if (m_channels.size() <= id.value) m_channels.resize(id.value + 1U);
        m_channels[id.value] = {name, counts};
    }
    void call(const CallSlice& slice) override
    {
        Json args = Json::object();
        if (hasDescriptor(slice.call.call)) args["fd"] = slice.call.fd;
        if (slice.call.size != 0) args[sizeName(slice.call.call)] = slice.call.size;
        if (slice.call.message != 0) args["message"] = slice.call.message;
        if (slice.returned) args["result"] = slice.call.result;
        if (slice.returned && slice.call.result < 0) args["error"] = errnoName(errnoOf(slice.call.result));
        complete(slice.process, calls, "call", probe::name(slice.call.call), slice.call.entered, slice.end(m_end),
                 std::move(args));
        // A flow leaves the slice that it begins in, and enters the one that encloses its end ("bp": "e").
        if (slice.flowOut != 0) flow(slice.process, "s", slice.flowOut, slice.call.entered);
        for (const std::uint64_t each : slice.flowsIn) flow(slice.process, "f", each, slice.call.returned);
    }
    void activity(const ActivitySlice& slice) override
    {
        complete(slice.process, activities, "activity", state::name(slice.activity), slice.begin, slice.end, {});
    }
    void depth(ChannelId id, TraceTime time, std::uint64_t inside) override
    {
        put({{"ph", "C"},
             {"name", m_channels[id.value].first},
             {"pid", 0},
             {"ts", micro(time)},
             {"args", {{m_channels[id.value].second, inside}}}});
    }
    void ended(ProcessId id, TraceTime time, const state::Exit& exit) override
    {
        instant(id, time, "ended: " + inWords(exit));
    }
    void lost(ProcessId id, TraceTime time, std::uint32_t events) override
    {
        instant(id, time, std::to_string(events) + " events lost");
    }

private:
    static constexpr int calls = 1, activities = 2;

    void put(const Json& event)
    {
        m_out << (std::exchange(m_first, false) ? "\n" : ",\n")
              << event.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    void label(const char* what, ProcessId id, int thread, const std::string& name)
    {
        put({{"ph", "M"}, {"name", what}, {"pid", id.value}, {"tid", thread}, {"args", {{"name", name}}}});
    }
    void complete(ProcessId id, int thread, const char* category, std::string_view name, TraceTime begin, TraceTime end,
                  Json args)
    {
        Json event{{"ph", "X"},
                   {"cat", category},
                   {"name", name},
                   {"pid", id.value},
                   {"tid", thread},
                   {"ts", micro(begin)},
                   {"dur", static_cast<double>((end - begin).ns) / 1000}};
        if (!args.is_null()) event["args"] = std::move(args);
        put(event);
    }
    void flow(ProcessId id, const char* phase, std::uint64_t flow, TraceTime time)
    {
        Json event{{"ph", phase},     {"cat", "message"}, {"name", "message"}, {"id", fmt::format("{:x}", flow)},
                   {"pid", id.value}, {"tid", calls},     {"ts", micro(time)}};
        if (*phase == 'f') event["bp"] = "e";
        put(event);
    }
    void instant(ProcessId id, TraceTime time, const std::string& name)
    {
        put({{"ph", "i"}, {"name", name}, {"pid", id.value}, {"tid", activities}, {"ts", micro(time)}, {"s", "p"}});
    }

    Output& m_out;
    TraceTime m_end;
    std::vector<std::pair<std::string, std::string>> m_channels; ///< name, and what is counted
    bool m_first = true;
};

} // namespace

bool writeChrome(const trace::TraceView& trace, Output& out, const Progress& goOn)
{
    ChromeWriter writer(out, trace.end());
    if (!tell(trace, writer, goOn)) return false;
    writer.finish();
    return true;
}

} // namespace sluice::exports
