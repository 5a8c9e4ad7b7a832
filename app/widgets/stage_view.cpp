#include "widgets/stage_view.h"

namespace sluice::widgets {

StageView::StageView(QWidget* parent) : SceneView(parent) { setAccessibleName(tr("Stage")); }

void StageView::showFrame(const FramePtr& frame)
{
    setScene(scene::buildStage(frame->state, frame->trace, frame->caption, frame->view));
    setAccessibleDescription(QString::fromStdString(frame->explanation.sentence));
}

} // namespace sluice::widgets
