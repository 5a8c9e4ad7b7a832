#include "scene/stage_states.h"
#include "support/legible.h"
#include "support/test_class.h"

#include <QGuiApplication>

using namespace sluice;
using namespace sluice::scene;
using namespace sluice::test;

/// What must hold of every picture, whatever it shows.
class TestLegibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_states = test::manyStates(); }
    void fontsAreInstalled();
    void wordsStayOnTheStage();
    void wordsDoNotOverlap();
    void waysPassBehindThem();
    void callsStayInTheirBoxes();
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
    forAllWords([](const Scene& scene, std::size_t index, const Shape&) { return leavesTheStage(scene, index); });
}

void TestLegibility::wordsDoNotOverlap()
{
    forAllWords([](const Scene& scene, std::size_t index, const Shape&) { return overlapsOthers(scene, index); });
}

void TestLegibility::waysPassBehindThem()
{
    forAllWords([](const Scene& scene, std::size_t index, const Shape&) { return isCrossed(scene, index); });
}

void TestLegibility::callsStayInTheirBoxes()
{
    forAllWords([](const Scene& scene, std::size_t index, const Shape&) { return leavesItsBox(scene, index); });
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
    forAllWords(
        [&](const Scene& scene, std::size_t index, const Shape&) { return hasNoContrast(scene, index, theme); });
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

SLUICE_TEST(TestLegibility, QGuiApplication)
#include "tst_legibility.moc"
