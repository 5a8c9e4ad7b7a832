#pragma once

#include "widgets/frame.h"
#include "widgets/scene_view.h"

namespace sluice::widgets {

/// The stage, scaled as a whole; while presenting, in the larger form that a room needs.
class StageView : public SceneView
{
    Q_OBJECT
public:
    explicit StageView(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    void setPresenting(bool presenting);
    [[nodiscard]] QSize sizeHint() const override { return scene::stageSize.toSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return (scene::stageSize / 4).toSize(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();

    FramePtr m_frame;
    bool m_presenting = false;
};

} // namespace sluice::widgets
