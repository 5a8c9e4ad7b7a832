#include "widgets/presenter.h"

#include "widgets/help_overlay.h"
#include "widgets/spotlight.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPalette>

#include <array>

namespace sluice::widgets {

namespace {

/// What clickers send, and those who know other programs press.
constexpr std::array ofClickers{Command::NextStep,   Command::PreviousStep, Command::Present,
                                Command::BlankBlack, Command::BlankWhite,   Command::Escape};

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta
           || key == Qt::Key_AltGr;
}

} // namespace

Presenter::Presenter(QWidget* window, SceneView* stage)
    : QObject(window), m_window(window), m_blank(new QWidget(window)), m_spotlight(new Spotlight(stage))
{
    m_blank->setAccessibleName(tr("Blank screen"));
    m_blank->setAutoFillBackground(true);
    m_blank->setCursor(Qt::BlankCursor);
    m_blank->hide();
}

Presenter::~Presenter() = default;

bool Presenter::blank() const { return m_blank->isVisible(); }

void Presenter::setPresenting(bool presenting)
{
    m_presenting = presenting;
    m_blank->hide();
    m_spotlight->hide();
    listen();
}

bool Presenter::perform(Command command)
{
    switch (command) {
    case Command::BlankBlack: toggleBlank(Qt::black); return true;
    case Command::BlankWhite: toggleBlank(Qt::white); return true;
    case Command::Spotlight: toggleSpotlight(); return true;
    default: return false;
    }
}

void Presenter::sceneChanged() { m_spotlight->sceneChanged(); }

void Presenter::toggleBlank(const QColor& color)
{
    QPalette palette;
    palette.setColor(QPalette::Window, color);
    m_blank->setPalette(palette);
    m_blank->setGeometry(m_window->rect());
    m_blank->setVisible(!m_blank->isVisible());
    m_blank->raise();
    listen();
}

void Presenter::toggleSpotlight()
{
    if (m_spotlight->isVisible()) m_spotlight->hide();
    else m_spotlight->open();
    listen();
}

/// All keys of the program pass by here, but only while there is a reason.
void Presenter::listen()
{
    const bool wanted = m_presenting || m_blank->isVisible() || m_spotlight->isVisible();
    if (std::exchange(m_listening, wanted) == wanted) return;
    if (wanted) qApp->installEventFilter(this);
    else qApp->removeEventFilter(this);
}

bool Presenter::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_blank && event->type() == QEvent::MouseButtonPress) {
        m_blank->hide();
        return true;
    }
    if (watched == m_window && event->type() == QEvent::Resize) m_blank->setGeometry(m_window->rect());
    if (event->type() == QEvent::ToolTip) return m_spotlight->isVisible(); // the pointer only points
    if (event->type() != QEvent::KeyPress) return false;
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != m_window || qobject_cast<const HelpOverlay*>(widget)) return false;
    return press(*static_cast<QKeyEvent*>(event), widget);
}

bool Presenter::press(const QKeyEvent& event, const QObject* focus)
{
    if (m_blank->isVisible()) { // any key brings the picture back
        if (!isModifier(event.key())) m_blank->hide();
        listen();
        return true;
    }
    const bool writes =
        qobject_cast<const QLineEdit*>(focus) && !event.text().isEmpty() && event.text().at(0).isPrint();
    if (writes) return false;
    if (m_spotlight->isVisible() && steers(event)) return true;
    // Letters are the lesson's, but for the one that clickers send; with Shift that one is the lesson's, too.
    if (event.key() >= Qt::Key_A && event.key() <= Qt::Key_Z && (event.key() != Qt::Key_B || m_asked)) return false;
    if (event.key() == Qt::Key_Escape && m_asked) return false;
    const auto command = commandFor(event.keyCombination());
    if (!m_presenting || !command || std::ranges::find(ofClickers, *command) == ofClickers.end()) return false;
    Q_EMIT commanded(*command);
    return true;
}

/// Keys that the spotlight has while it is on.
bool Presenter::steers(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Tab: m_spotlight->step(1); return true;
    case Qt::Key_Backtab: m_spotlight->step(-1); return true;
    case Qt::Key_Plus: m_spotlight->resizeBy(1.15); return true;
    case Qt::Key_Minus: m_spotlight->resizeBy(1 / 1.15); return true;
    case Qt::Key_Escape: toggleSpotlight(); return true;
    default: return false;
    }
}

} // namespace sluice::widgets
