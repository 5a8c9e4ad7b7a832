#include "program.h"

#include "lessons/progress.h"
#include "scene/stage.h"
#include "state/replay.h"
#include "support/test_class.h"
#include "trace/trace_view.h"

#include <QGuiApplication>
#include <QTemporaryDir>

#include <algorithm>

using namespace sluice;
using mechanisms::SharedMemory;
using probe::Figure;
using probe::LineVerdict;

/// The lessons on memory, run for real: every step of theirs comes, and what they end with is true.
class TestMemoryLessons : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString fileOf(const QString& id) const { return m_folder.filePath(id + ".sluice"); }
    static bool isAboutMemory(const lessons::Lesson& lesson)
    {
        return lesson.id.startsWith("memory.") || lesson.id.startsWith("mapped.");
    }

    static bool isAboutALine(const lessons::Lesson& lesson) { return lesson.scenario.channels.front().kind == "line"; }

    /// Now, or until just before.
    static bool separates(const SharedMemory& memory)
    {
        const auto verdict = static_cast<LineVerdict>(memory.newest(Figure::Verdict)->value);
        return verdict == LineVerdict::Separable || verdict == LineVerdict::Unsure;
    }

private Q_SLOTS:
    void initTestCase();
    void everyStepComes_data();
    void everyStepComes();
    void nothingIsLostWithTheMutex();
    void updatesAreLostWithoutIt();
    void whatIsOnlyAModelSaysSo_data();
    void whatIsOnlyAModelSaysSo();
};

/// Most of them sleep most of the time: all at once. What is measured on two cores needs them, and comes afterwards.
void TestMemoryLessons::initTestCase()
{
    std::size_t count = 0;
    for (const bool measuring : {false, true}) {
        std::vector<std::unique_ptr<QProcess>> runs;
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            if (!isAboutMemory(lesson) || isAboutALine(lesson) != measuring) continue;
            auto run = std::make_unique<QProcess>();
            run->setProcessEnvironment(test::withoutDisplay());
            run->start(test::sluicePath(), {"run", lesson.id, "--for", "14s", "-o", fileOf(lesson.id)});
            runs.push_back(std::move(run));
        }
        for (const auto& run : runs) {
            QVERIFY(run->waitForFinished(120'000));
            QCOMPARE(run->exitCode(), 0);
        }
        count += runs.size();
    }
    QCOMPARE(count, std::size_t{12});
}

void TestMemoryLessons::everyStepComes_data()
{
    QTest::addColumn<QString>("id");
    for (const lessons::Lesson& lesson : lessons::builtIn())
        if (isAboutMemory(lesson)) QTest::newRow(qPrintable(lesson.id)) << lesson.id;
}

void TestMemoryLessons::everyStepComes()
{
    QFETCH(QString, id);
    const lessons::Lesson& lesson = *lessons::find(id);
    const auto trace = trace::TraceView::open(fileOf(id).toStdString());
    QVERIFY(trace);
    const state::SystemState end = state::Replay(*trace).at(trace->end());
    QCOMPARE(end.lost, std::uint64_t{0});
    if (const auto* memory = std::get_if<SharedMemory>(&end.channels.at(1).object)) {
        if (memory->newest(Figure::Verdict) && !separates(*memory))
            QSKIP("transfers cannot be told from other accesses on these processors, just now");
    }
    lessons::Progress progress(lesson);
    QVERIFY(progress.extend(*trace));
    const int reached = progress.stepAt({trace->end(), trace->eventCount()});
    int last = static_cast<int>(lesson.steps.size()) - 1;
    while (lesson.steps[static_cast<std::size_t>(last)].instead) --last;
    QVERIFY2(reached >= last, qPrintable(QStringLiteral("stopped at step %1 of %2: %3")
                                             .arg(reached + 1)
                                             .arg(lesson.steps.size())
                                             .arg(lesson.steps[static_cast<std::size_t>(reached)].text)));
}

void TestMemoryLessons::nothingIsLostWithTheMutex()
{
    const auto trace = trace::TraceView::open(fileOf("memory.mutex").toStdString());
    QVERIFY(trace);
    const state::SystemState end = state::Replay(*trace).at(trace->end());
    const auto& memory = std::get<SharedMemory>(end.channels.at(1).object);
    QVERIFY(memory.counter() > 1'000);
    QCOMPARE(memory.lost(), std::int64_t{0});
}

void TestMemoryLessons::updatesAreLostWithoutIt()
{
    const auto trace = trace::TraceView::open(fileOf("memory.race").toStdString());
    QVERIFY(trace);
    const state::SystemState end = state::Replay(*trace).at(trace->end());
    const auto& memory = std::get<SharedMemory>(end.channels.at(1).object);
    QVERIFY(memory.lost() > 0); // already at two steps per second, on any machine
}

void TestMemoryLessons::whatIsOnlyAModelSaysSo_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"memory.false-sharing", "memory.true-sharing", "memory.numa"}) QTest::newRow(id) << id;
}

/// Names of states that no counter tells, and a node that this machine has not.
void TestMemoryLessons::whatIsOnlyAModelSaysSo()
{
    QFETCH(QString, id);
    const auto trace = trace::TraceView::open(fileOf(id).toStdString());
    QVERIFY(trace);
    const state::SystemState end = state::Replay(*trace).at(trace->end() - milliseconds(500));
    const auto& memory = std::get<SharedMemory>(end.channels.at(1).object);
    if (const auto* nodes = memory.newest(Figure::Nodes); nodes && nodes->value > 1) QSKIP("both nodes are real here");
    const scene::Scene stage = scene::buildStage(end, *trace, {}, {});
    int labels = 0;
    for (const scene::Shape& shape : stage.shapes) {
        if (shape.evidence != probe::Evidence::Model) continue;
        if (shape.kind == scene::Shape::Kind::Text) QCOMPARE(shape.stroke, scene::Tone::Model);
        if (shape.text == QLatin1String("model")) ++labels;
    }
    if (memory.newest(Figure::Verdict) && !separates(memory)) QCOMPARE(labels, 0);
    else QVERIFY(labels > 0);
}

SLUICE_TEST(TestMemoryLessons, QGuiApplication)
#include "tst_memory_lessons.moc"
