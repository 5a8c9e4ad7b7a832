#include "cli/state_json.h"

#include "analysis/held.h"
#include "base/names.h"
#include "cli/race_json.h"
#include "cli/waits_json.h"
#include "scenario/setting_table.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace sluice::cli {

namespace {

using probe::Evidence;
using state::ChannelState;
using state::ProcessState;

std::string_view word(Evidence evidence) { return probe::name(evidence); }

std::string_view word(probe::Transfer transfer)
{
    switch (transfer) {
    case probe::Transfer::Send: return "in";
    case probe::Transfer::Receive: return "out";
    case probe::Transfer::None: break;
    }
    return "none";
}

/// One moment of one trace, turned into JSON part by part.
class StateWriter
{
public:
    StateWriter(const state::SystemState& state, const trace::TraceView& trace)
        : m_state(state), m_trace(trace), m_scenario(trace.meta().scenario)
    {}

    [[nodiscard]] Json whole() const;

private:
    [[nodiscard]] Json call(const state::CallState& call) const;
    [[nodiscard]] Json descriptors(const ProcessState& process) const;
    [[nodiscard]] Json signals(const state::SignalState& signals) const;
    [[nodiscard]] Json process(const ProcessState& process) const;
    [[nodiscard]] Json waiting(const ProcessState& process) const;
    [[nodiscard]] Json heldBefore(const ProcessState& process) const;
    [[nodiscard]] Json runs(const std::vector<mechanisms::Run>& runs) const;
    [[nodiscard]] Json slots(const ChannelState& channel) const;
    [[nodiscard]] Json queue(const ChannelState& channel) const;
    [[nodiscard]] Json socket(const ChannelState& channel) const;
    [[nodiscard]] Json memory(const ChannelState& channel) const;
    [[nodiscard]] Json movements(const ChannelState& channel) const;
    [[nodiscard]] Json channel(const ChannelState& channel) const;
    [[nodiscard]] Json settings() const;
    [[nodiscard]] Json explanation() const;

