#include "scene/way.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace sluice::scene {

double Way::length() const
{
    double sum = 0;
    for (qsizetype i = 1; i < m_corners.size(); ++i) sum += QLineF(m_corners[i - 1], m_corners[i]).length();
    return sum;
}

QPointF Way::at(double distance) const
{
    if (m_corners.isEmpty()) return {};
    double left = std::max(0.0, distance);
    for (qsizetype i = 1; i < m_corners.size(); ++i) {
        const QLineF leg(m_corners[i - 1], m_corners[i]);
        if (left <= leg.length() && leg.length() > 0) return leg.pointAt(left / leg.length());
        left -= leg.length();
    }
    return m_corners.last();
}

void Way::walk(double step, const std::function<void(QPointF)>& visit) const
{
    double next = 0; // distance from the corner at hand
    for (qsizetype i = 1; i < m_corners.size() && step > 0; ++i) {
        const QLineF leg(m_corners[i - 1], m_corners[i]);
        const double length = leg.length();
        for (; next <= length && length > 0; next += step) visit(leg.pointAt(next / length));
        next -= length;
    }
}

QPolygonF Way::rounded(double radius) const
{
    constexpr int pieces = 6;
    QPolygonF result;
    for (qsizetype i = 0; i < m_corners.size(); ++i) {
        if (i == 0 || i + 1 == m_corners.size()) {
            result << m_corners[i];
            continue;
        }
        const QLineF before(m_corners[i], m_corners[i - 1]), after(m_corners[i], m_corners[i + 1]);
        const double reach = std::min({radius, before.length() / 2, after.length() / 2});
        if (reach <= 0) continue;
        const QPointF a = before.pointAt(reach / before.length()), b = after.pointAt(reach / after.length());
        for (int k = 0; k <= pieces; ++k) { // a quadratic curve with the corner as its control point
            const double t = static_cast<double>(k) / pieces;
            result << a * (1 - t) * (1 - t) + m_corners[i] * 2 * t * (1 - t) + b * t * t;
        }
    }
    return result;
}

double eased(double part)
{
    const double t = std::clamp(part, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

} // namespace sluice::scene
