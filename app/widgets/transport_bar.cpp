#include "widgets/transport_bar.h"

#include "scenario/setting_table.h"
#include "timeline/time_axis.h"
#include "widgets/controls.h"
#include "widgets/marks.h"
#include "widgets/style.h"
#include "widgets/words.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::widgets {

using playback::Pace;
using playback::Playback;
using scene::Shape;
using scene::Tone;
namespace type = scene::type;

namespace {

constexpr int stepsPerDecade = 20;
constexpr int speedSteps = 9 * stepsPerDecade; // 1e-7 … 100

QWidget* captioned(const QString& caption, QLabel* value)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addStretch();
    column->addWidget(makeLabel(caption, type::tiny, 400, Tone::Muted));
    column->addWidget(value);
    column->addStretch();
    return box;
}

/// A number that changes keeps its width, so that nothing beside it moves.
/// Of a fixed size: it changes with every frame, and otherwise the whole window would be laid out anew each time.
QLabel* makeNumber(const QString& widest)
{
    QLabel* label = makeLabel(widest, type::strong, 400, Tone::Text, Shape::Face::Mono);
    label->setFixedSize(label->sizeHint());
    label->clear();
    return label;
}

/// Takes more room once a number is wider than the widest so far.
void setNumber(QLabel* label, const QString& text)
{
    if (label->text() == text) return;
    label->setText(text);
    label->setFixedWidth(std::max(label->minimumWidth(), label->sizeHint().width()));
}

} // namespace

int speedPosition(double speed, int steps)
{
    const double decades = std::log10(Pace::maxSpeed / Pace::minSpeed);
    return static_cast<int>(std::lround(std::log10(speed / Pace::minSpeed) / decades * steps));
}

double speedAt(int position, int steps)
{
    const double decades = std::log10(Pace::maxSpeed / Pace::minSpeed);
    return Pace::minSpeed * std::pow(10, decades * position / steps);
}

TransportBar::TransportBar(QWidget* parent) : QWidget(parent)
{
    m_clock = makeNumber(QStringLiteral("000.000 000 s"));
    m_pace = makeNumber(QStringLiteral("000.0 ms"));
    m_nextBlock = makeJump(tr("next block"), Command::NextBlock);
    m_nextWakeUp = makeJump(tr("next wake-up"), Command::NextWakeUp);
    m_nextSignal = makeJump(tr("next signal"), Command::NextSignal);
    m_live = new LivePill;
    m_live->setToolTip(tr("Back to what happens now (%1)").arg(keyText(Command::GoLive)));
    connect(m_live, &LivePill::clicked, this, [this] { Q_EMIT commanded(Command::GoLive); });

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 8, 24, 4);
    row->setSpacing(24);
    row->addWidget(makeButtons());
    row->addWidget(captioned(tr("real time"), m_clock));
    row->addWidget(captioned(tr("1 s on screen shows"), m_pace));
    row->addWidget(makePace());
    row->addWidget(makeSpeed(), 6);
    row->addWidget(m_nextBlock);
    row->addWidget(m_nextWakeUp);
    row->addWidget(m_nextSignal);
    row->addStretch(1);
    row->addWidget(m_live);
}

QWidget* TransportBar::makeButtons()
{
    using Sign = RoundButton::Sign;
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](Sign sign, RoundButton::Weight weight, const QString& name, Command command) {
        auto* button = new RoundButton(sign, weight);
        button->setAccessibleName(name);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keyText(command)));
        connect(button, &RoundButton::clicked, this, [this, command] { Q_EMIT commanded(command); });
        row->addWidget(button);
        return button;
    };
    m_back = add(Sign::Back, RoundButton::Weight::Quiet, tr("One event back"), Command::StepBack);
    m_play = add(Sign::Play, RoundButton::Weight::Main, tr("Play"), Command::PlayPause);
    m_forward = add(Sign::Forward, RoundButton::Weight::Quiet, tr("One event forward"), Command::StepForward);
    return box;
}

QPushButton* TransportBar::makePace()
{
    static constexpr std::array entries{
        std::pair{QT_TR_NOOP("All at one speed"), Command::EvenPace},
        std::pair{QT_TR_NOOP("Shorten idle stretches"), Command::ShortenIdle},
        std::pair{QT_TR_NOOP("Follow the action"), Command::FollowAction},
    };
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(menu);
    for (const auto& [words, command] : entries) {
        QAction* action = menu->addAction(QStringLiteral("%1\t%2").arg(tr(words), keyText(command)));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, command] { Q_EMIT commanded(command); });
        m_kinds.push_back(action);
    }
    m_kind = new QPushButton;
    m_kind->setProperty("shape", "pill");
    m_kind->setFocusPolicy(Qt::TabFocus);
    m_kind->setFont(scene::Theme::font(Shape::Face::Words, type::small, 400));
    m_kind->setToolTip(tr("How time passes on the screen"));
    connect(m_kind, &QPushButton::clicked, menu,
            [this, menu] { menu->popup(m_kind->mapToGlobal(QPoint(0, -menu->sizeHint().height() - 4))); });
    return m_kind;
}