    const state::SystemState& m_state;
    const trace::TraceView& m_trace;
    const scenario::Scenario& m_scenario;
};

Json StateWriter::call(const state::CallState& call) const
{
    if (call.call == probe::Call::None) return nullptr;
    Json json{{"name", probe::name(call.call)},
              {"fd", call.fd},
              {"channel", nameOf(m_scenario, call.channel)},
              {"size", call.size},
              {"message", call.message},
              {"priority", call.priority},
              {"sender", call.origin.value != 0 ? Json(nameOf(m_scenario, call.origin)) : Json(nullptr)},
              {"offset", call.offset},
              {"moved", call.moved},
              {"running", call.running},
              {"entered_ns", call.entered.ns},
              {"line", call.line}};
    if (!call.running) {
        json["returned_ns"] = call.returned.ns;
        json["result"] = call.result;
        if (call.result < 0) json["error"] = errnoName(errnoOf(call.result));
    }
    json["evidence"] = {{"call", word(Evidence::Probe)},
                        {"moved", word(call.running ? Evidence::Derived : Evidence::Probe)}};
    return json;
}

Json StateWriter::descriptors(const ProcessState& process) const
{
    Json list = Json::array();
    for (const state::Descriptor& each : process.descriptors)
        list.push_back({{"fd", each.fd},
                        {"channel", nameOf(m_scenario, each.channel)},
                        {"end", probe::name(each.end)},
                        {"open", each.open},
                        {"changed_ns", each.changed.ns},
                        {"port", each.port},
                        {"peer_port", each.peerPort},
                        {"evidence", word(Evidence::Probe)}});
    return list;
}

Json StateWriter::waiting(const ProcessState& process) const
{
    const auto reason = analysis::whyWaiting(m_state, process.id);
    if (!reason) return nullptr;
    using Kind = analysis::WaitReason::Kind;
    Json wakers = Json::array();
    for (const ProcessId waker : reason->whoCanWake) wakers.push_back(nameOf(m_scenario, waker));
    const char* why = reason->kind == Kind::ChannelFull       ? "channel-full"
                      : reason->kind == Kind::ChannelEmpty    ? "channel-empty"
                      : reason->kind == Kind::OtherEndNotOpen ? "other-end-not-open"
                      : reason->kind == Kind::NobodyConnects  ? "nobody-connects"
                      : reason->kind == Kind::NotAccepted     ? "not-accepted"
                      : reason->kind == Kind::NotSignalled    ? "not-signalled"
                      : reason->kind == Kind::NoDescriptor    ? "no-descriptor"
                      : reason->kind == Kind::LockTaken       ? "lock-taken"
                      : reason->kind == Kind::HeldByViewer    ? "held-by-viewer"
                                                              : "pace";
    return {{"why", why},
            {"channel", nameOf(m_scenario, reason->channel)},
            {"since_ns", reason->since.ns},
            {"who_can_wake", wakers}};
}

Json StateWriter::signals(const state::SignalState& signals) const
{
    static constexpr std::array names{"pending_thread", "pending_process", "blocked", "ignored", "caught"};
    static constexpr std::array fates{"under-way", "pending", "delivered", "merged",
                                      "ignored",   "acted",   "refused",   "cancelled"};
    Json derived = Json::object(), kernel = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i) {
        derived[names[i]] = fmt::format("{:016x}", signals.derived[i]);
        kernel[names[i]] = fmt::format("{:016x}", signals.kernel[i]);
    }
    Json frames = Json::array(), sent = Json::array();
    for (const state::HandlerFrame& each : signals.frames)
        frames.push_back({{"signal", signalName(each.signal)},
                          {"sender", each.sender.value == 0 ? Json(nullptr) : Json(nameOf(m_scenario, each.sender))},
                          {"value", each.hasValue ? Json(each.value) : Json(nullptr)},
                          {"entered_ns", each.entered.ns},
                          {"step", each.step},
                          {"line", each.line}});
    const auto tell = [&](const state::SentSignal& each) {
        sent.push_back({{"signal", signalName(each.signal)},
                        {"sender", nameOf(m_scenario, each.sender)},
                        {"how", probe::name(each.how)},
                        {"number", each.number},
                        {"value", each.how == probe::Call::Sigqueue ? Json(each.value) : Json(nullptr)},
                        {"sent_ns", each.sent.ns},
                        {"fate", fates[static_cast<std::size_t>(each.fate)]},
                        {"decided_ns", each.decided.ns}});
    };
    Json latencies = Json::array();
    for (const state::SignalState::Latency& each : signals.latencies)
        latencies.push_back({{"signal", signalName(each.signal)}, {"ns", each.taken.ns}});
    for (const state::SentSignal& each : signals.decided) tell(each);
    for (const state::SentSignal& each : signals.waiting) tell(each);
    return {{"derived", derived},
            {"kernel", signals.kernelWhen.ns == 0 ? Json(nullptr) : kernel},
            {"kernel_when_ns", signals.kernelWhen.ns},
            {"step", signals.step},
            {"flow_line", signals.flowLine},
            {"frames", frames},
            {"sent_to_it", sent},
            {"delivered", signals.delivered},
            {"merged", signals.merged},
            {"ignored", signals.ignored},
            {"unfollowed", signals.unfollowed},
            {"torn", signals.torn},
            {"interrupted_calls", signals.interrupted},
            {"refused", fmt::format("{:016x}", signals.refused)},
            {"latencies_ns", latencies},
            {"evidence",
             {{"derived", word(Evidence::Derived)},
              {"kernel", word(Evidence::Kernel)},
              {"frames", word(Evidence::Probe)},
              {"sent_to_it", word(Evidence::Derived)}}}};
}

Json StateWriter::heldBefore(const ProcessState& process) const
{
    if (!process.held) return nullptr;
    const state::HeldBefore& held = process.heldBefore;
    return {{"what", analysis::nameOf(held)},
            {"fd", held.fd},
            {"size", held.size},
            {"line", held.line},
            {"code", analysis::lineHeldAt(process, m_trace)},
            {"evidence", word(Evidence::Probe)}};
}

