#pragma once

#include "scene/channel_picture.h"
#include "scene/race_words.h"

namespace sluice::scene {

/// What all drawings of a race have in common: what is the same for every lane stands between the two cards, and below
/// them each lane has a row. Lives as long as one buildStage().
class RaceRows
{
public:
    /// `below`: room to be left under all else.
    RaceRows(Sketch& sketch, const ChannelPicture& picture, const analysis::RaceFigures& race, double below);

    void drawCircumstances() const;
    /// The ground of all rows, lines between them, and a light ground under the lane that has its turn.
    void drawGround() const;
    /// Above the rows: what stands below it.
    void drawHead(double left, double right, const QString& title, const QString& about = {},
                  Shape::Align align = Shape::Align::Left) const;
    void drawName(std::size_t row, const analysis::RaceLane& lane) const;
    /// The name of each, and whatever `draw` draws of those that are not refused.
    template <class Draw>
    void drawLanes(Draw draw) const
    {
        for (std::size_t i = 0; i < m_race.lanes.size(); ++i) {
            drawName(i, m_race.lanes[i]);
            if (m_race.lanes[i].refused != 0) drawRefusal(i, m_race.lanes[i]);
            else draw(i, m_race.lanes[i]);
        }
    }
    /// In place of all else.
    void drawRefusal(std::size_t row, const analysis::RaceLane& lane) const;
    /// A figure that is not measured, in its cell.
    void drawModel(const QRectF& cell, const QString& words) const;
    /// In the foot, on the left, as far as a note on the right leaves room: what such figures are.
    void drawModelNote(const QString& words) const;
    /// In the foot, on the right: what a sign beside a figure says.
    void drawNote(const QString& words) const;
    [[nodiscard]] QRectF row(std::size_t index) const;
    [[nodiscard]] QRectF rows() const { return m_rows; }
    /// A cell of a row from its top: `line` 0 is the large one, 1 what stands small below it: nothing
    /// where rows are too low for both.
    [[nodiscard]] QRectF cell(std::size_t index, double left, double right, int line) const;

    /// Below all else, while the processes run: room for switches.
    [[nodiscard]] static double switchRoom(const ViewTime& view) { return view.switches ? 38 : 0; }

    static constexpr double namesEnd = 218; ///< x; where what a row shows begins
    static constexpr double padding = 18;
    static constexpr double noteRoom = 560; ///< for drawNote()
    static constexpr double headRoom = 46;  ///< above the rows, for drawHead()
    static constexpr double footRoom = 30;

private:
    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const analysis::RaceFigures& m_race;
    QRectF m_rows;
    double m_height = 0;
};

/// What every drawing of a race begins with. Lives as long as one buildStage().
class RaceStage
{
public:
    RaceStage(Sketch& sketch, const ChannelPicture& picture, const mechanisms::SharedMemory& told, double below = 0);

protected:
    [[nodiscard]] std::int64_t setting(std::string_view key, std::int64_t otherwise = 0) const;
    /// All mechanisms, each with a switch: 2 to 8 take part.
    void drawSwitches() const;

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    analysis::RaceFigures m_race;
    RaceRows m_rows;
};

template <class Drawing>
void drawStage(Sketch& sketch, const ChannelPicture& picture)
{
    if (const auto* told = std::get_if<mechanisms::SharedMemory>(&picture.channel.object))
        Drawing(sketch, picture, *told).draw();
}

/// The four drawings of a race.
void drawRace(Sketch& sketch, const ChannelPicture& picture);
void drawRaceTimes(Sketch& sketch, const ChannelPicture& picture);
void drawRaceTable(Sketch& sketch, const ChannelPicture& picture);
void drawRaceSizes(Sketch& sketch, const ChannelPicture& picture);

} // namespace sluice::scene