QWidget* TransportBar::makeSpeed()
{
    m_speed = new Slider(Slider::Ticks::AtPages);
    m_speed->setRange(0, speedSteps);
    m_speed->setPageStep(stepsPerDecade);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setMaximumWidth(320);
    connect(m_speed, &Slider::valueChanged, this, [this](int at) { Q_EMIT speedChosen(speedAt(at, speedSteps)); });

    auto* box = new QWidget;
    auto* ends = new QHBoxLayout;
    ends->setContentsMargins(8, 0, 8, 0); // where the track begins and ends
    ends->addWidget(makeLabel(tr("slower"), type::tiny, 400, Tone::Muted));
    ends->addStretch();
    ends->addWidget(makeLabel(tr("faster"), type::tiny, 400, Tone::Muted));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch();
    column->addLayout(ends);
    column->addWidget(m_speed);
    column->addStretch();
    box->setMinimumWidth(130);
    box->setMaximumWidth(320);
    return box;
}

QPushButton* TransportBar::makeJump(const QString& words, Command command)
{
    auto* button = new QPushButton(words);
    button->setProperty("shape", "pill");
    button->setFocusPolicy(Qt::TabFocus);
    button->setFont(scene::Theme::font(Shape::Face::Words, type::small, 400));
    button->setToolTip(keyText(command));
    connect(button, &QPushButton::clicked, this, [this, command] { Q_EMIT commanded(command); });
    return button;
}

/// In a narrow window the jumps go: each has a key, and the numbers beside them have none.
void TransportBar::fit()
{
    const int jumps = m_nextBlock->sizeHint().width()
                      + std::max(m_nextWakeUp->sizeHint().width(), m_nextSignal->sizeHint().width())
                      + 2 * layout()->spacing();
    const bool shown = !m_nextBlock->isHidden();
    const QWidget* speed = m_speed->parentWidget(); // gives way first
    const int needed = layout()->sizeHint().width() - speed->sizeHint().width() + speed->minimumWidth();
    const bool roomy = needed + (shown ? 0 : jumps) <= width();
    m_nextBlock->setVisible(roomy);
    m_nextSignal->setVisible(roomy && m_signals);
    m_nextWakeUp->setVisible(roomy && !m_signals);
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TransportBar::showFrame(const FramePtr& frame)
{
    const bool any = frame->source != Frame::Source::None;
    const bool paused = frame->mode == Playback::Mode::Paused;
    m_play->setSign(paused ? RoundButton::Sign::Play : RoundButton::Sign::Pause);
    m_play->setAccessibleName(paused ? tr("Play") : tr("Pause"));
    m_play->setEnabled(any);
    m_back->setEnabled(any && frame->moment.events > 0);
    m_forward->setEnabled(any && frame->moment.events < frame->trace.eventCount());
    setNumber(m_clock, clockText(frame->state.time));
    showPace(*frame);
    showJumps(*frame);

    using Source = Frame::Source;
    const bool live = frame->source == Source::Running && frame->mode == Playback::Mode::Live;
    m_live->setLook(live                               ? LivePill::Look::Live
                    : frame->source == Source::Running ? LivePill::Look::Behind
                                                       : LivePill::Look::Over);
    if (const QString words = pillText(*frame); m_live->text() != words) m_live->setText(words);
    m_live->setEnabled(any);
}

/// What a second on the screen shows just now, and with it the slider: by the action they move by themselves.
void TransportBar::showPace(const Frame& frame)
{
    using Kind = Pace::Kind;
    const bool follows = frame.pace.kind == Kind::FollowAction;
    const double now = frame.view.shortened.ns > 0 ? toSeconds(frame.view.shortened) / Pace::foldTo
                       : follows                   ? 1 / frame.view.stretch
                                                   : frame.pace.speed;
    setNumber(m_pace, timeline::formatDuration(seconds(now), 3));
    m_kinds[static_cast<std::size_t>(frame.pace.kind)]->setChecked(true);
    const QString word = follows ? tr("action") : frame.pace.kind == Kind::ShortenIdle ? tr("no idle") : tr("even");
    if (m_kind->text() != word) {
        m_kind->setText(word);
        m_kind->setAccessibleName(tr("Pace: %1").arg(word));
    }
    if (m_speed->isSliderDown()) return;
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(
        speedPosition(std::clamp(follows ? now : frame.pace.speed, Pace::minSpeed, Pace::maxSpeed), speedSteps));
}

void TransportBar::showJumps(const Frame& frame)
{
    const auto ahead = [&](analysis::MarkKind kind) {
        return nextMark(*frame.timeline, frame.moment, kind).has_value();
    };
    m_nextBlock->setEnabled(ahead(analysis::MarkKind::Blocked));
    m_nextWakeUp->setEnabled(ahead(analysis::MarkKind::Woken));
    m_nextSignal->setEnabled(ahead(analysis::MarkKind::Signal));
    m_signals = hasSignals(frame.trace.meta().scenario);
    fit();
}

} // namespace sluice::widgets
