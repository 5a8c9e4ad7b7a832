#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace sluice::widgets {

/// A line to look for moments with: "blocked", "writer error", "m23". Stands over the timeline's corner while open.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    enum class Direction { Next, Previous };

    explicit FindBar(QWidget* parent);
    void open();                       ///< with the last words selected
    void answer(const QString& words); ///< what came of it; empty: it was found
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void asked(sluice::widgets::FindBar::Direction direction);
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_line = nullptr;
    QLabel* m_answer = nullptr;
};

} // namespace sluice::widgets
