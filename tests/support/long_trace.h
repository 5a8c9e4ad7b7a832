#pragma once

#include "analysis/segment_builder.h"
#include "support/random_run.h"
#include "trace/trace_writer.h"

#include <filesystem>

namespace sluice::test {

/// Writes a trace of about `count` events with summaries, as a recording would: a random run over and over, a little
/// later each time. Errors: those of the writer.
inline Result<void> writeLongTrace(const std::filesystem::path& file, std::uint64_t count)
{
    TraceBuilder once = randomRun(30, 100'000);
    const auto begin = static_cast<std::ptrdiff_t>(TraceBuilder().started().events().size());
    const std::vector<probe::Event> start(once.events().begin(), once.events().begin() + begin);
    std::vector<probe::Event> round(once.events().begin() + begin, once.events().end());
    // What is left inside at the end is read, so that a round begins as the first one did: with an empty pipe.
    state::SystemState state = state::initialState(once.meta().scenario);
    for (const probe::Event& event : once.events()) state::apply(state, event);
    if (const auto left = state.channels[pipeId.value].depthBytes; left > 0) {
        once.enterRead(65536).returnRead(static_cast<std::int32_t>(left));
        round.insert(round.end(), once.events().end() - 2, once.events().end());
    }
    const std::int64_t length = round.back().time - start.back().time + 1000;
    std::uint32_t messages = 0;
    for (const probe::Event& event : round) messages = std::max(messages, event.message);

    auto output = trace::TraceWriter::create(file, once.meta());
    if (!output) return fail(output.error());
    analysis::SegmentBuilder builder(once.meta().scenario);
    std::vector<trace::Extract> done;
    std::int64_t last = 0;
    const auto put = [&](std::span<const probe::Event> events) -> Result<void> {
        builder.take(events, done);
        auto written = output->append(events);
        for (const trace::Extract& extract : done)
            if (written) written = output->append(extract);
        done.clear();
        last = events.back().time;
        return written;
    };
    auto written = put(start);
    while (written && builder.taken() < count) {
        written = put(round);
        for (probe::Event& event : round) {
            event.time += length;
            if (event.message != 0) event.message += messages;
        }
    }
    return written ? output->finish({builder.taken(), 0, last}) : written;
}

} // namespace sluice::test
