#include "film_runs.h"
#include "record/frame_painter.h"
#include "record/image_sinks.h"
#include "record/lzw.h"
#include "record/make_film.h"
#include "record/palette.h"
#include "record/yuv.h"
#include "scene/paint.h"
#include "support/contents.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImageReader>
#include <QPainter>
#include <QTemporaryDir>

#include <random>

using namespace sluice;
using namespace sluice::record;
using test::contents;

namespace {

Film film(const FilmPlan& plan = test::smallPlan())
{
    auto made = Film::of(test::filledPipe(), plan);
    if (!made) qFatal("%s", made.error().describe().c_str());
    return std::move(*made);
}

QImage whole(const scene::Scene& scene, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    scene::TextLines lines;
    scene::repaintScene(painter, scene, scene::Theme::get(scene::Theme::Kind::Dark), image.rect(),
                        size.width() / scene.size.width(), {}, lines);
    return image;
}

/// GIF's LZW, read back by its specification: codes of growing width.
std::vector<std::uint8_t> fromLzw(const std::vector<std::byte>& data)
{
    std::vector<std::uint8_t> packed, out;
    for (std::size_t at = 1; data[at] != std::byte{0};) {
        const auto length = std::to_integer<std::size_t>(data[at]);
        for (std::size_t i = 1; i <= length; ++i) packed.push_back(std::to_integer<std::uint8_t>(data[at + i]));
        at += length + 1;
    }
    std::vector<std::vector<std::uint8_t>> table;
    std::vector<std::uint8_t> before;
    unsigned width = 9;
    std::size_t bit = 0;
    for (;;) {
        unsigned code = 0;
        for (unsigned i = 0; i < width; ++i, ++bit) code |= (packed.at(bit / 8) >> (bit % 8) & 1U) << i;
        if (code == 257) return out;
        if (code == 256) {
            table.assign(258, {});
            for (unsigned i = 0; i < 256; ++i) table[i] = {static_cast<std::uint8_t>(i)};
            before.clear();
            width = 9;
            continue;
        }
        std::vector<std::uint8_t> now = code < table.size() ? table[code] : before;
        if (code >= table.size()) now.push_back(before.front());
        if (!before.empty() && table.size() < 4096) {
            before.push_back(now.front());
            table.push_back(before);
            if (table.size() == 1U << width && width < 12) ++width;
        }
        out.insert(out.end(), now.begin(), now.end());
        before = now;
    }
}

} // namespace

/// From scenes to pixels to files, each step against a plain way of doing the same.
class TestSinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesAddUpToTheWhole();
    void yuvIsBt709();
    void yuvOfAPartIsThatOfTheWhole();
    void lzwComesBack_data();
    void lzwComesBack();
    void aPaletteKeepsItsOwnColours();
    void aGifShowsWhatWasPainted();
    void anApngHasAllItsFrames();
    void imagesAppearTogether_data();
    void imagesAppearTogether();
    void kindsOfFilms_data();
    void kindsOfFilms();
    void refused_data();
    void refused();
    void aMissingEncoderIsSaid();
    void leftoversOfKilledOnesAreSwept();
    void aFileInTheWayOfAFolderIsSaidAtOnce();
    void aTitleCannotBreakThePage();
    void cancelledLeavesNothing_data();
    void cancelledLeavesNothing();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestSinks::changesAddUpToTheWhole()
{
    FilmPlan plan = test::smallPlan(50);
    plan.size = {960, 540};
    Film made = film(plan);
    FramePainter painter(plan.size, scene::Theme::get(plan.theme));
    QImage shown(plan.size, QImage::Format_RGB32);
    qint64 patched = 0;
    for (std::int64_t i = 0; i < made.frameCount(); ++i) {
        const Picture picture = painter.paint(made.frame(i));
        QCOMPARE(picture.index, i);
        for (const Patch& patch : picture.patches) {
            QVERIFY(patch.rect.x() % 2 == 0 && patch.rect.y() % 2 == 0);
            QVERIFY(patch.rect.width() % 2 == 0 && patch.rect.height() % 2 == 0);
            QPainter put(&shown);
            put.drawImage(patch.rect.topLeft(), patch.pixels);
            if (i > 0) patched += qint64{patch.rect.width()} * patch.rect.height();
        }
        QVERIFY(shown == whole(made.frame(i), plan.size));
    }
    QVERIFY(patched < (made.frameCount() - 1) * qint64{960} * 540); // it did leave something out
}

