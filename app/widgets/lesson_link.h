#pragma once

#include <QAbstractButton>

namespace sluice::widgets {

/// Lies over words on the stage that lead to a lesson, so that mouse, keyboard and assistive technology find them. The
/// words themselves are the stage's.
class LessonLink : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LessonLink(QWidget* parent = nullptr);
    void lead(const QString& words, const QString& lesson);
    [[nodiscard]] const QString& lesson() const { return m_lesson; } ///< its id

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_lesson;
};

} // namespace sluice::widgets
