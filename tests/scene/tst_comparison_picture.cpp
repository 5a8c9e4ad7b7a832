#include "scene/comparison_picture.h"

#include "compare/statistics.h"
#include "scene/sketch.h"

#include <QTest>

#include <numeric>

using namespace sluice;
using namespace sluice::scene;
using compare::Comparison;
using compare::Lane;
using compare::Through;

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
    comparison.lanes.push_back(lane(Through::Datagram, 1, 1, 1));
    comparison.lanes.back().why = Error{Error::Code::Limit, "send", EMSGSIZE, "limit: /proc/sys/net/core/wmem_max"};
    return comparison;
}

bool says(const Scene& scene, const QString& text)
{
    return std::ranges::any_of(scene.shapes, [&](const Shape& s) { return s.text.contains(text); });
}

} // namespace

/// The figure of `sluice compare`, from values that are as long as they get.
class TestComparisonPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingIsInside()
    {
        const Scene scene = buildComparison({many(), many()});
        const QRectF whole = QRectF({}, scene.size).adjusted(-1, -1, 1, 1); // bounds allow for soft edges
        for (const Shape& shape : scene.shapes) {
            QVERIFY2(whole.contains(shape.bounds()), qPrintable(shape.text));
            if (shape.kind != Shape::Kind::Text) continue;
            const Ink ink{shape.fontSize, shape.fontWeight, shape.stroke, shape.face, shape.align};
            QVERIFY2(widthOf(shape.text, ink) <= shape.rect.width(), qPrintable(shape.text));
        }
    }

    void noWordsLieOverOthers()
    {
        const Scene scene = buildComparison({many()});
        std::vector<std::pair<QRectF, QString>> places;
        for (const Shape& shape : scene.shapes) {
            if (shape.kind != Shape::Kind::Text) continue;
            const Ink ink{shape.fontSize, shape.fontWeight, shape.stroke, shape.face, shape.align};
            const double width = widthOf(shape.text, ink);
            const double left =
                shape.align == Shape::Align::Center ? shape.rect.center().x() - width / 2 : shape.rect.left();
            places.emplace_back(QRectF(left, shape.rect.center().y() - shape.fontSize / 2.0, width, shape.fontSize),
                                shape.text);
        }
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = i + 1; j < places.size(); ++j)
                QVERIFY2(!places[i].first.intersects(places[j].first),
                         qPrintable(places[i].second + QStringLiteral(" over ") + places[j].second));
    }

    void whatCannotBeComparedIsHatchedAndSaysWhy()
    {
        const Scene scene = buildComparison({many()});
        const auto bars = [&](Pattern pattern) {
            return std::ranges::count_if(scene.shapes, [&](const Shape& s) {
                return s.kind == Shape::Kind::Rect && (s.fill == Tone::Running || s.fill == Tone::Blocked)
                       && s.pattern == pattern;
            });
        };
        QCOMPARE(bars(Pattern::Solid), 2);   // the ring, and the pipe that holds as much
        QCOMPARE(bars(Pattern::Hatched), 2); // a queue of ten messages, and one of sixteen
        QVERIFY(says(scene, QStringLiteral("not comparable with ring: it holds 10 messages, not 1,024")));
        QVERIFY(says(scene, QStringLiteral("cannot: send")));
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

QTEST_MAIN(TestComparisonPicture)
#include "tst_comparison_picture.moc"
