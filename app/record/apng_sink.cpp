#include "base/output_file.h"
#include "record/canvas.h"
#include "record/image_sinks.h"
#include "record/png.h"

#include <unistd.h>

namespace sluice::record {

namespace {

class ApngSink : public Sink
{
public:
    ApngSink(OutputFile file, const FilmFacts& facts)
        : m_file(std::move(file)), m_facts(facts), m_canvas(facts.size), m_before(facts.size, QImage::Format_ARGB32)
    {
        m_before.fill(Qt::transparent); // no pixel of a picture is: the first one is whole
    }
    Result<void> begin();
    Result<void> add(const Picture& picture) override;
    Result<void> finish() override;

private:
    struct Pending {
        QRect rect;
        std::int64_t from = 0;
        png::Bytes pixels;
    };
    [[nodiscard]] png::Bytes pixelsOf(const QRect& rect);
    void control(png::Bytes& out, const QRect& rect, std::int64_t pictures);
    Result<void> write(const Pending& pending, std::int64_t until);

    OutputFile m_file;
    FilmFacts m_facts;
    Canvas m_canvas;
    QImage m_before;
    std::optional<Pending> m_pending;
    std::int64_t m_pictures = 0;
    std::uint32_t m_sequence = 0, m_frames = 0;
    off_t m_countAt = 0; ///< where the number of frames stands
};

/// How often it plays: 0, for ever. How many frames it has is known at the end only.
png::Bytes animationChunk(std::uint32_t frames)
{
    png::Bytes payload, out;
    png::number(payload, frames);
    png::number(payload, 0);
    png::chunk(out, "acTL", payload);
    return out;
}

Result<void> ApngSink::begin()
{
    png::Bytes head = png::signature();
    png::chunk(head, "IHDR", png::header(m_facts.size, png::Pixels::Rgba));
    m_countAt = static_cast<off_t>(head.size());
    const png::Bytes animation = animationChunk(0);
    head.insert(head.end(), animation.begin(), animation.end());
    return m_file.write(head);
}

/// Of what is as it was nothing is said: transparent, which compresses to next to nothing.
png::Bytes ApngSink::pixelsOf(const QRect& rect)
{
    png::Bytes lines;
    lines.reserve(static_cast<std::size_t>(rect.width() * 4 + 1) * static_cast<std::size_t>(rect.height()));
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        lines.push_back(std::byte{0});
        const QRgb* now = m_canvas.line(y);
        auto* before = reinterpret_cast<QRgb*>(m_before.scanLine(y));
        for (int x = rect.left(); x <= rect.right(); ++x) {
            const QRgb colour = now[x] == before[x] ? 0 : now[x] | 0xff000000;
            for (const int part : {qRed(colour), qGreen(colour), qBlue(colour), qAlpha(colour)})
                lines.push_back(static_cast<std::byte>(part));
            before[x] = now[x];
        }
    }
    return png::compressed(lines);
}

/// fcTL: where the next pixels go, and for how long they stay. A fraction of two bytes each: as exact as fits.
void ApngSink::control(png::Bytes& out, const QRect& rect, std::int64_t pictures)
{
    png::Bytes payload;
    png::number(payload, m_sequence++);
    for (const int each : {rect.width(), rect.height(), rect.x(), rect.y()})
        png::number(payload, static_cast<std::uint32_t>(each));
    std::int64_t above = pictures * m_facts.rate.seconds, below = m_facts.rate.frames;
    while (above > 65'535 || below > 65'535) {
        above = (above + 1) / 2;
        below = std::max<std::int64_t>(1, below / 2);
    }
    png::smallNumber(payload, static_cast<std::uint16_t>(above));
    png::smallNumber(payload, static_cast<std::uint16_t>(below));
    payload.push_back(std::byte{0}); // stays
    payload.push_back(std::byte{1}); // laid over what was there
    png::chunk(out, "fcTL", payload);
    ++m_frames;
}

Result<void> ApngSink::write(const Pending& pending, std::int64_t until)
{
    png::Bytes out;
    const bool first = m_frames == 0;
    control(out, pending.rect, until - pending.from);
    if (first) {
        png::chunk(out, "IDAT", pending.pixels);
        return m_file.write(out);
    }
    png::Bytes data;
    png::number(data, m_sequence++);
    data.insert(data.end(), pending.pixels.begin(), pending.pixels.end());
    png::chunk(out, "fdAT", data);
    return m_file.write(out);
}

Result<void> ApngSink::add(const Picture& picture)
{
    m_pictures = picture.index + 1;
    const QRect rect = m_canvas.apply(picture);
    if (rect.isEmpty()) return {};
    Result<void> written;
    if (m_pending) written = write(*m_pending, picture.index);
    m_pending = Pending{rect, picture.index, pixelsOf(rect)};
    return written;
}

Result<void> ApngSink::finish()
{
    auto written = m_pending ? write(*m_pending, m_pictures) : Result<void>();
    png::Bytes end;
    png::chunk(end, "IEND", {});
    if (written) written = m_file.write(end);
    if (!written) return written;
    const png::Bytes animation = animationChunk(m_frames);
    if (pwrite(m_file.fd(), animation.data(), animation.size(), m_countAt) != static_cast<ssize_t>(animation.size()))
        return failedCall("write", m_file.target().string());
    return m_file.commit();
}

} // namespace

Result<std::unique_ptr<Sink>> openApng(const QString& file, const FilmFacts& facts)
{
    auto target = OutputFile::create(file.toStdString());
    if (!target) return fail(target.error());
    auto sink = std::make_unique<ApngSink>(std::move(*target), facts);
    if (auto begun = sink->begin(); !begun) return fail(begun.error());
    return sink;
}

} // namespace sluice::record
