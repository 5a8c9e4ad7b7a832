#pragma once

#include "widgets/frame.h"
#include "widgets/scene_view.h"

namespace sluice::widgets {

/// The stage, scaled as a whole.
class StageView : public SceneView
{
    Q_OBJECT
public:
    explicit StageView(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    [[nodiscard]] QSize sizeHint() const override { return scene::stageSize.toSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return (scene::stageSize / 4).toSize(); }
};

} // namespace sluice::widgets
