#include "scene/cards.h"

#include "scenario/setting_table.h"
#include "scene/access_words.h"
#include "scene/card_words.h"
#include "scene/held_words.h"
#include "scene/tiles.h"
#include "words/words.h"

#include <algorithm>
#include <array>

namespace sluice::scene {

using state::Activity;
using state::Descriptor;
using state::ProcessState;

namespace {

constexpr double cardPadding = 18;
constexpr double chipHeight = 30;
constexpr double callHeight = 38;
constexpr double descriptorRowHeight = 32;
constexpr double descriptorRowGap = 4;
constexpr double cardHeadHeight = 14 + 32 + 6 + chipHeight + 10 + callHeight + 10; // all above the table
constexpr std::size_t maxRows = 4;
constexpr std::size_t roomyRows = 2; ///< rows that a card has room for beside stdin, stdout and stderr

std::vector<const Descriptor*> leading(const ProcessState& process)
{
    std::vector<const Descriptor*> found;
    for (const Descriptor& descriptor : process.descriptors) {
        if (descriptor.channel.value != 0) found.push_back(&descriptor);
    }
    // A card has room for two; what has been closed makes way for what is open.
    for (auto each = found.begin(); each != found.end() && found.size() > roomyRows;)
        each = (*each)->open ? each + 1 : found.erase(each);
    return found;
}

Subject subjectOf(const ProcessState& process, Subject::Kind kind, std::uint32_t sub = 0)
{
    return {kind, process.id.value, sub};
}

Tone frameTone(const ProcessState& process)
{
    if (process.activity == Activity::Blocked) return Tone::Blocked;
    if (process.activity == Activity::Handling) return Tone::Signal;
    const bool stands = process.activity == Activity::Held || process.activity == Activity::Stopped;
    return stands ? Tone::Dead : Tone::Line;
}

void drawFrame(Sketch& sketch, const Card& card, const ProcessState& process)
{
    sketch.about(subjectOf(process, Subject::Kind::Process), Evidence::Probe);
    const bool lit = frameTone(process) != Tone::Line;
    Shape& frame = sketch.box(card.frame, 14, Tone::Card, frameTone(process), lit ? 2 : 1);
    if (process.activity == Activity::Held || process.activity == Activity::Stopped
        || process.activity == Activity::Absent)
        frame.pattern = Pattern::Dotted;
    if (process.activity == Activity::Ended) frame.fill = Tone::Raised;
}

/// Where the table of descriptors was: a process that has ended has none.
void drawGone(Sketch& sketch, const Card& card, const ProcessState& process)
{
    sketch.about(subjectOf(process, Subject::Kind::Process), Evidence::Probe);
    const QRectF room(card.rect.left() + cardPadding, card.rect.top() + cardHeadHeight,
                      card.rect.width() - 2 * cardPadding,
                      card.frame.bottom() - cardPadding - card.rect.top() - cardHeadHeight);
    const double side = std::min(76.0, room.height());
    sketch.box({room.left() + 8, room.center().y() - side / 2, 76, side}, 0, Tone::Dead).pattern = Pattern::Crossed;
    sketch.text(room.adjusted(104, 0, 0, 0),
                fitting({translated("scene", "the kernel has closed its descriptors"),
                         translated("scene", "descriptors closed"), translated("scene", "closed")},
                        ink::quiet, room.width() - 104),
                ink::quiet);
}

void drawNameLine(Sketch& sketch, const Card& card, const ProcessState& process)
{
    const QRectF line(card.rect.left() + cardPadding, card.rect.top() + 14, card.rect.width() - 2 * cardPadding, 32);
    const bool gone = process.activity == Activity::Ended || process.activity == Activity::Absent;
    sketch.about(subjectOf(process, Subject::Kind::Process), Evidence::Probe);
    const QString pid = QStringLiteral("pid %1").arg(process.pid);
    const double nameWidth = line.width() - (process.pid != 0 ? widthOf(pid, ink::number) + 12 : 0);
    QString name = card.name;
    while (name.size() > 2 && widthOf(name, ink::name) > nameWidth)
        name = name.left(name.size() - 2) + QChar(0x2026); // …
    sketch.text(line, name, ink::name.in(gone ? Tone::Muted : Tone::Text));
    if (process.pid != 0) sketch.text(line, pid, ink::number.aligned(Shape::Align::Right));
}

QString counted(const ProcessState& process)
{
    if (process.sent != 0 && process.received != 0)
        return translated("scene", "%1 sent, %2 received").arg(grouped(process.sent), grouped(process.received));
    if (process.sent != 0) return translated("scene", "%1 sent").arg(grouped(process.sent));
    if (process.received != 0) return translated("scene", "%1 received").arg(grouped(process.received));
    return {};
}

/// The right end of the chip's line: for a button that is not part of the picture.
QRectF buttonPlace(const Card& card)
{
    constexpr double width = 116;
    return {card.rect.right() - cardPadding - width, card.rect.top() + 52, width, chipHeight};
}

void drawChip(Sketch& sketch, const Card& card, const ProcessState& process, CardButton button)
{
    const ActivitySign sign = signOf(process);
    const Ink words = Ink{16, 600, sign.tone == Tone::Dead ? Tone::Muted : sign.tone};
    const double iconRoom = sign.icon.isEmpty() ? 0 : 24;
    const double end = button == CardButton::LetGo ? buttonPlace(card).left() - 8 : card.rect.right() - cardPadding;
    const QString said =
        fitting({sign.words, sign.shorter}, words, end - card.rect.left() - cardPadding - iconRoom - 26);
    const QRectF chip(card.rect.left() + cardPadding, card.rect.top() + 52, widthOf(said, words) + iconRoom + 26,
                      chipHeight);
    sketch.about(subjectOf(process, Subject::Kind::ProcessState), process.activityEvidence);
    sketch.box(chip, chipHeight / 2, sign.tone).opacity = 0.06;
    sketch.box(chip, chipHeight / 2, Tone::None, sign.tone, 1.5);
    if (!sign.icon.isEmpty()) sketch.icon({chip.left() + 13, chip.center().y() - 8, 16, 16}, sign.icon, sign.tone);
    sketch.text(chip.adjusted(13 + iconRoom, 0, -10, 0), said, words);
    if (button == CardButton::LetGo) {
        sketch.about(subjectOf(process, Subject::Kind::LetGo), Evidence::Probe);
        sketch.box(buttonPlace(card), 8, Tone::None);
        return;
    }

    const QString count = counted(process);
    const QRectF rest(chip.right() + 12, chip.top(), card.rect.right() - cardPadding - chip.right() - 12, chipHeight);
    if (count.isEmpty() || widthOf(count, ink::number) > rest.width()) return;
    sketch.about(subjectOf(process, Subject::Kind::Process), Evidence::Derived);
    sketch.text(rest, count, ink::number.aligned(Shape::Align::Right));
}

/// Where the kernel says that the process sleeps, behind the call, if there is room.
void drawWaitChannel(Sketch& sketch, const QRectF& room, const ProcessState& process, const trace::TraceView& trace)
{
    const std::string& name = trace.string(process.kernel.waitChannel);
    if (process.activity != Activity::Blocked || process.kernel.stateLetter == 0 || name.empty() || name == "0") return;
    const QString place = QString::fromStdString(name);
    const Ink ink = Ink{16, 400, Tone::Blocked, Shape::Face::Mono, Shape::Align::Right};
    const QString words = fitting({translated("scene", "in %1").arg(place), place}, ink, room.width());
    if (widthOf(words, ink) > room.width()) return;
    sketch.about(subjectOf(process, Subject::Kind::ProcessCall), Evidence::Kernel);
    sketch.text(room, words, ink);
}

QString channelName(const trace::TraceView& trace, ChannelId channel)
{
    const auto& specs = trace.meta().scenario.channels;
    return channel.value > 0 && channel.value <= specs.size() ? shown(specs[channel.value - 1U].name) : QString();
}

/// The words of the command that a process becomes: one of its role's choices.
QString commandOf(const ProcessState& process, const trace::TraceView& trace)
{
    const auto& scenario = trace.meta().scenario;
    const scenario::SettingTable table(scenario);
    const int index = table.indexOf(scenario.processes.at(process.id.value - 1U).role + ".command");
    if (index < 0) return {};
    const auto& choices = table[static_cast<std::size_t>(index)].choices;
    if (process.call.size >= choices.size()) return {};
    return fromView(choices[process.call.size]);
}

/// What its call is about, by name.
QString objectOf(const ProcessState& process, const trace::TraceView& trace)
{
    const state::CallState& call = process.call;
    if (call.call == probe::Call::Execve) return commandOf(process, trace);
    const auto& workers = trace.meta().scenario.processes;
    if (probe::sendsSignal(call.call))
        return call.fd > 0 && call.fd <= workers.size() ? shown(workers[call.fd - 1].name) : QString();
    return channelName(trace, call.channel);
}

void drawCall(Sketch& sketch, const Card& card, const ProcessState& process, const state::SystemState& state,
              const trace::TraceView& trace)
{
    const QRectF box(card.rect.left() + cardPadding, card.rect.top() + 52 + chipHeight + 10,
                     card.rect.width() - 2 * cardPadding, callHeight);
    sketch.about(subjectOf(process, Subject::Kind::ProcessCall),
                 !process.isProgram() ? Evidence::Probe : Evidence::Kernel);
    sketch.box(box, 8, Tone::Background, Tone::Line);
    CallWords words = wordsOf(process.call, objectOf(process, trace));
    const QRectF inside = box.adjusted(12, 0, -8, 0);
    if (process.activity == Activity::Held && !process.isProgram()) {
        const auto [full, shorter, shortest] = heldWords(process, state, trace);
        if (!full.isEmpty()) {
            sketch.text(inside, fitting({full, shorter, shortest}, ink::code, inside.width()), ink::code);
            return;
        }
    }
    if (const AccessWords access = accessOf(process, state, trace); !access.words.isEmpty()) {
        const Ink code = ink::code.in(access.now ? Tone::Text : Tone::Muted);
        sketch.text(inside, fitting({access.words, access.shorter}, code, inside.width()), code);
        return;
    }
    if (words.full.isEmpty()) {
        sketch.text(inside,
                    process.isProgram()              ? translated("scene", "runs its own code")
                    : process.signals.frames.empty() ? translated("scene", "no call yet")
                                                     : translated("scene", "no call in the handler yet"),
                    ink::quiet);
        return;
    }
    const bool past = !process.call.running;
    Ink code = ink::code.in(past ? Tone::Muted : Tone::Text);
    if (widthOf(words.shorter + words.result, code) > inside.width()) code.size = 16;
    if (widthOf(words.name + words.result, code) > inside.width()) words.result = QLatin1Char(' ') + words.error;
    const QString call = fitting({words.full, words.shorter, words.shortest, words.name}, code,
                                 inside.width() - widthOf(words.result, code));
    sketch.text(inside, call, code);
    if (words.result.isEmpty())
        return drawWaitChannel(sketch, inside.adjusted(widthOf(call, code) + 16, 0, 0, 0), process, trace);
    const Tone tone = words.failed ? Tone::Signal : Tone::Text;
    sketch.text(inside.adjusted(widthOf(call, code), 0, 0, 0), words.result, code.in(tone));
}

/// The square with a descriptor's number.
void drawNumber(Sketch& sketch, const QRectF& square, std::uint32_t fd, Tone tone)
{
    sketch.box(square, 6, Tone::Raised, Tone::Line);
    sketch.text(square, QString::number(fd), ink::number.in(tone).aligned(Shape::Align::Center));
}

void drawStandardRow(Sketch& sketch, const Card& card, const ProcessState& process, double top)
{
    sketch.about(subjectOf(process, Subject::Kind::Descriptor), Evidence::Probe);
    double x = card.rect.left() + cardPadding;
    QStringList names;
    constexpr std::array known{"stdin", "stdout", "stderr"};
    for (std::uint32_t fd = 0; fd < known.size(); ++fd) {
        const auto leadsToChannel = [&](const CardRow& row) { return row.fd == fd && row.open; };
        if (std::ranges::any_of(card.rows, leadsToChannel)) continue; // it has a row of its own
        drawNumber(sketch, {x, top + 2, 34, descriptorRowHeight - 4}, fd, Tone::Muted);
        names << QLatin1String(known.at(fd));
        x += 38;
    }
    sketch.text({x + 8, top, card.rect.right() - cardPadding - x - 8, descriptorRowHeight},
                fitting({names.join(QStringLiteral(", ")), translated("scene", "standard")}, ink::quiet,
                        card.rect.right() - cardPadding - x - 8),
                ink::quiet);
}

QString endName(probe::End end)
{
    switch (end) {
    case probe::End::Read: return translated("scene", "read end");
    case probe::End::Write: return translated("scene", "write end");
    case probe::End::Both: return translated("scene", "both ways");
    case probe::End::Listen: return translated("scene", "listening");
    case probe::End::None: break;
    }
    return translated("scene", "descriptor");
}

/// What a descriptor leads to, longest wording first.
std::array<QString, 3> rowWords(const CardRow& row, const QString& channel, const mechanisms::Mechanism* mechanism)
{
    const std::string_view kind = mechanism ? mechanism->kind : std::string_view();
    if (kind == "shell" && row.fd < 2) {
        const QString name = row.fd == 0 ? QStringLiteral("stdin") : QStringLiteral("stdout");
        return {name + QStringLiteral(": ") + channel + QStringLiteral(", ") + endName(row.end),
                name + QStringLiteral(": ") + channel, name};
    }
    if (!mechanism || mechanism->family != "socket")
        return {channel + QStringLiteral(", ") + endName(row.end), endName(row.end), endName(row.end)};
    const QString address = QStringLiteral("127.0.0.1:%1"), port = QStringLiteral(":%1");
    if (row.end == probe::End::Listen && row.port != 0)
        return {translated("scene", "listens on %1").arg(address.arg(row.port)),
                translated("scene", "listens on %1").arg(port.arg(row.port)), translated("scene", "listens")};
    if (row.end == probe::End::Listen)
        return {translated("scene", "listening socket"), translated("scene", "listens"), {}};
    if (row.end == probe::End::Both)
        return {translated("scene", "the open file"), translated("scene", "open file"), translated("scene", "file")};
    if (row.end == probe::End::Write && (kind == "pair" || kind == "descriptor"))
        return {translated("scene", "first socket of the pair"), translated("scene", "first socket"),
                translated("scene", "first")};
    if (row.end == probe::End::Read && (kind == "pair" || kind == "descriptor"))
        return {translated("scene", "second socket of the pair"), translated("scene", "second socket"),
                translated("scene", "second")};
    if (row.end == probe::End::None)
        return {translated("scene", "socket, not connected"), translated("scene", "socket"), {}};
    if (row.peerPort == 0)
        return {translated("scene", "socket, connected"), translated("scene", "connected"),
                translated("scene", "socket")};
    return {address.arg(row.port) + QStringLiteral(" → ") + address.arg(row.peerPort),
            port.arg(row.port) + QStringLiteral(" → ") + port.arg(row.peerPort), port.arg(row.port)};
}

void drawRow(Sketch& sketch, const CardRow& row, const ProcessState& process, const QString& channel,
             const mechanisms::Mechanism* mechanism)
{
    sketch.about(subjectOf(process, Subject::Kind::Descriptor, row.fd), Evidence::Probe);
    const Tone tone = row.open ? Tone::Text : Tone::Muted;
    drawNumber(sketch, {row.rect.left(), row.rect.top() + 2, 34, row.rect.height() - 4}, row.fd, tone);
    const QRectF place = row.rect.adjusted(46, 0, 0, 0);
    const auto [longest, shorter, shortest] = rowWords(row, channel, mechanism);
    const double room = place.width() - tokenSize.width() - 10; // where a message may lie in its hand
    QString words = fitting({longest, shorter, shortest}, ink::words, room);
    const bool inHand = process.call.running && process.call.channel == row.channel && process.call.fd == row.fd;
    if (inHand && widthOf(words, ink::words) > room) words.clear(); // on a narrow card
    sketch.text(place, words, ink::words.in(tone));
    if (row.open) return;
    const double y = place.center().y();
    sketch.line({{QPointF(row.rect.left(), y), QPointF(place.left() + widthOf(words, ink::words), y)}}, Tone::Dead,
                1.5);
    sketch.text(place.adjusted(widthOf(words, ink::words) + 10, 0, 0, 0), translated("scene", "closed"), ink::quiet);
}

} // namespace

const CardRow* Card::row(ChannelId channel, probe::End end) const
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const CardRow& row) {
        return row.channel == channel && row.open && (row.end == end || row.end == probe::End::Both);
    });
    return found == rows.end() ? nullptr : &*found;
}

