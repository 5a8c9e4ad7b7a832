#include "scene/pipe_ways.h"

#include <algorithm>

namespace sluice::scene {

namespace {
constexpr double railGap = 14;   // between the slots and the ways above and below them
constexpr double outBeside = 14; // the way out runs that much right of the way in
} // namespace

Way PipeWays::in(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const
{
    const QRectF slot = m_grid.cell(index);
    const double rail = m_grid.area().top() - railGap;
    const double x = slot.center().x();
    const double y = row.rect.center().y();
    return Way(
        QPolygonF({QPointF(row.rect.right(), y), QPointF(card.gutter, y), QPointF(card.gutter, rail), QPointF(x, rail),
                   QPointF(x, (reach == Reach::Slot ? slot.top() : m_grid.area().top()) - 2)}));
}

Way PipeWays::out(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const
{
    const QRectF slot = m_grid.cell(index);
    const double bottom = m_grid.oneRow()        ? slot.bottom() + labelHeight + 2
                          : reach == Reach::Slot ? slot.bottom()
                                                 : m_grid.area().bottom();
    const double rail = m_grid.area().bottom() + railGap + (m_grid.oneRow() ? labelHeight : 0);
    const double x = slot.center().x();
    const double side = m_picture.cards.back().gutter; // right of all
    const double y = row.rect.center().y();
    QPolygonF corners({QPointF(x, bottom), QPointF(x, rail), QPointF(side, rail)});
    const double gutter = &card == &m_picture.cards.back() ? side : card.gutter + outBeside;
    if (gutter != side) corners << QPointF(side, m_picture.busY) << QPointF(gutter, m_picture.busY);
    corners << QPointF(gutter, y) << QPointF(row.rect.right() + 2, y);
    return Way(corners);
}

std::uint64_t writeTarget(const mechanisms::PipeRing& ring, std::uint32_t callBytes)
{
    const std::uint64_t next = ring.nextIndex();
    if (ring.slots().empty()) return next;
    const auto& newest = ring.slots().back();
    const std::uint32_t rest = callBytes % mechanisms::PipeRing::pageBytes;
    const bool merges = rest != 0 && newest.offset + newest.length + rest <= mechanisms::PipeRing::pageBytes;
    return merges ? newest.index : next; // full: the place of the oldest page, once that has been read
}

std::uint64_t readTarget(const mechanisms::PipeRing& ring)
{
    return ring.slots().empty() ? ring.nextIndex() : ring.slots().front().index;
}

void drawWay(Sketch& sketch, const Way& way, bool waited)
{
    if (way.empty()) return;
    const Tone tone = waited ? Tone::Blocked : Tone::Faint;
    const QPolygonF& corners = way.corners();
    QPolygonF shaft = way.rounded(10);
    const QPointF tip = corners.last(), before = corners[corners.size() - 2];
    sketch.line(shaft, tone, waited ? 3 : 2, waited ? Pattern::Dotted : Pattern::Solid);
    sketch.arrowHead(tip, before, tone);
}

} // namespace sluice::scene
