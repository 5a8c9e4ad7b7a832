#pragma once

#include "probe/event.h"

#include <QColor>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <vector>

namespace sluice::scene {

using probe::Evidence;

/// A colour by its meaning; the theme says what it looks like.
enum class Tone : std::uint8_t {
    None,
    Background,
    Panel,
    Card,
    Raised,
    KernelBox,
    Line,
    Text,
    Muted,
    Faint,
    Running,
    InCall,
    Blocked,
    Signal,
    Dead,
    Data,
    DataSecond,
    Action,
    Model,
    OnData,
};

/// What a shape shows, so that a tooltip, a test, a screen reader and an exporter read the same scene.
struct Subject {
    enum class Kind : std::uint8_t {
        None,
        Caption,
        Process,
        ProcessState,
        ProcessCall,
        Descriptor,
        Channel,
        Slot,
        Message,
        Depth,
        Gate,
        Border,
        Lane,
        Slice,
        Loss,
        Arrow,
        Mark,
        Playhead,
        Axis,
        Stream,
        LetGo,  ///< the place for a button: the viewer lets process `id` go
        Lesson, ///< words that lead to another lesson: number `id` of lessonLinks()
        Switch, ///< the place for a switch of setting `id`; `sub`: switchOn, switchFixed
    };
    Kind kind = Kind::None;
    std::uint32_t id = 0;                                         ///< process, channel, slot, message…
    std::uint32_t sub = 0;                                        ///< descriptor number of a process…
    static constexpr std::uint32_t switchOn = 1, switchFixed = 2; ///< of a switch; fixed: not to be changed now
    bool operator==(const Subject&) const = default;
};

enum class Pattern : std::uint8_t { Solid, Hatched, Dotted, Crossed };

/// One thing to paint. Plain data: no painter, no font object, no clip.
struct Shape {
    enum class Kind : std::uint8_t { Rect, Line, Polyline, Polygon, Text, Icon };
    enum class Align : std::uint8_t { Left, Center, Right };
    enum class Face : std::uint8_t { Words, Mono };

    Kind kind = Kind::Rect;
    Subject subject;
    Evidence evidence = Evidence::Derived;
    QRectF rect;       ///< Rect, Icon: its place; Text: the box it is laid in (baseline centred vertically)
    double radius = 0; ///< Rect
    QPolygonF points;  ///< Line, Polyline, Polygon
    Tone fill = Tone::None;
    Tone stroke = Tone::None; ///< Text: its colour
    double strokeWidth = 1;
    double opacity = 1;
    Tone ground = Tone::None; ///< below 1 it is mixed with this colour; None: what is below shows through (slower)
    Pattern pattern = Pattern::Solid; ///< of the fill, or of the line
    QString text;                     ///< Text; Icon: its name; else what a screen reader says
    int fontSize = 14;
    int fontWeight = 400;
    Face face = Face::Words;
    Align align = Align::Left;

    bool operator==(const Shape&) const = default;
    [[nodiscard]] QRectF bounds() const;                  ///< everything it can touch when painted
    [[nodiscard]] QRectF boundsOfText(QSizeF line) const; ///< the same of a Text, when the size of its line is known
    [[nodiscard]] double leftOfText(double width) const;  ///< where its line begins
};

/// A picture as data, painted in order. Coordinates are the scene's own; whoever paints scales it as a whole.
struct Scene {
    QSizeF size;
    std::vector<Shape> shapes;
    Tone ground = Tone::Background; ///< what it stands on, all around too
    bool operator==(const Scene&) const = default;
};

/// Puts a scene into another one, at a place.
void append(Scene& whole, Scene part, QPointF offset);

} // namespace sluice::scene
