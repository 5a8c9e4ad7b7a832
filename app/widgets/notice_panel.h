#pragma once

#include "widgets/frame.h"

#include <QWidget>

class QLabel;

namespace sluice::widgets {

/// Says calmly what went wrong, why, and what to do. Stands above the stage until it is put away.
class NoticePanel : public QWidget
{
    Q_OBJECT
public:
    explicit NoticePanel(QWidget* parent = nullptr);
    void showNotice(const std::optional<Notice>& notice);

Q_SIGNALS:
    void dismissed();

private:
    QWidget* m_card = nullptr;
    QLabel* m_what = nullptr;
    QLabel* m_why = nullptr;
    QLabel* m_todo = nullptr;
};

} // namespace sluice::widgets
