#include "scene/slot_grid.h"

#include "scene/tiles.h"

#include <algorithm>

namespace sluice::scene {

using mechanisms::PipeRing;

namespace {

constexpr double wordsHeight = 49; // two lines
constexpr double widestCell = 150;
constexpr double oneLineHeight = 20; // a cell must be that high for words

std::uint32_t columnsFor(std::uint32_t slots)
{
    if (slots <= 16) return slots;
    return slots <= 64 ? 16 : slots <= 128 ? 32 : 64;
}

/// The part of a page that holds bytes still to be read.
QRectF filledPart(const PipeRing::Slot& slot, const QRectF& page)
{
    const double unit = page.width() / PipeRing::pageBytes;
    const double width = std::max(2.0, slot.length * unit);
    return {std::min(page.left() + slot.offset * unit, page.right() - width), page.top(), width, page.height()};
}

void drawWords(Sketch& sketch, const PipeRing::Slot& slot, const QRectF& cell, Tone tone, double opacity)
{
    if (opacity < 0.95) return; // faint words cannot be read
    const Ink label{16, 650, tone, Shape::Face::Mono, Shape::Align::Center};
    const Ink bytes{16, 400, tone, Shape::Face::Mono, Shape::Align::Center};
    const QString words = messageWords(slot.runs, label, cell.width() - 1);
    const bool both = cell.height() >= twoLinesHeight;
    const QRectF upper = both ? QRectF(cell.left(), cell.top() + 2, cell.width(), 24) : cell;
    sketch.text(upper, words, label).opacity = opacity;
    if (both) sketch.text(upper.translated(0, 21), grouped(slot.length), bytes).opacity = opacity;
}

using ToneOf = std::function<Tone(const mechanisms::Run&)>;

/// Bytes of one message after the other, each sender's in its colour, with a gap where one ends.
void drawRuns(Sketch& sketch, const PipeRing::Slot& slot, const QRectF& bar, const ToneOf& toneOf, double opacity)
{
    const double unit = bar.width() / PipeRing::pageBytes;
    double at = slot.offset;
    for (const mechanisms::Run& run : slot.runs) {
        const double width = static_cast<double>(run.bytes()) * unit;
        sketch.box({bar.left() + at * unit, bar.top(), std::max(1.0, width - 1), bar.height()}, 2, toneOf(run))
            .opacity = opacity;
        at += static_cast<double>(run.bytes());
    }
}

void drawPartial(Sketch& sketch, const PipeRing::Slot& slot, const QRectF& cell, const ToneOf& toneOf, double opacity)
{
    const double height = cell.height() >= twoLinesHeight ? 12 : std::min(6.0, cell.height() / 2);
    const QRectF bar(cell.left() + 3, cell.bottom() - height - 3, cell.width() - 6, height);
    if (slot.runs.size() <= 8) drawRuns(sketch, slot, bar, toneOf, opacity);
    else sketch.box(filledPart(slot, bar), 2, toneOf(slot.runs.front())).opacity = opacity;
    if (cell.width() >= wordsWidth && cell.height() >= oneLineHeight)
        drawWords(sketch, slot, cell.adjusted(0, 0, 0, cell.height() >= twoLinesHeight ? 0 : -6), Tone::Text, opacity);
}

void drawPage(Sketch& sketch, const PipeRing::Slot& slot, const QRectF& cell, const ToneOf& toneOf, double opacity)
{
    if (slot.runs.empty()) return;
    const Tone data = toneOf(slot.runs.front());
    const bool whole = slot.length == PipeRing::pageBytes && slot.runs.size() == 1 && slot.runs.front().count == 1;
    if (!whole && cell.width() >= wordsWidth) return drawPartial(sketch, slot, cell, toneOf, opacity);
    if (!whole) { // too small for words: as much of the cell as there are bytes
        sketch.box(filledPart(slot, cell), 2, data).opacity = opacity;
        return;
    }
    sketch.box(cell, std::min(7.0, cell.width() / 4), data).opacity = opacity;
    if (cell.width() < wordsWidth || cell.height() < oneLineHeight) return;
    const double down = cell.height() >= twoLinesHeight ? (cell.height() - wordsHeight) / 2 : 0;
    drawWords(sketch, slot, cell.translated(0, down), Tone::OnData, opacity);
}

} // namespace

SlotGrid::SlotGrid(std::uint32_t slots, const QRectF& room)
    : m_slots(std::max(1U, slots)), m_columns(columnsFor(m_slots))
{
    const std::uint32_t rows = (m_slots + m_columns - 1) / m_columns;
    const double labels = rows == 1 ? labelHeight : 0;
    m_cell = {std::min(widestCell, (room.width() + m_gap) / m_columns - m_gap),
              (room.height() - labels + m_gap) / rows - m_gap};
    const double width = m_columns * (m_cell.width() + m_gap) - m_gap;
    m_area = {room.center().x() - width / 2, room.top(), width, room.height() - labels};
}

SlotGrid::SlotGrid(std::vector<QRectF> cells)
    : m_slots(static_cast<std::uint32_t>(cells.size())), m_columns(m_slots), m_told(std::move(cells))
{
    for (const QRectF& cell : m_told) m_area |= cell;
}

QRectF SlotGrid::cell(std::uint64_t index) const
{
    const std::uint64_t place = index % m_slots;
    if (!m_told.empty()) return m_told[place];
    return {m_area.left() + static_cast<double>(place % m_columns) * (m_cell.width() + m_gap),
            m_area.top() + static_cast<double>(place / m_columns) * (m_cell.height() + m_gap), m_cell.width(),
            m_cell.height()};
}

void drawSlots(Sketch& sketch, const SlotGrid& grid, const PipeRing& ring, const trace::TraceView& trace,
               const std::function<double(const PipeRing::Slot&)>& opacity)
{
    for (std::uint32_t place = 0; place < grid.slots(); ++place) {
        const QRectF cell = grid.cell(place);
        sketch.about({Subject::Kind::Slot, place}, Evidence::Derived);
        sketch.box(cell, std::min(7.0, cell.width() / 4), Tone::Background, Tone::Line);
        if (grid.oneRow())
            sketch.text({cell.left(), cell.bottom() + 2, cell.width(), labelHeight - 2}, QString::number(place),
                        Ink{16, 400, Tone::Muted, Shape::Face::Mono, Shape::Align::Center});
    }
    for (const PipeRing::Slot& slot : ring.slots()) {
        sketch.about({Subject::Kind::Slot, static_cast<std::uint32_t>(slot.index % grid.slots())}, Evidence::Derived);
        drawPage(
            sketch, slot, grid.cell(slot.index),
            [&](const mechanisms::Run& run) { return dataTone(trace, run.sender); }, opacity(slot));
    }
}

} // namespace sluice::scene
