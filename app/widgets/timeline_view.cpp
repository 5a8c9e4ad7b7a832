#include "widgets/timeline_view.h"

#include "timeline/overview.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sluice::widgets {

using timeline::TimeAxis;
using Mode = playback::Playback::Mode;

namespace {

constexpr double rightMargin = 24;
constexpr double screenSeconds = 10; // shown at once when the speed is new
constexpr double keepWithin = 0.86;  // of the width, while time runs
constexpr double wheelNotch = 120;

TimeAxis notBeforeStart(TimeAxis axis)
{
    axis.from = std::max(axis.from, TraceTime{});
    return axis;
}

/// The window at a speed: so many seconds of the screen.
TimeAxis atSpeed(TimeAxis axis, double speed, TraceTime playhead)
{
    const double x = std::clamp(axis.x(playhead), axis.left, axis.left + axis.width);
    return axis.zoomed(axis.nsPerPixel / (speed * screenSeconds * 1e9 / axis.width), x);
}

/// A little closer to the zoom at which the last seconds of the screen fill most of the width.
TimeAxis towardsAction(const TimeAxis& axis, const Frame& frame)
{
    constexpr double eachTime = 0.15;
    const TraceTime from = frame.pace.before(frame.trace, frame.moment.time, screenSeconds / 2);
    const double wanted = std::max(toSeconds(frame.moment.time - from) * 1e9 / (axis.width * keepWithin), 1.0);
    const double x = std::clamp(axis.x(frame.moment.time), axis.left, axis.left + axis.width * keepWithin);
    return axis.zoomed(std::pow(axis.nsPerPixel / wanted, eachTime), x);
}

} // namespace

TimeAxis following(const TimeAxis& axis, TraceTime playhead, bool moving)
{
    const double x = axis.x(playhead) - axis.left;
    if (moving && x > axis.width * keepWithin && x < axis.width * 2) return axis.panned(x - axis.width * keepWithin);
    if (x < 0 || x > axis.width) return notBeforeStart(axis.panned(x - axis.width / 2));
    return axis;
}

TimelineView::TimelineView(QWidget* parent) : SceneView(parent)
{
    setAccessibleName(tr("Timeline"));
    m_axis.left = timeline::nameColumn;
    m_axis.width = 1000;
}

void TimelineView::showFrame(const FramePtr& frame)
{
    const FramePtr before = std::exchange(m_frame, frame);
    if (!before || before->timeline != frame->timeline) {
        m_foldedLanes.clear();
        m_foldedDepths.clear();
        fitNewTrace(*frame);
    } else if (before->pace.speed != frame->pace.speed)
        m_axis = notBeforeStart(atSpeed(m_axis, frame->pace.speed, frame->state.time));
    if (frame->mode == Mode::Playing && frame->pace.kind == playback::Pace::Kind::FollowAction)
        m_axis = notBeforeStart(towardsAction(m_axis, *frame));
    const bool moved = !before || before->moment != frame->moment;
    if (moved && m_drag != Drag::Scrub) m_axis = following(m_axis, frame->state.time, frame->mode != Mode::Paused);
    rebuild();
}

void TimelineView::fitNewTrace(const Frame& frame)
{
    const TraceTime end =
        frame.source == Frame::Source::File ? frame.trace.end() : TraceTime{} + seconds(screenSeconds);
    setAxis(TimeAxis::fitting({}, std::max(end, TraceTime{} + milliseconds(1)), m_axis.left, m_axis.width));
}

void TimelineView::setAxis(const TimeAxis& axis) { m_axis = notBeforeStart(axis); }

void TimelineView::rebuild()
{
    if (!m_frame) return;
    timeline::TimelineLook look;
    look.size = size();
    look.axis = m_axis;
    look.playhead = m_frame->state.time;
    look.live = m_frame->mode == Mode::Live;
    look.depthLanes = m_depthLanes;
    look.foldedLanes = m_foldedLanes;
    look.foldedDepths = m_foldedDepths;
    look.foldable = true;
    look.overview = true;
    if (m_frame->pace.kind == playback::Pace::Kind::ShortenIdle)
        look.shortened = seconds(playback::Pace::foldFrom * m_frame->pace.speed);
    if (m_frame->loop) look.loop = {m_frame->loop->from, m_frame->loop->to};
    if (m_frame->bookmarks)
        for (const playback::Bookmark& each : *m_frame->bookmarks) look.bookmarks.push_back(each.moment.time);
    m_layout = timeline::layoutOf(m_frame->trace.meta().scenario, look);
    setScene(timeline::buildTimeline(*m_frame->timeline, m_frame->trace, look));
}

