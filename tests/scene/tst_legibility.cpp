#include "scene/sketch.h"
#include "scene/stage_states.h"
#include "scene/theme.h"

#include <QFontMetricsF>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sluice;
using namespace sluice::scene;

namespace {

double linear(double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); }

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2.1, 1.4.3.
double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor over(const QColor& top, double opacity, const QColor& below)
{
    const auto mix = [opacity](float a, float b) { return static_cast<float>(a * opacity + b * (1 - opacity)); };
    return QColor::fromRgbF(mix(top.redF(), below.redF()), mix(top.greenF(), below.greenF()),
                            mix(top.blueF(), below.blueF()));
}

/// Where the letters are: narrower than bounds(), which leaves room around them.
QRectF lettersOf(const Shape& shape)
{
    const QFontMetricsF metrics(Theme::font(shape.face, shape.fontSize, shape.fontWeight));
    const QRectF outer = shape.bounds();
    const double width = metrics.horizontalAdvance(shape.text);
    const double left = shape.align == Shape::Align::Left     ? shape.rect.left()
                        : shape.align == Shape::Align::Center ? shape.rect.center().x() - width / 2
                                                              : shape.rect.right() - width;
    const double height = metrics.capHeight();
    return {left, outer.center().y() - height / 2, width, height};
}

QColor behind(const Scene& scene, std::size_t index, QPointF point, const Theme& theme)
{
    QColor color = theme.color(Tone::Background);
    for (std::size_t i = 0; i < index; ++i) {
        const Shape& shape = scene.shapes[i];
        const bool covers = shape.kind == Shape::Kind::Rect && shape.fill != Tone::None
                            && (shape.pattern == Pattern::Solid || shape.pattern == Pattern::Dotted)
                            && shape.rect.contains(point);
        if (covers) color = over(theme.color(shape.fill), shape.opacity, color);
    }
    return color;
}

} // namespace

/// What must hold of every picture, whatever it shows.
class TestLegibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_states = test::manyStates(); }
    void fontsAreInstalled();
    void wordsStayOnTheStage();
    void wordsDoNotOverlap();
    void wordsCanBeReadFromTheBackRow();
    void wordsHaveContrast_data();
    void wordsHaveContrast();
    void longCaptionsTakeTwoLines();

private:
    /// Calls check(scene, index, shape) for all words of all states.
    template <class Check>
    void forAllWords(Check check)
    {
        for (const auto& [name, moment] : m_states) {
            const Scene scene = moment.scene();
            for (std::size_t i = 0; i < scene.shapes.size(); ++i) {
                const Shape& shape = scene.shapes[i];
                if (shape.kind != Shape::Kind::Text || shape.text.isEmpty()) continue;
                const QString problem = check(scene, i, shape);
                const QString where =
                    QString::fromStdString(name) + QStringLiteral(": “") + shape.text + QStringLiteral("” ");
                QVERIFY2(problem.isEmpty(), qPrintable(where + problem));
            }
        }
    }

    std::vector<test::NamedState> m_states;
};

void TestLegibility::fontsAreInstalled()
{
    QVERIFY(Theme::font(Shape::Face::Words, 16, 400).family().startsWith(QLatin1String("Inter")));
    const QFontMetricsF mono(Theme::font(Shape::Face::Mono, 16, 400));
    QCOMPARE(mono.horizontalAdvance(QStringLiteral("iiii")), mono.horizontalAdvance(QStringLiteral("MMMM")));
}

void TestLegibility::wordsStayOnTheStage()
{
    forAllWords([](const Scene& scene, std::size_t, const Shape& shape) {
        const QRectF stage(QPointF(8, 4), scene.size - QSizeF(16, 8));
        return stage.contains(lettersOf(shape)) ? QString() : QStringLiteral("leaves the stage");
    });
}

void TestLegibility::wordsDoNotOverlap()
{
    forAllWords([](const Scene& scene, std::size_t index, const Shape& shape) {
        const QRectF letters = lettersOf(shape);
        for (std::size_t i = 0; i < index; ++i) {
            const Shape& other = scene.shapes[i];
            if (other.kind != Shape::Kind::Text || other.text.isEmpty()) continue;
            const bool moves =
                shape.subject.kind == Subject::Kind::Message || other.subject.kind == Subject::Kind::Message;
            if (!moves && lettersOf(other).intersects(letters))
                return QStringLiteral("overlaps “") + other.text + QLatin1Char('"');
        }
        return QString();
    });
}

void TestLegibility::wordsCanBeReadFromTheBackRow()
{
    forAllWords([](const Scene& scene, std::size_t, const Shape& shape) {
        return shape.fontSize >= scene.size.height() / 45 ? QString() : QStringLiteral("is too small");
    });
}

void TestLegibility::wordsHaveContrast_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("dark") << static_cast<int>(Theme::Kind::Dark);
    QTest::newRow("light") << static_cast<int>(Theme::Kind::Light);
}

void TestLegibility::wordsHaveContrast()
{
    QFETCH(int, kind);
    const Theme& theme = Theme::get(static_cast<Theme::Kind>(kind));
    forAllWords([&](const Scene& scene, std::size_t index, const Shape& shape) {
        const QRectF letters = lettersOf(shape);
        const QColor ink = theme.color(shape.stroke);
        for (const QPointF point : {letters.center(), letters.topLeft(), letters.bottomRight()}) {
            const QColor paper = behind(scene, index, point, theme);
            const double ratio = contrast(over(ink, shape.opacity, paper), paper);
            if (ratio < 4.5) return QStringLiteral("has a contrast of %1").arg(ratio);
        }
        return QString();
    });
}

void TestLegibility::longCaptionsTakeTwoLines()
{
    test::StageState moment;
    moment.caption.text =
        QStringLiteral("A write of more than PIPE_BUF bytes may be cut into pieces, and other writers' "
                       "bytes may come in between them, so the reader has to be able to tell them apart.");
    const Scene scene = moment.scene();
    QStringList lines;
    for (const Shape& shape : scene.shapes) {
        if (shape.subject.kind != Subject::Kind::Caption || shape.fontSize != ink::heading.size) continue;
        lines << shape.text;
        QVERIFY(lettersOf(shape).right() < scene.size.width() - 40);
    }
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.join(QLatin1Char(' ')), moment.caption.text);
}

QTEST_MAIN(TestLegibility)
#include "tst_legibility.moc"
