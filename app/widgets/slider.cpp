#include "widgets/controls.h"
#include "widgets/theme_of.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace sluice::widgets {

namespace {
constexpr double handle = 8; // radius
constexpr double inset = handle + 4; // the ring of the one that has the focus is wider
} // namespace

Slider::Slider(Ticks ticks, QWidget* parent) : QSlider(Qt::Horizontal, parent), m_ticks(ticks)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

QSize Slider::sizeHint() const { return {200, m_ticks == Ticks::None ? 28 : 34}; }

double Slider::x(int sliderValue) const
{
    const double range = std::max(1, maximum() - minimum());
    return inset + (width() - 2 * inset) * (sliderValue - minimum()) / range;
}

int Slider::valueAt(double position) const
{
    const double part = (position - inset) / std::max(1.0, width() - 2 * inset);
    return static_cast<int>(std::lround(minimum() + std::clamp(part, 0.0, 1.0) * (maximum() - minimum())));
}

void Slider::paintEvent(QPaintEvent*)
{
    const scene::Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = 14, at = x(sliderPosition());
    painter.setPen(QPen(theme.color(Tone::Line), 4, Qt::SolidLine, Qt::RoundCap));
    painter.drawPolyline(QPolygonF{{{inset, y}, {width() - inset, y}}});
    if (isEnabled() && at > inset) {
        painter.setPen(QPen(theme.color(Tone::Action), 4, Qt::SolidLine, Qt::RoundCap));
        painter.drawPolyline(QPolygonF{{{inset, y}, {at, y}}});
    }
    if (m_ticks == Ticks::AtPages && pageStep() > 0) {
        painter.setPen(QPen(theme.color(Tone::Faint), 1));
        for (int value = minimum(); value <= maximum(); value += pageStep()) {
            const double tick = std::floor(x(value)) + 0.5;
            painter.drawLine(QPointF(tick, y + 12), QPointF(tick, y + 16));
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(isEnabled() ? Tone::Text : Tone::Faint));
    painter.drawEllipse(QPointF(at, y), handle, handle);
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Tone::Action), 2));
    painter.drawEllipse(QPointF(at, y), handle + 3, handle + 3);
}

void Slider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(true);
    setSliderPosition(valueAt(event->position().x()));
}

void Slider::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown()) setSliderPosition(valueAt(event->position().x()));
}

void Slider::mouseReleaseEvent(QMouseEvent*) { setSliderDown(false); }

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void ChoiceBox::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeOf(this).color(Tone::Muted), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF tip(width() - 18, height() / 2.0 + 2.5);
    painter.drawPolyline(QPolygonF{{tip + QPointF(-5, -5), tip, tip + QPointF(5, -5)}});
}

} // namespace sluice::widgets
