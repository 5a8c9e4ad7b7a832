#pragma once

#include "scene/sketch.h"
#include "scene/theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

/// What must hold of the words in every picture, whatever it shows. Each check says what is wrong with words `index` of
/// a scene, or nothing.
namespace sluice::test {

using scene::Pattern;
using scene::Scene;
using scene::Shape;
using scene::Subject;
using scene::Theme;
using scene::Tone;

inline double linear(double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); }

inline double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2.1, 1.4.3.
inline double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

inline QColor over(const QColor& top, double opacity, const QColor& below)
{
    const auto mix = [opacity](float a, float b) { return static_cast<float>(a * opacity + b * (1 - opacity)); };
    return QColor::fromRgbF(mix(top.redF(), below.redF()), mix(top.greenF(), below.greenF()),
                            mix(top.blueF(), below.blueF()));
}

/// Width of the text and height of its capitals. The same words are asked about once for each pair of words in each
/// picture, and to shape them takes longer than all the rest.
inline QSizeF inkOf(const Shape& shape)
{
    static std::map<std::tuple<Shape::Face, int, int, QString>, QSizeF> known;
    const auto [place, isNew] = known.try_emplace({shape.face, shape.fontSize, shape.fontWeight, shape.text});
    if (isNew) {
        const QFontMetricsF metrics(Theme::font(shape.face, shape.fontSize, shape.fontWeight));
        place->second = {metrics.horizontalAdvance(shape.text), metrics.capHeight()};
    }
    return place->second;
}

/// Where the letters are: narrower than bounds(), which leaves room around them.
inline QRectF lettersOf(const Shape& shape)
{
    const QSizeF ink = inkOf(shape);
    const double width = ink.width(), height = ink.height();
    const QRectF outer = shape.bounds();
    const double left = shape.align == Shape::Align::Left     ? shape.rect.left()
                        : shape.align == Shape::Align::Center ? shape.rect.center().x() - width / 2
                                                              : shape.rect.right() - width;
    return {left, outer.center().y() - height / 2, width, height};
}

inline QColor behind(const Scene& scene, std::size_t index, QPointF point, const Theme& theme)
{
    QColor color = theme.color(Tone::Background);
    for (std::size_t i = 0; i < index; ++i) {
        const Shape& shape = scene.shapes[i];
        const bool covers = shape.kind == Shape::Kind::Rect && shape.fill != Tone::None
                            && (shape.pattern == Pattern::Solid || shape.pattern == Pattern::Dotted)
                            && shape.rect.contains(point);
        if (covers) color = over(theme.color(shape.fill), shape.opacity, color);
    }
    return color;
}

inline bool isWords(const Shape& shape) { return shape.kind == Shape::Kind::Text && !shape.text.isEmpty(); }

inline QString leavesTheStage(const Scene& scene, std::size_t index)
{
    const QRectF stage(QPointF(8, 4), scene.size - QSizeF(16, 8));
    return stage.contains(lettersOf(scene.shapes[index])) ? QString() : QStringLiteral("leaves the stage");
}

/// Messages on their way may pass over anything.
inline QString overlapsOthers(const Scene& scene, std::size_t index)
{
    const Shape& shape = scene.shapes[index];
    const QRectF letters = lettersOf(shape);
    for (std::size_t i = 0; i < index; ++i) {
        const Shape& other = scene.shapes[i];
        // Capitals are lower than their font is large: most pairs need no look at their letters.
        if (std::abs(other.bounds().center().y() - letters.center().y()) > (other.fontSize + shape.fontSize) / 2.0)
            continue;
        const bool moves = shape.subject.kind == Subject::Kind::Message || other.subject.kind == Subject::Kind::Message;
        if (isWords(other) && !moves && lettersOf(other).intersects(letters))
            return QStringLiteral("overlaps “") + other.text + QLatin1Char('"');
    }
    return {};
}

/// Ways of messages pass beside words, or behind a plate that the words stand on.
inline QString isCrossed(const Scene& scene, std::size_t index)
{
    const QRectF letters = lettersOf(scene.shapes[index]);
    for (std::size_t i = 0; i < scene.shapes.size(); ++i) {
        const Shape& way = scene.shapes[i];
        const bool line = way.kind == Shape::Kind::Line || way.kind == Shape::Kind::Polyline;
        if (!line || way.subject.kind != Subject::Kind::Channel) continue;
        bool behind = false;
        for (std::size_t k = i; k < index; ++k)
            behind = behind
                     || (scene.shapes[k].kind == Shape::Kind::Rect && scene.shapes[k].fill != Tone::None
                         && scene.shapes[k].rect.contains(letters));
        for (qsizetype k = 1; k < way.points.size() && !behind; ++k)
            if (QRectF(way.points[k - 1], way.points[k]).normalized().adjusted(-1, -1, 1, 1).intersects(letters))
                return QStringLiteral("is crossed by a way");
    }
    return {};
}

/// A call stands in a box of its own.
inline QString leavesItsBox(const Scene& scene, std::size_t index)
{
    const Shape& shape = scene.shapes[index];
    if (shape.subject.kind != Subject::Kind::ProcessCall) return {};
    for (std::size_t i = 0; i < index; ++i) {
        const Shape& box = scene.shapes[i];
        if (box.kind != Shape::Kind::Rect || !(box.subject == shape.subject)) continue;
        if (lettersOf(shape).right() > box.rect.right() || lettersOf(shape).left() < box.rect.left())
            return QStringLiteral("leaves its box");
    }
    return {};
}

inline QString hasNoContrast(const Scene& scene, std::size_t index, const Theme& theme)
{
    const Shape& shape = scene.shapes[index];
    const QRectF letters = lettersOf(shape);
    const QColor ink = theme.color(shape.stroke);
    for (const QPointF point : {letters.center(), letters.topLeft(), letters.bottomRight()}) {
        const QColor paper = behind(scene, index, point, theme);
        const double ratio = contrast(over(ink, shape.opacity, paper), paper);
        if (ratio < 4.5) return QStringLiteral("has a contrast of %1").arg(ratio);
    }
    return {};
}

} // namespace sluice::test
