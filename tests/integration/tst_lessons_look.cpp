#include "program.h"

#include "lessons/lesson.h"
#include "scene/stage.h"
#include "state/replay.h"
#include "support/legible.h"
#include "trace/trace_view.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sluice;

/// Every lesson is run for real, and looked at ten times a second: no words are cut off, none cover others.
class TestLessonsLook : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString fileOf(const QString& id) const { return m_folder.filePath(id + ".sluice"); }

private Q_SLOTS:
    /// All at once: they sleep most of the time.
    void initTestCase()
    {
        std::vector<std::unique_ptr<QProcess>> runs;
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            const auto& actions = lesson.scenario.actions;
            const qint64 last = actions.empty() ? 0 : actions.back().at.ns / 1'000'000;
            auto run = std::make_unique<QProcess>();
            run->setProcessEnvironment(test::withoutDisplay());
            run->start(test::sluicePath(),
                       {"run", lesson.id, "--for", QStringLiteral("%1ms").arg(last + 4000), "-o", fileOf(lesson.id)});
            runs.push_back(std::move(run));
        }
        for (const auto& run : runs) {
            QVERIFY(run->waitForFinished(120'000));
            QCOMPARE(run->exitCode(), 0);
        }
    }

    void wordsCanBeRead_data()
    {
        QTest::addColumn<QString>("id");
        for (const lessons::Lesson& lesson : lessons::builtIn()) QTest::newRow(qPrintable(lesson.id)) << lesson.id;
    }

    void wordsCanBeRead()
    {
        QFETCH(QString, id);
        const lessons::Lesson& lesson = *lessons::find(id);
        const auto trace = trace::TraceView::open(fileOf(id).toStdString());
        QVERIFY(trace);
        state::Replay replay(*trace);
        std::size_t step = 0;
        for (TraceTime t; t < trace->end(); t = t + milliseconds(100)) {
            const lessons::Step& shown = lesson.steps[step++ % lesson.steps.size()];
            scene::ViewTime view;
            view.reducedMotion = true; // a message on its way passes over words
            const scene::Scene stage =
                buildStage(replay.at(t), *trace, {QStringLiteral("STEP 1 OF 9"), shown.text}, view);
            for (std::size_t i = 0; i < stage.shapes.size(); ++i)
                if (test::isWords(stage.shapes[i])) check(stage, i, t);
            if (QTest::currentTestFailed()) return;
        }
    }

private:
    static void check(const scene::Scene& stage, std::size_t index, TraceTime t)
    {
        using scene::Theme;
        for (const QString& problem :
             {test::leavesTheStage(stage, index), test::overlapsOthers(stage, index), test::leavesItsBox(stage, index),
              test::hasNoContrast(stage, index, Theme::get(Theme::Kind::Dark)),
              test::hasNoContrast(stage, index, Theme::get(Theme::Kind::Light))}) {
            const QString where =
                QStringLiteral("%1 s: “%2” %3").arg(toSeconds(t)).arg(stage.shapes[index].text, problem);
            QVERIFY2(problem.isEmpty(), qPrintable(where));
        }
    }
};

QTEST_MAIN(TestLessonsLook)
#include "tst_lessons_look.moc"
