#include "scene/traffic.h"

#include "scene/tiles.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice::scene {

using probe::End;
using probe::Transfer;
using state::Activity;
using state::Movement;
using state::ProcessState;

Traffic::Traffic(Sketch& sketch, const ChannelPicture& picture, const Ways& ways, Ends ends)
    : m_sketch(sketch),
      m_picture(picture),
      m_ends(std::move(ends)),
      m_ways(ways),
      m_stream(Stream::of(state::messageRate(picture.state, picture.channel.id), picture.view.stretch))
{}

void Traffic::draw()
{
    for (const Card& card : m_picture.cards) drawHand(card);
    if (m_stream) return drawStreams();
    for (const Movement& movement : m_picture.channel.movements) drawMovement(movement);
}

double Traffic::progress(const Movement& movement) const { return (age(movement) - wait(movement)) / travelSeconds; }

bool Traffic::isComing(ProcessId sender, std::uint32_t message) const
{
    if (streams() || m_picture.view.reducedMotion) return false;
    return std::ranges::any_of(m_picture.channel.movements, [&](const Movement& movement) {
        if (movement.transfer != Transfer::Send || movement.runs.empty()) return false;
        const double part = progress(movement);
        const mechanisms::Run& run = movement.runs.front();
        return part >= 0 && part < 1 && run.sender == sender && run.firstMessage == message;
    });
}

double Traffic::age(const Movement& movement) const
{
    return m_picture.view.ageSeconds(m_picture.state.time, movement.when);
}

double Traffic::wait(const Movement& movement) const
{
    if (movement.transfer != Transfer::Receive || movement.runs.empty()) return 0;
    const auto newest = [](const Movement& each) {
        const mechanisms::Run& run = each.runs.back();
        return std::pair(run.sender, run.firstMessage + run.count);
    };
    double longest = 0;
    for (const Movement& each : m_picture.channel.movements) {
        const bool before = each.transfer == Transfer::Send && each.when <= movement.when && !each.runs.empty();
        if (!before || newest(each) != newest(movement)) continue;
        longest = std::max(longest, travelSeconds - (age(each) - age(movement)));
    }
    return longest;
}

const Card* Traffic::cardOf(ProcessId process) const
{
    const auto found = std::find_if(m_picture.cards.begin(), m_picture.cards.end(),
                                    [&](const Card& card) { return card.process == process; });
    return found == m_picture.cards.end() ? nullptr : &*found;
}

bool Traffic::waitsOn(const ProcessState& process, Transfer direction) const
{
    return process.activity == Activity::Blocked && process.call.channel == m_picture.channel.id
           && probe::transferOf(process.call.call) == direction;
}

void Traffic::drawWays()
{
    const std::size_t before = m_sketch.size();
    drawWays(Waiting::No);
    drawWays(Waiting::Yes); // on top where ways share a stretch
    m_sketch.keepClear(before, m_picture.room, Tone::KernelBox);
}

void Traffic::drawWays(Waiting waiting)
{
    m_sketch.about(about(Subject::Kind::Channel));
    for (const Card& card : m_picture.cards) {
        const ProcessState& process = processOf(m_picture.state, card.process);
        if (process.activity == Activity::Ended) continue;
        const CardRow* writes = card.row(m_picture.channel.id, End::Write);
        if (writes && waitsOn(process, Transfer::Send) == (waiting == Waiting::Yes))
            drawWay(m_sketch, wayIn(card, *writes), waiting == Waiting::Yes);
        const CardRow* reads = card.row(m_picture.channel.id, End::Read);
        if (reads && waitsOn(process, Transfer::Receive) == (waiting == Waiting::Yes))
            drawWay(m_sketch, wayOut(card, *reads), waiting == Waiting::Yes);
    }
}

Way Traffic::wayIn(const Card& card, const CardRow& row) const
{
    return m_ways.in(card, row, m_ends.into(processOf(m_picture.state, card.process)), Ways::Reach::Edge);
}
Way Traffic::wayOut(const Card& card, const CardRow& row) const
{
    return m_ways.out(card, row, m_ends.from, Ways::Reach::Edge);
}

