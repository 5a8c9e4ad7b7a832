#include "scene/channel_box.h"

#include "scene/pipe_ways.h"
#include "scene/tiles.h"
#include "words/words.h"

#include <algorithm>
#include <csignal>
#include <linux/magic.h>
#include <map>

namespace sluice::scene {

using mechanisms::SharedMemory;
using probe::Figure;
using state::Activity;
using state::ProcessState;

namespace {

constexpr double spaceTop = 262, spaceBottom = 366;
constexpr double tableRowHeight = 62, tableRowGap = 10, tableWidth = 400, frameWidth = 340;
constexpr std::uint32_t pageBytes = 4096;

QString hex(std::uint64_t number) { return QStringLiteral("0x%1").arg(number, 0, 16); }

/// Draws the addresses of processes, their page tables, and the frame of memory behind them. Lives as long as one
/// drawMappings().
class MappingDrawing
{
public:
    MappingDrawing(Sketch& sketch, const ChannelPicture& picture, const SharedMemory& memory)
        : m_sketch(sketch),
          m_picture(picture),
          m_memory(memory),
          m_kind(picture.trace.meta().scenario.channels.at(picture.channel.id.value - 1U).kind)
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, note());
        for (const Card& card : m_picture.cards) drawFork(card);
        for (const Card& card : m_picture.cards) drawSpace(card);
        for (const Card& card : m_picture.cards) drawTable(card);
        for (std::uint16_t which = 0; which < 2; ++which) drawFrames(which);
        if (m_kind == "file") drawDisk();
        drawReadBack();
    }

private:
    /// What tells one frame from another: its number where that may be read, else the file and the place in it.
    struct Behind {
        std::int64_t frame = 0, device = 0, inode = 0, offset = 0;
        std::uint32_t own = 0; ///< of a private page without a number: whose it is
        auto operator<=>(const Behind&) const = default;
    };

    [[nodiscard]] std::int64_t frameOf(const SharedMemory::Place& place) const
    {
        return m_memory.value(Figure::Frame, place.process, place.which);
    }

    [[nodiscard]] bool stored(const SharedMemory::Place& place) const
    {
        return std::ranges::any_of(m_memory.touched, [&](const auto& each) {
            return each.process == place.process && each.which == place.which && each.how == probe::Touch::Store;
        });
    }

    [[nodiscard]] Behind behind(const SharedMemory::Place& place) const
    {
        if (const std::int64_t frame = frameOf(place); frame > 0) return {frame, 0, 0, 0, 0};
        Behind result{0, m_memory.value(Figure::Device, place.process, place.which),
                      m_memory.value(Figure::Inode, place.process, place.which),
                      m_memory.value(Figure::FileOffset, place.process, place.which), 0};
        if ((place.flags & probe::mapPrivate) != 0 && stored(place)) result.own = place.process.value;
        return result;
    }

    /// There is a page behind it already.
    [[nodiscard]] bool present(const SharedMemory::Place& place) const
    {
        if (const std::int64_t frame = frameOf(place); frame != 0) return frame > 0;
        return m_memory.lastTouch(place.process) != nullptr;
    }

    [[nodiscard]] BoxHead head() const
    {
        BoxHead head;
        const bool numbers =
            std::ranges::any_of(m_memory.places, [this](const auto& each) { return frameOf(each) > 0; });
        if (!m_memory.places.empty())
            head.about = numbers ? translated("scene", "frame numbers: /proc/PID/pagemap")
                                 : translated("scene", "frame numbers are for root: told apart by file and offset");
        std::map<Behind, int> frames;
        for (const auto& each : m_memory.places)
            if (present(each)) ++frames[behind(each)];
        const auto mappings = m_memory.places.size();
        head.there = mappings > 0;
        if (mappings > 0)
            head.fill = QStringLiteral("%1, %2").arg(
                mappings == 1 ? translated("scene", "1 mapping") : translated("scene", "%1 mappings").arg(mappings),
                frames.size() == 1 ? translated("scene", "1 frame")
                                   : translated("scene", "%1 frames").arg(frames.size()));
        return head;
    }

