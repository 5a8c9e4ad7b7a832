#pragma once

#include "analysis/segment_builder.h"
#include "support/trace_builder.h"
#include "trace/trace_writer.h"

#include <filesystem>

namespace sluice::test {

/// Writes a trace with its summaries, as a recording does.
inline Result<void> writeTrace(const TraceBuilder& built, const std::filesystem::path& file)
{
    auto output = trace::TraceWriter::create(file, built.meta());
    if (!output) return fail(output.error());
    analysis::SegmentBuilder builder(built.meta().scenario);
    std::vector<trace::Extract> done;
    builder.take(built.events(), done);
    auto written = output->append(built.events());
    for (const trace::Extract& extract : done)
        if (written) written = output->append(extract);
    return written ? output->finish({built.events().size(), 0, built.events().back().time}) : written;
}

} // namespace sluice::test
