#pragma once

#include "mechanisms/pipe_ring.h"
#include "scene/sketch.h"
#include "trace/trace_view.h"

#include <functional>
#include <vector>

namespace sluice::scene {

/// A cell or a place in a queue must be that high for two lines of words, and that wide for any.
inline constexpr double twoLinesHeight = 54, wordsWidth = 54;
/// The numbers under a single row of cells.
inline constexpr double labelHeight = 22;

/// Where the slots of a ring lie: one row up to 16, then rows of 16, 32 or 64. A value.
class SlotGrid
{
public:
    SlotGrid(std::uint32_t slots, const QRectF& room);
    /// One row of places that lie as they are told.
    explicit SlotGrid(std::vector<QRectF> cells);

    [[nodiscard]] std::uint32_t slots() const { return m_slots; }
    [[nodiscard]] bool oneRow() const { return m_slots <= m_columns; }
    [[nodiscard]] const QRectF& area() const { return m_area; }
    /// The place of slot `index` of the endless count: index modulo slots.
    [[nodiscard]] QRectF cell(std::uint64_t index) const;

private:
    std::uint32_t m_slots = 1, m_columns = 1;
    QRectF m_area;
    QSizeF m_cell;
    double m_gap = 4;
    std::vector<QRectF> m_told; ///< empty: all alike
};

/// Draws the pages of a ring. `opacity` of a page's contents by its index: pages that are being filled are faint.
void drawSlots(Sketch& sketch, const SlotGrid& grid, const mechanisms::PipeRing& ring, const trace::TraceView& trace,
               const std::function<double(const mechanisms::PipeRing::Slot&)>& opacity);

} // namespace sluice::scene
