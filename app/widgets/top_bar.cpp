#include "widgets/top_bar.h"

#include "mechanisms/mechanism.h"
#include "widgets/signs.h"
#include "widgets/style.h"
#include "widgets/theme_of.h"
#include "widgets/words.h"
#include "words/numbers.h"
#include "words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <cmath>

namespace sluice::widgets {

namespace type = scene::type;

namespace {
constexpr int wordsFitFrom = 1120; // in a narrower one the title is worth more than what signs and keys say, too
}

TopBar::TopBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("top"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 9, 24, 9);
    row->setSpacing(8);
    m_menu = add(row, {}, tr("Lessons and files"), Command::Lessons);
    m_start = add(row, {}, tr("Start page"), Command::StartPage);
    m_title = makeLabel({}, type::title, 650, Tone::Text);
    m_place = makeLabel({}, type::body, 400, Tone::Muted);
    row->addSpacing(8);
    row->addWidget(m_title);
    row->addSpacing(24);
    row->addWidget(m_place);
    row->addStretch();
    m_record = add(row, tr("Record"), tr("Record a film, or save a figure"), Command::Record);
    m_stop = add(row, tr("Stop"), tr("Stop the run"), Command::Stop);
    m_again = add(row, tr("Run again"), tr("Run again"), Command::RunAgain);
    m_schedule = add(row, tr("Scheduler"), tr("You are the scheduler: hold all, let one go"), Command::Schedule);
    m_schedule->setCheckable(true);
    m_theme = add(row, {}, tr("Dark or light"), Command::SwitchTheme);
    m_panel = add(row, {}, tr("Side panel"), Command::ToggleInspector);
    m_present = add(row, tr("Present  F5"), tr("Present"), Command::Present);
    add(row, QStringLiteral("?"), tr("Keys and colours"), Command::Help);
    drawSigns();
}

QPushButton* TopBar::add(QHBoxLayout* row, const QString& text, const QString& name, Command command)
{
    auto* button = new QPushButton(text);
    button->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 600));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keyText(command)));
    if (text.size() <= 1)
        button->setProperty("shape", command == Command::Lessons || command == Command::StartPage ? "bare" : "icon");
    connect(button, &QPushButton::clicked, this, [this, command] { Q_EMIT commanded(command); });
    row->addWidget(button);
    return button;
}

void TopBar::drawSigns()
{
    const scene::Theme& theme = themeOf(this);
    const double dpr = devicePixelRatioF();
    const auto draw = [&](QPushButton* button, WindowSign sign) {
        button->setIcon(makeSign(sign, theme.color(Tone::Text), dpr));
        button->setIconSize({20, 20});
    };
    draw(m_menu, WindowSign::Menu);
    draw(m_start, WindowSign::Start);
    draw(m_theme, theme.kind() == scene::Theme::Kind::Dark ? WindowSign::Sun : WindowSign::Moon);
    draw(m_panel, WindowSign::Panel);
    m_record->setIcon(
        makeSign(m_recording ? WindowSign::StopRecording : WindowSign::Record, theme.color(Tone::Signal), dpr));
    m_record->setIconSize({20, 20});
}

void TopBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_panel) drawSigns();
}

void TopBar::showFrame(const FramePtr& frame)
{
    m_frame = frame;
    const auto* mechanism = mechanisms::findFamily(frame->trace.meta().scenario.mechanism);
    QStringList place;
    if (!isUnanswered(*frame)) { // the title is elsewhere, and the lesson's id would answer as it does
        if (frame->lesson) place << frame->lesson->mechanism;
        else if (mechanism) place << translated("mechanisms", mechanism->title);
        if (const auto& id = frame->trace.meta().scenario.id; !id.empty()) place << fromStd(id);
    }
    m_shown = shownTitle(*frame);
    setWords(m_place, place.join(QStringLiteral(" · ")));
    showRecording(*frame);
    m_stop->setVisible(frame->source == Frame::Source::Running);
    m_again->setVisible(frame->lesson != nullptr);
    showSchedule(*frame);
    fit();
}

/// Where there is little room the title is worth more than where the lesson belongs, and its beginning more than its
/// end.
void TopBar::fit()
{
    const QFontMetrics metrics(m_title->font());
    const int title = metrics.horizontalAdvance(m_shown) + 1;
    const int place = m_place->sizeHint().width() + layout()->spacing();
    const int now = m_title->sizeHint().width() + (m_place->isHidden() ? 0 : place);
    const int others = layout()->sizeHint().width() - now;
    m_place->setVisible(others + title + place <= width());
    const int room = width() - others;
    setWords(m_title, title <= room ? m_shown : metrics.elidedText(m_shown, Qt::ElideRight, room));
    if (m_title->toolTip() != m_shown) m_title->setToolTip(m_shown);
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < wordsFitFrom;
    if (std::exchange(m_narrow, narrow) != narrow && m_frame) showRecording(*m_frame);
    fit();
}

void TopBar::showSchedule(const Frame& frame)
{
    const bool running = frame.source == Frame::Source::Running;
    m_schedule->setEnabled(running);
    m_schedule->setChecked(frame.schedule != nullptr);
    const QString why = running
                            ? QStringLiteral("%1 (%2)").arg(m_schedule->accessibleName(), keyText(Command::Schedule))
                            : tr("Only processes that run can be held: this has happened already");
    if (m_schedule->toolTip() == why) return;
    m_schedule->setToolTip(why);
    m_schedule->setAccessibleDescription(why);
}

/// While it records, for how much of the run: the words keep their width, so that nothing beside them moves.
void TopBar::showRecording(const Frame& frame)
{
    const bool recording = frame.recordedFrom.has_value();
    QString words = m_narrow ? QString() : tr("Record");
    if (recording) {
        const double length = std::abs(toSeconds(frame.state.time - *frame.recordedFrom));
        words = tr("Recording %1 s").arg(words::decimal(length, 1), 5, QChar(0x2007)); // a space as wide as a digit
    }
    m_present->setText(m_narrow ? keyText(Command::Present) : tr("Present  F5"));
    m_record->setEnabled(frame.source != Frame::Source::None);
    if (m_record->text() != words) m_record->setText(words);
    if (std::exchange(m_recording, recording) != recording) drawSigns();
}

} // namespace sluice::widgets
