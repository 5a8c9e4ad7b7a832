#pragma once

#include "widgets/frame.h"

#include <QWidget>

#include <vector>

namespace sluice::widgets {

class RunCommands;
class SettingControl;

/// Sliders and switches for the settings that a lesson lists. They show what was in force at the moment shown, and
/// act on the run as it is now.
class ControlsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ControlsPanel(RunCommands& commands, QWidget* parent = nullptr);
    /// Is there anything to set? Once a run has ended, only what counts from the start of the next one.
    [[nodiscard]] static bool hasAnyFor(const Frame& frame);
    void showFrame(const FramePtr& frame);

private:
    struct Row {
        SettingControl* control = nullptr;
        std::string key;
        int index = -1; ///< in the mechanism's table; -1: a process's hold or step
    };

    void rebuild(const Frame& frame);
    void addRow(const Frame& frame, const std::string& key);
    [[nodiscard]] std::int64_t valueOf(const Row& row, const Frame& frame) const;

    RunCommands& m_commands;
    const lessons::Lesson* m_lesson = nullptr;
    std::vector<Row> m_rows;
    QWidget* m_content = nullptr;
};

} // namespace sluice::widgets
