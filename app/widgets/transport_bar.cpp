#include "widgets/transport_bar.h"

#include "timeline/time_axis.h"
#include "widgets/controls.h"
#include "widgets/marks.h"
#include "widgets/style.h"
#include "widgets/words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace sluice::widgets {

using playback::Playback;
using scene::Shape;
using scene::Tone;
namespace type = scene::type;

namespace {

constexpr int stepsPerDecade = 20;
constexpr int speedSteps = 8 * stepsPerDecade; // 1e-7 … 10

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
QLabel* makeNumber(const QString& widest)
{
    QLabel* label = makeLabel({}, type::strong, 400, Tone::Text, Shape::Face::Mono);
    label->setMinimumWidth(QFontMetrics(label->font()).horizontalAdvance(widest));
    return label;
}

} // namespace

int speedPosition(double speed, int steps)
{
    const double decades = std::log10(Playback::maxSpeed / Playback::minSpeed);
    return static_cast<int>(std::lround(std::log10(speed / Playback::minSpeed) / decades * steps));
}

double speedAt(int position, int steps)
{
    const double decades = std::log10(Playback::maxSpeed / Playback::minSpeed);
    return Playback::minSpeed * std::pow(10, decades * position / steps);
}

TransportBar::TransportBar(QWidget* parent) : QWidget(parent)
{
    m_clock = makeNumber(QStringLiteral("000.000 000 s"));
    m_pace = makeNumber(QStringLiteral("000.0 ms"));
    m_nextBlock = makeJump(tr("next block"), Command::NextBlock);
    m_nextWakeUp = makeJump(tr("next wake-up"), Command::NextWakeUp);
    m_live = new LivePill;
    m_live->setToolTip(tr("Back to what happens now (%1)").arg(keyText(Command::GoLive)));
    connect(m_live, &LivePill::clicked, this, [this] { Q_EMIT commanded(Command::GoLive); });

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 8, 24, 4);
    row->setSpacing(24);
    row->addWidget(makeButtons());
    row->addWidget(captioned(tr("real time"), m_clock));
    row->addWidget(captioned(tr("1 s on screen shows"), m_pace));
    row->addWidget(makeSpeed(), 6);
    row->addWidget(m_nextBlock);
    row->addWidget(m_nextWakeUp);
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

void TransportBar::showFrame(const FramePtr& frame)
{
    const bool any = frame->source != Frame::Source::None;
    const bool paused = frame->mode == Playback::Mode::Paused;
    m_play->setSign(paused ? RoundButton::Sign::Play : RoundButton::Sign::Pause);
    m_play->setAccessibleName(paused ? tr("Play") : tr("Pause"));
    m_play->setEnabled(any);
    m_back->setEnabled(any && frame->moment.events > 0);
    m_forward->setEnabled(any && frame->moment.events < frame->trace.eventCount());
    setWords(m_clock, clockText(frame->state.time));
    showSpeed(frame->speed);
    showJumps(*frame);

    using Source = Frame::Source;
    const bool live = frame->source == Source::Running && frame->mode == Playback::Mode::Live;
    m_live->setLook(live                               ? LivePill::Look::Live
                    : frame->source == Source::Running ? LivePill::Look::Behind
                                                       : LivePill::Look::Over);
    if (const QString words = pillText(*frame); m_live->text() != words) m_live->setText(words);
    m_live->setEnabled(any);
}

void TransportBar::showSpeed(double speed)
{
    setWords(m_pace, timeline::formatDuration(seconds(speed), 3));
    if (m_speed->isSliderDown()) return;
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(speedPosition(speed, speedSteps));
}

void TransportBar::showJumps(const Frame& frame)
{
    const auto ahead = [&](analysis::MarkKind kind) {
        return nextMark(*frame.timeline, frame.moment, kind).has_value();
    };
    m_nextBlock->setEnabled(ahead(analysis::MarkKind::Blocked));
    m_nextWakeUp->setEnabled(ahead(analysis::MarkKind::Woken));
}

} // namespace sluice::widgets
