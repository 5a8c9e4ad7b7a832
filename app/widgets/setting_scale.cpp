#include "widgets/setting_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sluice::widgets {

using mechanisms::Setting;

SettingScale::SettingScale(const Setting& setting)
{
    const std::int64_t least = std::max<std::int64_t>(1, setting.min);
    if (setting.unit == Setting::Unit::Bytes) {
        for (std::int64_t bytes = 1; bytes <= setting.max; bytes *= 2) {
            if (bytes >= least) m_values.push_back(bytes);
        }
    } else {
        constexpr std::array<std::int64_t, 3> steps{1, 2, 5};
        for (std::int64_t decade = 1; decade <= setting.max; decade *= 10) {
            for (const std::int64_t step : steps) {
                if (decade * step >= least && decade * step <= setting.max) m_values.push_back(decade * step);
            }
        }
    }
    if (m_values.empty() || m_values.front() != least) m_values.insert(m_values.begin(), least);
    if (m_values.back() != setting.max) m_values.push_back(setting.max);
    if (setting.min == 0) m_values.insert(setting.zeroIsNoLimit() ? m_values.end() : m_values.begin(), 0);
}

int SettingScale::position(std::int64_t value) const
{
    const auto exact = std::ranges::find(m_values, value);
    if (exact != m_values.end()) return static_cast<int>(exact - m_values.begin());
    const auto distance = [&](std::int64_t candidate) {
        return candidate <= 0 || value <= 0
                   ? std::numeric_limits<double>::infinity()
                   : std::abs(std::log(static_cast<double>(candidate) / static_cast<double>(value)));
    };
    return static_cast<int>(std::ranges::min_element(m_values, {}, distance) - m_values.begin());
}

} // namespace sluice::widgets
