#pragma once

#include "cli/outcome.h"

#include <cstdint>

namespace sluice::cli {

/// "120 of 300 frames · 3 s left", over and over in one line of a terminal; nothing where there is none.
class ProgressLine
{
public:
    ProgressLine(const Console& console, std::uint64_t total, const char* unit);
    ~ProgressLine(); ///< takes the line away
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    void show(std::uint64_t done);

private:
    const Console& m_console;
    std::uint64_t m_total;
    const char* m_unit;
    std::int64_t m_begin, m_next;
};

} // namespace sluice::cli
