#include "widgets/stage_view.h"

#include "scene/presentation.h"

namespace sluice::widgets {

StageView::StageView(QWidget* parent) : SceneView(parent) { setAccessibleName(tr("Stage")); }

void StageView::showFrame(const FramePtr& frame)
{
    m_frame = frame;
    build();
    setAccessibleDescription(QString::fromStdString(frame->explanation.sentence));
}

void StageView::setPresenting(bool presenting)
{
    m_presenting = presenting;
    if (m_frame) build();
}

void StageView::build()
{
    const Frame& frame = *m_frame;
    setScene(m_presenting ? scene::buildPresentation(frame.state, frame.trace, frame.caption, frame.view, size())
                          : scene::buildStage(frame.state, frame.trace, frame.caption, frame.view));
}

void StageView::resizeEvent(QResizeEvent* event)
{
    SceneView::resizeEvent(event);
    if (m_presenting && m_frame) build(); // its shape is the screen's
}

} // namespace sluice::widgets
