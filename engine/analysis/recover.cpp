#include "analysis/recover.h"

#include "analysis/segment_builder.h"
#include "trace/trace_writer.h"

#include <array>

namespace sluice::analysis {

Result<void> writeWhole(const trace::TraceView& trace, const std::filesystem::path& file,
                        const std::function<void(std::uint64_t)>& progress)
{
    auto writer = trace::TraceWriter::create(file, trace.meta());
    if (!writer) return fail(writer.error());
    for (std::uint32_t id = 0; id < trace.stringCount(); ++id) (void)writer->intern(trace.string(id)); // same ids again
    SegmentBuilder builder(trace.meta().scenario);
    std::vector<trace::Extract> done;
    std::array<probe::Event, 4096> batch;
    std::uint64_t taken = 0;
    while (const std::size_t got = trace.read(taken, batch)) {
        const auto events = std::span(batch).first(got);
        builder.take(events, done);
        auto written = writer->append(events);
        for (const trace::Extract& extract : done)
            if (written) written = writer->append(extract);
        if (!written) return written;
        done.clear();
        taken += got;
        if (progress) progress(taken);
    }
    return writer->finish({trace.emittedCount(), trace.lostCount(), trace.end().ns});
}

} // namespace sluice::analysis
