#include "scene/race_rows.h"

#include "scenario/setting_table.h"
#include "words/words.h"

#include <algorithm>
#include <cmath>

namespace sluice::scene {

using analysis::RaceFigures;
using analysis::RaceLane;

namespace {
constexpr double highestRow = 58;
}

RaceRows::RaceRows(Sketch& sketch, const ChannelPicture& picture, const RaceFigures& race, double below)
    : m_sketch(sketch), m_picture(picture), m_race(race)
{
    const QRectF& room = picture.room;
    const auto count = static_cast<double>(std::max<std::size_t>(race.lanes.size(), 1));
    m_height = std::min(highestRow, (room.height() - headRoom - footRoom - below) / count);
    m_rows = {room.left(), room.top() + headRoom, room.width(), m_height * count};
}

void RaceRows::drawCircumstances() const
{
    if (m_picture.cards.size() < 2) return;
    const Card &left = m_picture.cards.front(), &right = m_picture.cards.back();
    constexpr double line = 20;
    QRectF place(left.rect.right() + 12, left.rect.top() - 2, right.rect.left() - left.rect.right() - 24, line);
    m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value}, Evidence::Probe);
    const QStringList words = circumstances(m_race);
    if (words.isEmpty()) return;
    m_sketch.text(place, translated("scene", "The same for all"), ink::strong.aligned(Shape::Align::Center));
    for (const QString& each : words) {
        place.translate(0, line);
        m_sketch.text(place, each, ink::quiet.aligned(Shape::Align::Center));
    }
}

void RaceRows::drawGround() const
{
    m_sketch.about({Subject::Kind::Channel, m_picture.channel.id.value});
    m_sketch.box(m_rows, 14, Tone::KernelBox, Tone::Line, 1);
    for (std::size_t i = 0; i < m_race.lanes.size(); ++i) {
        const QRectF place = row(i);
        if (m_race.turn && m_race.lanes[i].through == *m_race.turn && place.bottom() <= m_rows.bottom() + 1)
            m_sketch.box(place.adjusted(3, 3, -3, -3), 11, Tone::Raised);
        if (i > 0 && place.top() < m_rows.bottom() - 1)
            m_sketch.line(
                {{QPointF(place.left() + padding, place.top()), QPointF(place.right() - padding, place.top())}},
                Tone::Line, 1);
    }
}

void RaceRows::drawHead(double left, double right, const QString& title, const QString& about, Shape::Align align) const
{
    m_sketch.about({Subject::Kind::Axis});
    const double top = m_rows.top() - 45;
    m_sketch.text({left, top, right - left, 22}, title, Ink{16, 600}.aligned(align));
    m_sketch.text({left, top + 21, right - left, 22}, about, ink::quiet.aligned(align));
}

void RaceRows::drawName(std::size_t index, const RaceLane& lane) const
{
    m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through)}, Evidence::Probe);
    const QRectF place = row(index);
    const bool turn = m_race.turn == lane.through;
    if (turn) m_sketch.icon({place.left() + 10, place.center().y() - 7, 14, 14}, QStringLiteral("play"), Tone::Running);
    m_sketch.text({place.left() + padding + 12, place.top(), namesEnd - place.left() - padding - 12, place.height()},
                  laneName(lane.through), Ink{17, 650});
}

void RaceRows::drawRefusal(std::size_t index, const RaceLane& lane) const
{
    m_sketch.about({Subject::Kind::Lane, static_cast<std::uint32_t>(lane.through)}, Evidence::Probe);
    const QRectF place = row(index);
    m_sketch.icon({namesEnd + 10, place.center().y() - 8, 16, 16}, QStringLiteral("cross"), Tone::Dead);
    m_sketch.text(place.adjusted(namesEnd - place.left() + 34, 0, -padding, 0), refusalWords(lane, m_race.size),
                  ink::quiet);
}

void RaceRows::drawModel(const QRectF& cell, const QString& words) const
{
    const Ink ink{16, 400, Tone::Model, Shape::Face::Mono};
    const double height = std::min(24.0, m_height - 3); // clear of the lines between rows
    const QRectF place(cell.left(), cell.center().y() - height / 2, std::min(widthOf(words, ink), cell.width()),
                       height);
    m_sketch.box(place.adjusted(-6, 0, 6, 0), 6, Tone::None, Tone::Model, 1.5).pattern = Pattern::Dotted;
    m_sketch.text(place, words, ink);
}

