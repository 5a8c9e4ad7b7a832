#pragma once

#include "widgets/command.h"
#include "widgets/frame.h"

#include <QWidget>

class QLabel;
class QPushButton;

class QAction;

namespace sluice::widgets {

class LivePill;
class RoundButton;
class Slider;

/// Position of a slider from 0 to `steps` for a speed, logarithmic between the slowest and the fastest.
[[nodiscard]] int speedPosition(double speed, int steps);
[[nodiscard]] double speedAt(int position, int steps);

/// Play and step, the two clocks, the speed, the jumps, and Live.
class TransportBar : public QWidget
{
    Q_OBJECT
public:
    explicit TransportBar(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);

Q_SIGNALS:
    void commanded(sluice::widgets::Command command);
    void speedChosen(double speed);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeButtons();
    QWidget* makeSpeed();
    QPushButton* makePace();
    QPushButton* makeJump(const QString& words, Command command);
    void showPace(const Frame& frame);
    void showJumps(const Frame& frame);
    void fit();

    RoundButton* m_back = nullptr;
    RoundButton* m_play = nullptr;
    RoundButton* m_forward = nullptr;
    QLabel* m_clock = nullptr;
    QLabel* m_pace = nullptr;
    QPushButton* m_kind = nullptr; ///< opens the menu of paces
    std::vector<QAction*> m_kinds; ///< by Pace::Kind
    Slider* m_speed = nullptr;
    QPushButton* m_nextBlock = nullptr;
    QPushButton* m_nextWakeUp = nullptr;
    bool m_signals = false;              ///< this run has some
    QPushButton* m_nextSignal = nullptr; ///< instead of it, where there are signals
    LivePill* m_live = nullptr;
};

} // namespace sluice::widgets
