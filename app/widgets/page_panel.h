#pragma once

#include "widgets/frame.h"

#include <QWidget>

#include <functional>

class QScrollArea;

namespace sluice::widgets {

class SceneView;

/// A page of the side panel that is drawn as a scene, as wide as the panel and as high as it needs: the line that
/// ran, who waits for whom. Scrolls if there is more than fits. Costs nothing while it is not seen.
class PagePanel : public QWidget
{
    Q_OBJECT
public:
    using Build = std::function<scene::Scene(const Frame& frame, double width)>;
    /// `id` names the picture for tests and style sheets, `name` for assistive technology.
    PagePanel(const QString& id, const QString& name, Build build, QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    /// Pixels of one unit of the page; 1 from the start.
    void setScale(double scale);
    /// What it is built from has changed beside the frame.
    void renew();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Build m_build;
    FramePtr m_frame;
    std::shared_ptr<const analysis::Timeline> m_shownTimeline; ///< of the run that the page was made for
    double m_scale = 1;
    SceneView* m_view = nullptr;
    QScrollArea* m_scroll = nullptr;
};

} // namespace sluice::widgets
