#include "scene/histogram.h"
#include "support/test_class.h"

#include <QGuiApplication>

#include <numeric>

using namespace sluice;
using namespace sluice::scene;

/// How long something took, as bars.
class TestHistogram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOneIsCounted()
    {
        std::vector<Duration> taken;
        for (std::int64_t ns = 1; ns <= 100'000; ns *= 10) taken.push_back({ns});
        const Histogram histogram = histogramOf(taken, 5);
        QCOMPARE(histogram.from, Duration{1});
        QCOMPARE(histogram.to, Duration{100'000});
        QCOMPARE(histogram.counts, (std::vector<std::uint64_t>{1, 1, 1, 1, 2})); // the last one includes the end
    }
    void allTheSame()
    {
        const std::vector<Duration> taken(7, Duration{500});
        const Histogram histogram = histogramOf(taken, 8);
        QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::uint64_t{0}), std::uint64_t{7});
    }
    void zeroHasAPlace()
    {
        const std::vector<Duration> taken{{0}, {10}};
        QCOMPARE(histogramOf(taken, 2).counts, (std::vector<std::uint64_t>{1, 1}));
    }
    void fewerThanTwoAreNone()
    {
        const std::vector<Duration> one{{5}};
        QVERIFY(histogramOf({}, 8).counts.empty() && histogramOf(one, 8).counts.empty());
        QVERIFY(buildHistogram({}, {}, Tone::Data, {300, 100}).shapes.empty());
    }
    void thePictureStaysInItsRoom()
    {
        const std::vector<Duration> taken{{10}, {10}, {20}, {90}};
        const QRectF room(0, 0, 300, 120);
        const Scene scene = buildHistogram(histogramOf(taken, 8), {{{10}, "half within 10 ns"}, {{90}, "the slowest"}},
                                           Tone::Data, room.size());
        double highest = 0;
        for (const Shape& shape : scene.shapes) {
            const bool line = shape.kind == Shape::Kind::Line || shape.kind == Shape::Kind::Polyline;
            const QRectF place = line ? shape.points.boundingRect().adjusted(-0.5, -0.5, 0.5, 0.5) : shape.rect;
            QVERIFY(room.adjusted(-1, -1, 1, 1).contains(place));
            if (shape.kind == Shape::Kind::Rect) highest = std::max(highest, shape.rect.height());
        }
        QCOMPARE(highest, 80.0); // the bar of the most frequent one fills the room between the words
    }
};

SLUICE_TEST(TestHistogram, QGuiApplication)
#include "tst_histogram.moc"
