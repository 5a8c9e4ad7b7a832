#include "scene/stage_states.h"

#include <cerrno>
#include <csignal>

namespace sluice::test {

using mechanisms::PipeRing;
using probe::Call;
using probe::End;
using probe::Transfer;
using state::Activity;

StageState::StageState(int writers, int readers, std::uint32_t capacity) : m_writers(writers), m_readers(readers)
{
    state.time = {5'000'000'000};
    state.processes.resize(static_cast<std::size_t>(1 + writers + readers));
    for (int id = 1; id <= writers + readers; ++id) {
        state::ProcessState& worker = process(id);
        worker.id = {static_cast<std::uint16_t>(id)};
        worker.pid = 4710 + id;
        worker.activity = Activity::Running;
        const bool writes = id <= writers;
        worker.descriptors = {{3, {1}, End::Read, !writes, {}}, {4, {1}, End::Write, writes, {}}};
    }
    state.channels.resize(2);
    channel().id = {1};
    channel().object = PipeRing(capacity);
    channel().capacityBytes = capacity;
    channel().readers = readers;
    channel().writers = writers;
}

StageState& StageState::filled(std::uint32_t count, std::uint32_t bytes, int writer)
{
    state::ProcessState& sender = process(writer);
    for (std::uint32_t i = 0; i < count && ring().room(bytes) >= bytes; ++i)
        ring().write({sender.id, static_cast<std::uint32_t>(++sender.sent), 0, bytes, true}, bytes);
    channel().depthBytes = ring().depthBytes();
    return *this;
}

StageState& StageState::taken(std::uint32_t bytes)
{
    ring().read(bytes);
    channel().depthBytes = ring().depthBytes();
    return *this;
}

StageState& StageState::calling(int id, Call call, std::uint32_t bytes, std::uint32_t message)
{
    state::CallState& now = process(id).call;
    now = {};
    now.call = call;
    now.fd = call == Call::Read ? 3 : 4;
    now.channel = {1};
    now.size = bytes;
    now.message = message;
    now.running = true;
    return doing(id, Activity::InCall);
}

StageState& StageState::returned(int id, std::int32_t result)
{
    process(id).call.running = false;
    process(id).call.result = result;
    return doing(id, Activity::Running);
}

StageState& StageState::doing(int id, Activity activity)
{
    state::ProcessState& who = process(id);
    who.activity = activity;
    if (activity == Activity::Held)
        who.heldBefore = {.call = who.call.call,
                          .channel = who.call.channel,
                          .fd = who.call.fd,
                          .size = who.call.size,
                          .line = who.call.line};
    return *this;
}

StageState& StageState::closing(int id)
{
    for (state::Descriptor& descriptor : process(id).descriptors) {
        if (descriptor.open) --(descriptor.end == End::Read ? channel().readers : channel().writers);
        descriptor.open = false;
    }
    return *this;
}

StageState& StageState::moved(Transfer transfer, std::uint32_t message, std::uint64_t slot, Duration ago)
{
    const ProcessId who =
        transfer == Transfer::Send ? ProcessId{1} : ProcessId{static_cast<std::uint16_t>(m_writers + 1)};
    state::Movement movement{state.time - ago, who, transfer, {{{1}, message, 1, 4096, 0, true}}, 4096, slot};
    channel().movements.push_back(movement);
    return *this;
}

trace::TraceView StageState::trace() const
{
    trace::Meta meta;
    meta.scenario.mechanism = "pipe";
    const auto add = [&](const std::string& role, int count) {
        for (int i = 1; i <= count; ++i)
            meta.scenario.processes.push_back({i == 1 ? role : role + " " + std::to_string(i), role});
    };
    add("writer", m_writers);
    add("reader", m_readers);
    meta.scenario.channels = {{"pipe", "pipe"}};
    return trace::TraceView::ofEvents(meta, {});
}

namespace {

StageState justForked()
{
    StageState made;
    for (auto& process : made.state.processes) {
        for (auto& descriptor : process.descriptors) descriptor.open = true;
    }
    return made;
}

StageState killed()
{
    StageState made;
    made.filled(2, 4096).calling(1, Call::Write, 4096, 3).closing(2).closing(1).doing(1, Activity::Ended);
    made.process(1).exit = {CLD_KILLED, SIGPIPE};
    return made;
}

StageState streaming()
{
    StageState made;
    made.filled(9, 4096).calling(1, Call::Write, 4096, 10).calling(2, Call::Read, 4096);
    made.process(1).sent = 212'345;
    made.process(2).received = 212'340;
    for (int i = 31; i >= 0; --i) made.channel().recentSends.push_back(made.state.time - Duration{i * 80'645});
    return made;
}

StageState bigMessage()
{
    StageState made;
    made.ring().write({{1}, 1, 0, 1 << 20, true}, 1 << 20);
    made.channel().depthBytes = made.ring().depthBytes();
    made.calling(1, Call::Write, 1 << 20, 1).doing(1, Activity::Blocked);
    made.process(1).call.moved = 65536;
    return made;
}

} // namespace

std::vector<NamedState> manyStates()
{
    std::vector<NamedState> all;
    const auto add = [&](const char* name, StageState moment) { all.push_back({name, std::move(moment)}); };
    StageState absent;
    absent.state.processes = {{}, {}, {}};
    for (std::uint16_t id = 0; id < 3; ++id) absent.state.processes[id].id = {id};
    add("nothing started", absent);
    add("just forked", justForked());
    add("flowing", StageState()
                       .filled(4, 4096)
                       .taken(4096)
                       .calling(1, Call::Write, 4096, 5)
                       .moved(Transfer::Send, 4, 3, milliseconds(120))
                       .moved(Transfer::Receive, 1, 0, milliseconds(90)));
    add("full", StageState()
                    .filled(16, 4096)
                    .calling(1, Call::Write, 4096, 17)
                    .doing(1, Activity::Blocked)
                    .calling(2, Call::Read, 4096)
                    .returned(2, 4096)
                    .doing(2, Activity::Held));
    add("empty", StageState().calling(2, Call::Read, 4096).doing(2, Activity::Blocked).doing(1, Activity::Pacing));
    add("small messages", StageState().filled(130, 100).taken(700));
    add("odd messages", StageState().filled(3, 5000).filled(1, 100).filled(2, 4096).taken(2000));
    add("killed by SIGPIPE", killed());
    add("EPIPE", StageState().calling(1, Call::Write, 4096, 1).returned(1, -EPIPE).closing(2));
    add("EAGAIN", StageState().filled(16, 4096).calling(1, Call::Write, 4096, 17).returned(1, -EAGAIN));
    add("end of file", StageState().closing(1).calling(2, Call::Read, 4096).returned(2, 0));
    add("stream", streaming());
    add("one message of 1 MiB", bigMessage());
    add("capacity 4 KiB",
        StageState(1, 1, 4096).filled(1, 1000).calling(1, Call::Write, 4096, 2).doing(1, Activity::Blocked));
    add("capacity 128 KiB", StageState(1, 1, 131072).filled(20, 4096).filled(1, 1000));
    add("capacity 256 KiB", StageState(1, 1, 262144).filled(40, 4096).filled(1, 1000));
    add("capacity 1 MiB", StageState(1, 1, 1 << 20).filled(190, 4096).filled(1, 1000));
    add("two writers, two readers", StageState(2, 2)
                                        .filled(1, 4096, 1)
                                        .filled(1, 4096, 2)
                                        .filled(1, 2000, 1)
                                        .filled(1, 1000, 2)
                                        .calling(2, Call::Write, 4096, 3)
                                        .calling(3, Call::Read, 4096)
                                        .doing(3, Activity::Blocked));
    StageState lost = StageState().filled(3, 4096);
    lost.channel().uncertain = true;
    add("events lost", lost);
    return all;
}

} // namespace sluice::test
