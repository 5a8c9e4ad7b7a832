#include "base/names.h"
#include "export/writers.h"

#include <fmt/format.h>

#include <array>

namespace sluice::exports {

namespace {

/// RFC 4180: what has a comma, a quotation mark or an end of line in it stands in quotation marks.
std::string inQuotes(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string result = "\"";
    for (const char each : text) result += each == '"' ? std::string("\"\"") : std::string(1, each);
    return result + '"';
}

template <class Specs>
std::string nameIn(const Specs& specs, std::size_t id, const char* none)
{
    return id >= 1 && id <= specs.size() ? inQuotes(specs[id - 1].name) : std::string(none);
}

std::string lineOf(const trace::TraceView& trace, std::uint64_t index, const probe::Event& event)
{
    const auto& scenario = trace.meta().scenario;
    const bool call = event.call != probe::Call::None;
    const bool result = event.kind == probe::EventKind::CallReturned;
    const auto optional = [](bool there, auto value) { return there ? fmt::format("{}", value) : std::string(); };
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", index, event.time,
                       nameIn(scenario.processes, event.process, event.process == 0 ? "supervisor" : ""),
                       probe::name(event.kind), probe::name(probe::evidenceOf(event.kind)),
                       nameIn(scenario.channels, event.channel, ""), optional(call, probe::name(event.call)),
                       optional(call && hasDescriptor(event.call), probe::descriptorOf(event)), event.size,
                       optional(event.message != 0, event.message), event.result,
                       optional(result && event.result < 0, errnoName(errnoOf(event.result))), event.detail,
                       optional(event.line != 0, event.line));
}

} // namespace

bool writeCsv(const trace::TraceView& trace, Output& out, const Progress& goOn)
{
    out << "index,time_ns,process,kind,evidence,channel,call,fd,size,message,result,error,detail,line\r\n";
    std::array<probe::Event, 4096> batch;
    std::uint64_t taken = 0;
    while (const std::size_t got = trace.read(taken, batch)) {
        for (std::size_t i = 0; i < got; ++i) out << lineOf(trace, taken + i, batch[i]);
        taken += got;
        if (goOn && !goOn(taken)) return false;
    }
    return true;
}

} // namespace sluice::exports
