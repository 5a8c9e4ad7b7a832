#include "widgets/legend.h"

#include "scene/theme.h"

#include <QCoreApplication>

#include <iterator>

namespace sluice::widgets {

using scene::Pattern;
using scene::Shape;
using scene::Tone;

namespace {

struct LegendEntry {
    const char* words;
    Tone fill;
    Tone stroke;
    Pattern pattern;
    double height; ///< of the swatch: a call is half as high as running, as in the lanes
};

constexpr LegendEntry legendEntries[]{
    {QT_TRANSLATE_NOOP("legend", "running its own code"), Tone::Running, Tone::None, Pattern::Solid, 24},
    {QT_TRANSLATE_NOOP("legend", "in a system call"), Tone::InCall, Tone::None, Pattern::Solid, 12},
    {QT_TRANSLATE_NOOP("legend", "blocked: waits for somebody else"), Tone::Blocked, Tone::Blocked, Pattern::Hatched,
     24},
    {QT_TRANSLATE_NOOP("legend", "timed without events"), Tone::None, Tone::Data, Pattern::Dotted, 24},
    {QT_TRANSLATE_NOOP("legend", "held by you"), Tone::None, Tone::Dead, Pattern::Dotted, 0},
    {QT_TRANSLATE_NOOP("legend", "ended"), Tone::Dead, Tone::Dead, Pattern::Crossed, 24},
    {QT_TRANSLATE_NOOP("legend", "a message, with its number"), Tone::Data, Tone::None, Pattern::Solid, 24},
    {QT_TRANSLATE_NOOP("legend", "a signal cuts in"), Tone::Signal, Tone::None, Pattern::Solid, 24},
    {QT_TRANSLATE_NOOP("legend", "model: not measured here"), Tone::None, Tone::Model, Pattern::Dotted, 24},
};
constexpr double rowHeight = 28, legendWidth = 340, swatch = 48;

Shape swatchOf(const LegendEntry& entry, double top)
{
    const double middle = top + rowHeight / 2;
    Shape shape;
    shape.fill = entry.fill;
    shape.stroke = entry.stroke;
    shape.pattern = entry.pattern;
    shape.strokeWidth = entry.height > 0 ? 1 : 2;
    if (entry.height > 0) {
        shape.rect = {0.5, middle - entry.height / 2 + 0.5, swatch, entry.height - 1};
        shape.radius = 4;
    } else {
        shape.kind = Shape::Kind::Line;
        shape.points = QPolygonF{{{0, middle}, {swatch, middle}}};
    }
    return shape;
}

} // namespace

scene::Scene buildLegend()
{
    scene::Scene legend;
    legend.size = {legendWidth, rowHeight * static_cast<double>(std::size(legendEntries))};
    Shape ground;
    ground.rect = QRectF({0, 0}, legend.size);
    ground.fill = Tone::Panel;
    legend.shapes.push_back(ground);
    double top = 0;
    for (const LegendEntry& entry : legendEntries) {
        legend.shapes.push_back(swatchOf(entry, top));
        Shape words;
        words.kind = Shape::Kind::Text;
        words.subject = {scene::Subject::Kind::Axis, static_cast<std::uint32_t>(legend.shapes.size()), 0};
        words.text = QCoreApplication::translate("legend", entry.words);
        words.rect = {swatch + 16, top, legendWidth - swatch - 16, rowHeight};
        words.stroke = Tone::Text;
        words.fontSize = scene::type::small;
        legend.shapes.push_back(words);
        top += rowHeight;
    }
    return legend;
}

} // namespace sluice::widgets
