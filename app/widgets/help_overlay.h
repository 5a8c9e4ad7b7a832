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
    QWidget* makeKeys(const lessons::Lesson* lesson);
    QWidget* makeLegend(); ///< with the keys for presenting, which have room below it

    QHBoxLayout* m_middle = nullptr;
    QWidget* m_card = nullptr;
};

} // namespace sluice::widgets
