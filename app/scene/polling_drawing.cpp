#include "scene/channel_box.h"

#include "scene/duration.h"
#include "words/words.h"

#include <array>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;
using probe::PollOutcome;

namespace {

constexpr double codeHeight = 18.5;
constexpr std::size_t mostCodeLines = 5;

/// The instructions of one function in what objdump(1) has printed, without what fills up to the next one.
QStringList instructionsOf(const std::string& listing, const QString& function)
{
    QStringList found;
    bool inside = false;
    for (const QString& line : QString::fromStdString(listing).split(QLatin1Char('\n'))) {
        if (line.endsWith(QLatin1String(">:"))) {
            inside = line.contains(QStringLiteral("::") + function + QLatin1Char('('));
            continue;
        }
        if (!inside || !line.contains(QLatin1Char('\t'))) continue;
        QString instruction = line.section(QLatin1Char('\t'), 1).section(QLatin1Char('<'), 0, 0).trimmed();
        if (instruction.contains(QLatin1String("nop"))) continue;
        found << line.section(QLatin1Char(':'), 0, 0).trimmed() + QStringLiteral(": ") + instruction.simplified();
    }
    return found;
}

/// The loop of one function in the C++ that stands before it there.
QString loopOf(const std::string& listing, const QString& function)
{
    bool inside = false;
    for (const QString& line : QString::fromStdString(listing).split(QLatin1Char('\n'))) {
        inside = inside || line.startsWith(QStringLiteral("void ") + function + QLatin1Char('('));
        if (inside && line.contains(QLatin1String("while")))
            return line.trimmed().remove(QStringLiteral("std::memory_order_"));
    }
    return {};
}

/// Draws three ways to poll one variable, as C++ and as the machine code that was made of it. Lives as long as one
/// drawPolling().
class PollingDrawing
{
public:
    PollingDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& memory)
        : m_sketch(sketch), m_picture(picture), m_memory(memory)
    {}

    void draw()
    {
        BoxHead head;
        head.about = translated("scene", "g++ -O2 -fno-finite-loops, and the object file as objdump has it");
        drawBox(m_sketch, m_picture, head);
        drawNote(m_sketch, m_picture, note());
        for (std::size_t way = 0; way < names.size(); ++way) drawWay(way);
        drawVariable();
    }

private:
    static constexpr std::array names{"plain int", "volatile int", "std::atomic<int>"};
    static constexpr std::array functions{"pollPlain", "pollVolatile", "pollAtomic"};

    [[nodiscard]] const SharedMemory::Figure* outcome(std::size_t way) const
    {
        return m_memory.newest(Figure::Polls, static_cast<std::uint16_t>(way));
    }
    [[nodiscard]] static bool is(const SharedMemory::Figure* figure, PollOutcome outcome)
    {
        return figure && figure->value == static_cast<std::int64_t>(outcome);
    }

    [[nodiscard]] Note note() const
    {
        const bool plain = is(outcome(0), PollOutcome::TimedOut);
        const bool set = flagSet();
        if (is(outcome(0), PollOutcome::Waiting) && set)
            return {
                QStringLiteral("hatch"),
                translated("scene", "The variable is 1, and the loop does not see it: the load was moved out of it"),
                Tone::Signal};
        if (plain && is(outcome(2), PollOutcome::Woken))
            return {QStringLiteral("check"),
                    translated("scene",
                               "Atomic is the cure: the load stays, and what was written before the flag is seen "
                               "too. Volatile promises only the load"),
                    Tone::Running};
        if (plain)
            return {QStringLiteral("cross"), translated("scene", "The plain loop never saw it: a timer has ended it"),
                    Tone::Signal};
        return {};
    }

    [[nodiscard]] bool flagSet() const
    {
        const SharedMemory::Figure* latest = nullptr;
        for (std::size_t way = 0; way < names.size(); ++way)
            if (const auto* each = outcome(way); each && (!latest || each->when > latest->when)) latest = each;
        return latest && !m_memory.touched.empty() && m_memory.touched.back().when > latest->when;
    }