void TestSinks::yuvIsBt709()
{
    // Every colour on a grid, each as a square of two by two.
    std::vector<std::uint32_t> pixels;
    for (int r = 0; r < 256; r += 15)
        for (int g = 0; g < 256; g += 15)
            for (int b = 0; b < 256; b += 15) pixels.insert(pixels.end(), 2, qRgb(r, g, b));
    const int width = static_cast<int>(pixels.size());
    const std::vector<std::uint32_t> line = pixels;
    pixels.insert(pixels.end(), line.begin(), line.end());
    std::vector<std::uint8_t> y(pixels.size()), u(line.size() / 2), v(line.size() / 2);
    toYuv420(pixels.data(), width * 4, 0, 0, width, 2, {{y.data(), u.data(), v.data()}, {width, width / 2, width / 2}});
    for (std::size_t i = 0; i < line.size(); i += 2) {
        const double r = qRed(line[i]) / 255.0, g = qGreen(line[i]) / 255.0, b = qBlue(line[i]) / 255.0;
        const double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        QVERIFY(std::abs(y[i] - (16 + 219 * luma)) < 1.2);
        QVERIFY(std::abs(u[i / 2] - (128 + 224 * (b - luma) / 1.8556)) < 1.6);
        QVERIFY(std::abs(v[i / 2] - (128 + 224 * (r - luma) / 1.5748)) < 1.6);
    }
}

void TestSinks::yuvOfAPartIsThatOfTheWhole()
{
    const QImage image = whole(film().frame(5), {320, 180});
    const auto planes = [&](const std::vector<QRect>& parts) {
        std::vector<std::uint8_t> all(320 * 180 * 3 / 2, 99);
        const Yuv420 to{{all.data(), all.data() + 320 * 180, all.data() + 320 * 180 * 5 / 4}, {320, 160, 160}};
        for (const QRect& part : parts) {
            const QImage cut = image.copy(part);
            toYuv420(reinterpret_cast<const std::uint32_t*>(cut.constBits()), cut.bytesPerLine(), part.x(), part.y(),
                     part.width(), part.height(), to);
        }
        return all;
    };
    QVERIFY(planes({image.rect()})
            == planes({{0, 0, 100, 180}, {100, 0, 220, 62}, {100, 62, 34, 118}, {134, 62, 186, 118}}));
}

void TestSinks::lzwComesBack_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("colours");
    for (const int colours : {1, 2, 7, 256})
        for (const int length : {0, 1, 2, 3, 255, 256, 257, 3837, 3838, 3839, 3840, 4096, 70'000})
            QTest::addRow("%d of %d", length, colours) << length << colours;
}

void TestSinks::lzwComesBack()
{
    QFETCH(int, length);
    QFETCH(int, colours);
    std::mt19937 random(static_cast<unsigned>(length + colours));
    std::vector<std::uint8_t> indices(static_cast<std::size_t>(length));
    for (auto& each : indices) each = static_cast<std::uint8_t>(random() % static_cast<unsigned>(colours));
    QVERIFY(fromLzw(toLzw(indices)) == indices);
}

void TestSinks::aPaletteKeepsItsOwnColours()
{
    QImage sample(64, 64, QImage::Format_RGB32);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) sample.setPixel(x, y, qRgb(4 * x, 4 * y, (x * y) & 255));
    const std::array fixed{qRgb(1, 2, 3), qRgb(250, 128, 7), qRgb(1, 2, 3)};
    Palette palette(fixed, std::span(&sample, 1));
    QVERIFY(palette.colours().size() <= 255);
    for (const QRgb each : fixed) QCOMPARE(palette.colours()[palette.indexOf(each)], each);
    double sum = 0;
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) {
            const QRgb wanted = sample.pixel(x, y), got = palette.colours()[palette.indexOf(wanted)];
            sum += std::abs(qGreen(wanted) - qGreen(got));
        }
    QVERIFY2(sum / 4096 < 12, qPrintable(QString::number(sum / 4096)));
}

