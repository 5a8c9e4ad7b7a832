#pragma once

#include "record/picture.h"

namespace sluice::record {

/// The whole of the last picture, for sinks that need more than what differs.
class Canvas
{
public:
    explicit Canvas(QSize size) : m_image(size, QImage::Format_RGB32) { m_image.fill(Qt::black); }
    /// Takes a picture in. Returns the smallest rectangle around all pixels that are not what they were; empty: none.
    [[nodiscard]] QRect apply(const Picture& picture);
    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] const QRgb* line(int y) const { return reinterpret_cast<const QRgb*>(m_image.constScanLine(y)); }

private:
    void put(const Patch& patch, QRect& changed);
    QImage m_image;
};

} // namespace sluice::record