Json StateWriter::process(const ProcessState& process) const
{
    const bool worker = process.id.value > 0 && process.id.value <= m_scenario.processes.size();
    Json json{{"name", nameOf(m_scenario, process.id)},
              {"role", worker ? m_scenario.processes[process.id.value - 1U].role : "supervisor"},
              {"pid", process.pid},
              {"activity", state::name(process.activity)},
              {"activity_evidence", word(process.activityEvidence)},
              {"since_ns", process.since.ns},
              {"waiting", waiting(process)},
              {"call", call(process.call)},
              {"descriptors", descriptors(process)},
              {"sent", process.sent},
              {"received", process.received},
              {"calls", process.calls},
              {"line", process.line},
              {"lost", process.lost},
              {"exit", exitToJson(process)}};
    json["signals"] = process.signals.channel.value == 0 ? Json(nullptr) : signals(process.signals);
    json["held_before"] = heldBefore(process);
    json["waits_for_itself"] = process.waitsForItself();
    json["program"] = !process.isProgram() ? Json(nullptr) : Json(m_trace.string(process.programName()));
    if (process.isProgram() && !json["call"].is_null()) json["call"]["evidence"]["call"] = word(Evidence::Kernel);
    json["kernel"] = nullptr;
    if (process.kernel.stateLetter != 0)
        json["kernel"] = {{"state", std::string(1, process.kernel.stateLetter)},
                          {"wait_channel", m_trace.string(process.kernel.waitChannel)},
                          {"when_ns", process.kernel.when.ns},
                          {"evidence", word(Evidence::Kernel)}};
    return json;
}

Json StateWriter::runs(const std::vector<mechanisms::Run>& runs) const
{
    Json list = Json::array();
    for (const mechanisms::Run& run : runs)
        list.push_back({{"sender", nameOf(m_scenario, run.sender)},
                        {"first_message", run.firstMessage},
                        {"count", run.count},
                        {"bytes_each", run.bytesEach},
                        {"offset", run.offset},
                        {"ends", run.ends}});
    return list;
}

Json StateWriter::slots(const ChannelState& channel) const
{
    const auto* ring = std::get_if<mechanisms::PipeRing>(&channel.object);
    if (!ring) return nullptr;
    Json occupied = Json::array();
    for (const auto& slot : ring->slots())
        occupied.push_back({{"index", slot.index},
                            {"place", slot.index % ring->slotCount()},
                            {"offset", slot.offset},
                            {"length", slot.length},
                            {"runs", runs(slot.runs)}});
    return {{"slot_count", ring->slotCount()},
            {"next_index", ring->nextIndex()},
            {"full", ring->full()},
            {"occupied", occupied},
            {"evidence", word(Evidence::Derived)}};
}

Json StateWriter::queue(const ChannelState& channel) const
{
    const auto* found = std::get_if<mechanisms::MessageQueue>(&channel.object);
    if (!found) return nullptr;
    Json messages = Json::array();
    for (const auto& each : found->messages())
        messages.push_back({{"sender", nameOf(m_scenario, each.sender)},
                            {"message", each.number},
                            {"size", each.size},
                            {"priority", each.priority}});
    return {{"max_messages", found->maxMessages()},
            {"max_size", found->maxSize()},
            {"full", found->full()},
            {"messages", messages},
            {"evidence", word(Evidence::Derived)}};
}

Json StateWriter::movements(const ChannelState& channel) const
{
    Json list = Json::array();
    for (const state::Movement& each : channel.movements)
        list.push_back({{"when_ns", each.when.ns},
                        {"process", nameOf(m_scenario, each.process)},
                        {"direction", word(each.transfer)},
                        {"bytes", each.bytes},
                        {"slot", each.slot},
                        {"runs", runs(each.runs)},
                        {"evidence", word(Evidence::Derived)}});
    return list;
}

/// The two sockets of a connection; null for other channels.
Json StateWriter::socket(const ChannelState& channel) const
{
    const auto* found = std::get_if<mechanisms::SocketQueue>(&channel.object);
    if (!found) return nullptr;
    const auto side = [](const mechanisms::SocketQueue::Side& each) {
        return Json{{"queued_bytes", each.queued}, {"unsent_bytes", each.unsent}, {"window_bytes", each.window},
                    {"buffer_bytes", each.buffer}, {"tcp_state", each.tcpState},  {"evidence", word(Evidence::Kernel)}};
    };
    return {{"sender", side(found->sender())},
            {"receiver", side(found->receiver())},
            {"unsent_bytes", found->unsent()},
            {"runs", runs(found->runs())},
            {"evidence", {{"unsent_bytes", word(Evidence::Derived)}, {"runs", word(Evidence::Derived)}}}};
}