    [[nodiscard]] Note note() const
    {
        for (const Card& card : m_picture.cards) {
            const ProcessState& process = processOf(m_picture.state, card.process);
            if (process.activity == Activity::Ended && process.exit.status == SIGBUS)
                return {QStringLiteral("lightning"),
                        translated("scene",
                                   "The address is mapped, but beyond the end of the object: SIGBUS has ended the %1")
                            .arg(card.name),
                        Tone::Signal};
            if (!process.signals.frames.empty())
                return {QStringLiteral("lightning"),
                        translated("scene", "SIGBUS was caught: the handler leaves the load by siglongjmp()"),
                        Tone::Signal};
        }
        if (m_kind == "file") return fileNote();
        for (const auto& place : m_memory.places)
            if ((place.flags & probe::mapPrivate) != 0 && stored(place))
                return {QStringLiteral("cut"),
                        translated("scene", "MAP_PRIVATE: the first store has copied the page. Loads and stores of the "
                                            "shared page need no copy, and no system call"),
                        Tone::Text};
        if (m_memory.places.size() >= 2 && m_memory.touched.size() > 2)
            return {QStringLiteral("check"),
                    translated("scene", "Loads and stores go straight to the frame: no system call, no copy"),
                    Tone::Running};
        return {};
    }

    [[nodiscard]] Note fileNote() const
    {
        for (const auto& place : m_memory.places)
            if ((place.flags & probe::mapPrivate) != 0 && stored(place))
                return {
                    QStringLiteral("cut"),
                    translated("scene", "MAP_PRIVATE: the first store has copied the page, the file never hears of it"),
                    Tone::Text};
        for (const Card& card : m_picture.cards)
            if (const ProcessState& process = processOf(m_picture.state, card.process);
                process.call.running && process.call.call == probe::Call::Msync)
                return {QStringLiteral("call"), translated("scene", "msync() returns when the page is on the disk"),
                        Tone::InCall};
        return dirtyBytes() > 0
                   ? Note{QStringLiteral("clock"),
                          translated("scene", "Dirty: the page cache has what the disk has not"), Tone::Text}
                   : Note{};
    }

    [[nodiscard]] std::int64_t dirtyBytes() const
    {
        std::int64_t most = -1;
        for (const auto& each : m_memory.places)
            if ((each.flags & probe::mapShared) != 0)
                most = std::max(most, m_memory.value(Figure::DirtyBytes, each.process, each.which, -1));
        return most;
    }

    [[nodiscard]] std::vector<const SharedMemory::Place*> placesOf(ProcessId process) const
    {
        std::vector<const SharedMemory::Place*> places;
        for (const auto& each : m_memory.places)
            if (each.process == process && each.which < 2) places.push_back(&each);
        return places;
    }

    static QString kindOf(const SharedMemory::Place& place)
    {
        return (place.flags & probe::mapShared) != 0 ? QStringLiteral("MAP_SHARED") : QStringLiteral("MAP_PRIVATE");
    }

    /// From the card of its parent, if that is one of the processes here.
    void drawFork(const Card& child)
    {
        const auto* told = m_memory.find(Figure::ParentPid, child.process);
        const auto parent = std::ranges::find_if(m_picture.cards, [&](const Card& card) {
            return told && processOf(m_picture.state, card.process).pid == told->value;
        });
        if (parent == m_picture.cards.end() || parent->rect.right() >= child.rect.left()) return;
        const double y = child.rect.top() + 56;
        const QPointF from(parent->rect.right() + 6, y), to(child.rect.left() - 6, y);
        const QRectF above(from.x(), y - 30, to.x() - from.x(), 24);
        m_sketch.about({Subject::Kind::Arrow, child.process.value}, Evidence::Probe);
        m_sketch.line({{from, to}}, Tone::Line, 2);
        m_sketch.arrowHead(to, from, Tone::Line);
        m_sketch.text(above, QStringLiteral("fork()"), ink::code.aligned(Shape::Align::Center));
        m_sketch.text(above.translated(0, 36), translated("scene", "it says: getppid() = %1").arg(told->value),
                      ink::quiet.aligned(Shape::Align::Center));
    }

