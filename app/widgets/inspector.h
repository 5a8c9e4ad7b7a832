#pragma once

#include "widgets/frame.h"

#include <QWidget>

class QTabWidget;

namespace sluice::widgets {

class CodePanel;
class ControlsPanel;
class NowPanel;
class NumbersPanel;
class RunCommands;
class WhyPanel;

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
    FramePtr m_frame;
    QTabWidget* m_tabs = nullptr;
    NowPanel* m_now = nullptr;
    WhyPanel* m_why = nullptr;
    CodePanel* m_code = nullptr;
    NumbersPanel* m_numbers = nullptr;
    ControlsPanel* m_controls = nullptr;
};

} // namespace sluice::widgets
