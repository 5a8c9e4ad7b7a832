#include "scene/signal_stack.h"

#include "scene/code_lines.h"
#include "scene/signal_words.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using state::Activity;
using state::HandlerFrame;

namespace {

constexpr double stackWidth = 222, frameHeight = 40, frameGap = 6, flowLineHeight = 25, stackTitleHeight = 24;
constexpr int mostFlowLines = 7;
constexpr std::size_t mostFrames = 3; ///< handlers; more are counted

} // namespace

SignalStack::SignalStack(Sketch& sketch, const ChannelPicture& picture, const Card& card)
    : m_sketch(sketch), m_picture(picture), m_card(card), m_receiver(processOf(picture.state, card.process))
{}

QRectF SignalStack::code() const { return m_card.annex.adjusted(12, 0, -stackWidth - 18, 0); }

QRectF SignalStack::frame(std::size_t level) const
{
    const QRectF& room = m_card.annex;
    return {room.right() - stackWidth,
            room.bottom() - frameHeight - (frameHeight + frameGap) * static_cast<double>(level), stackWidth,
            frameHeight};
}

QRectF SignalStack::top() const
{
    return frame(std::clamp<std::size_t>(m_receiver.signals.frames.size(), 1, mostFrames));
}

void SignalStack::draw()
{
    if (m_receiver.activity == Activity::Absent || m_receiver.activity == Activity::Ended) return;
    drawCode();
    drawFlowFrame();
    const std::size_t handlers = m_receiver.signals.frames.size();
    for (std::size_t i = 0; i < std::min(handlers, mostFrames); ++i) drawHandler(i);
    m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 2}, Evidence::Probe);
    m_sketch.text({m_card.annex.right() - stackWidth, m_card.annex.top(), stackWidth, stackTitleHeight},
                  handlers > mostFrames ? translated("scene", "stack, %1 handlers").arg(handlers)
                                        : translated("scene", "stack"),
                  ink::quiet);
}

void SignalStack::drawCode()
{
    const auto& signals = m_receiver.signals;
    const auto& sources = m_picture.trace.meta().sources;
    const auto source = sources.find("signal");
    const CodeLines lines =
        source == sources.end() ? CodeLines() : codeAround(source->second, signals.flowLine, mostFlowLines);
    const QRectF place = code();
    m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 1}, Evidence::Probe);
    m_sketch.text({place.left(), place.top(), place.width(), stackTitleHeight},
                  lines.function.isEmpty() ? translated("scene", "normal flow")
                                           : translated("scene", "normal flow, %1()").arg(lines.function),
                  ink::quiet);
    QRectF line(place.left(), place.top() + stackTitleHeight + 4, place.width(), flowLineHeight);
    for (qsizetype i = 0; i < lines.lines.size(); ++i, line.translate(0, flowLineHeight)) {
        const bool current = i == lines.line;
        if (current) drawCut(line);
        QString words = lines.lines[i];
        if (const qsizetype comment = words.indexOf(QLatin1String(" //")); comment > 0) words.truncate(comment);
        const Ink ink{16, current ? 600 : 400, current ? Tone::Text : Tone::Muted, Shape::Face::Mono};
        while (words.size() > 2 && widthOf(words, ink) > line.width() - 12)
            words = words.left(words.size() - 2) + QChar(0x2026); // …
        m_sketch.text(line.adjusted(8, 0, 0, 0), words, ink);
    }
}

/// The line at which the flow is; with a handler on top of it, cut there.
void SignalStack::drawCut(const QRectF& line)
{
    const auto& signals = m_receiver.signals;
    const bool cut = !signals.frames.empty();
    m_sketch.box(line, 5, Tone::Raised);
    m_sketch.box({line.left() - 5, line.top(), 4, line.height()}, 0, cut ? Tone::Signal : Tone::Running);
    if (!cut) return;
    const QRectF handler = frame(1);
    const QPointF from(line.right(), line.center().y()), to(handler.left(), handler.center().y());
    const double x = (from.x() + to.x()) / 2;
    m_sketch.line({{from, QPointF(x, from.y()), QPointF(x, to.y()), to}}, Tone::Signal, 1.5, Pattern::Dotted);
    m_sketch.arrowHead(to, {x, to.y()}, Tone::Signal);
    const double below = line.bottom() > m_card.annex.bottom() - 30 ? -flowLineHeight : 0;
    const QRectF words(code().left(), m_card.annex.bottom() - 22 + below, code().width(), 22);
    const probe::Call call = signals.frames.front().cut;
    const QString where = call == probe::Call::None
                              ? cutWords(m_receiver)
                              : translated("scene", "cut inside %1()").arg(QString::fromUtf8(probe::name(call).data()));
    m_sketch.text(words, where, ink::words.in(Tone::Signal));
}

void SignalStack::drawFlowFrame()
{
    const QRectF place = frame(0);
    const bool runs = m_receiver.signals.frames.empty();
    m_sketch.about({Subject::Kind::Process, m_receiver.id.value, 3}, Evidence::Probe);
    m_sketch.box(place, 8, Tone::Raised, runs ? Tone::Running : Tone::Line, runs ? 2 : 1);
    m_sketch.text(place.adjusted(14, 0, -10, 0), QStringLiteral("main()"),
                  ink::code.in(runs ? Tone::Text : Tone::Muted));
    if (m_receiver.locks == 0) return;
    m_sketch.text(place.adjusted(14, 0, -12, 0), translated("scene", "has the lock"),
                  ink::quiet.in(Tone::Blocked).aligned(Shape::Align::Right));
}

void SignalStack::drawHandler(std::size_t index)
{
    const auto& frames = m_receiver.signals.frames;
    // The newest ones are shown: what runs is always among them.
    const std::size_t skipped = frames.size() > mostFrames ? frames.size() - mostFrames : 0;
    const HandlerFrame& handler = frames[skipped + index];
    const bool runs = skipped + index + 1 == frames.size();
    const bool waits = runs && m_receiver.waitsForItself();
    const QRectF place = frame(index + 1);
    m_sketch.about({Subject::Kind::Process, m_receiver.id.value, static_cast<std::uint32_t>(index + 4)},
                   Evidence::Probe);
    m_sketch.box(place, 8, Tone::Card, Tone::Signal, runs ? 2.5 : 1.5);
    m_sketch.icon({place.left() + 10, place.center().y() - 9, 18, 18},
                  waits ? QStringLiteral("hatch") : QStringLiteral("lightning"), waits ? Tone::Blocked : Tone::Signal);
    const QString name = signalWord(handler.signal);
    const QString value = handler.hasValue ? translated("scene", ", value %1").arg(handler.value) : QString();
    const Ink ink{16, 600, runs ? Tone::Text : Tone::Muted, Shape::Face::Mono};
    const QString words =
        waits ? translated("scene", "wants the lock")
              : fitting({QStringLiteral("handler(%1)").arg(name + value), name + value, name}, ink, place.width() - 46);
    m_sketch.text(place.adjusted(36, 0, -8, 0), words, ink);
}

} // namespace sluice::scene
