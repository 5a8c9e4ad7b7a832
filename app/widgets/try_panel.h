#pragma once

#include "widgets/frame.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace sluice::widgets {

class KeyButton;
class RunCommands;

/// Is what this button switches on now? What was asked for counts while the picture is live: a process that is held
/// while it waits stands at its gate only later.
[[nodiscard]] bool isOn(const lessons::TryButton& button, const Frame& frame, const RunCommands& commands);

/// A lesson's Try buttons, in one or more columns; what is too long for its column has a row of its own.
class TryPanel : public QWidget
{
    Q_OBJECT
public:
    TryPanel(RunCommands& commands, int columns, QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    /// The button with this key, as if pressed; true if there is one.
    bool press(const QString& key);
    /// The button that the lesson wants next, once in each step; true if there was one.
    bool pressWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    void rebuild(const lessons::Lesson* lesson);
    void act(std::size_t index);

    RunCommands& m_commands;
    int m_columns;
    FramePtr m_frame;
    const lessons::Lesson* m_lesson = nullptr;
    QWidget* m_grid = nullptr;
    QGridLayout* m_cells = nullptr;
    int m_pressedInStep = 0;           ///< by pressWanted()
    std::vector<KeyButton*> m_buttons; ///< as in m_lesson->tries
};

} // namespace sluice::widgets
