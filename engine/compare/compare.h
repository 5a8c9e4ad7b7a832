#pragma once

#include "compare/lane_run.h"

namespace sluice::compare {

/// Is told how far it has got, in runs of a lane, and asked whether to go on.
using Progress = std::function<bool(std::size_t done, std::size_t total)>;

/// Runs every lane of the plan as often as it says, one lane at a time: in their order, then in the opposite one, so
/// that what the machine does meanwhile falls on all alike. A lane that cannot run says why and the others go on.
/// `supervisor` as in session::Session::Options. Errors: the plan is out of bounds; ECANCELED.
[[nodiscard]] Result<Comparison> compare(const Plan& plan, const Progress& progress,
                                         const std::filesystem::path& supervisor = {});

/// What a plan can be refused for, before anything runs.
[[nodiscard]] Result<void> check(const Plan& plan);

/// What the repetitions of one lane say together.
[[nodiscard]] Lane summarize(const Plan& plan, Through through, Processors processors,
                             const std::vector<LaneRun>& runs);

} // namespace sluice::compare