    /// The addresses that a process has for it.
    void drawSpace(const Card& card)
    {
        if (processOf(m_picture.state, card.process).activity == Activity::Ended) return;
        const auto places = placesOf(card.process);
        const QRectF space(card.rect.left(), spaceTop, card.rect.width(), spaceBottom - spaceTop);
        m_sketch.about({Subject::Kind::Slot, card.process.value}, Evidence::Probe);
        m_sketch.box(space, 14, Tone::Panel, Tone::Line).pattern = places.empty() ? Pattern::Dotted : Pattern::Solid;
        m_sketch.text(space.adjusted(16, 4, -16, -(space.height() - 28)), translated("scene", "its addresses"),
                      ink::quiet);
        if (places.empty()) {
            const bool reads =
                m_kind == "file"
                && m_picture.trace.meta().scenario.processes.at(card.process.value - 1U).role == "reader";
            m_sketch.text(space.adjusted(16, 30, -16, -44),
                          reads ? translated("scene", "maps nothing: it calls read()")
                                : translated("scene", "nothing mapped yet"),
                          ink::words.in(Tone::Muted));
            return;
        }
        double y = space.top() + 31;
        for (const auto* place : places) {
            const QRectF tile(space.left() + 12, y, space.width() - 24, 31);
            m_sketch.about({Subject::Kind::Slot, card.process.value, place->which + 1U}, Evidence::Probe);
            m_sketch.box(tile, 7, Tone::Raised, Tone::Line);
            m_sketch.text(tile.adjusted(10, 0, 0, 0), hex(place->address), Ink{16, 600, Tone::Text, Shape::Face::Mono});
            const QString size = grouped(place->bytes) + QStringLiteral(" B, ");
            m_sketch.text(tile.adjusted(160, 0, -10, 0),
                          fitting({size + kindOf(*place), kindOf(*place)}, ink::words, tile.width() - 176),
                          ink::words.in(Tone::Text).aligned(Shape::Align::Right));
            y += 35;
        }
    }

    [[nodiscard]] bool onTheLeft(ProcessId process) const { return m_picture.cards.front().process == process; }

    /// Rows of the box: the one for mapping number `which`.
    [[nodiscard]] QRectF row(std::uint16_t which) const
    {
        const QRectF& room = m_picture.room;
        return {room.left() + 18, room.top() + headHeight + 4 + which * (tableRowHeight + tableRowGap),
                room.width() - 36, tableRowHeight};
    }
    [[nodiscard]] QRectF entryOf(ProcessId process, std::uint16_t which) const
    {
        const QRectF all = row(which);
        return onTheLeft(process) ? QRectF(all.left(), all.top(), tableWidth, all.height())
                                  : QRectF(all.right() - tableWidth, all.top(), tableWidth, all.height());
    }

    void drawEntry(const QRectF& place, const QString& title, const QString& words, bool there)
    {
        m_sketch.box(place, 10, Tone::Background, there ? Tone::Line : Tone::Faint).pattern =
            there ? Pattern::Solid : Pattern::Dotted;
        m_sketch.text(place.adjusted(14, 4, -14, -place.height() / 2), title, ink::quiet);
        m_sketch.text(place.adjusted(14, place.height() / 2 - 4, -14, -2), words,
                      Ink{16, 400, Tone::Text, Shape::Face::Mono});
    }