void TestSinks::aGifShowsWhatWasPainted()
{
    FilmPlan plan = test::smallPlan(25);
    plan.size = {480, 270};
    Film made = film(plan);
    QVERIFY(makeFilm(made, path("a.gif")));
    QImageReader reader(path("a.gif"));
    QCOMPARE(reader.loopCount(), -1); // for ever
    int time = 0;
    QImage shown;
    for (std::int64_t i = 0; i < made.frameCount(); ++i) {
        if (time <= i * 40) { // what differs in nothing is not there twice
            shown = reader.read().convertToFormat(QImage::Format_RGB32);
            QVERIFY(!shown.isNull());
            time += reader.nextImageDelay();
        }
        const QImage painted = whole(made.frame(i), plan.size);
        double sum = 0;
        for (int y = 0; y < 270; ++y)
            for (int x = 0; x < 480; ++x) sum += std::abs(qGray(painted.pixel(x, y)) - qGray(shown.pixel(x, y)));
        QVERIFY2(sum / (480 * 270) < 1, qPrintable(QString::number(sum / (480 * 270))));
    }
    QCOMPARE(time, static_cast<int>(made.frameCount()) * 40);
    QVERIFY(!reader.canRead());
}

void TestSinks::anApngHasAllItsFrames()
{
    Film made = film();
    QVERIFY(makeFilm(made, path("a.apng")));
    const QByteArray png = contents(path("a.apng"));
    QCOMPARE(png.count("acTL"), 1);
    const auto number = [&](qsizetype at) {
        return static_cast<int>(static_cast<uchar>(png[at]) << 24 | static_cast<uchar>(png[at + 1]) << 16
                                | static_cast<uchar>(png[at + 2]) << 8 | static_cast<uchar>(png[at + 3]));
    };
    const int frames = number(png.indexOf("acTL") + 4);
    QVERIFY(frames > 5 && frames <= made.frameCount());
    QCOMPARE(png.count("fcTL"), frames);
    QCOMPARE(png.count("fdAT"), frames - 1);
    // A reader that knows nothing of animations shows the first one.
    const QImage first = QImage::fromData(png).convertToFormat(QImage::Format_RGB32);
    QVERIFY(first == whole(made.frame(0), {320, 180}));
}

void TestSinks::imagesAppearTogether_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("second");
    QTest::newRow("pattern") << "one-%03d.png"
                             << "one-001.png";
    QTest::newRow("folder") << "two"
                            << "two/frame-00001.png";
    QTest::newRow("slash") << "three/"
                           << "three/frame-00001.png";
}

void TestSinks::imagesAppearTogether()
{
    QFETCH(QString, name);
    QFETCH(QString, second);
    Film made = film();
    bool early = false;
    QVERIFY(makeFilm(made, path(name), [&](std::int64_t) {
        early = early || QFile::exists(path(second));
        return true;
    }));
    QVERIFY(!early);
    QVERIFY(QImage(path(second)).convertToFormat(QImage::Format_RGB32) == whole(made.frame(1), {320, 180}));
    QCOMPARE(QDir(QFileInfo(path(second)).path()).entryList({"*-*.png"}, QDir::Files).size(), made.frameCount());
    QCOMPARE(QDir(m_folder.path()).entryList({".*"}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList());
}

void TestSinks::kindsOfFilms_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("kind"); // -1: none
    const auto row = [](const char* file, int kind) { QTest::newRow(file) << QString::fromLatin1(file) << kind; };
    row("a.mp4", int(FilmKind::Mp4));
    row("a.MP4", int(FilmKind::Mp4));
    row("a.b.webm", int(FilmKind::WebM));
    row("a.gif", int(FilmKind::Gif));
    row("a.apng", int(FilmKind::Apng));
    row("a.html", int(FilmKind::Page));
    row("a-%05d.png", int(FilmKind::Images));
    row("folder/", int(FilmKind::Images));
    row("folder", int(FilmKind::Images));
    row("a.png", -1);
    row("take-%d/a.png", -1); // all of them would have one name
    row("a-%d.PNG", int(FilmKind::Images));
    row("a.avi", -1);
    row("", -1);
}

void TestSinks::kindsOfFilms()
{
    QFETCH(QString, file);
    QFETCH(int, kind);
    const auto found = filmKindOf(file);
    QCOMPARE(found ? int(*found) : -1, kind);
}

