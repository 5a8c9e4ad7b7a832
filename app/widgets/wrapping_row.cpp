#include "widgets/wrapping_row.h"

#include <algorithm>

namespace sluice::widgets {

WrappingRow::WrappingRow(const QMargins& margins, int spacing, QWidget* parent)
    : QWidget(parent), m_margins(margins), m_spacing(spacing)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrappingRow::add(QWidget* widget)
{
    widget->setParent(this);
    m_widgets.push_back(widget);
    updateGeometry();
}

std::vector<QRect> WrappingRow::placesFor(int width) const
{
    std::vector<QRect> places;
    int x = m_margins.left(), y = m_margins.top(), rowHeight = 0;
    for (const QWidget* widget : m_widgets) {
        const QSize size = widget->sizeHint().expandedTo(widget->minimumSize());
        if (x > m_margins.left() && x + size.width() > width - m_margins.right()) {
            x = m_margins.left();
            y += rowHeight + m_spacing;
            rowHeight = 0;
        }
        places.emplace_back(QPoint(x, y), size);
        x += size.width() + m_spacing;
        rowHeight = std::max(rowHeight, size.height());
    }
    return places;
}

int WrappingRow::heightForWidth(int width) const
{
    int bottom = m_margins.top();
    for (const QRect& place : placesFor(width)) bottom = std::max(bottom, place.bottom() + 1);
    return bottom + m_margins.bottom();
}

QSize WrappingRow::sizeHint() const
{
    constexpr int usual = 1280; // until it has a width
    const int wide = width() > 100 ? width() : usual;
    return {wide, heightForWidth(wide)};
}

void WrappingRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto places = placesFor(width());
    for (std::size_t i = 0; i < places.size(); ++i) m_widgets[i]->setGeometry(places[i]);
    updateGeometry();
}

} // namespace sluice::widgets
