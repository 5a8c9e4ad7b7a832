#include "scene/code_page.h"
#include "stage_states.h"
#include "support/test_class.h"

#include <QGuiApplication>

#include <algorithm>

using namespace sluice;
using scene::buildCode;
using scene::Scene;
using scene::Shape;
using state::Activity;

namespace {

const std::string source = "int runWriter(Worker& me)\n"                                                // 1
                           "{\n"                                                                        // 2
                           "    while (me.wants())\n"                                                   // 3
                           "        me.write(fd, data, size, and, much, more, arguments, than, fit);\n" // 4
                           "    return 0;\n"                                                            // 5
                           "}\n"                                                                        // 6
                           "\n"                                                                         // 7
                           "void onSignal(int signal)\n"                                                // 8
                           "{\n"                                                                        // 9
                           "    me.handlerEntered(signal);\n"                                           // 10
                           "}\n";                                                                       // 11

trace::TraceView traceWith(const test::StageState& moment, const std::string& text)
{
    trace::Meta meta = moment.trace().meta();
    meta.sources.clear();
    if (!text.empty()) meta.sources["pipe"] = text;
    return trace::TraceView::ofEvents(std::move(meta), {});
}

bool says(const Scene& page, std::uint32_t process, const QString& words)
{
    return std::ranges::any_of(page.shapes, [&](const Shape& shape) {
        return shape.subject.id == process && shape.kind == Shape::Kind::Text && shape.text.contains(words);
    });
}

/// The words of the lines that are lit: heavier, with an arrow before them.
QStringList lit(const Scene& page)
{
    QStringList words;
    for (std::size_t i = 0; i < page.shapes.size(); ++i) {
        if (page.shapes[i].kind != Shape::Kind::Polygon) continue;
        QString line;
        for (std::size_t j = i + 1; j < page.shapes.size(); ++j) {
            const Shape& shape = page.shapes[j];
            if (shape.kind != Shape::Kind::Text || shape.fontWeight != 600 || shape.face != Shape::Face::Mono) break;
            line += (line.isEmpty() ? "" : " ") + shape.text.trimmed();
        }
        words << line;
    }
    return words;
}

} // namespace

/// The page with the line that ran.
class TestCodePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLineOfTheLastEventIsLit()
    {
        test::StageState moment;
        moment.doing(1, Activity::Running);
        moment.process(1).line = 5;
        QCOMPARE(lit(buildCode(moment.state, traceWith(moment, source), 460)), QStringList{"return 0;"});
        moment.process(1).line = 3; // stepping back
        QCOMPARE(lit(buildCode(moment.state, traceWith(moment, source), 460)), QStringList{"while (me.wants())"});
        QVERIFY(says(buildCode(moment.state, traceWith(moment, source), 460), 1, "runWriter()"));
    }
    void longLinesAreBrokenAndNothingIsLost()
    {
        test::StageState moment;
        moment.doing(1, Activity::Running);
        moment.process(1).line = 4;
        const QStringList whole{"me.write(fd, data, size, and, much, more, arguments, than, fit);"};
        const Scene narrow = buildCode(moment.state, traceWith(moment, source), 368);
        QCOMPARE(lit(narrow), whole);
        const Scene wide = buildCode(moment.state, traceWith(moment, source), 900);
        QCOMPARE(lit(wide), whole);
        QVERIFY(narrow.size.height() > wide.size.height());
    }
    void aHandlerAndBelowItWhereTheFlowWasCut()
    {
        test::StageState moment;
        moment.doing(1, Activity::Handling);
        moment.process(1).line = 10;
        moment.process(1).signals.flowLine = 5;
        moment.process(1).cut.resize(1);
        const Scene page = buildCode(moment.state, traceWith(moment, source), 460);
        QCOMPARE(lit(page), (QStringList{"me.handlerEntered(signal);", "return 0;"}));
        QVERIFY(says(page, 1, "cut here, will go on here"));
        test::StageState deadlocked = moment; // its handler waits for what the code that was cut holds
        deadlocked.calling(1, probe::Call::FutexWait, 0);
        deadlocked.process(1).locks = 1U << deadlocked.process(1).call.fd;
        QVERIFY(says(buildCode(deadlocked.state, traceWith(deadlocked, source), 460), 1, "can never go on"));
        moment.process(1).cut.clear();
        QVERIFY(!says(buildCode(moment.state, traceWith(moment, source), 460), 1, "cut here"));
    }
    void whyThereIsNoSource()
    {
        test::StageState moment;
        moment.doing(1, Activity::Running).doing(2, Activity::Running);
        moment.process(1).line = 5;
        moment.process(2).program = 1;
        const Scene page = buildCode(moment.state, traceWith(moment, source), 460);
        QVERIFY(says(page, 2, "There is no source"));
        QVERIFY(!says(page, 1, "There is no source"));
        const Scene old = buildCode(moment.state, traceWith(moment, {}), 460);
        QVERIFY(says(old, 1, "trace was made without it"));
        QVERIFY(lit(old).isEmpty());
    }
    void aLineOutsideOfAllFunctions()
    {
        test::StageState moment;
        moment.doing(1, Activity::Running);
        moment.process(1).line = 99;
        QVERIFY(says(buildCode(moment.state, traceWith(moment, source), 460), 1, "Line 99 is in no function"));
    }
};

SLUICE_TEST(TestCodePage, QGuiApplication)
#include "tst_code_page.moc"
