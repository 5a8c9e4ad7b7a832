#pragma once

#include "scene/scene.h"
#include "scene/theme.h"

#include <QByteArray>
#include <QPainterPath>
#include <QString>

#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace sluice::record {

/// A number in as few bytes as it needs: seven bits each, lowest first. Signed ones zigzag.
void putNumber(QByteArray& out, std::uint64_t value);
void putSigned(QByteArray& out, std::int64_t value);

/// What painting one shape comes to, relative to where it is: shapes that only stand elsewhere have the same body.
/// Lengths are in hundredths of a scene unit. A body is a sequence of
///     1 colour path                           fill
///     2 colour width cap join dashes path     stroke; dashes: their count, then each in hundredths of the width
///     3 colour x y width height               fill on whole pixels, without soft edges
///     4 colour rx ry count (x y)…             filled ellipses
///     5 colour size count (glyph x y)…        letters
///     0                                       the end
/// and a path of 1 x y (move), 2 x y (line), 3 x y x y x y (curve), 0 (end), each point told from the one before.
struct Strokes {
    std::int64_t x = 0, y = 0; ///< where it is
    QByteArray body;
};

/// Letters as outlines, each once, a thousand units high; the page needs no fonts.
class Glyphs
{
public:
    [[nodiscard]] std::uint32_t idOf(const QString& font, std::uint32_t index, const QPainterPath& outline);
    [[nodiscard]] const std::vector<QByteArray>& paths() const { return m_paths; }
    static constexpr double unitsPerEm = 1000;

private:
    std::map<std::pair<QString, std::uint32_t>, std::uint32_t> m_ids;
    std::vector<QByteArray> m_paths;
};

/// Colours with their opacity, each once.
class Colours
{
public:
    [[nodiscard]] std::uint32_t idOf(const QColor& colour);
    [[nodiscard]] const std::vector<QColor>& all() const { return m_all; }

private:
    std::vector<QColor> m_all;
};

/// Watches paintScene() at work: there is one way of painting a shape, and this writes it down.
/// Owner: who makes a page. Thread: one.
class StrokeRecorder
{
public:
    /// `scale`: pixels of a scene unit, on which the least width of a line depends.
    StrokeRecorder(const scene::Theme& theme, double scale);
    ~StrokeRecorder();
    [[nodiscard]] Strokes record(const scene::Shape& shape);
    [[nodiscard]] const Glyphs& glyphs() const { return m_glyphs; }
    [[nodiscard]] const Colours& colours() const { return m_colours; }

private:
    class Engine;
    class Device;
    const scene::Theme& m_theme;
    double m_scale;
    Glyphs m_glyphs;
    Colours m_colours;
    std::unique_ptr<Device> m_device;
};

} // namespace sluice::record
