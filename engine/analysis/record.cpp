#include "analysis/record.h"

#include "analysis/segment_builder.h"

namespace sluice::analysis {

Result<std::unique_ptr<trace::Recording>> startRecording(const scenario::Scenario& scenario,
                                                         trace::Recording::Options options)
{
    options.extractor = std::make_unique<SegmentBuilder>(scenario);
    return trace::Recording::start(scenario, std::move(options));
}

} // namespace sluice::analysis
