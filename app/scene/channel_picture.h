#pragma once

#include "base/words.h"
#include "scene/cards.h"
#include "scene/stage.h"
#include "scene/way.h"

#include <vector>

namespace sluice::scene {

/// What the drawing of one kernel object is given: all it may look at. Lives as long as one buildStage().
struct ChannelPicture {
    const state::SystemState& state;
    const state::ChannelState& channel;
    const trace::TraceView& trace;
    const ViewTime& view;
    const std::vector<Card>& cards; ///< of the processes that work on it
    QString name;
    QRectF room; ///< the object's own box, below the border
    double busY; ///< height, between cards and box, of the ways that lead back to cards in the middle
};

/// Of an object's box: the line with its name and how full it is.
inline constexpr double headHeight = 38;

/// The state of a process by its id; ids in a state are indices.
[[nodiscard]] inline const state::ProcessState& processOf(const state::SystemState& state, ProcessId id)
{
    return state.processes.at(id.value);
}

/// A row for each mechanism: how its kernel object is drawn, with the ways to it and what is on them.
struct ChannelDrawing {
    std::string_view kind;
    void (*draw)(Sketch& sketch, const ChannelPicture& picture);
    std::string_view roomy = {}; ///< the role whose card has an annex: room for what the drawing adds to it
    std::string_view below = marked("scene", "kernel"); ///< what lies below the border; empty: there is none
    /// The drawing has all the room below the cards.
    [[nodiscard]] bool hasAllBelow() const { return below.empty(); }
};

void drawPipe(Sketch& sketch, const ChannelPicture& picture);
void drawQueue(Sketch& sketch, const ChannelPicture& picture);
void drawSocket(Sketch& sketch, const ChannelPicture& picture);
void drawSignals(Sketch& sketch, const ChannelPicture& picture);
void drawPassedDescriptor(Sketch& sketch, const ChannelPicture& picture);
void drawCacheLine(Sketch& sketch, const ChannelPicture& picture);
void drawMappings(Sketch& sketch, const ChannelPicture& picture);
void drawCounter(Sketch& sketch, const ChannelPicture& picture);
void drawMemoryRing(Sketch& sketch, const ChannelPicture& picture);
void drawNodes(Sketch& sketch, const ChannelPicture& picture);
void drawPolling(Sketch& sketch, const ChannelPicture& picture);

} // namespace sluice::scene
