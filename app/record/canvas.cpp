#include "record/canvas.h"

#include <algorithm>
#include <cstring>

namespace sluice::record {

void Canvas::put(const Patch& patch, QRect& changed)
{
    for (int row = 0; row < patch.rect.height(); ++row) {
        const int y = patch.rect.y() + row, width = patch.rect.width();
        const auto* from = reinterpret_cast<const QRgb*>(patch.pixels.constScanLine(row));
        auto* to = reinterpret_cast<QRgb*>(m_image.scanLine(y)) + patch.rect.x();
        const auto first = static_cast<int>(std::mismatch(from, from + width, to).first - from);
        if (first == width) continue;
        int last = width - 1;
        while (from[last] == to[last]) --last;
        std::memcpy(to + first, from + first, sizeof(QRgb) * static_cast<std::size_t>(last - first + 1));
        changed |= QRect(patch.rect.x() + first, y, last - first + 1, 1);
    }
}

QRect Canvas::apply(const Picture& picture)
{
    QRect changed;
    for (const Patch& patch : picture.patches) put(patch, changed);
    return picture.index == 0 ? m_image.rect() : changed;
}

} // namespace sluice::record
