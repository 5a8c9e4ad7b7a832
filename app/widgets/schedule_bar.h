#pragma once

#include "widgets/command.h"
#include "widgets/frame.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace sluice::widgets {

/// Above the stage while the viewer is the scheduler: what has been chosen, and what can be done with it.
class ScheduleBar : public QWidget
{
    Q_OBJECT
public:
    explicit ScheduleBar(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);

Q_SIGNALS:
    void commanded(sluice::widgets::Command command);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QPushButton* add(const QString& words, const QString& about, Command command);
    void showWords();

    QLabel* m_title = nullptr;
    QLabel* m_strayed = nullptr; ///< only once a followed interleaving could not be kept to
    QLabel* m_words = nullptr;
    QString m_said; ///< all of it; the label has what fits
    QPushButton* m_save = nullptr;
    QPushButton* m_again = nullptr;
};

} // namespace sluice::widgets
