#include "scene/presentation.h"

#include "scene/channel_box.h"
#include "scene/sketch.h"

#include <algorithm>
#include <array>

namespace sluice::scene {

namespace {

constexpr double bodyTop = 96; // of the stage: what is above is the caption
constexpr double overlineHeight = 40;
constexpr double leastCaption = 112, mostCaption = 196;
constexpr std::array captionSizes{40, 36, 32, 28, 24}; // larger than any in a window

constexpr Ink largeOverlineInk{22, 650, Tone::Action};

/// The largest type in which the words fit into two lines.
void drawLargeCaption(Sketch& sketch, const QRectF& room, const Caption& caption)
{
    sketch.about({Subject::Kind::Caption});
    sketch.text({room.left(), room.top(), room.width(), overlineHeight}, caption.overline, largeOverlineInk);
    for (const int size : captionSizes) {
        const Ink ink{size, 650, Tone::Text};
        const double line = size * 1.3;
        const auto [first, second] = inTwoLines(caption.text, ink, room.width());
        const bool fits = widthOf(second, ink) <= room.width() && overlineHeight + 2 * line <= room.height();
        if (!fits && size != captionSizes.back()) continue;
        const double top = room.top() + overlineHeight;
        sketch.text({room.left(), top, room.width(), line}, first, ink);
        if (!second.isEmpty()) sketch.text({room.left(), top + line, room.width(), line}, second, ink);
        return;
    }
}

} // namespace

Scene buildPresentation(const state::SystemState& state, const trace::TraceView& trace, const Caption& caption,
                        const ViewTime& view, QSizeF screen)
{
    Scene stage = buildStage(state, trace, {}, view);
    // An empty caption leaves nothing but empty words; the note that time is passed over quickly stays.
    std::erase_if(stage.shapes, [](const Shape& shape) { return shape.subject == Subject{Subject::Kind::Caption}; });

    Scene all;
    const double body = stageSize.height() - bodyTop;
    all.size.setWidth(stageSize.width()); // what moves along its edges needs all of it
    const double wanted = screen.isEmpty() ? 0 : all.size.width() * screen.height() / screen.width();
    all.size.setHeight(std::max(wanted, body + leastCaption));
    const double captionRoom = std::min(mostCaption, all.size.height() - body);
    const double top = (all.size.height() - body - captionRoom) / 2;
    Sketch sketch(all);
    const QRectF room(stageMargin, top + 16, all.size.width() - 2 * stageMargin, captionRoom - 16);
    drawLargeCaption(sketch, room, caption);
    const double afterOverline = std::max(40.0, widthOf(caption.overline, largeOverlineInk) + 24 - 180);
    for (Shape& shape : stage.shapes) {
        const bool note = shape.subject.kind == Subject::Kind::Caption; // it stands beside the step, as in the stage
        const QPointF by = note ? QPointF(afterOverline, room.top() - 4) : QPointF(0, top + captionRoom - bodyTop);
        shape.rect.translate(by);
        shape.points.translate(by);
    }
    append(all, std::move(stage), {});
    return all;
}

} // namespace sluice::scene