    /// One entry for each page: what the processor looks up.
    void drawTable(const Card& card)
    {
        for (const auto* place : placesOf(card.process)) {
            const QRectF entry = entryOf(card.process, place->which);
            const bool there = present(*place);
            m_sketch.about({Subject::Kind::Slot, card.process.value, place->which + 10U},
                           frameOf(*place) != 0 ? Evidence::Kernel : Evidence::Derived);
            drawEntry(entry, translated("scene", "page table of the %1").arg(card.name),
                      there ? hex(place->address / pageBytes) + QStringLiteral(" → ") + frameName(*place)
                            : translated("scene", "%1 → not present").arg(hex(place->address / pageBytes)),
                      there);
            if (there) drawWayToFrame(entry, frameRect(*place));
            if (place->bytes > pageBytes && m_kind == "segment" && place->which == 0) {
                m_sketch.about({Subject::Kind::Slot, card.process.value, 20U}, Evidence::Derived);
                drawEntry(entryOf(card.process, 1), translated("scene", "its next page, beyond the end"),
                          translated("scene", "%1 → nothing: SIGBUS").arg(hex(place->address / pageBytes + 1)), false);
            }
        }
    }

    [[nodiscard]] QString frameName(const SharedMemory::Place& place) const
    {
        const Behind what = behind(place);
        if (what.frame > 0) return translated("scene", "frame %1").arg(hex(static_cast<std::uint64_t>(what.frame)));
        if (what.own != 0) return translated("scene", "its own copy");
        return what.inode != 0 ? translated("scene", "inode %1 + %2").arg(what.inode).arg(what.offset)
                               : translated("scene", "frame not told");
    }

    /// All who have the same page stand behind one frame in the middle; a copy stands at its owner's side.
    [[nodiscard]] QRectF frameRect(const SharedMemory::Place& place) const
    {
        const QRectF all = row(place.which);
        const bool split = std::ranges::any_of(m_memory.places, [&](const auto& each) {
            return each.which == place.which && present(each) && behind(each) != behind(place);
        });
        const double x = all.center().x();
        if (!split) return {x - frameWidth / 2, all.top(), frameWidth, all.height()};
        const double half = frameWidth / 2 + 20;
        return onTheLeft(place.process) ? QRectF(x - half - 8, all.top(), half, all.height())
                                        : QRectF(x + 8, all.top(), half, all.height());
    }

    void drawWayToFrame(const QRectF& entry, const QRectF& frame)
    {
        const double y = entry.center().y();
        const bool left = entry.center().x() < frame.center().x();
        const QPointF from(left ? entry.right() : entry.left(), y), to(left ? frame.left() - 2 : frame.right() + 2, y);
        m_sketch.line({{from, to}}, Tone::InCall, 2);
        m_sketch.arrowHead(to, from, Tone::InCall);
    }

    /// The value that the newest access to this page has stored or found.
    [[nodiscard]] const SharedMemory::Touched* contentOf(const SharedMemory::Place& place) const
    {
        for (auto each = m_memory.touched.rbegin(); each != m_memory.touched.rend(); ++each) {
            const auto* other = m_memory.place(each->process, each->which);
            if (other && other->which == place.which && behind(*other) == behind(place)) return &*each;
        }
        return nullptr;
    }

    void drawFrames(std::uint16_t which)
    {
        std::map<Behind, bool> done;
        for (const auto& place : m_memory.places) {
            if (place.which != which || !present(place) || std::exchange(done[behind(place)], true)) continue;
            const QRectF frame = frameRect(place);
            const bool known = behind(place).frame > 0;
            m_sketch.about({Subject::Kind::Slot, 300U + which, place.process.value},
                           known ? Evidence::Kernel : Evidence::Derived);
            const auto* content = contentOf(place);
            const bool fresh = content && content->how == probe::Touch::Store
                               && m_picture.view.ageSeconds(m_picture.state.time, content->when) < 1.0;
            m_sketch.box(frame, 10, Tone::Card, fresh ? Tone::Signal : Tone::Line, fresh ? 2 : 1.5);
            const QString what = m_kind == "file" && (place.flags & probe::mapShared) != 0
                                     ? translated("scene", "page cache: %1")
                                     : QStringLiteral("%1");
            const QString name = known ? frameName(place) : translated("scene", "one page of memory");
            m_sketch.text(frame.adjusted(14, 4, -14, -frame.height() / 2),
                          fitting({what.arg(name), name}, ink::strong, frame.width() - 28),
                          ink::strong.aligned(Shape::Align::Center));
            if (content)
                m_sketch.text(
                    frame.adjusted(14, frame.height() / 2 - 4, -14, -2),
                    translated("scene", "holds %1").arg(content->value),
                    Ink{17, 600,
                        content->how == probe::Touch::Store ? dataTone(m_picture.trace, content->process) : Tone::Text,
                        Shape::Face::Mono, Shape::Align::Center});
        }
    }

