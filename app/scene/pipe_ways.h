#pragma once

#include "scene/channel_picture.h"
#include "scene/slot_grid.h"

namespace sluice::scene {

/// The ways between descriptors' rows and the places in a kernel object.
class Ways
{
public:
    virtual ~Ways() = default;
    /// Up to the place itself, or only to the edge of the places where there are several rows of them.
    enum class Reach { Slot, Edge };

    /// From a row of a write end into place `index`.
    [[nodiscard]] virtual Way in(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const = 0;
    /// From place `index` to a row of a read end.
    [[nodiscard]] virtual Way out(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const = 0;
};

/// Those of a grid of slots: in above the slots, out below them.
class PipeWays : public Ways
{
public:
    PipeWays(const ChannelPicture& picture, const SlotGrid& grid) : m_picture(picture), m_grid(grid) {}
    [[nodiscard]] Way in(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const override;
    [[nodiscard]] Way out(const Card& card, const CardRow& row, std::uint64_t index, Reach reach) const override;

private:
    const ChannelPicture& m_picture;
    const SlotGrid& m_grid;
};

/// The slot that the next write goes to: the newest page while a write of that size still fits into it, else a fresh
/// one.
[[nodiscard]] std::uint64_t writeTarget(const mechanisms::PipeRing& ring, std::uint32_t callBytes);
/// The slot that the next read takes from.
[[nodiscard]] std::uint64_t readTarget(const mechanisms::PipeRing& ring);

/// Draws a way with its arrow: calm, or amber and dotted where somebody waits on it.
void drawWay(Sketch& sketch, const Way& way, bool waited);

} // namespace sluice::scene
