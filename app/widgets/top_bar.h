#pragma once

#include "widgets/command.h"
#include "widgets/frame.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace sluice::widgets {

/// What is shown, and what can be done with the run and the window as a whole.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    [[nodiscard]] QPushButton* menuButton() const { return m_menu; }

Q_SIGNALS:
    void commanded(sluice::widgets::Command command);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QPushButton* add(QHBoxLayout* row, const QString& text, const QString& name, Command command);
    void drawSigns();
    void showRecording(const Frame& frame);
    void showSchedule(const Frame& frame);
    void fit();

    QPushButton* m_menu = nullptr;
    QPushButton* m_start = nullptr;
    QLabel* m_title = nullptr;
    QString m_shown; ///< all of the title; the label has what fits
    QLabel* m_place = nullptr;
    QPushButton* m_record = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_schedule = nullptr;
    QPushButton* m_theme = nullptr;
    QPushButton* m_panel = nullptr;
    QPushButton* m_present = nullptr;
    FramePtr m_frame;
    bool m_narrow = false;    ///< too narrow for all words
    bool m_recording = false; ///< as its sign says
};

} // namespace sluice::widgets
