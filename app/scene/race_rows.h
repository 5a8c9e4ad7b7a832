#pragma once

#include "scene/race_figures.h"

namespace sluice::scene {

/// What all drawings of a race have in common: what is the same for every lane stands between the two cards, and below
/// them each lane has a row. Lives as long as one buildStage().
class RaceRows
{
public:
    /// `rows` rows; `foot`: room for an axis below them.
    RaceRows(Sketch& sketch, const ChannelPicture& picture, const RaceFigures& race, std::size_t rows, double foot);

    /// `sizes`: in place of the size, where that changes.
    void drawCircumstances(const QString& sizes = {}) const;
    /// The ground of all rows, lines between them, and a light ground under the lane that has its turn.
    void drawGround() const;
    /// Above the rows: what stands below it.
    void drawHead(double left, double right, const QString& title, const QString& about = {},
                  Shape::Align align = Shape::Align::Left) const;
    void drawName(std::size_t row, const RaceLane& lane) const;
    /// In place of all else.
    void drawRefusal(std::size_t row, const RaceLane& lane) const;
    /// A figure that is not measured, in its cell.
    void drawModel(const QRectF& cell, const QString& words) const;
    /// In the foot: what such figures are.
    void drawModelNote(const QString& words) const;
    [[nodiscard]] QRectF row(std::size_t index) const;
    [[nodiscard]] QRectF rows() const { return m_rows; }
    /// A cell of a row from its top: `line` 0 is the large one, 1 what stands small below it.
    [[nodiscard]] QRectF cell(std::size_t index, double left, double right, int line) const;

    static constexpr double namesEnd = 218; ///< x; where what a row shows begins
    static constexpr double padding = 18;
    static constexpr double footRoom = 30;

private:
    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const RaceFigures& m_race;
    QRectF m_rows;
    double m_height = 0;
};

/// The four drawings of a race.
void drawRace(Sketch& sketch, const ChannelPicture& picture);
void drawRaceTimes(Sketch& sketch, const ChannelPicture& picture);
void drawRaceTable(Sketch& sketch, const ChannelPicture& picture);
void drawRaceSizes(Sketch& sketch, const ChannelPicture& picture);

} // namespace sluice::scene
