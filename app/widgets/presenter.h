#pragma once

#include "widgets/command.h"

#include <QObject>

class QKeyEvent;

namespace sluice::widgets {

class SceneView;
class Spotlight;

/// What one needs in front of a room: a blank screen, a spotlight, and the keys of clickers, which work whatever has
/// the keyboard. Owner: MainWindow.
class Presenter : public QObject
{
    Q_OBJECT
public:
    Presenter(QWidget* window, SceneView* stage);
    ~Presenter() override;
    void setPresenting(bool presenting);
    /// While the lesson asks, B and Esc are for its answers.
    void setAsked(bool asked) { m_asked = asked; }
    /// Blank screens and the spotlight; true if it was one of these.
    bool perform(Command command);
    void sceneChanged();
    [[nodiscard]] bool blank() const;
    [[nodiscard]] const Spotlight& spotlight() const { return *m_spotlight; }

Q_SIGNALS:
    void commanded(sluice::widgets::Command command);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void toggleBlank(const QColor& color);
    void toggleSpotlight();
    void listen();
    bool press(const QKeyEvent& event, const QObject* focus);
    [[nodiscard]] bool steers(const QKeyEvent& event);

    QWidget* m_window;
    QWidget* m_blank;
    Spotlight* m_spotlight;
    bool m_presenting = false, m_listening = false, m_asked = false;
};

} // namespace sluice::widgets