    void drawWay(std::size_t way)
    {
        const QRectF& room = m_picture.room;
        const double width = (room.width() - 36 - 28) / 3;
        const QRectF place(room.left() + 18 + static_cast<double>(way) * (width + 14), room.top() + headHeight - 2,
                           width, 148);
        const auto* now = outcome(way);
        const bool polls = is(now, PollOutcome::Waiting);
        m_sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(way)}, Evidence::Probe);
        m_sketch.box(place, 10, Tone::Background, polls ? Tone::Action : Tone::Line, polls ? 2 : 1);
        const QRectF top = place.adjusted(14, 2, -14, -place.height() + 30);
        m_sketch.text(top, QLatin1String(names.at(way)), ink::strong);
        const auto [words, tone] = outcomeWords(way);
        m_sketch.text(top, words, Ink{16, 600, tone, Shape::Face::Words, Shape::Align::Right});
        const auto listing = m_picture.trace.meta().sources.find("polling.listing");
        if (listing == m_picture.trace.meta().sources.end()) return;
        const QStringList lines = instructionsOf(listing->second, QLatin1String(functions.at(way)));
        const double rows =
            static_cast<double>(std::min<std::size_t>(mostCodeLines, static_cast<std::size_t>(lines.size())));
        double y = place.top() + 30;
        m_sketch.text({place.left() + 14, y, width - 28, 22}, loopOf(listing->second, QLatin1String(functions.at(way))),
                      ink::code);
        y += 22;
        for (qsizetype i = 0; i < lines.size() && i < static_cast<qsizetype>(mostCodeLines); ++i, y += codeHeight) {
            // What it jumps back to is its loop.
            const bool inLoop = rows > 4 ? lines[i].contains(QLatin1String("jmp")) : i < 3;
            m_sketch.text({place.left() + 14, y, width - 28, codeHeight}, lines[i],
                          Ink{16, inLoop ? 600 : 400, inLoop ? Tone::InCall : Tone::Muted, Shape::Face::Mono});
        }
    }

    [[nodiscard]] std::pair<QString, Tone> outcomeWords(std::size_t way) const
    {
        const auto* now = outcome(way);
        if (is(now, PollOutcome::Waiting)) return {translated("scene", "polls now"), Tone::Action};
        if (is(now, PollOutcome::TimedOut)) return {translated("scene", "never woke up"), Tone::Signal};
        if (!is(now, PollOutcome::Woken)) return {QString(), Tone::Muted};
        const auto* time = m_memory.newest(Figure::PollTime, static_cast<std::uint16_t>(way));
        return {time ? translated("scene", "woke after %1").arg(formatDuration({time->value}, 3))
                     : translated("scene", "woke up"),
                Tone::Running};
    }

    /// The variable itself, between the two processes.
    void drawVariable()
    {
        const QRectF place(stageSize.width() / 2 - 150, 290, 300, 72);
        m_sketch.about({Subject::Kind::Slot, 50}, Evidence::Probe);
        const bool set = flagSet();
        m_sketch.box(place, 12, Tone::Panel, set ? Tone::Signal : Tone::Line, set ? 2 : 1);
        m_sketch.text(place.adjusted(10, 6, -10, -40), translated("scene", "the shared variable"),
                      ink::quiet.aligned(Shape::Align::Center));
        m_sketch.text(place.adjusted(10, 32, -10, -6), QStringLiteral("flag = %1").arg(set ? 1 : 0),
                      Ink{20, 650, Tone::Text, Shape::Face::Mono, Shape::Align::Center});
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const SharedMemory& m_memory;
};

} // namespace

void drawPolling(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* memory = std::get_if<SharedMemory>(&picture.channel.object))
        PollingDrawing(sketch, picture, *memory).draw();
}

} // namespace sluice::scene
