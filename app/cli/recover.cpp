#include "cli/commands.h"

#include "analysis/recover.h"
#include "cli/quantities.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

namespace sluice::cli {

namespace fs = std::filesystem;

namespace {

/// What was cut off is kept beside it until somebody removes it.
Outcome putInPlace(const fs::path& whole, const fs::path& file, const fs::path& original)
{
    std::error_code problem;
    fs::rename(file, original, problem);
    if (!problem) fs::rename(whole, file, problem);
    if (!problem) return {};
    return refuse(
        failed("cannot put the recovered trace in its place", Error::ofCall("rename", problem.value(), file.string())));
}

} // namespace

Outcome perform(const RecoverTrace& request, const Console& console)
{
    const fs::path file = request.file;
    const auto trace = trace::TraceView::open(file);
    if (!trace) return refuse(failed("cannot recover " + request.file, trace.error()));
    if (trace->truncatedAt() < 0) {
        console.out << request.file << " is whole: nothing to recover\n";
        return flushed(console);
    }
    const fs::path whole = file.string() + ".recovering", original = file.string() + ".orig";
    if (fs::exists(original))
        return refuse({status::failed, "cannot recover " + request.file, original.string() + " is in the way",
                       "It is the original of an earlier recovery: move it away first."});
    const auto told = [&](std::uint64_t events) {
        if (console.progress)
            console.err << fmt::format("\r{} of {} events ", grouped(events), grouped(trace->eventCount()))
                        << std::flush;
    };
    const auto written = analysis::writeWhole(*trace, whole, told);
    if (console.progress) console.err << "\r\033[K" << std::flush;
    if (!written) {
        std::error_code ignored;
        fs::remove(whole, ignored);
        return refuse(failed("cannot recover " + request.file, written.error()));
    }
    if (auto placed = putInPlace(whole, file, original); !placed) return placed;
    console.out << fmt::format("{}: {} events up to byte {} recovered; the original is {}\n", request.file,
                               grouped(trace->eventCount()), grouped(static_cast<std::uint64_t>(trace->truncatedAt())),
                               original.string());
    return flushed(console);
}

} // namespace sluice::cli
