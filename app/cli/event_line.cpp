#include "cli/event_line.h"

#include "base/names.h"
#include "scenario/setting_table.h"

#include <fmt/format.h>

#include <csignal>

namespace sluice::cli {

namespace {

using probe::Event;
using probe::EventKind;

Json errorOf(std::int32_t result) { return result < 0 ? Json(errnoName(errnoOf(result))) : Json(nullptr); }

std::string settingKey(const Event& event, const trace::TraceView& trace)
{
    const scenario::SettingTable table(trace.meta().scenario);
    return event.detail < table.size() ? std::string(table[event.detail].key) : std::string();
}

void addCall(Json& json, const Event& event, const trace::TraceView& trace)
{
    using probe::Call;
    json["call"] = probe::name(event.call);
    if (event.call == Call::Open || event.call == Call::MqOpen) {
        json["end"] = probe::name(static_cast<probe::End>(event.size & probe::endMask));
        if ((event.size & probe::createFlag) != 0) json["create"] = true;
        if ((event.size & probe::exclusiveFlag) != 0) json["exclusive"] = true;
        if (event.call == Call::MqOpen) json["maxmsg"] = event.message;
    } else if (probe::isAboutSignals(event.call)) {
        const bool sends = probe::sendsSignal(event.call);
        const bool about = event.call == Call::Sigaction || event.call == Call::Sigprocmask;
        if (sends) json["to"] = nameOf(trace.meta().scenario, ProcessId{static_cast<std::uint16_t>(event.detail)});
        if (sends || about) json["signal"] = signalName(static_cast<int>(sends ? event.size : event.detail));
        if (about) json["size"] = event.size;
    } else if (event.call == Call::MutexLock) {
        json["lock"] = event.detail;
    } else {
        json["fd"] = probe::descriptorOf(event);
        json["size"] = event.size;
    }
    if (event.message != 0 && event.call != Call::MqOpen) json["message"] = event.message;
    if (probe::originOf(event).value != 0) json["sender"] = nameOf(trace.meta().scenario, probe::originOf(event));
    if (event.call == Call::MqSend && event.kind == EventKind::CallEntered) json["priority"] = event.result;
    if (event.kind == EventKind::CallReturned) {
        json["result"] = event.result;
        if (event.result < 0) json["error"] = errorOf(event.result);
    }
    json["line"] = event.line;
}

/// The members that belong to the event's kind, as probe/event.h lists them.
void addFields(Json& json, const Event& event, const trace::TraceView& trace)
{
    switch (event.kind) {
    case EventKind::ProcessStarted: json["pid"] = event.result; break;
    case EventKind::ProcessEnded: {
        state::ProcessState ended;
        ended.activity = state::Activity::Ended;
        ended.exit = {static_cast<int>(event.size), event.result};
        json["exit"] = exitToJson(ended);
        break;
    }
    case EventKind::CallEntered:
    case EventKind::CallReturned: addCall(json, event, trace); break;
    case EventKind::DescriptorOpened:
    case EventKind::DescriptorClosed:
        json["fd"] = event.detail;
        json["end"] = probe::name(static_cast<probe::End>(event.size));
        break;
    case EventKind::HoldStarted:
    case EventKind::HoldEnded:
        json["before"] = event.call != probe::Call::None ? probe::name(event.call) : name(probe::gatePointOf(event));
        json["fd"] = event.detail;
        json["line"] = event.line;
        break;
    case EventKind::PaceStarted:
    case EventKind::PaceEnded: json["line"] = event.line; break;
    case EventKind::SettingChanged:
        json["setting"] = settingKey(event, trace);
        json["value"] = event.value();
        break;
    case EventKind::StreamBroken: json["stream_offset"] = event.size; break;
    case EventKind::KernelDepth:
    case EventKind::KernelCapacity:
        json["bytes"] = event.result;
        if (event.message != 0) json["messages"] = event.message;
        if (event.result < 0) json["error"] = errorOf(event.result);
        break;
    case EventKind::SocketNamed:
        json["fd"] = event.detail;
        json["port"] = event.size;
        json["peer_port"] = event.result;
        break;
    case EventKind::KernelSocket:
        json["fd"] = event.detail;
        json["queued"] = event.size;
        json["unsent"] = event.message;
        json["window"] = event.result;
        json["tcp_state"] = event.line;
        break;
    case EventKind::KernelBuffer:
        json["fd"] = event.detail;
        json["bytes"] = event.size;
        break;
    case EventKind::KernelProcess:
        json["state"] = std::string(1, static_cast<char>(event.size));
        json["wait_channel"] = trace.string(event.detail);
        break;
    case EventKind::StepBegun: json["step"] = event.size; break;
    case EventKind::HandlerEntered:
        json["signal"] = signalName(static_cast<int>(event.detail));
        json["sender_pid"] = event.message;
        json["si_code"] = static_cast<int>(event.size);
        json["value"] = event.result;
        break;
    case EventKind::HandlerReturned: json["signal"] = signalName(static_cast<int>(event.detail)); break;
    case EventKind::LockTaken:
    case EventKind::LockReleased:
        json["lock"] = event.detail;
        json["line"] = event.line;
        break;
    case EventKind::RecordTorn: json["line"] = event.line; break;
    case EventKind::SignalSet:
    case EventKind::KernelSignals: {
        static constexpr const char* names[] = {"pending-thread", "pending-process", "blocked", "ignored", "caught"};
        json["set"] = event.detail < probe::signalSets ? names[event.detail] : "?";
        json["bits"] = fmt::format("{:016x}", static_cast<std::uint64_t>(event.value()));
        break;
    }
    case EventKind::KernelProgram: json["program"] = trace.string(event.detail); break;
    case EventKind::KernelCall:
        json["call"] = event.call == probe::Call::None ? Json(nullptr) : Json(probe::name(event.call));
        json["fd"] = event.detail;
        json["size"] = event.size;
        json["state"] = std::string(1, static_cast<char>(event.result & 0x7f));
        json["wait_channel"] = trace.string(event.message);
        break;
    case EventKind::KernelTraffic: json["written"] = event.value(); break;
    case EventKind::MemoryMapped:
        json["mapping"] = probe::indexOf(event);
        json["address"] = fmt::format("{:#x}", probe::addressOf(event));
        json["bytes"] = event.size;
        json["shared"] = (static_cast<std::uint32_t>(event.result) & probe::mapShared) != 0;
        break;
    case EventKind::MemoryUnmapped: json["mapping"] = probe::indexOf(event); break;
    case EventKind::MemoryTouched: {
        static constexpr const char* names[] = {"load", "store", "add"};
        const std::uint32_t how = event.detail & 0xffffU;
        json["touch"] = how <= static_cast<std::uint32_t>(probe::Touch::Last) ? names[how] : "?";
        json["mapping"] = probe::indexOf(event);
        json["offset"] = event.message;
        json["value"] = event.value();
        json["line"] = event.line;
        break;
    }
    case EventKind::MemoryTimed:
        json["ns"] = event.size;
        json["transferred"] = (event.detail & probe::accessTransferred) != 0;
        json["unclear"] = (event.detail & probe::accessUnclear) != 0;
        if ((event.detail & probe::accessProven) != 0) json["moved"] = (event.detail & probe::accessMoved) != 0;
        break;
    case EventKind::Measured:
    case EventKind::KernelMeasured:
        json["figure"] = probe::name(probe::figureOf(event));
        json["of"] = probe::indexOf(event);
        json["value"] = event.value();
        break;
    case EventKind::EventsLost: json["lost"] = event.size; break;
    case EventKind::EventsOff:
    case EventKind::EventsOn:
    case EventKind::None: break;
    }
}

} // namespace

Json toJson(const Event& event, std::uint64_t index, const trace::TraceView& trace)
{
    const auto& scenario = trace.meta().scenario;
    Json json{{"index", index},
              {"time_ns", event.time},
              {"process", nameOf(scenario, event.processId())},
              {"kind", probe::name(event.kind)},
              {"evidence", probe::name(probe::evidenceOf(event.kind))}};
    if (event.channel != 0) json["channel"] = nameOf(scenario, event.channelId());
    addFields(json, event, trace);
    return json;
}

std::string inWords(const Event& event, const trace::TraceView& trace)
{
    const auto& scenario = trace.meta().scenario;
    Json fields = Json::object();
    addFields(fields, event, trace);
    std::string text = fmt::format("{:>13.6f} s  {:<12} {:<17}", toSeconds(event.when()),
                                   nameOf(scenario, event.processId()), probe::name(event.kind));
    if (event.channel != 0) text += " " + nameOf(scenario, event.channelId());
    for (const auto& [key, value] : fields.items())
        text += fmt::format(" {}={}", key, value.is_string() ? value.get<std::string>() : dump(value, -1));
    return text;
}

} // namespace sluice::cli
