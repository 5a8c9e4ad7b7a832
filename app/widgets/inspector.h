#pragma once

#include "widgets/frame.h"

#include <QWidget>

class QTabWidget;

namespace sluice::widgets {

class ControlsPanel;
class NowPanel;
class NumbersPanel;
class PagePanel;
class RunCommands;

/// The side panel: Now, Code, Why, Numbers, Controls. Controls are there only while there is something to control.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(RunCommands& commands, QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    /// A lesson's Try key; true if it has one like this.
    bool pressTry(const QString& key);
    /// Shows why this process waits; 0: the one whose wait matters most, or the next one that is blocked.
    void askWhy(ProcessId process);
    [[nodiscard]] QSize sizeHint() const override { return {480, 600}; }

private:
    [[nodiscard]] ProcessId nextBlocked() const;

    FramePtr m_frame;
    QTabWidget* m_tabs = nullptr;
    NowPanel* m_now = nullptr;
    PagePanel* m_code = nullptr;
    PagePanel* m_why = nullptr;
    ProcessId m_asked; ///< whose wait is shown; 0: the one that matters most
    NumbersPanel* m_numbers = nullptr;
    ControlsPanel* m_controls = nullptr;
};

} // namespace sluice::widgets
