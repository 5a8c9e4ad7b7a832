#include "record/gif_sink.h"

#include "base/output_file.h"
#include "record/canvas.h"
#include "record/lzw.h"

#include <cmath>

namespace sluice::record {

namespace {

constexpr double mostPerSecond = 50; // players take a delay of 1/100 s for one of a tenth
constexpr int longestDelay = 65'535; // in hundredths of a second

class Bytes
{
public:
    Bytes& byte(int value)
    {
        m_bytes.push_back(static_cast<std::byte>(value));
        return *this;
    }
    Bytes& word(int value) { return byte(value & 255).byte(value >> 8 & 255); }
    Bytes& text(std::string_view text)
    {
        for (const char c : text) byte(static_cast<unsigned char>(c));
        return *this;
    }
    Bytes& rest(const std::vector<std::byte>& bytes)
    {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return *this;
    }
    [[nodiscard]] const std::vector<std::byte>& all() const { return m_bytes; }

private:
    std::vector<std::byte> m_bytes;
};

class GifSink : public Sink
{
public:
    GifSink(OutputFile file, const FilmFacts& facts, Palette palette)
        : m_file(std::move(file)),
          m_facts(facts),
          m_palette(std::move(palette)),
          m_canvas(facts.size),
          m_shown(static_cast<std::size_t>(facts.size.width()) * static_cast<std::size_t>(facts.size.height()),
                  Palette::asItWas)
    {}
    Result<void> begin();
    Result<void> add(const Picture& picture) override;
    Result<void> finish() override;

private:
    struct Pending {
        QRect rect;
        std::int64_t from = 0; ///< index of its picture
        std::vector<std::byte> data;
    };
    [[nodiscard]] std::vector<std::uint8_t> indicesOf(const QRect& rect);
    Result<void> write(const Pending& pending, std::int64_t until);
    /// When a picture begins, in hundredths of a second: rounded, so that nothing adds up.
    [[nodiscard]] std::int64_t hundredths(std::int64_t picture) const
    {
        return std::llround(static_cast<double>(picture) * 100 / m_facts.rate.perSecond());
    }

    OutputFile m_file;
    FilmFacts m_facts;
    Palette m_palette;
    Canvas m_canvas;
    std::vector<std::uint8_t> m_shown; ///< indices of the whole picture
    std::optional<Pending> m_pending;
    std::int64_t m_pictures = 0;
};

Result<void> GifSink::begin()
{
    Bytes head;
    head.text("GIF89a").word(m_facts.size.width()).word(m_facts.size.height());
    head.byte(0xf7).byte(0).byte(0); // 256 colours of 8 bits for all pictures
    for (std::size_t i = 0; i < 256; ++i) {
        const QRgb colour = i < m_palette.colours().size() ? m_palette.colours()[i] : 0;
        head.byte(qRed(colour)).byte(qGreen(colour)).byte(qBlue(colour));
    }
    head.byte(0x21).byte(0xff).byte(11).text("NETSCAPE2.0").byte(3).byte(1).word(0).byte(0); // for ever
    return m_file.write(head.all());
}

/// What is as it was is left out, which makes long runs of one index.
std::vector<std::uint8_t> GifSink::indicesOf(const QRect& rect)
{
    std::vector<std::uint8_t> indices;
    indices.reserve(static_cast<std::size_t>(rect.width()) * static_cast<std::size_t>(rect.height()));
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        const QRgb* line = m_canvas.line(y);
        std::uint8_t* shown = m_shown.data() + static_cast<std::ptrdiff_t>(y) * m_facts.size.width();
        for (int x = rect.left(); x <= rect.right(); ++x) {
            const std::uint8_t index = m_palette.indexOf(line[x]);
            indices.push_back(index == shown[x] ? Palette::asItWas : index);
            shown[x] = index;
        }
    }
    return indices;
}

Result<void> GifSink::write(const Pending& pending, std::int64_t until)
{
    std::int64_t delay = hundredths(until) - hundredths(pending.from);
    Bytes frame;
    const auto control = [&](std::int64_t hundredth) { // stays there; asItWas is transparent
        frame.byte(0x21).byte(0xf9).byte(4).byte(0x05).word(static_cast<int>(hundredth)).byte(Palette::asItWas).byte(0);
    };
    const auto place = [&](const QRect& rect) {
        frame.byte(0x2c).word(rect.x()).word(rect.y()).word(rect.width()).word(rect.height()).byte(0);
    };
    control(std::min<std::int64_t>(delay, longestDelay));
    place(pending.rect);
    frame.rest(pending.data);
    for (delay -= longestDelay; delay > 0; delay -= longestDelay) { // a pixel as it was, for the time that is left
        control(std::min<std::int64_t>(delay, longestDelay));
        place({0, 0, 1, 1});
        frame.rest(toLzw(std::array{Palette::asItWas}));
    }
    return m_file.write(frame.all());
}

Result<void> GifSink::add(const Picture& picture)
{
    m_pictures = picture.index + 1;
    const QRect rect = m_canvas.apply(picture);
    if (rect.isEmpty()) return {};
    Result<void> written;
    if (m_pending) written = write(*m_pending, picture.index);
    m_pending = Pending{rect, picture.index, toLzw(indicesOf(rect))};
    return written;
}

Result<void> GifSink::finish()
{
    auto written = m_pending ? write(*m_pending, m_pictures) : Result<void>();
    if (written) written = m_file.write(";");
    return written ? m_file.commit() : written;
}

} // namespace

Result<std::unique_ptr<Sink>> openGif(const QString& file, const FilmFacts& facts, Palette palette)
{
    if (facts.rate.perSecond() > mostPerSecond)
        return fail(Error::badInput(file.toStdString(), "a GIF has at most 50 pictures a second; 25 is best"));
    auto target = OutputFile::create(file.toStdString());
    if (!target) return fail(target.error());
    auto sink = std::make_unique<GifSink>(std::move(*target), facts, std::move(palette));
    if (auto begun = sink->begin(); !begun) return fail(begun.error());
    return sink;
}

} // namespace sluice::record
