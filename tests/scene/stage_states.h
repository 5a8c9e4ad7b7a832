#pragma once

#include "scene/stage.h"

#include <string>
#include <vector>

namespace sluice::test {

/// A moment of a pipe, made by hand, and what buildStage() makes of it.
class StageState
{
public:
    explicit StageState(int writers = 1, int readers = 1, std::uint32_t capacity = 65536);

    state::SystemState state;
    scene::ViewTime view;
    scene::Caption caption{QStringLiteral("STEP 2 OF 5"),
                           QStringLiteral("The reader pauses. Slot by slot the pipe fills.")};

    [[nodiscard]] state::ProcessState& process(int id) { return state.processes.at(static_cast<std::size_t>(id)); }
    [[nodiscard]] state::ChannelState& channel() { return state.channels.at(1); }
    [[nodiscard]] mechanisms::PipeRing& ring() { return std::get<mechanisms::PipeRing>(channel().object); }

    /// Writes `count` messages of `bytes` as far as they fit.
    StageState& filled(std::uint32_t count, std::uint32_t bytes, int writer = 1);
    StageState& taken(std::uint32_t bytes);
    StageState& calling(int id, probe::Call call, std::uint32_t bytes, std::uint32_t message = 0);
    StageState& returned(int id, std::int32_t result);
    StageState& doing(int id, state::Activity activity);
    StageState& closing(int id);
    StageState& moved(probe::Transfer transfer, std::uint32_t message, std::uint64_t slot, Duration ago);

    [[nodiscard]] trace::TraceView trace() const;
    [[nodiscard]] scene::Scene scene() const { return buildStage(state, trace(), caption, view); }

private:
    int m_writers, m_readers;
};

struct NamedState {
    std::string name;
    StageState moment;
};
/// Moments that look different from each other: for what must hold of every picture.
[[nodiscard]] std::vector<NamedState> manyStates();

} // namespace sluice::test
