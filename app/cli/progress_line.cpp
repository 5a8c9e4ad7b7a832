#include "cli/progress_line.h"

#include "cli/quantities.h"
#include "probe/clock.h"

#include <fmt/format.h>

#include <ostream>

namespace sluice::cli {

namespace {
constexpr std::int64_t everyNs = 100'000'000;
}

ProgressLine::ProgressLine(const Console& console, std::uint64_t total, const char* unit)
    : m_console(console), m_total(total), m_unit(unit), m_begin(probe::monotonicNow()), m_next(m_begin)
{}

ProgressLine::~ProgressLine()
{
    if (m_console.progress) m_console.err << "\r\033[K" << std::flush;
}

void ProgressLine::show(std::uint64_t done)
{
    const std::int64_t now = m_console.progress ? probe::monotonicNow() : 0;
    if (!m_console.progress || now < m_next) return;
    m_next = now + everyNs;
    std::string text = fmt::format("\r{} of {} {}", grouped(done), grouped(m_total), m_unit);
    if (done > 0 && now - m_begin > 5 * everyNs) {
        const double left =
            static_cast<double>(now - m_begin) * 1e-9 * static_cast<double>(m_total - done) / static_cast<double>(done);
        text += fmt::format(" · {:.0f} s left", left);
    }
    m_console.err << text << "\033[K" << std::flush;
}

} // namespace sluice::cli
