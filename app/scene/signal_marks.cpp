#include "scene/signal_marks.h"

#include "words/words.h"

#include <algorithm>
#include <csignal>

namespace sluice::scene {

namespace {

constexpr QSizeF tokenOf{104, 28};
constexpr std::size_t shownFates = 5;
constexpr double fateGap = 5;

bool isGone(const SentSignal& sent)
{
    return sent.fate == Fate::Merged || sent.fate == Fate::Ignored || sent.fate == Fate::Refused
           || sent.fate == Fate::Cancelled;
}

/// Several real-time signals, oldest first, each with its value.
void drawWaiting(Sketch& sketch, const QRectF& place, const std::vector<const SentSignal*>& waiting)
{
    constexpr double gap = 3;
    constexpr std::size_t most = 5;
    sketch.box(place, 7, Tone::Background, Tone::Signal, 1.5);
    const std::size_t shown = std::min(waiting.size(), waiting.size() > most ? most - 2 : most);
    const double width = (place.width() - 6 - gap * (most - 1)) / most;
    const Ink ink{16, 650, Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
    QRectF tile(place.left() + 3, place.top() + 3, width, place.height() - 6);
    for (std::size_t i = 0; i < shown; ++i, tile.translate(width + gap, 0)) {
        sketch.box(tile, 5, Tone::Signal);
        const QString value = QString::number(waiting[i]->value);
        if (waiting[i]->how == probe::Call::Sigqueue && widthOf(value, ink) <= width) sketch.text(tile, value, ink);
    }
    if (shown == waiting.size()) return;
    tile.setRight(place.right() - 3);
    sketch.text(tile, QStringLiteral("+%1").arg(waiting.size() - shown), ink.in(Tone::Text));
}

void drawSignalToken(Sketch& sketch, const SentSignal& sent, QPointF center, bool thrownAway)
{
    const QRectF rect(center - QPointF(tokenOf.width() / 2, tokenOf.height() / 2), tokenOf);
    sketch.about({Subject::Kind::Message, sent.number}, Evidence::Derived);
    Shape& box =
        sketch.box(rect, 7, thrownAway ? Tone::Background : Tone::Signal, thrownAway ? Tone::Dead : Tone::None, 1.5);
    if (thrownAway) box.pattern = Pattern::Dotted;
    const Ink words{16, 650, thrownAway ? Tone::Muted : Tone::OnData, Shape::Face::Mono, Shape::Align::Center};
    sketch.text(rect, fitting({signalWord(sent.signal), shortSignalWord(sent.signal)}, words, rect.width() - 8), words);
}

} // namespace

std::vector<const SentSignal*> pendingOf(const SignalState& signals, int signal)
{
    std::vector<const SentSignal*> found;
    for (const SentSignal& each : signals.waiting)
        if (each.fate == Fate::Pending && each.signal == signal) found.push_back(&each);
    return found;
}

void drawPendingMark(Sketch& sketch, const QRectF& place, const std::vector<const SentSignal*>& waiting)
{
    if (waiting.size() > 1) return drawWaiting(sketch, place, waiting);
    const bool set = !waiting.empty();
    sketch.box(place, 7, set ? Tone::Signal : Tone::Background, set ? Tone::None : Tone::Line);
    const Ink bit{16, set ? 650 : 400, set ? Tone::OnData : Tone::Muted, Shape::Face::Mono, Shape::Align::Center};
    sketch.text(place, set ? QStringLiteral("1") : QStringLiteral("0"), bit);
}

void drawBlockedMark(Sketch& sketch, const QRectF& place, const SignalState& signals, int signal)
{
    const bool blocked = signals.has(SignalSet::Blocked, signal);
    const bool refused = (signals.refused & probe::bitOf(signal)) != 0;
    const Tone edge = blocked ? Tone::Blocked : refused ? Tone::Signal : Tone::Line;
    Shape& box = sketch.box(place, 7, blocked ? Tone::Blocked : Tone::Background, edge, blocked || refused ? 2 : 1);
    if (blocked) box.pattern = Pattern::Hatched;
    else if (refused) box.pattern = Pattern::Dotted;
    if (blocked)
        sketch.box(QRectF(place.center().x() - 14, place.top() + 3, 28, place.height() - 6), 5, Tone::Background);
    const bool never = signal == SIGKILL || signal == SIGSTOP;
    sketch.text(place,
                blocked   ? QStringLiteral("1")
                : refused ? translated("scene", "refused")
                : never   ? translated("scene", "never")
                          : QStringLiteral("0"),
                Ink{16, blocked || refused ? 650 : 400, blocked || refused ? Tone::Text : Tone::Muted,
                    Shape::Face::Mono, Shape::Align::Center});
}

void drawFate(Sketch& sketch, const SentSignal& sent, const QRectF& place)
{
    sketch.about({Subject::Kind::Arrow, sent.number, sent.sender.value});
    const bool filled = sent.fate == Fate::Delivered || sent.fate == Fate::UnderWay;
    const bool gone = isGone(sent);
    const Tone edge = filled                       ? Tone::None
                      : gone                       ? Tone::Dead
                      : sent.fate == Fate::Pending ? Tone::Blocked
                                                   : Tone::Signal;
    Shape& box =
        sketch.box(place, 6, filled ? Tone::Signal : Tone::Background, edge, sent.fate == Fate::Acted ? 3 : 1.5);
    if (sent.fate == Fate::Merged) box.pattern = Pattern::Dotted;
    if (sent.fate == Fate::Pending) {
        box.fill = Tone::Blocked;
        box.pattern = Pattern::Hatched;
        sketch.box(place.adjusted(5, 3, -5, -3), 4, Tone::Background);
    }
    const Ink ink{16, 600,
                  filled ? Tone::OnData
                  : gone ? Tone::Muted
                         : Tone::Text,
                  Shape::Face::Mono, Shape::Align::Center};
    sketch.text(place, shortSignalWord(sent.signal), ink);
    if (gone && sent.fate != Fate::Merged)
        sketch.line({{place.bottomLeft() + QPointF(5, -3), place.topRight() + QPointF(-5, 3)}}, Tone::Dead, 2);
}

std::vector<const SentSignal*> lastSentTo(const SignalState& signals)
{
    std::vector<const SentSignal*> all;
    for (const SentSignal& each : signals.decided) all.push_back(&each);
    for (const SentSignal& each : signals.waiting) all.push_back(&each);
    std::ranges::stable_sort(all, {}, [](const SentSignal* each) { return each->sent; });
    if (all.size() > shownFates) all.erase(all.begin(), all.end() - shownFates);
    return all;
}

void drawFates(Sketch& sketch, const std::vector<const SentSignal*>& signals, const QRectF& place)
{
    const double width = (place.width() - fateGap * (shownFates - 1)) / shownFates;
    QRectF one(place.left(), place.top(), width, place.height());
    for (const SentSignal* each : signals) {
        drawFate(sketch, *each, one);
        one.translate(width + fateGap, 0);
    }
}

void drawTravelling(Sketch& sketch, const ChannelPicture& picture, const SignalState& signals, const SignalWays& ways)
{
    if (picture.view.reducedMotion) return;
    const auto partOf = [&](TraceTime when) {
        return picture.view.ageSeconds(picture.state.time, when) / travelSeconds;
    };
    const auto draw = [&](const SentSignal& sent, const Way& way, double part) {
        drawSignalToken(sketch, sent, way.at(eased(part) * way.length()), isGone(sent));
    };
    for (const SentSignal& sent : signals.decided) {
        const double part = partOf(sent.decided);
        if (part < 0 || part >= 1) continue;
        if (sent.fate == Fate::Delivered) draw(sent, ways.up(sent), part);
        else if (const Card* from = cardOf(picture, sent.sender)) draw(sent, ways.in(*from, sent), part);
    }
    if (signals.waiting.empty()) return; // the newest that has just become pending is still seen coming
    const SentSignal& sent = signals.waiting.back();
    const double part = partOf(sent.sent);
    const Card* from = cardOf(picture, sent.sender);
    if (from && part >= 0 && part < 1) draw(sent, ways.in(*from, sent), part);
}

const Card* cardOf(const ChannelPicture& picture, ProcessId process)
{
    const auto found = std::ranges::find(picture.cards, process, &Card::process);
    return found == picture.cards.end() ? nullptr : &*found;
}

} // namespace sluice::scene