void RaceRows::drawModelNote(const QString& words) const
{
    m_sketch.about({Subject::Kind::Axis, 1}, Evidence::Model);
    const QString model = translated("scene", "model");
    const Ink chip{16, 600, Tone::Model, Shape::Face::Words, Shape::Align::Center};
    const QRectF place(m_rows.left() + padding, m_rows.bottom() + 5, widthOf(model, chip) + 20, 24);
    m_sketch.box(place, 8, Tone::None, Tone::Model, 1.5).pattern = Pattern::Dotted;
    m_sketch.text(place, model, chip);
    m_sketch.text({place.right() + 10, place.top(), m_rows.right() - noteRoom - place.right() - 10, 24}, words,
                  ink::words.in(Tone::Model));
}

void RaceRows::drawNote(const QString& words) const
{
    m_sketch.about({Subject::Kind::Axis, 2});
    m_sketch.text({m_rows.right() - noteRoom, m_rows.bottom() + 5, noteRoom - padding, 24}, words,
                  ink::quiet.aligned(Shape::Align::Right));
}

QRectF RaceRows::row(std::size_t index) const
{
    return {m_rows.left(), m_rows.top() + m_height * static_cast<double>(index), m_rows.width(), m_height};
}

QRectF RaceRows::cell(std::size_t index, double left, double right, int line) const
{
    const QRectF place = row(index);
    if (m_height < 33) return line == 0 ? QRectF(left, place.top(), right - left, place.height()) : QRectF();
    const double large = std::min(22.0, m_height * 0.52), small = std::min(20.0, m_height - large);
    const double top = place.center().y() - (large + small) / 2 - (small < 18 ? 2 : 0);
    return line == 0 ? QRectF(left, top, right - left, large) : QRectF(left, top + large, right - left, small);
}

RaceStage::RaceStage(Sketch& sketch, const ChannelPicture& picture, const mechanisms::SharedMemory& told, double below)
    : m_sketch(sketch),
      m_picture(picture),
      m_race(RaceFigures::of(picture.state, told, picture.trace.meta().scenario)),
      m_rows(sketch, picture, m_race, below)
{}

std::int64_t RaceStage::setting(std::string_view key, std::int64_t otherwise) const
{
    const int index = scenario::SettingTable(m_picture.trace.meta().scenario).indexOf(key);
    return index < 0 ? otherwise : m_picture.state.settings[static_cast<std::size_t>(index)];
}

void RaceStage::drawSwitches() const
{
    if (!m_picture.view.switches) return;
    constexpr std::size_t fewest = 2, most = 8;
    constexpr double gap = 6, sign = 20, high = 26;
    const QRectF& room = m_picture.room;
    const scenario::SettingTable table(m_picture.trace.meta().scenario);
    double words = 0;
    for (std::size_t i = 0; i < mechanisms::throughs; ++i)
        words += std::ceil(widthOf(laneName(static_cast<mechanisms::Through>(i)), ink::words)) + sign;
    constexpr auto count = static_cast<double>(mechanisms::throughs);
    const double padding = std::clamp((room.width() - words - (count - 1) * gap) / count / 2, 2.0, 10.0);
    double left = room.left();
    for (std::size_t i = 0; i < mechanisms::throughs; ++i) {
        const auto through = static_cast<mechanisms::Through>(i);
        const int index = table.indexOf(mechanisms::raceKeyOf(through));
        if (index < 0) continue;
        const bool on = m_picture.state.settings[static_cast<std::size_t>(index)] != 0;
        const bool fixed = m_race.lanes.size() <= fewest ? on : m_race.lanes.size() >= most && !on;
        const QString name = laneName(through);
        const double wide = std::ceil(widthOf(name, ink::words)) + sign + 2 * padding;
        const QRectF place(left, room.bottom() - high - 2, wide, high);
        m_sketch.about({Subject::Kind::Switch, static_cast<std::uint32_t>(index),
                        (on ? Subject::switchOn : 0) | (fixed ? Subject::switchFixed : 0)});
        m_sketch.box(place, 8, on ? Tone::Raised : Tone::None,
                     fixed ? Tone::None
                     : on  ? Tone::Running
                           : Tone::Line,
                     1)
            .text = name;
        const QRectF mark(place.left() + padding, place.center().y() - 7, 14, 14);
        if (on) m_sketch.icon(mark, QStringLiteral("check"), Tone::Running);
        else if (!fixed) m_sketch.text(mark.adjusted(0, -4, 2, 4), QStringLiteral("+"), ink::quiet);
        m_sketch.text({place.left() + padding + sign, place.top(), wide - sign - 2 * padding + 1, high}, name,
                      on ? ink::words : ink::quiet);
        left += wide + gap;
    }
}

} // namespace sluice::scene
