#include "scene/comparison_picture.h"

#include "compare/statistics.h"
#include "scene/race_words.h"
#include "scene/sketch.h"
#include "scene/sweep_picture.h"
#include "support/says.h"
#include "support/test_class.h"

#include <QGuiApplication>

#include <cmath>
#include <numeric>

using namespace sluice;
using namespace sluice::scene;
using compare::Comparison;
using compare::Lane;
using compare::Through;
using test::says;

namespace {

Lane lane(Through through, double tripNs, double perSecond, double held)
{
    Lane made;
    made.through = through;
    made.facts = {64, 2000, 20'000, 200, 7, compare::Waiting::Block, 0, 1, held};
    made.throughput = {perSecond, perSecond * 0.97, perSecond * 1.02};
    made.roundTrip.sorted.resize(2000);
    std::iota(made.roundTrip.sorted.begin(), made.roundTrip.sorted.end(), static_cast<std::int64_t>(tripNs));
    made.roundTrip.median = {tripNs + 1000, tripNs + 990, tripNs + 1010};
    made.oneAtATime = made.asFastAsItGoes = {2.04, 123'456, 100'000, 0.98, 0.01};
    made.probe.throughput = {0.953, 0.95, 0.96};
    return made;
}

Comparison many()
{
    Comparison comparison;
    comparison.lanes = {lane(Through::Pipe, 84'000, 1'234'567, 65'536), lane(Through::Queue, 95'000, 345'678, 640),
                        lane(Through::Memory, 190, 23'456'789, 65'536), lane(Through::Seqpacket, 9'999'999, 12.5, 999)};
    comparison.lanes[1].probe.throughput = {1.146, 0.62, 2.81}; // the machine was busy
    comparison.lanes.push_back(lane(Through::Datagram, 1, 1, 1));
    comparison.lanes.back().why = Error{Error::Code::Limit, "send", EMSGSIZE, "limit: /proc/sys/net/core/wmem_max"};
    return comparison;
}

bool inLegend(const Shape& shape) { return shape.subject.kind == Subject::Kind::Axis; }

/// The queue stops where its messages are limited.
std::vector<Comparison> swept(bool close)
{
    std::vector<Comparison> all;
    for (const std::int64_t size : {8, 64, 512, 4096, 32768, 262'144, 1 << 20}) {
        Comparison one;
        one.plan.size = size;
        for (std::size_t i = 0; i < mechanisms::throughs; ++i) {
            const double apart = close ? 1 + 0.001 * static_cast<double>(i) : std::pow(2, static_cast<double>(i) / 2);
            Lane made = lane(static_cast<Through>(i), 5000 * apart,
                             1e6 / apart / (1 + static_cast<double>(size) / 4096), 65'536);
            made.facts.size = size;
            if (made.through == Through::Queue && size > 8192)
                made.why = Error{Error::Code::Limit, "mq_open", EINVAL, "mq_msgsize; limits: msgsize_max"};
            one.lanes.push_back(std::move(made));
        }
        all.push_back(std::move(one));
    }
    return all;
}

/// Inside, within their boxes, and not over each other.
void checkWords(const Scene& scene)
{
    const QRectF whole = QRectF({}, scene.size).adjusted(-1, -1, 1, 1);
    std::vector<std::pair<QRectF, QString>> places;
    for (const Shape& shape : scene.shapes) {
        QVERIFY2(whole.contains(shape.bounds()), qPrintable(shape.text)); // bounds allow for soft edges
        if (shape.kind != Shape::Kind::Text) continue;
        const Ink ink{shape.fontSize, shape.fontWeight, shape.stroke, shape.face, shape.align};
        const double width = widthOf(shape.text, ink);
        QVERIFY2(width <= shape.rect.width(), qPrintable(shape.text));
        const double left = shape.align == Shape::Align::Center  ? shape.rect.center().x() - width / 2
                            : shape.align == Shape::Align::Right ? shape.rect.right() - width
                                                                 : shape.rect.left();
        places.emplace_back(QRectF(left, shape.rect.center().y() - shape.fontSize / 2.0, width, shape.fontSize),
                            shape.text);
    }
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = i + 1; j < places.size(); ++j)
            QVERIFY2(!places[i].first.intersects(places[j].first),
                     qPrintable(places[i].second + QStringLiteral(" over ") + places[j].second));
}

} // namespace

/// The figure of `sluice compare`, from values that are as long as they get.
class TestComparisonPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingIsInsideAndApart() { checkWords(buildComparison({many(), many()})); }

    void whatEventsLeaveIsOnlyToldIfItWasSeen()
    {
        Comparison comparison = many();
        const Scene scene = buildComparison({comparison});
        QVERIFY(says(scene, QStringLiteral("95 %")));
        QVERIFY(says(scene, QStringLiteral("±181 %")));
        QVERIFY(!says(scene, QStringLiteral("115 %")));
        QVERIFY(says(scene, QStringLiteral("±: ")));
        comparison.lanes.erase(comparison.lanes.begin() + 1);
        QVERIFY(!says(buildComparison({comparison}), QStringLiteral("±")));
    }

    void whatCannotBeComparedIsHatchedAndSaysWhy()
    {
        const Scene scene = buildComparison({many()});
        const auto bars = [&](Pattern pattern) {
            return std::ranges::count_if(scene.shapes, [&](const Shape& s) {
                return s.kind == Shape::Kind::Rect && !inLegend(s)
                       && (s.fill == Tone::Running || s.fill == Tone::Blocked) && s.pattern == pattern;
            });
        };
        QCOMPARE(bars(Pattern::Solid), 2);   // the ring, and the pipe that holds as much
        QCOMPARE(bars(Pattern::Hatched), 2); // a queue of ten messages, and one of sixteen
        QVERIFY(says(scene, QStringLiteral("not comparable: holds 10, not 1,024")));
        QVERIFY(says(scene, QStringLiteral("cannot: send")));
    }

    /// By time too: of two whose runs overlap neither is the quicker one.
    void roundTripsThatOverlapSaySo()
    {
        Comparison two;
        two.lanes = {lane(Through::Pipe, 84'000, 1'000'000, 65'536), lane(Through::Unix, 84'005, 400'000, 65'536)};
        const Scene scene = buildComparison({two});
        QVERIFY(says(scene, QStringLiteral("overlaps Pipe")));
        QVERIFY(std::ranges::any_of(scene.shapes, [](const Shape& s) {
            return s.kind == Shape::Kind::Rect && !inLegend(s) && s.fill == Tone::Blocked
                   && s.pattern == Pattern::Solid;
        }));
    }

    /// Seven sizes of eleven mechanisms: every word inside and apart from the others, and where a line stops it says
    /// why.
    void curvesOverSizes_data()
    {
        QTest::addColumn<bool>("close");
        QTest::newRow("far apart") << false;
        QTest::newRow("all lines end at one place") << true;
    }
    void curvesOverSizes()
    {
        QFETCH(bool, close);
        const Scene scene = buildSweep(swept(close));
        QVERIFY(says(scene, QStringLiteral("8 B")) && says(scene, QStringLiteral("1 MiB")));
        QVERIFY(says(scene, QStringLiteral("Message queue not with 32 KiB: mq_open")));
        for (std::size_t i = 0; i < mechanisms::throughs; ++i)
            QVERIFY(std::ranges::any_of(scene.shapes, [&](const Shape& s) {
                return s.kind == Shape::Kind::Text && s.text == laneName(static_cast<Through>(i));
            }));
        checkWords(scene);
        const auto lines = std::ranges::count_if(
            scene.shapes, [](const Shape& s) { return s.kind == Shape::Kind::Polyline && s.strokeWidth == 2; });
        QCOMPARE(lines, 2 * static_cast<qsizetype>(mechanisms::throughs));
    }

    void withoutAnyRunThereIsAPictureAllTheSame()
    {
        Comparison none = many();
        for (Lane& each : none.lanes) each.why = Error::badInput("poll", "there is nothing to wait for");
        const Scene scene = buildComparison({none});
        QVERIFY(says(scene, QStringLiteral("there is nothing to wait for")));
        QVERIFY(std::ranges::none_of(scene.shapes, [](const Shape& s) { return s.fill == Tone::Data; }));
    }
};

SLUICE_TEST(TestComparisonPicture, QGuiApplication)
#include "tst_comparison_picture.moc"
