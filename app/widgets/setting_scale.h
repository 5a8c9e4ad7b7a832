#pragma once

#include "mechanisms/mechanism.h"

#include <cstdint>
#include <vector>

namespace sluice::widgets {

/// The values a slider offers for a setting, from left to right. Sizes in powers of two; rates in steps of 1, 2, 5
/// with "as fast as possible" (0) at the right end; counts likewise, "endless" (0) at the right end.
class SettingScale
{
public:
    explicit SettingScale(const mechanisms::Setting& setting);

    [[nodiscard]] int last() const { return static_cast<int>(m_values.size()) - 1; }
    [[nodiscard]] std::int64_t value(int position) const { return m_values[static_cast<std::size_t>(position)]; }
    /// Nearest position, by ratio.
    [[nodiscard]] int position(std::int64_t value) const;

private:
    std::vector<std::int64_t> m_values;
};

} // namespace sluice::widgets