/// What a process has in its hand at the descriptor: the message it writes, or its open hand.
void Traffic::drawHand(const Card& card)
{
    const ProcessState& process = processOf(m_picture.state, card.process);
    const state::CallState& call = process.call;
    if (!call.running || call.channel != m_picture.channel.id || process.activity == Activity::Ended) return;
    const CardRow* row = card.row(m_picture.channel.id, call.fd);
    if (!row || !row->open) return;
    const QPointF place(row->rect.right() - tokenSize.width() / 2 - 2, row->rect.center().y());
    const bool waits = process.activity == Activity::Blocked;
    if (m_stream && !waits) return; // single messages cannot be told apart
    if (probe::transferOf(call.call) == Transfer::Send && call.moved < call.size) {
        drawToken(m_sketch,
                  {call.message, call.message == 0 ? QString() : QStringLiteral("m%1").arg(call.message),
                   call.size - call.moved, dataTone(m_picture.trace, process.id), waits, 1},
                  place);
        if (waits) drawGate(card, *row);
    } else if (probe::transferOf(call.call) == Transfer::Receive && waits) {
        const QRectF hand(place - QPointF(tokenSize.width() / 2, tokenSize.height() / 2), tokenSize);
        m_sketch.about(about(Subject::Kind::Gate));
        m_sketch.box(hand, 7, Tone::None, Tone::Blocked, 2).pattern = Pattern::Dotted;
        m_sketch.text(hand, m_ends.wanted, Ink{16, 600, Tone::Blocked, Shape::Face::Words, Shape::Align::Center});
    }
}

/// The closed gate stands on the card's edge, where the way leaves it.
void Traffic::drawGate(const Card& card, const CardRow& row)
{
    m_sketch.about(about(Subject::Kind::Gate));
    const double y = row.rect.center().y();
    m_sketch.box({card.rect.right() - 4, y - 18, 8, 36}, 3, Tone::Blocked);
}

void Traffic::drawMovement(const Movement& movement)
{
    const double part = progress(movement);
    const Card* card = cardOf(movement.process);
    if (part < 0 || part >= 1 || !card || movement.runs.empty() || m_picture.view.reducedMotion) return;
    const bool sends = movement.transfer == Transfer::Send;
    const CardRow* row = card->row(m_picture.channel.id, sends ? End::Write : End::Read);
    if (!row) return;
    const Way way = sends ? m_ways.in(*card, *row, movement.slot, Ways::Reach::Slot)
                          : m_ways.out(*card, *row, movement.slot, Ways::Reach::Slot);
    const Ink label{16, 650, Tone::OnData, Shape::Face::Mono};
    Token token;
    token.message = movement.runs.front().firstMessage;
    token.label = messageWords(movement.runs, label, tokenSize.width() - 16);
    token.bytes = movement.bytes;
    token.tone = dataTone(m_picture.trace, movement.runs.front().sender);
    QPointF center = way.at(eased(part) * way.length());
    const double half = tokenSize.width() / 2 + 2; // whole on the stage where the way runs along its edge
    center.setX(std::clamp(center.x(), half, stageSize.width() - half));
    m_sketch.onTop([&] { drawToken(m_sketch, token, center); }); // above its neighbours' boxes, too
}

void Traffic::drawStreams()
{
    m_sketch.about(about(Subject::Kind::Stream));
    for (const Card& card : m_picture.cards) {
        const ProcessState& process = processOf(m_picture.state, card.process);
        const Tone tone = dataTone(m_picture.trace, process.id);
        if (const CardRow* row = card.row(m_picture.channel.id, End::Write); row && process.sent > 0)
            drawStream(m_sketch, wayIn(card, *row), *m_stream, process.sent, tone);
        if (const CardRow* row = card.row(m_picture.channel.id, End::Read); row && process.received > 0)
            drawStream(m_sketch, wayOut(card, *row), *m_stream, process.received, Tone::Data);
    }
    const QRectF& room = m_picture.room;
    const Ink words{17, 600, Tone::Data, Shape::Face::Words, Shape::Align::Center};
    const double width = widthOf(m_stream->words(), words) + 24;
    const QRectF plate(room.left() + 0.37 * room.width(), room.top() + 7, width, headHeight - 10);
    m_sketch.box(plate, 6, Tone::KernelBox); // ways pass behind it
    m_sketch.text(plate, m_stream->words(), words);
}

} // namespace sluice::scene
