#pragma once

#include "base/trace_time.h"
#include "record/strokes.h"

#include <unordered_map>

namespace sluice::record {

/// The frames of a page as data, each told from the one before:
///     glyphs: their count, and each one's path
///     bodies: their count, and for each its length, whether it is a caption, and its bytes (strokes.h)
///     frames: their count, and for each the nanoseconds of the run since the one before, the number of commands, and
///     those: 4·n copy n shapes · 4·n + 1 leave out n · 4·n + 2 n new ones (body, x, y) · 4·n + 3 copy n, moved by (x,
///     y)
/// All are varints; places and moves are signed, in hundredths of a unit. A new shape's place is told from that of the
/// new one before it, in whatever frame.
/// Owner: who makes a page. Thread: one.
class PageFrames
{
public:
    PageFrames(const scene::Theme& theme, double scale) : m_recorder(theme, scale) {}

    /// `zoom`: scene units of the page in one of this frame.
    void add(const scene::Scene& frame, TraceTime time, double zoom);
    [[nodiscard]] QByteArray data() const;
    [[nodiscard]] const Colours& colours() const { return m_recorder.colours(); }
    [[nodiscard]] std::size_t bodyCount() const { return m_bodies.size(); }

private:
    struct Placed {
        std::uint32_t body = 0;
        std::int64_t x = 0, y = 0;
    };
    [[nodiscard]] Placed place(const scene::Shape& shape);
    void tell(const std::vector<Placed>& frame, TraceTime time);

    StrokeRecorder m_recorder;
    std::unordered_map<std::string, std::uint32_t> m_ids; ///< of bodies, captions marked
    std::vector<QByteArray> m_bodies;
    scene::Scene m_last; ///< and its shapes' places:
    std::vector<Placed> m_lastPlaces;
    std::vector<Placed> m_shown; ///< as the player has them
    Placed m_lastNew;
    TraceTime m_lastTime;
    std::uint64_t m_count = 0;
    QByteArray m_frames;
};

} // namespace sluice::record
