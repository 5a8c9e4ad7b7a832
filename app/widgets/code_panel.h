#pragma once

#include "widgets/frame.h"

#include <QWidget>

class QScrollArea;

namespace sluice::widgets {

class SceneView;

/// The source of each process with the line that ran, at the moment shown. Scrolls if there is more than fits.
class CodePanel : public QWidget
{
    Q_OBJECT
public:
    explicit CodePanel(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void renew();

    FramePtr m_frame;
    std::shared_ptr<const analysis::Timeline> m_shownTimeline; ///< of the run that the page was made for
    SceneView* m_view = nullptr;
    QScrollArea* m_scroll = nullptr;
};

} // namespace sluice::widgets
