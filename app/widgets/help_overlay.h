#pragma once

#include "lessons/lesson.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;

namespace sluice::widgets {

/// Lies over the window: all keys on the left, what colours and patterns mean on the right. Any key or click leaves;
/// only where the window is too low for all of it, the arrows scroll.
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
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
    QWidget* makeKeys();
    /// With the keys for presenting and those of the lesson, if any, which have room below it.
    QWidget* makeLegend(const lessons::Lesson* lesson);

    QScrollArea* m_scroll = nullptr;
    QBoxLayout* m_parts = nullptr; ///< keys and legend, beside or below each other; of what is in m_scroll now
};

} // namespace sluice::widgets