/// What processes and kernel have told of memory; null for other channels.
Json StateWriter::memory(const ChannelState& channel) const
{
    const auto* found = std::get_if<mechanisms::SharedMemory>(&channel.object);
    if (!found) return nullptr;
    Json places = Json::array(), figures = Json::array();
    for (const auto& each : found->places)
        places.push_back({{"process", nameOf(m_scenario, each.process)},
                          {"mapping", each.which},
                          {"address", fmt::format("{:#x}", each.address)},
                          {"bytes", each.bytes},
                          {"shared", (each.flags & probe::mapShared) != 0},
                          {"evidence", word(Evidence::Probe)}});
    for (const auto& each : found->figures)
        figures.push_back({{"figure", probe::name(each.what)},
                           {"process", nameOf(m_scenario, each.process)},
                           {"of", each.index},
                           {"value", each.value},
                           {"when_ns", each.when.ns},
                           {"evidence", word(each.evidence)}});
    return {{"places", places}, {"figures", figures}, {"race", raceToJson(m_state, *found, m_scenario)}};
}

Json StateWriter::channel(const ChannelState& channel) const
{
    const bool known = channel.id.value > 0 && channel.id.value <= m_scenario.channels.size();
    Json json{{"name", nameOf(m_scenario, channel.id)},
              {"kind", known ? m_scenario.channels[channel.id.value - 1U].kind : std::string()},
              {"capacity_bytes", channel.capacityBytes},
              {"depth_bytes", channel.depthBytes},
              {"max_depth_bytes", channel.maxDepthBytes},
              {"kernel_depth_bytes", nullptr},
              {"kernel_depth_when_ns", nullptr},
              {"bytes_sent", channel.bytesSent},
              {"bytes_received", channel.bytesReceived},
              {"messages_sent", channel.messagesSent},
              {"messages_received", channel.messagesReceived},
              {"messages_per_second", state::messageRate(m_state, channel.id)},
              {"readers", channel.readers},
              {"writers", channel.writers},
              {"uncertain", channel.uncertain},
              {"causality_breaks", channel.causalityBreaks},
              {"broken_bytes", channel.brokenBytes}};
    if (channel.kernelDepthBytes >= 0) {
        json["kernel_depth_bytes"] = channel.kernelDepthBytes;
        json["kernel_depth_when_ns"] = channel.kernelDepthWhen.ns;
    }
    json["evidence"] = {{"capacity_bytes", word(Evidence::Kernel)},
                        {"depth_bytes", word(Evidence::Derived)},
                        {"kernel_depth_bytes", word(Evidence::Kernel)},
                        {"messages_sent", word(Evidence::Derived)},
                        {"messages_received", word(Evidence::Derived)},
                        {"readers", word(Evidence::Probe)},
                        {"writers", word(Evidence::Probe)},
                        {"broken_bytes", word(Evidence::Probe)}};
    json["slots"] = slots(channel);
    json["queue"] = queue(channel);
    json["socket"] = socket(channel);
    json["memory"] = memory(channel);
    json["movements"] = movements(channel);
    return json;
}

Json StateWriter::settings() const
{
    Json json = Json::object();
    const scenario::SettingTable table(m_scenario);
    for (std::size_t i = 0; i < table.size(); ++i) json[std::string(table[i].key)] = m_state.settings.at(i);
    return json;
}

Json StateWriter::explanation() const
{
    const analysis::Explanation now = analysis::explain(m_state, m_trace);
    Json facts = Json::array();
    for (const analysis::Fact& fact : now.facts)
        facts.push_back({{"text", fact.text}, {"evidence", word(fact.evidence)}});
    return {{"process", now.process.value == 0 ? Json(nullptr) : Json(nameOf(m_scenario, now.process))},
            {"headline", now.headline},
            {"sentence", now.sentence},
            {"waiting_ns", now.waiting ? Json(now.waiting->ns) : Json(nullptr)},
            {"facts", facts},
            {"wakers", now.wakers}};
}

Json StateWriter::whole() const
{
    const analysis::WaitForGraph graph = analysis::waitForGraph(m_state);
    Json processes = Json::array(), channels = Json::array();
    for (std::size_t i = 1; i < m_state.processes.size(); ++i) processes.push_back(process(m_state.processes[i]));
    for (std::size_t i = 1; i < m_state.channels.size(); ++i) channels.push_back(channel(m_state.channels[i]));
    return {{"time_ns", m_state.time.ns},
            {"events", m_state.applied},
            {"lost", m_state.lost},
            {"explanation", explanation()},
            {"processes", processes},
            {"channels", channels},
            {"settings", settings()},
            {"waits", waitsToJson(graph, m_scenario)},
            {"deadlocks", deadlocksToJson(graph, m_scenario)}};
}

} // namespace

Json toJson(const state::SystemState& state, const trace::TraceView& trace)
{
    return StateWriter(state, trace).whole();
}

} // namespace sluice::cli
