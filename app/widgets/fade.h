#pragma once

#include <QPixmap>
#include <QVariantAnimation>
#include <QWidget>

namespace sluice::widgets {

/// Eases the window from one arrangement into the next: what was there before lies over it for a moment and goes out.
/// The new arrangement is in force at once, below; mouse and keys are its own. Owner: MainWindow.
class Fade : public QWidget
{
    Q_OBJECT
public:
    static constexpr int milliseconds = 160;

    /// Over `parts`, which is a sibling, and under all siblings that are made later.
    explicit Fade(QWidget* parts);
    /// Right before something comes, goes or moves.
    void begin();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_parts;
    QPixmap m_before;
    QVariantAnimation m_going; ///< how opaque it still is
};

} // namespace sluice::widgets
