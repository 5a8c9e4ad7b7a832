#pragma once

#include "timeline/layout.h"
#include "timeline/timeline_scene.h"
#include "widgets/frame.h"
#include "widgets/scene_view.h"

#include <optional>
#include <set>

namespace sluice::widgets {

/// The stretch of time to show when the playhead has moved: it stays in sight, and while time runs it is not pushed
/// to the right edge. A plain function of values.
[[nodiscard]] timeline::TimeAxis following(const timeline::TimeAxis& axis, TraceTime playhead, bool moving);

/// The timeline. Left button: look at that moment. Middle button, or Shift and left: drag along. Ctrl and left: select
/// a range to loop. Wheel: closer, wider. The strip below: that part of the run. A name: that row folds to a strip.
class TimelineView : public SceneView
{
    Q_OBJECT
public:
    explicit TimelineView(QWidget* parent = nullptr);

    void showFrame(const FramePtr& frame);
    void zoom(double factor); ///< around the playhead
    void zoomAll();           ///< the whole run
    void setDepthLanes(bool shown);
    [[nodiscard]] const timeline::TimeAxis& axis() const { return m_axis; }
    [[nodiscard]] const timeline::Layout& layoutShown() const { return m_layout; }
    [[nodiscard]] QSize sizeHint() const override { return {1200, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {480, 96}; }

Q_SIGNALS:
    void scrubbed(sluice::TraceTime time);
    void rangeSelected(sluice::TraceTime from, sluice::TraceTime to); ///< from <= to; while the pointer moves

protected:
    [[nodiscard]] Placement placement() const override { return {}; }
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Drag { None, Scrub, Pan, Range, Overview };

    void fitNewTrace(const Frame& frame);
    void setAxis(const timeline::TimeAxis& axis);
    void rebuild();
    void scrub(double x);
    void selectRange(double x);
    void showAround(double x);
    void foldRowAt(QPointF point);

    FramePtr m_frame;
    timeline::TimeAxis m_axis;
    timeline::Layout m_layout; ///< of the picture that is shown
    bool m_depthLanes = true;
    std::set<std::uint16_t> m_foldedLanes, m_foldedDepths;
    Drag m_drag = Drag::None;
    double m_dragX = 0;
};

} // namespace sluice::widgets
