#include "record/render.h"

#include "base/output_file.h"
#include "scene/paint.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageWriter>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

#include <algorithm>
#include <cerrno>

namespace sluice::record {

using scene::Scene;
using scene::Theme;

namespace {

/// Paints the scene as large as it fits, in the middle of a page of `size`.
void paintPage(QPainter& painter, const Scene& scene, const Theme& theme, QSize size)
{
    painter.fillRect(QRect(QPoint(0, 0), size), theme.color(scene::Tone::Background));
    if (scene.size.isEmpty()) return;
    const double scale = std::min(size.width() / scene.size.width(), size.height() / scene.size.height());
    painter.translate((size.width() - scene.size.width() * scale) / 2,
                      (size.height() - scene.size.height() * scale) / 2);
    painter.scale(scale, scale);
    scene::paintScene(painter, scene, theme);
}

QByteArray toPng(const Scene& scene, const Theme& theme, QSize size)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter(&buffer, "png").write(renderImage(scene, theme, size));
    return buffer.data();
}

QByteArray toSvg(const Scene& scene, const Theme& theme, QSize size)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96); // CSS pixels
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(QStringLiteral("Sluice"));
    generator.setDescription({});
    QPainter painter(&generator);
    paintPage(painter, scene, theme, size);
    painter.end();
    return buffer.data();
}

/// Qt writes the time of day into a PDF; the same scene has to give the same bytes. Lengths stay as they are,
/// because a PDF refers to its parts by offset.
QByteArray withoutDates(QByteArray pdf)
{
    static const QByteArray epoch("19700101000000"), entry("/CreationDate (D:");
    const qsizetype at = pdf.lastIndexOf(entry); // in the table of facts at the end
    qsizetype digit = 0;
    for (qsizetype i = at + entry.size(); at >= 0 && i < pdf.size() && pdf[i] != ')'; ++i) {
        if (pdf[i] >= '0' && pdf[i] <= '9') pdf[i] = digit < epoch.size() ? epoch[digit++] : '0';
    }
    return pdf;
}

QByteArray toPdf(const Scene& scene, const Theme& theme, QSize size)
{
    constexpr int pixelsPerInch = 96, pointsPerInch = 72;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(pixelsPerInch);
    writer.setTitle(QStringLiteral("Sluice"));
    writer.setPageLayout(QPageLayout(
        QPageSize(QSizeF(size) * pointsPerInch / pixelsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch),
        QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
    QPainter painter(&writer);
    paintPage(painter, scene, theme, size);
    painter.end();
    return withoutDates(buffer.data());
}

} // namespace

QImage renderImage(const Scene& scene, const Theme& theme, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    paintPage(painter, scene, theme, size);
    return image;
}

Result<void> renderFile(const Scene& scene, const Theme& theme, QSize size, const QString& file)
{
    const std::string name = file.toStdString();
    const QString ending = QFileInfo(file).suffix().toLower();
    if (size.isEmpty()) return fail(Error::badInput(name, "a picture needs a width and a height"));
    QByteArray bytes;
    if (ending == QLatin1String("png")) bytes = toPng(scene, theme, size);
    else if (ending == QLatin1String("svg")) bytes = toSvg(scene, theme, size);
    else if (ending == QLatin1String("pdf")) bytes = toPdf(scene, theme, size);
    else return fail(Error::badInput(name, "unknown ending; use .png, .svg or .pdf"));

    auto out = OutputFile::create(name); // it has its name once all is written
    if (!out) return fail(out.error());
    auto written = out->write(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return written ? out->commit() : written;
}

} // namespace sluice::record
