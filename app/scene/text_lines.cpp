#include "scene/text_lines.h"

#include "scene/theme.h"

#include <QFontMetricsF>
#include <QTextLayout>

namespace sluice::scene {

namespace {

constexpr double endless = 1e6; // no line is broken

TextLines::Line set(const QString& text, const QFont& font)
{
    TextLines::Line set;
    const QFontMetricsF metrics(font);
    set.width = metrics.horizontalAdvance(text);
    set.height = metrics.height();
    set.capHeight = metrics.capHeight();
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(endless);
    line.setPosition({0, -line.ascent()});
    layout.endLayout();
    set.letters = layout.glyphRuns();
    return set;
}

} // namespace

const TextLines::Line& TextLines::of(const Shape& shape)
{
    Key key{shape.text, shape.fontSize, shape.fontWeight, shape.face};
    if (const auto known = m_lines.find(key); known != m_lines.end()) return known->second;
    if (m_lines.size() == most) m_lines.clear(); // what is still shown is soon here again
    const QFont font = Theme::font(shape.face, shape.fontSize, shape.fontWeight);
    return m_lines.emplace(std::move(key), set(shape.text, font)).first->second;
}

QRectF boundsOf(const Shape& shape, TextLines& lines)
{
    if (shape.kind != Shape::Kind::Text) return shape.bounds();
    const TextLines::Line& line = lines.of(shape);
    return shape.boundsOfText({line.width, line.height});
}

} // namespace sluice::scene