void TimelineView::setDepthLanes(bool shown)
{
    if (std::exchange(m_depthLanes, shown) != shown) rebuild();
}

void TimelineView::zoom(double factor)
{
    const double x = m_frame ? m_axis.x(m_frame->state.time) : m_axis.left;
    setAxis(m_axis.zoomed(factor, std::clamp(x, m_axis.left, m_axis.left + m_axis.width)));
    rebuild();
}

void TimelineView::zoomAll()
{
    if (!m_frame) return;
    const TraceTime end = std::max(m_frame->trace.end(), TraceTime{} + milliseconds(1));
    setAxis(TimeAxis::fitting({}, end, m_axis.left, m_axis.width));
    rebuild();
}

void TimelineView::scrub(double x)
{
    Q_EMIT scrubbed(m_axis.time(std::clamp(x, m_axis.left, m_axis.left + m_axis.width)));
}

void TimelineView::selectRange(double x)
{
    const auto [from, to] = std::minmax(m_dragX, std::clamp(x, m_axis.left, m_axis.left + m_axis.width));
    Q_EMIT rangeSelected(m_axis.time(from), m_axis.time(to));
}

/// The strip below was clicked: what lies there comes into the middle.
void TimelineView::showAround(double x)
{
    if (!m_frame) return;
    const TimeAxis whole = timeline::overviewAxis(m_layout, std::max(m_frame->timeline->end(), m_frame->trace.end()));
    setAxis(m_axis.panned(m_axis.x(whole.time(x)) - m_axis.left - m_axis.width / 2));
    rebuild();
}

void TimelineView::foldRowAt(QPointF point)
{
    const auto toggle = [&](const std::vector<timeline::Layout::Row>& rows, std::set<std::uint16_t>& folded) {
        for (const timeline::Layout::Row& row : rows)
            if (timeline::Layout::nameOf(row).contains(point) && folded.erase(row.id) == 0) folded.insert(row.id);
    };
    toggle(m_layout.lanes, m_foldedLanes);
    toggle(m_layout.depths, m_foldedDepths);
    rebuild();
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->position().x() < m_axis.left) return foldRowAt(event->position());
    const bool along = event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ShiftModifier);
    const bool below = !m_layout.overview.isEmpty() && event->position().y() >= m_layout.overview.top() - 4;
    const bool range = event->modifiers().testFlag(Qt::ControlModifier);
    m_drag = below                               ? Drag::Overview
             : along                             ? Drag::Pan
             : event->button() != Qt::LeftButton ? Drag::None
             : range                             ? Drag::Range
                                                 : Drag::Scrub;
    if (m_drag == Drag::Overview) return showAround(event->position().x());
    m_dragX = event->position().x();
    if (m_drag == Drag::Scrub) scrub(m_dragX);
    if (m_drag == Drag::Range) selectRange(m_dragX); // without a drag: no loop
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_drag == Drag::Scrub) scrub(x);
    if (m_drag == Drag::Range) selectRange(x);
    if (m_drag == Drag::Overview) showAround(x);
    if (m_drag != Drag::Pan) return;
    setAxis(m_axis.panned(m_dragX - x));
    m_dragX = x;
    rebuild();
}

void TimelineView::mouseReleaseEvent(QMouseEvent*) { m_drag = Drag::None; }

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const bool along = event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y());
    if (along) {
        setAxis(m_axis.panned(-(turned.x() != 0 ? turned.x() : turned.y())));
    } else {
        const double x = std::max(event->position().x(), m_axis.left);
        setAxis(m_axis.zoomed(std::pow(1.25, turned.y() / wheelNotch), x));
    }
    rebuild();
    event->accept();
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    SceneView::resizeEvent(event);
    m_axis.width = std::max(1.0, width() - m_axis.left - rightMargin);
    if (m_frame && m_frame->mode != Mode::Paused) m_axis = following(m_axis, m_frame->state.time, true);
    rebuild();
}

} // namespace sluice::widgets
