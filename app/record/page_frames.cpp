#include "record/page_frames.h"

#include <algorithm>
#include <cmath>

namespace sluice::record {

namespace {

enum Command { Copy = 0, Skip = 1, New = 2, Move = 3 };

/// How far to look for a shape's twin in the frame before: scenes are built in the same order each time.
constexpr std::size_t lookAhead = 256;
/// Places may be off by so much, in hundredths of a unit, if many shapes can be moved together for it.
constexpr std::int64_t slack = 2;

bool near(std::int64_t a, std::int64_t b) { return std::abs(a - b) <= slack; }

void zoomBy(scene::Shape& shape, double zoom)
{
    const QTransform scaled = QTransform::fromScale(zoom, zoom);
    shape.rect = scaled.mapRect(shape.rect);
    shape.points = scaled.map(shape.points);
    shape.radius *= zoom;
    shape.strokeWidth *= zoom;
    shape.fontSize = static_cast<int>(std::lround(shape.fontSize * zoom));
}

/// Commands of one frame; those alike that follow each other become one.
class Commands
{
public:
    void put(Command command, const QByteArray& values = {}, std::int64_t dx = 0, std::int64_t dy = 0)
    {
        if (m_count == 0 || command != m_command || dx != m_dx || dy != m_dy) flush();
        m_command = command;
        m_dx = dx;
        m_dy = dy;
        m_values += values;
        ++m_count;
    }
    void flush()
    {
        if (m_count == 0) return;
        putNumber(m_bytes, m_count * 4 + static_cast<unsigned>(m_command));
        if (m_command == Move) {
            putSigned(m_bytes, m_dx);
            putSigned(m_bytes, m_dy);
        }
        m_bytes += m_values;
        m_values.clear();
        m_count = 0;
        ++m_commands;
    }
    [[nodiscard]] std::uint64_t count() const { return m_commands; }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    Command m_command = Copy;
    std::int64_t m_dx = 0, m_dy = 0;
    std::uint64_t m_count = 0, m_commands = 0;
    QByteArray m_values, m_bytes;
};

} // namespace

PageFrames::Placed PageFrames::place(const scene::Shape& shape)
{
    const Strokes strokes = m_recorder.record(shape);
    const bool caption = shape.subject.kind == scene::Subject::Kind::Caption;
    QByteArray body;
    putNumber(body, caption ? 1 : 0);
    body += strokes.body;
    const auto [place, added] = m_ids.try_emplace(body.toStdString(), static_cast<std::uint32_t>(m_bodies.size()));
    if (added) m_bodies.push_back(body);
    return {place->second, strokes.x, strokes.y};
}

void PageFrames::add(const scene::Scene& frame, TraceTime time, double zoom)
{
    std::vector<Placed> placed;
    placed.reserve(frame.shapes.size());
    const bool same = m_last.size == frame.size;
    for (std::size_t i = 0; i < frame.shapes.size(); ++i) {
        if (same && i < m_last.shapes.size() && frame.shapes[i] == m_last.shapes[i]) {
            placed.push_back(m_lastPlaces[i]);
            continue;
        }
        scene::Shape shape = frame.shapes[i];
        if (std::abs(zoom - 1) > 1e-9) zoomBy(shape, zoom);
        placed.push_back(place(shape));
    }
    m_last = frame;
    m_lastPlaces = placed;
    tell(placed, time);
}

void PageFrames::tell(const std::vector<Placed>& frame, TraceTime time)
{
    Commands commands;
    std::vector<Placed> shown;
    std::size_t next = 0;
    std::int64_t dx = 0, dy = 0; // of the last move
    for (const Placed& each : frame) {
        const std::size_t end = std::min(m_shown.size(), next + lookAhead);
        const auto from = m_shown.begin() + static_cast<std::ptrdiff_t>(next);
        const auto to = m_shown.begin() + static_cast<std::ptrdiff_t>(end);
        auto twin = std::find_if(
            from, to, [&](const Placed& old) { return old.body == each.body && old.x == each.x && old.y == each.y; });
        const bool stays = twin != to;
        if (!stays) // else the nearest that has only moved
            twin = std::find_if(from, to, [&](const Placed& old) { return old.body == each.body; });
        if (twin == to) {
            QByteArray values;
            putNumber(values, each.body);
            putSigned(values, each.x - m_lastNew.x);
            putSigned(values, each.y - m_lastNew.y);
            commands.put(New, values);
            m_lastNew = each;
            shown.push_back(each);
            continue;
        }
        for (; next < static_cast<std::size_t>(twin - m_shown.begin()); ++next) commands.put(Skip);
        ++next;
        Placed there = each;
        if (stays) commands.put(Copy);
        else {
            if (!near(each.x - twin->x, dx) || !near(each.y - twin->y, dy)) {
                dx = each.x - twin->x;
                dy = each.y - twin->y;
            }
            there = {each.body, twin->x + dx, twin->y + dy};
            commands.put(Move, {}, dx, dy);
        }
        shown.push_back(there);
    }
    commands.flush(); // what is left of the frame before is left out
    putSigned(m_frames, (time - m_lastTime).ns);
    putNumber(m_frames, commands.count());
    m_frames += commands.bytes();
    m_shown = std::move(shown);
    m_lastTime = time;
    ++m_count;
}

QByteArray PageFrames::data() const
{
    QByteArray out;
    const auto& glyphs = m_recorder.glyphs().paths();
    putNumber(out, glyphs.size());
    for (const QByteArray& glyph : glyphs) out += glyph;
    putNumber(out, m_bodies.size());
    for (const QByteArray& body : m_bodies) {
        putNumber(out, static_cast<std::uint64_t>(body.size()));
        out += body;
    }
    putNumber(out, m_count);
    return out + m_frames;
}

} // namespace sluice::record