void TestSinks::refused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("perSecond");
    QTest::newRow("odd video") << "a.mp4" << QSize(321, 180) << 25;
    QTest::newRow("too quick for a GIF") << "b.gif" << QSize(320, 180) << 60;
    QTest::newRow("nowhere") << "none/a.mp4" << QSize(320, 180) << 25;
    QTest::newRow("nowhere, a page") << "none/a.html" << QSize(320, 180) << 25;
    QTest::newRow("nowhere, images") << "none/a/b" << QSize(320, 180) << 25;
    QTest::newRow("no kind of film") << "a.avi" << QSize(320, 180) << 25;
}

void TestSinks::refused()
{
    QFETCH(QString, file);
    QFETCH(QSize, size);
    QFETCH(int, perSecond);
    FilmPlan plan = test::smallPlan(perSecond);
    plan.size = size;
    Film made = film(plan);
    const auto result = makeFilm(made, path(file));
    QVERIFY(!result);
    QVERIFY2(result.error().describe().find(path(file).toStdString()) != std::string::npos,
             result.error().describe().c_str());
    QVERIFY(!QFile::exists(path(file)));
}

void TestSinks::aMissingEncoderIsSaid()
{
    const QTemporaryDir folder;
    const auto none = [](const char*) -> const AVCodec* { return nullptr; };
    for (const auto& [kind, name] : {std::pair(VideoKind::Mp4, "H.264"), std::pair(VideoKind::WebM, "VP9")}) {
        const auto opened = openVideo(folder.filePath("a.mp4"), kind, factsOf(film()), none);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Error::Code::Missing);
        QVERIFY(opened.error().context.find(name) != std::string::npos);
        QVERIFY(opened.error().context.find("install libavcodec-extra") != std::string::npos);
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
}

void TestSinks::leftoversOfKilledOnesAreSwept()
{
    const QTemporaryDir folder;
    const QDir dir(folder.path());
    const QString target = folder.filePath("frames");
    QVERIFY(dir.mkpath(".frames.sluice-killed") && dir.mkpath(".frames.mine") && dir.mkpath(".other.sluice-killed"));
    QFile picture(folder.filePath(".frames.sluice-killed/frame-00000.png"));
    QVERIFY(picture.open(QIODevice::WriteOnly));
    const auto first = openImages(target, factsOf(film()));
    QVERIFY(first);
    const auto all = QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot;
    QStringList names = dir.entryList(all);
    QVERIFY(!names.contains(".frames.sluice-killed"));
    QVERIFY(names.contains(".frames.mine") && names.contains(".other.sluice-killed"));
    QCOMPARE(names.size(), 3); // and the folder of the one that is at work,
    QVERIFY(openImages(target, factsOf(film())));
    QCOMPARE(dir.entryList(all), names); // which another one leaves alone
}

void TestSinks::aFileInTheWayOfAFolderIsSaidAtOnce()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("frames"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto opened = openImages(file.fileName(), factsOf(film()));
    QVERIFY(!opened);
    QCOMPARE(opened.error().number, ENOTDIR);
}

void TestSinks::aTitleCannotBreakThePage()
{
    const QTemporaryDir folder;
    FilmPlan plan = test::smallPlan();
    plan.title = QStringLiteral("{{data}} <!--<script> </script>");
    Film titled = film(plan);
    QVERIFY(makeFilm(titled, folder.filePath("a.html")));
    QFile page(folder.filePath("a.html"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QByteArray text = page.readAll();
    QVERIFY(text.contains("<title>{{data}} &lt;!--"));
    QVERIFY(!text.contains("<!--"));
    QVERIFY(text.contains("\"title\":\"{{data}} \\u003c!--"));
}

void TestSinks::cancelledLeavesNothing_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"c.mp4", "c.webm", "c.gif", "c.apng", "c.html", "c-%d.png", "c"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestSinks::cancelledLeavesNothing()
{
    QFETCH(QString, file);
    const auto names = [this] { return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden); };
    const QStringList before = names();
    Film made = film();
    const auto result = makeFilm(made, path(file), [](std::int64_t done) { return done < 4; });
    QVERIFY(!result);
    QCOMPARE(result.error().number, ECANCELED);
    QCOMPARE(names(), before);
}

SLUICE_TEST(TestSinks, QGuiApplication)
#include "tst_sinks.moc"
