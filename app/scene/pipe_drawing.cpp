#include "scene/channel_box.h"

#include "scene/pipe_ways.h"
#include "scene/pipe_words.h"
#include "scene/slot_grid.h"
#include "scene/traffic.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using mechanisms::PipeRing;
using probe::Transfer;
using state::Activity;
using state::Movement;
using state::ProcessState;

namespace {

/// Draws one pipe. Lives as long as one drawPipe().
class PipeDrawing
{
public:
    PipeDrawing(Sketch& sketch, const ChannelPicture& picture, const PipeRing& ring)
        : m_sketch(sketch),
          m_picture(picture),
          m_ring(ring),
          m_grid(ring.slotCount(), picture.room.adjusted(12, headHeight + 24, -12, -28)),
          m_ways(picture, m_grid),
          m_traffic(sketch, picture, m_ways,
                    {.into = [this](const ProcessState& process) { return writeTarget(m_ring, process.call.size); },
                     .from = readTarget(ring),
                     .wanted = translated("scene", "waits for bytes")})
    {}

    void draw()
    {
        drawBox(m_sketch, m_picture, head());
        drawNote(m_sketch, m_picture, noteOf(m_picture, m_ring));
        m_traffic.drawWays();
        drawSlots(m_sketch, m_grid, m_ring, m_picture.trace,
                  [this](const PipeRing::Slot& slot) { return opacityOf(slot); });
        m_traffic.draw();
    }

private:
    /// A page is faint while the bytes in it are still seen on their way there.
    [[nodiscard]] double opacityOf(const PipeRing::Slot& slot) const
    {
        if (freed(m_picture)) return 0.25;
        if (m_traffic.streams()) return 1;
        for (const Movement& movement : m_picture.channel.movements) {
            const double part = m_traffic.progress(movement);
            if (movement.transfer != Transfer::Send || part < 0 || part >= 1) continue;
            const std::uint64_t pages = (movement.bytes + PipeRing::pageBytes - 1) / PipeRing::pageBytes;
            if (slot.index <= movement.slot && slot.index + pages > movement.slot && slot.length <= movement.bytes)
                return m_picture.view.reducedMotion ? eased(part) : 0.25;
        }
        return 1;
    }

    [[nodiscard]] BoxHead head() const
    {
        const bool stopped = m_ring.full() || m_picture.channel.uncertain;
        return {(named(m_picture) ? translated("scene", "a name in the file system · ") : QString())
                    + (m_ring.slotCount() == 1
                           ? translated("scene", "one slot of 4,096 bytes")
                           : translated("scene", "%1 slots, 4,096 bytes each").arg(m_ring.slotCount())),
                depthWords(m_picture, m_ring), stopped ? Tone::Blocked : Tone::Text, !freed(m_picture)};
    }

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const PipeRing& m_ring;
    SlotGrid m_grid;
    PipeWays m_ways;
    Traffic m_traffic;
};

} // namespace

void drawPipe(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* ring = std::get_if<PipeRing>(&picture.channel.object)) PipeDrawing(sketch, picture, *ring).draw();
}

} // namespace sluice::scene
