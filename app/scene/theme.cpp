#include "scene/theme.h"

#include <QFontDatabase>

#include <array>
#include <cmath>
#include <cstddef>

namespace sluice::scene {

namespace {

/// In the order of Tone. Coloured words stand on every surface, kernel boxes included, at 4.5:1 or better.
struct Pair {
    QRgb dark, light;
};
constexpr std::array<Pair, 20> tonePairs{{
    {0x00000000, 0x00000000}, // None
    {0xff0e1320, 0xfff5f7fb}, // Background
    {0xff141b2b, 0xffffffff}, // Panel
    {0xff1b2437, 0xffffffff}, // Card
    {0xff243049, 0xffedf1f8}, // Raised
    {0xff101828, 0xffe9eef7}, // KernelBox
    {0xff31405f, 0xffc9d3e4}, // Line
    {0xffedf1f9, 0xff131a28}, // Text
    {0xff9fadc6, 0xff4d5b75}, // Muted
    {0xff6b7a97, 0xff7e8ba5}, // Faint
    {0xff2cc295, 0xff00724f}, // Running
    {0xff5cb8f2, 0xff0a69a8}, // InCall
    {0xfff2a93b, 0xff945700}, // Blocked
    {0xffff7a59, 0xffbc3a17}, // Signal
    {0xff8892a6, 0xff626b7d}, // Dead
    {0xff4c9bf5, 0xff2269c9}, // Data
    {0xffc58af9, 0xff8a3fd1}, // DataSecond
    {0xff4c9bf5, 0xff2269c9}, // Action
    {0xffc58af9, 0xff8a3fd1}, // Model
    {0xff0b1220, 0xffffffff}, // OnData
}};
static_assert(tonePairs.size() == static_cast<std::size_t>(Tone::OnData) + 1);

QString firstFamily(std::initializer_list<const char*> wanted)
{
    for (const char* family : wanted) {
        if (QFontDatabase::hasFamily(QLatin1String(family))) return QLatin1String(family);
    }
    return QLatin1String(*wanted.begin());
}

QString familyOf(Shape::Face face)
{
    static const QString mono = firstFamily({"JetBrains Mono", "DejaVu Sans Mono"});
    static const QString words = firstFamily({"Inter", "Inter Variable", "DejaVu Sans"});
    return face == Shape::Face::Mono ? mono : words;
}

} // namespace

const Theme& Theme::get(Kind kind)
{
    static const std::array themes = [] {
        std::array<Theme, 2> made;
        made[1].m_kind = Kind::Light;
        return made;
    }();
    return themes[kind == Kind::Light ? 1 : 0];
}

QColor Theme::color(Tone tone) const
{
    const Pair& pair = tonePairs.at(static_cast<std::size_t>(tone));
    return QColor::fromRgba(m_kind == Kind::Light ? pair.light : pair.dark);
}

QFont Theme::font(Shape::Face face, double pixels, int weight)
{
    QFont font(familyOf(face));
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    font.setWeight(static_cast<QFont::Weight>(weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    // Without shaping nothing is joined: `++` stays `++`.
    const int shaping = face == Shape::Face::Mono ? QFont::PreferNoShaping : 0;
    font.setStyleStrategy(
        static_cast<QFont::StyleStrategy>(QFont::PreferAntialias | QFont::NoSubpixelAntialias | shaping));
    return font;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Tone tone) { palette.setColor(role, color(tone)); };
    set(QPalette::Window, Tone::Background);
    set(QPalette::WindowText, Tone::Text);
    set(QPalette::Base, Tone::Panel);
    set(QPalette::AlternateBase, Tone::Card);
    set(QPalette::Text, Tone::Text);
    set(QPalette::Button, Tone::Raised);
    set(QPalette::ButtonText, Tone::Text);
    set(QPalette::BrightText, Tone::Signal);
    set(QPalette::Light, Tone::Raised);
    set(QPalette::Midlight, Tone::Card);
    set(QPalette::Mid, Tone::Line);
    set(QPalette::Dark, Tone::Line);
    set(QPalette::Shadow, Tone::Background);
    set(QPalette::Highlight, Tone::Action);
    set(QPalette::HighlightedText, Tone::OnData);
    set(QPalette::Link, Tone::Action);
    set(QPalette::ToolTipBase, Tone::Raised);
    set(QPalette::ToolTipText, Tone::Text);
    set(QPalette::PlaceholderText, Tone::Muted);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Tone::Faint));
    return palette;
}

QString Theme::styleSheet() const
{
    return QStringLiteral("QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 4px 8px; }")
        .arg(color(Tone::Text).name(), color(Tone::Raised).name(), color(Tone::Line).name());
}

} // namespace sluice::scene