    [[nodiscard]] QString fileSystem() const
    {
        const auto* magic = m_memory.newest(Figure::FileSystem);
        if (!magic) return translated("scene", "the file");
        switch (magic->value) {
        case EXT4_SUPER_MAGIC: return translated("scene", "the file on the disk (ext4)");
        case BTRFS_SUPER_MAGIC: return translated("scene", "the file on the disk (btrfs)");
        case XFS_SUPER_MAGIC: return translated("scene", "the file on the disk (xfs)");
        case OVERLAYFS_SUPER_MAGIC: return translated("scene", "the file on the disk (overlay)");
        case TMPFS_MAGIC: return translated("scene", "tmpfs: there is no disk below it");
        default: return translated("scene", "the file on the disk");
        }
    }

    void drawDisk()
    {
        const QRectF all = row(1);
        const QRectF disk(all.center().x() - frameWidth / 2, all.top() + 6, frameWidth, all.height() - 6);
        const std::int64_t dirty = dirtyBytes();
        m_sketch.about({Subject::Kind::Depth, m_picture.channel.id.value, 2}, Evidence::Kernel);
        m_sketch.box(disk, 10, Tone::Background, Tone::Line, 1.5);
        for (const auto& place : m_memory.places)
            if ((place.flags & probe::mapShared) != 0 && present(place)) {
                const QRectF cache = frameRect(place);
                const double x = std::clamp(cache.center().x(), disk.left() + 20, disk.right() - 20);
                m_sketch.line({{QPointF(x, cache.bottom()), QPointF(x, disk.top())}}, Tone::InCall, 2);
                break;
            }
        m_sketch.text(disk.adjusted(14, 2, -14, -disk.height() / 2), fileSystem(),
                      ink::words.aligned(Shape::Align::Center));
        const QString words =
            dirty < 0    ? translated("scene", "not known yet")
            : dirty == 0 ? translated("scene", "as in the page cache: clean")
                         : translated("scene", "older: %1 B dirty").arg(grouped(static_cast<std::uint64_t>(dirty)));
        m_sketch.text(disk.adjusted(14, disk.height() / 2 - 4, -14, -2), words,
                      Ink{16, 600, dirty > 0 ? Tone::Blocked : Tone::Text, Shape::Face::Words, Shape::Align::Center});
    }

    /// What a third process has got by read(2).
    void drawReadBack()
    {
        for (const Card& card : m_picture.cards) {
            const auto* touch = m_memory.lastTouch(card.process);
            if (!touch || touch->which != 1 || m_memory.place(card.process, 1) || m_kind != "file") continue;
            if (!placesOf(card.process).empty()) continue;
            const QRectF space(card.rect.left(), spaceTop, card.rect.width(), spaceBottom - spaceTop);
            m_sketch.about({Subject::Kind::Slot, card.process.value, 30U}, Evidence::Probe);
            m_sketch.text(space.adjusted(16, 62, -16, -12), translated("scene", "has read %1").arg(touch->value),
                          Ink{17, 650, Tone::Text, Shape::Face::Mono});
        }
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const SharedMemory& m_memory;
    std::string m_kind;
};

} // namespace

void drawMappings(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* memory = std::get_if<SharedMemory>(&picture.channel.object))
        MappingDrawing(sketch, picture, *memory).draw();
}

} // namespace sluice::scene
