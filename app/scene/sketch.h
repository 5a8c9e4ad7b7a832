#pragma once

#include "scene/scene.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace sluice::scene {

/// How words look: size, weight, face and tone. `size` is one of scene::type.
struct Ink {
    int size = 16;
    int weight = 400;
    Tone tone = Tone::Text;
    Shape::Face face = Shape::Face::Words;
    Shape::Align align = Shape::Align::Left;

    [[nodiscard]] Ink in(Tone other) const;
    [[nodiscard]] Ink aligned(Shape::Align other) const;
};

/// The few kinds of words on the stage. Nothing is under 1/45 of the stage's height.
namespace ink {
inline constexpr Ink heading{24, 650, Tone::Text};
inline constexpr Ink name{22, 650, Tone::Text};
inline constexpr Ink strong{17, 600, Tone::Text};
inline constexpr Ink words{16, 400, Tone::Text};
inline constexpr Ink quiet{16, 400, Tone::Muted};
inline constexpr Ink code{17, 400, Tone::Text, Shape::Face::Mono};
inline constexpr Ink number{16, 400, Tone::Muted, Shape::Face::Mono};
} // namespace ink

/// A column of a table: from one x to another.
struct Column {
    double from, to;
};

/// Width of a text in scene units.
[[nodiscard]] double widthOf(const QString& text, const Ink& ink);
/// The first of the texts that is no wider than `width`, else the last one.
[[nodiscard]] QString fitting(std::initializer_list<QString> longestFirst, const Ink& ink, double width);

/// Adds shapes to a scene; all say what they show and who vouches for it. Owner: the function that draws.
class Sketch
{
public:
    explicit Sketch(Scene& scene) : m_scene(scene) {}

    /// What the shapes that follow show.
    void about(Subject subject, Evidence evidence = Evidence::Derived);
    /// The one colour that lies under the shapes that follow: those with opacity < 1 are mixed with it.
    void on(Tone ground) { m_ground = ground; }

    Shape& box(const QRectF& rect, double radius, Tone fill, Tone stroke = Tone::None, double strokeWidth = 1);
    Shape& text(const QRectF& rect, const QString& text, const Ink& ink);
    Shape& icon(const QRectF& rect, const QString& name, Tone tone);
    Shape& line(const QPolygonF& points, Tone tone, double width, Pattern pattern = Pattern::Solid);
    Shape& polygon(const QPolygonF& points, Tone fill);
    /// An arrow's head whose tip is `tip`, for a line that arrives from `from`.
    void arrowHead(QPointF tip, QPointF from, Tone tone);

    /// How many shapes there are: a place that keepClear() is told.
    [[nodiscard]] std::size_t size() const { return m_scene.shapes.size(); }
    /// Lines that were drawn since `from` pass behind the words within `room`, which stand on `ground`.
    void keepClear(std::size_t from, const QRectF& room, Tone ground);
    /// What `draw` draws lies above all that is still to come, once lift() is called.
    template <class Draw>
    void onTop(Draw draw)
    {
        std::swap(m_scene.shapes, m_top);
        draw();
        std::swap(m_scene.shapes, m_top);
    }
    void lift(); ///< at the end of all drawing

private:
    Shape& add(Shape::Kind kind);

    Scene& m_scene;
    std::vector<Shape> m_top; ///< waits for lift()
    Subject m_subject;
    Evidence m_evidence = Evidence::Derived;
    Tone m_ground = Tone::None;
};

/// "65,536".
[[nodiscard]] QString grouped(std::uint64_t number);

} // namespace sluice::scene
