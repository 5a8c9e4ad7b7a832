#pragma once

#include "trace/recording.h"

namespace sluice::analysis {

/// Starts a run whose trace is stored with its summaries, so that it opens at once however long it becomes.
[[nodiscard]] Result<std::unique_ptr<trace::Recording>> startRecording(const scenario::Scenario& scenario,
                                                                       trace::Recording::Options options);

} // namespace sluice::analysis
