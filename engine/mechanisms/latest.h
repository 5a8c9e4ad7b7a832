#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sluice::mechanisms {

[[nodiscard]] inline std::int64_t medianOf(std::vector<std::int64_t> all) ///< not of none
{
    std::ranges::sort(all);
    return all[all.size() / 2];
}

/// The latest few of what is measured again and again: what is older does not count any more.
template <class T, std::size_t most>
class Latest
{
public:
    void add(const T& one)
    {
        if (m_all.size() == most) m_all.erase(m_all.begin());
        m_all.push_back(one);
    }
    [[nodiscard]] const std::vector<T>& all() const { return m_all; }

private:
    std::vector<T> m_all; ///< newest last
};

/// Parts of a whole, such as stretches of time.
struct Share {
    std::int64_t part = 0, whole = 0;
};
[[nodiscard]] inline std::int64_t perMilleOf(const std::vector<Share>& all)
{
    Share sum;
    for (const Share& each : all) sum = {sum.part + each.part, sum.whole + each.whole};
    return sum.whole > 0 ? sum.part * 1'000 / sum.whole : 0;
}

} // namespace sluice::mechanisms
