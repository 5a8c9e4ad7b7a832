#pragma once

#include <QPointF>
#include <QPolygonF>

#include <functional>

namespace sluice::scene {

/// The way that bytes take between a descriptor and a kernel object: a line with corners. A value.
class Way
{
public:
    Way() = default;
    explicit Way(QPolygonF corners) : m_corners(std::move(corners)) {}

    [[nodiscard]] const QPolygonF& corners() const { return m_corners; }
    [[nodiscard]] bool empty() const { return m_corners.size() < 2; }
    [[nodiscard]] double length() const;
    /// The place `distance` along the way, kept within it.
    [[nodiscard]] QPointF at(double distance) const;
    /// Calls visit(place) at the beginning and then every `step` along the way.
    void walk(double step, const std::function<void(QPointF)>& visit) const;
    /// The same way with round corners.
    [[nodiscard]] QPolygonF rounded(double radius) const;

private:
    QPolygonF m_corners;
};

/// 0 … 1 to 0 … 1, slow at both ends.
[[nodiscard]] double eased(double part);

} // namespace sluice::scene
