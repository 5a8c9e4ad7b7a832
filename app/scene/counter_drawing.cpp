#include "scenario/setting_table.h"

#include "scene/channel_box.h"
#include "scene/pipe_ways.h"
#include "scene/tiles.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;
using state::Activity;
using state::ProcessState;

namespace {

constexpr std::uint32_t theLock = 1U << 1; ///< in ProcessState::locks: lock number 1
constexpr double copyTop = 270, copyHeight = 56;

/// Draws a counter that several processes add to, what has become of their additions, and the lock. Lives as long as
/// one drawCounter().
class CounterDrawing
{
public:
    CounterDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& memory)
        : m_sketch(sketch), m_picture(picture), m_memory(memory)
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        for (const Card& card : m_picture.cards) drawCopy(card);
        drawNumbers();
        drawLock();
    }

private:
    [[nodiscard]] static bool waits(const ProcessState& process)
    {
        return process.call.call == probe::Call::MutexLock && process.call.running
               && process.activity != Activity::Ended;
    }
    /// It had to wait for the lock, and has done nothing since it got it.
    [[nodiscard]] bool wasWoken(const ProcessState& process) const
    {
        const auto* touch = m_memory.lastTouch(process.id);
        return process.call.call == probe::Call::MutexLock && !process.call.running
               && (!touch || touch->when < process.call.returned);
    }
    [[nodiscard]] const Card* owner() const
    {
        for (const Card& card : m_picture.cards)
            if ((processOf(m_picture.state, card.process).locks & theLock) != 0) return &card;
        return nullptr;
    }
    [[nodiscard]] bool isSet(std::string_view key) const
    {
        const scenario::SettingTable table(m_picture.trace.meta().scenario);
        const int index = table.indexOf(key);
        return index >= 0 && m_picture.state.settings[static_cast<std::size_t>(index)] != 0;
    }

    [[nodiscard]] QString lockName() const
    {
        if (!isSet("adder.locked")) return translated("scene", "no lock");
        return isSet("adder.robust") ? translated("scene", "robust mutex") : translated("scene", "mutex");
    }

    [[nodiscard]] BoxHead head() const
    {
        const std::int64_t lost = m_memory.lost();
        BoxHead head;
        head.about = translated("scene", "shared memory, and a futex for who must wait");
        if (m_memory.sum(Figure::Additions) > 0)
            head.fill = lost > 0 ? translated("scene", "%1 updates lost").arg(grouped(static_cast<std::uint64_t>(lost)))
                                 : translated("scene", "nothing lost");
        head.fillTone = lost > 0 ? Tone::Signal : Tone::Text;
        return head;
    }

    [[nodiscard]] Note note() const
    {
        const Card* has = owner();
        if (has && processOf(m_picture.state, has->process).activity == Activity::Ended)
            return {QStringLiteral("lightning"),
                    !isSet("adder.robust")
                        ? translated("scene",
                                     "The owner is dead and has never unlocked: whoever wants the mutex waits for ever")
                        : translated("scene",
                                     "The owner is dead: the kernel marks the robust mutex, and wakes one who waits"),
                    Tone::Signal};
        if (m_memory.sum(Figure::Recoveries) > 0 && m_picture.cards.size() > 2)
            return {
                QStringLiteral("check"),
                translated(
                    "scene",
                    "EOWNERDEAD: the next owner knew that the last one had died, and has made the mutex consistent"),
                Tone::Running};
        for (const Card& card : m_picture.cards)
            if (waits(processOf(m_picture.state, card.process)) && has)
                return {QStringLiteral("hatch"),
                        translated("scene", "The %1 waits in the kernel until the %2 unlocks: FUTEX_WAKE wakes one")
                            .arg(card.name, has->name),
                        Tone::Blocked};
        if (m_memory.lost() > 0)
            return {QStringLiteral("cross"),
                    translated(
                        "scene",
                        "Two have loaded the same value, and both have stored that value plus one: an update is lost"),
                    Tone::Signal};
        return {};
    }

    /// What an adder has loaded is its own from then on: others may change the counter meanwhile.
    void drawCopy(const Card& card)
    {
        const ProcessState& process = processOf(m_picture.state, card.process);
        const auto* touch = m_memory.lastTouch(card.process);
        if (!touch || process.activity == Activity::Ended) return;
        const bool between = touch->how == probe::Touch::Load;
        const bool stale = between && touch->value != m_memory.counter() && m_memory.newest(Figure::CounterValue);
        const QRectF box(card.rect.left(), copyTop, card.rect.width(), copyHeight);
        m_sketch.about({Subject::Kind::Slot, card.process.value}, Evidence::Probe);
        m_sketch.box(box, 12, Tone::Panel, stale ? Tone::Signal : Tone::Line, stale ? 2 : 1).pattern =
            between ? Pattern::Solid : Pattern::Dotted;
        const QString words =
            between ? QStringLiteral("n = %1").arg(touch->value) : translated("scene", "n has been used");
        m_sketch.text(box.adjusted(16, 0, -16, 0), words,
                      Ink{20, 600, between ? Tone::Text : Tone::Muted, Shape::Face::Mono});
        m_sketch.text(box.adjusted(160, 0, -16, 0),
                      fitting({stale     ? translated("scene", "too old: the counter is %1").arg(m_memory.counter())
                               : between ? translated("scene", "its own copy")
                                         : QString(),
                               stale ? translated("scene", "too old") : QString()},
                              ink::words, box.width() - 176),
                      Ink{16, 600, stale ? Tone::Signal : Tone::Muted, Shape::Face::Words, Shape::Align::Right});
    }

    void drawNumber(const QRectF& place, const QString& label, std::int64_t number, Tone tone)
    {
        m_sketch.box(place, 10, Tone::Background, tone == Tone::Signal ? Tone::Signal : Tone::Line,
                     tone == Tone::Signal ? 2 : 1);
        m_sketch.text(place.adjusted(8, 8, -8, -place.height() + 34), label, ink::quiet.aligned(Shape::Align::Center));
        m_sketch.text(place.adjusted(8, 34, -8, -10),
                      grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0))),
                      Ink{24, 650, tone, Shape::Face::Mono, Shape::Align::Center});
    }

    void drawNumbers()
    {
        const QRectF& room = m_picture.room;
        const double top = room.top() + headHeight + 24, width = 190, height = 90;
        const std::int64_t lost = m_memory.lost();
        m_sketch.about({Subject::Kind::Depth, m_picture.channel.id.value, 1}, Evidence::Probe);
        drawNumber({room.left() + 18, top, width, height}, translated("scene", "additions made"),
                   m_memory.sum(Figure::Additions), Tone::Text);
        m_sketch.about({Subject::Kind::Depth, m_picture.channel.id.value, 2}, Evidence::Probe);
        drawNumber({room.left() + 18 + width + 14, top, width, height}, translated("scene", "the counter holds"),
                   m_memory.counter(), Tone::Text);
        m_sketch.about({Subject::Kind::Depth, m_picture.channel.id.value, 3}, Evidence::Derived);
        drawNumber({room.left() + 18 + 2 * (width + 14), top, width, height}, translated("scene", "lost"), lost,
                   lost > 0 ? Tone::Signal : Tone::Text);
    }

    /// The lock, who has it, and who waits for it.
    void drawLock()
    {
        const QRectF& room = m_picture.room;
        const QRectF area(room.left() + 680, room.top() + headHeight + 24, room.width() - 700, 90);
        const QString name = lockName();
        m_sketch.about({Subject::Kind::Gate, m_picture.channel.id.value, 1}, Evidence::Probe);
        m_sketch.box(area, 10, Tone::Background, Tone::Line).pattern =
            !isSet("adder.locked") ? Pattern::Dotted : Pattern::Solid;
        m_sketch.text(area.adjusted(16, 6, -16, -area.height() + 32), name, ink::strong);
        double x = area.left() + 16;
        const auto tile = [&](const QString& words, Tone tone, bool hatched) {
            const Ink ink{16, 600, tone};
            const QRectF place(x, area.top() + 40, widthOf(words, ink) + 28, 36);
            m_sketch.box(place, 9, Tone::Card, tone, 2).pattern = hatched ? Pattern::Dotted : Pattern::Solid;
            m_sketch.text(place, words, ink.aligned(Shape::Align::Center));
            x = place.right() + 12;
        };
        if (const Card* has = owner()) {
            const ProcessState& process = processOf(m_picture.state, has->process);
            const bool dead = process.activity == Activity::Ended;
            tile((dead                ? translated("scene", "%1 had it, and is dead")
                  : wasWoken(process) ? translated("scene", "%1 was woken, and has it")
                                      : translated("scene", "%1 has it"))
                     .arg(has->name),
                 dead ? Tone::Signal : Tone::Running, false);
        } else if (isSet("adder.locked")) {
            m_sketch.text({x, area.top() + 40, 120, 36}, translated("scene", "free"), ink::words.in(Tone::Muted));
            x += 60;
        } else {
            m_sketch.text({x, area.top() + 40, area.width() - 32, 36}, translated("scene", "nobody waits for anybody"),
                          ink::words.in(Tone::Muted));
        }
        for (const Card& card : m_picture.cards)
            if (waits(processOf(m_picture.state, card.process)))
                tile(translated("scene", "%1 waits").arg(card.name), Tone::Blocked, true);
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const SharedMemory& m_memory;
};

} // namespace

void drawCounter(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* memory = std::get_if<SharedMemory>(&picture.channel.object))
        CounterDrawing(sketch, picture, *memory).draw();
}

} // namespace sluice::scene
