#pragma once

#include "widgets/frame.h"

#include <QWidget>

class QScrollArea;

namespace sluice::widgets {

class SceneView;

/// Why a process waits: its part of the wait-for graph, at the moment that is shown.
class WhyPanel : public QWidget
{
    Q_OBJECT
public:
    explicit WhyPanel(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    /// 0: the one whose wait matters most.
    void choose(ProcessId process);
    [[nodiscard]] ProcessId chosen() const { return m_chosen; }

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void renew();

    QScrollArea* m_scroll = nullptr;
    SceneView* m_view = nullptr;
    FramePtr m_frame;
    ProcessId m_chosen;
};

} // namespace sluice::widgets
