#pragma once

#include "widgets/frame.h"
#include "widgets/scene_view.h"

namespace sluice::widgets {

class LessonLink;
class LetGoButton;
class StageSwitch;

/// The stage, scaled as a whole; while presenting, in the larger form that a room needs. While the viewer is the
/// scheduler each card has a button that lets its process go.
class StageView : public SceneView
{
    Q_OBJECT
public:
    explicit StageView(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    void setPresenting(bool presenting);
    [[nodiscard]] QSize sizeHint() const override { return scene::stageSize.toSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return (scene::stageSize / 4).toSize(); }

Q_SIGNALS:
    void letGo(sluice::ProcessId process);
    void processClicked(sluice::ProcessId process);
    void lessonWanted(const QString& id);
    void switched(const QString& key, bool on);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void renewButtons(const Frame& frame);
    void placeButtons();
    void renewLinks();
    void renewSwitches();

    FramePtr m_frame;
    bool m_presenting = false;
    std::vector<LetGoButton*> m_buttons;  ///< [0] is process 1's; empty: the viewer is not the scheduler
    std::vector<LessonLink*> m_links;     ///< over words that lead to a lesson, in the order of the shapes
    std::vector<StageSwitch*> m_switches; ///< the same
};

} // namespace sluice::widgets
