#include "export/export.h"

#include "base/names.h"
#include "export/writers.h"

#include <csignal> // CLD_EXITED

namespace sluice::exports {

std::string inWords(const state::Exit& exit)
{
    return exit.code == CLD_EXITED ? "exit " + std::to_string(exit.status) : signalName(exit.status);
}

Result<void> writeFile(const trace::TraceView& trace, Format format, const std::filesystem::path& file,
                       const Progress& progress)
{
    if (format == Format::Race && !isRace(trace))
        return fail(Error::badInput("race", "only lessons of trade-offs measure several mechanisms"));
    auto target = OutputFile::create(file);
    if (!target) return fail(target.error());
    Output out(std::move(*target));
    const auto goOn = [&](std::uint64_t events) { return out.result() && (!progress || progress(events)); };
    bool whole = false;
    switch (format) {
    case Format::Perfetto: whole = writePerfetto(trace, out, goOn); break;
    case Format::Chrome: whole = writeChrome(trace, out, goOn); break;
    case Format::Csv: whole = writeCsv(trace, out, goOn); break;
    case Format::Race: whole = writeRaceTable(trace, out, goOn); break;
    }
    if (!out.result()) return out.result();
    if (!whole) return fail(Error::ofCall({}, ECANCELED, "the export was not finished"));
    return out.commit();
}

} // namespace sluice::exports