const CardRow* Card::row(ChannelId channel, std::uint32_t fd) const
{
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const CardRow& row) { return row.channel == channel && row.fd == fd; });
    return found == rows.end() ? nullptr : &*found;
}

Card layOutCard(const ProcessState& process, const QString& name, const QRectF& room, const QRectF& frame, bool table)
{
    Card card{process.id, name, room, {}, {}, {}, room.right() + 22};
    card.table = table;
    if (!table) {
        card.standard = false;
        card.rect.setBottom(room.top() + cardHeadHeight + 6);
        card.frame = frame.height() > card.rect.height() ? card.rect.united(frame) : card.rect;
        if (card.frame.bottom() > card.rect.bottom())
            card.annex = {room.left() + cardPadding, card.rect.bottom(), room.width() - 2 * cardPadding,
                          card.frame.bottom() - cardPadding - card.rect.bottom()};
        return card;
    }
    const std::vector<const Descriptor*> shown = leading(process);
    card.standard = shown.size() <= roomyRows;
    double y = room.top() + cardHeadHeight
               + (card.standard ? descriptorRowHeight + descriptorRowGap : 0); // below stdin, stdout, stderr
    for (const Descriptor* descriptor : shown) {
        if (card.rows.size() == maxRows) break;
        card.rows.push_back({descriptor->fd,
                             descriptor->channel,
                             descriptor->open,
                             descriptor->end,
                             {room.left() + cardPadding, y, room.width() - 2 * cardPadding, descriptorRowHeight},
                             descriptor->port,
                             descriptor->peerPort});
        y += descriptorRowHeight + descriptorRowGap;
    }
    card.rect.setBottom(y - descriptorRowGap + cardPadding - 4);
    card.frame = card.rect.united(frame);
    if (frame.right() > card.rect.right())
        card.annex = {card.rect.right(), frame.top() + cardPadding, frame.right() - cardPadding - card.rect.right(),
                      card.frame.height() - 2 * cardPadding};
    return card;
}

void drawCard(Sketch& sketch, const Card& card, const state::SystemState& state, const trace::TraceView& trace,
              const std::vector<QString>& channelNames, CardButton button)
{
    const ProcessState& process = state.processes.at(card.process.value);
    drawFrame(sketch, card, process);
    drawNameLine(sketch, card, process);
    drawChip(sketch, card, process, button);
    if (process.activity == Activity::Absent) return;
    drawCall(sketch, card, process, state, trace);
    if (!card.table) return;
    if (process.activity == Activity::Ended) return drawGone(sketch, card, process);
    if (card.standard) drawStandardRow(sketch, card, process, card.rect.top() + cardHeadHeight);
    for (const CardRow& row : card.rows) {
        const auto index = static_cast<std::size_t>(row.channel.value);
        if (index < channelNames.size()) // a file may claim anything
            drawRow(sketch, row, process, channelNames[index], &mechanismOf(trace.meta().scenario, row.channel));
        else drawRow(sketch, row, process, QString(), nullptr);
    }
}

} // namespace sluice::scene
