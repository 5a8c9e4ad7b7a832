#include "widgets/spotlight.h"

#include "widgets/scene_view.h"
#include "widgets/theme_of.h"

#include <QCursor>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sluice::widgets {

using scene::Shape;
using scene::Subject;

namespace {
constexpr double firstRadius = 0.2, leastRadius = 0.06, mostRadius = 0.6; // of the height
constexpr double around = 16;                                             // room round a thing, in pixels
constexpr float dim = 0.78F;
} // namespace

Spotlight::Spotlight(SceneView* over) : QWidget(over), m_view(over), m_radius(firstRadius)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Spotlight"));
    over->installEventFilter(this);
    hide();
}

std::vector<Spotlight::Thing> Spotlight::thingsOf(const scene::Scene& scene)
{
    std::vector<Thing> things;
    for (const Shape& shape : scene.shapes) {
        const bool known = shape.subject.kind == Subject::Kind::Process || shape.subject.kind == Subject::Kind::Channel;
        if (!known || shape.kind != Shape::Kind::Rect) continue;
        const Subject subject{shape.subject.kind, shape.subject.id};
        const auto same = std::ranges::find(things, subject, &Thing::subject);
        if (same == things.end()) things.push_back({subject, shape.rect});
        else same->rect |= shape.rect;
    }
    return things;
}

void Spotlight::open()
{
    m_pinned.reset();
    m_pointer = mapFromGlobal(QPointF(QCursor::pos()));
    if (!m_view->rect().contains(m_pointer.toPoint())) m_pointer = m_view->rect().center();
    setGeometry(m_view->rect());
    show();
    raise();
}

QRectF Spotlight::lit() const
{
    if (m_pinned) {
        const auto things = thingsOf(m_view->scene());
        const auto thing = std::ranges::find(things, *m_pinned, &Thing::subject);
        if (thing != things.end()) return m_view->onWidget(thing->rect).adjusted(-around, -around, around, around);
    }
    const double radius = m_radius * height();
    return {m_pointer - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)};
}

/// Repaints no more than what was lit and what is lit now.
template <class Change>
void Spotlight::change(Change what)
{
    what();
    update((m_painted | lit()).adjusted(-2, -2, 2, 2).toAlignedRect());
}

void Spotlight::sceneChanged()
{
    if (isVisible() && lit() != m_painted) change([] {});
}

void Spotlight::step(int by)
{
    const auto things = thingsOf(m_view->scene());
    const int places = static_cast<int>(things.size()) + 1; // the last one: the pointer
    int now = places - 1;
    for (int i = 0; i + 1 < places; ++i)
        if (m_pinned == things[static_cast<std::size_t>(i)].subject) now = i;
    const int next = (now + by + places) % places;
    change([&] {
        m_pinned.reset();
        if (next + 1 < places) m_pinned = things[static_cast<std::size_t>(next)].subject;
    });
}

void Spotlight::resizeBy(double factor)
{
    change([&] { m_radius = std::clamp(m_radius * factor, leastRadius, mostRadius); });
}

void Spotlight::paintEvent(QPaintEvent*)
{
    m_painted = lit();
    QPainterPath dark;
    dark.setFillRule(Qt::OddEvenFill);
    dark.addRect(rect());
    if (m_pinned) dark.addRoundedRect(m_painted, 18, 18);
    else dark.addEllipse(m_painted);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil(Qt::black);
    veil.setAlphaF(dim);
    painter.fillPath(dark, veil);
}

void Spotlight::mouseMoveEvent(QMouseEvent* event)
{
    change([&] { m_pointer = event->position(); });
}

/// On a process or a channel: that one, until the next click.
void Spotlight::mousePressEvent(QMouseEvent* event)
{
    const bool wasPinned = m_pinned.has_value();
    const QPointF here = event->position();
    change([&] {
        m_pointer = here;
        m_pinned.reset();
        if (wasPinned) return;
        for (const Thing& thing : thingsOf(m_view->scene()))
            if (m_view->onWidget(thing.rect).contains(here)) m_pinned = thing.subject;
    });
}

void Spotlight::wheelEvent(QWheelEvent* event)
{
    resizeBy(std::pow(1.15, event->angleDelta().y() / 120.0));
    event->accept();
}

bool Spotlight::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::Resize) setGeometry(m_view->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace sluice::widgets
