#pragma once

#include "lessons/lesson.h"

#include <QWidget>

class QHBoxLayout;

namespace sluice::widgets {

/// Lies over the window: all keys on the left, what colours and patterns mean on the right. Any key or click leaves.
class HelpOverlay : public QWidget
{
    Q_OBJECT
public:
    explicit HelpOverlay(QWidget* window);
    void open(const lessons::Lesson* lesson);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeKeys();
    /// With the keys for presenting and those of the lesson, if any, which have room below it.
    QWidget* makeLegend(const lessons::Lesson* lesson);

    QHBoxLayout* m_middle = nullptr;
    QWidget* m_card = nullptr;
};

} // namespace sluice::widgets
