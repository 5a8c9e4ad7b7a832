#pragma once

#include "scene/scene.h"

#include <QGlyphRun>
#include <QHash>
#include <QList>

#include <unordered_map>

namespace sluice::scene {

/// Lines of text as they were set, kept for the next frame: setting one takes as long as painting it. A line follows
/// from its words and its font alone, so neither another theme nor another size of the picture makes it stale.
/// Owner: who paints scenes one after the other. Thread: one. Invariant: never more than `most` lines.
class TextLines
{
public:
    struct Line {
        QList<QGlyphRun> letters; ///< from x 0, on the base line
        double width = 0, height = 0, capHeight = 0;
    };
    static constexpr std::size_t most = 2000; ///< some ten pictures full of words

    /// How the words of a shape are set; until the next call.
    const Line& of(const Shape& shape);
    [[nodiscard]] std::size_t size() const { return m_lines.size(); }

private:
    struct Key {
        QString text;
        int size, weight;
        Shape::Face face;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const
        {
            return qHashMulti(0, key.text, key.size, key.weight, static_cast<int>(key.face));
        }
    };
    std::unordered_map<Key, Line, Hash> m_lines;
};

/// Shape::bounds(), without setting its words anew.
[[nodiscard]] QRectF boundsOf(const Shape& shape, TextLines& lines);

} // namespace sluice::scene
