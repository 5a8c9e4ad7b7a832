#pragma once

#include "widgets/frame.h"
#include "widgets/scene_view.h"

namespace sluice::widgets {

class LetGoButton;

/// The stage, scaled as a whole. While the viewer is the scheduler each card has a button that lets its process go.
class StageView : public SceneView
{
    Q_OBJECT
public:
    explicit StageView(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    [[nodiscard]] QSize sizeHint() const override { return scene::stageSize.toSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return (scene::stageSize / 4).toSize(); }

Q_SIGNALS:
    void letGo(sluice::ProcessId process);
    void processClicked(sluice::ProcessId process);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void renewButtons(const Frame& frame);
    void placeButtons();

    std::vector<LetGoButton*> m_buttons; ///< [0] is process 1's; empty: the viewer is not the scheduler
};

} // namespace sluice::widgets
