#include "program.h"

#include "lessons/lesson.h"
#include "scene/code_lines.h"
#include "scene/code_page.h"
#include "scene/sketch.h"
#include "scene/stage.h"
#include "state/replay.h"
#include "support/legible.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "trace/trace_view.h"
#include "words/words.h"

#include <QGuiApplication>
#include <QTemporaryDir>

#include <deque>
#include <memory>
#include <set>
#include <utility>

using namespace sluice;

/// Every lesson is run for real, and looked at ten times a second: no words are cut off, none cover others. In another
/// language the same things happen: there a third of the moments is looked at.
class TestLessonsLook : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString fileOf(const QString& id) const { return m_folder.filePath(id + ".sluice"); }

private Q_SLOTS:
    /// Many at once: they sleep most of the time. Not all: together their message queues would come to what a user may
    /// have of them (RLIMIT_MSGQUEUE, 819,200 bytes unless somebody raised it).
    void initTestCase()
    {
        constexpr std::size_t most = 20;
        std::deque<std::unique_ptr<QProcess>> running;
        const auto wait = [&] {
            QVERIFY(running.front()->waitForFinished(120'000));
            QVERIFY2(running.front()->exitCode() == 0, running.front()->readAllStandardError().constData());
            running.pop_front();
        };
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            const auto& actions = lesson.scenario.actions;
            const qint64 last = actions.empty() ? 0 : actions.back().at.ns / 1'000'000;
            running.push_back(std::make_unique<QProcess>());
            running.back()->setProcessEnvironment(test::withoutDisplay());
            running.back()->start(
                test::sluicePath(),
                {"run", lesson.id, "--for", QStringLiteral("%1ms").arg(last + 4000), "-o", fileOf(lesson.id)});
            if (running.size() == most) wait();
            if (QTest::currentTestFailed()) return;
        }
        while (!running.empty() && !QTest::currentTestFailed()) wait();
    }

    void wordsCanBeRead_data() { everyLessonInEveryLanguage(); }

    void wordsCanBeRead()
    {
        QFETCH(QString, id);
        QFETCH(words::Language, language);
        const test::Spoken spoken(language);
        const lessons::Lesson& lesson = *lessons::find(id);
        const auto trace = trace::TraceView::open(fileOf(id).toStdString());
        QVERIFY(trace);
        state::Replay replay(*trace);
        std::size_t step = 0;
        for (TraceTime t; t < trace->end(); t = t + milliseconds(language == words::Language::English ? 100 : 300)) {
            const lessons::Step& shown = lesson.steps[step++ % lesson.steps.size()];
            scene::ViewTime view;
            view.reducedMotion = true; // a message on its way passes over words
            const scene::Scene stage = buildStage(
                replay.at(t), *trace, {translated("scene", "STEP %1 OF %2").arg(1).arg(9), shown.text}, view);
            for (std::size_t i = 0; i < stage.shapes.size(); ++i)
                if (test::isWords(stage.shapes[i])) check(stage, i, t);
            if (QTest::currentTestFailed()) return;
        }
    }

    void everyLineIsInAFunctionOfItsRole_data() { everyLesson(); }

    /// A line number means the role's own file: a call made elsewhere would light a line that has nothing to do with
    /// it.
    void everyLineIsInAFunctionOfItsRole()
    {
        QFETCH(QString, id);
        const auto trace = trace::TraceView::open(fileOf(id).toStdString());
        QVERIFY(trace);
        const auto& scenario = trace->meta().scenario;
        std::set<std::pair<unsigned, int>> looked;
        for (std::uint64_t i = 0; i < trace->eventCount(); ++i) {
            const probe::Event event = trace->event(i);
            if (event.line == 0 || evidenceOf(event.kind) != probe::Evidence::Probe) continue;
            if (!looked.insert({event.process, event.line}).second) continue;
            const auto& spec = scenario.processes.at(event.process - 1U);
            const std::string& source = trace->meta().sources.at(scenario.channels.at(spec.channel.value - 1U).kind);
            const scene::CodeLines code = scene::codeAround(source, event.line, 1);
            QVERIFY2(!code.function.isEmpty(),
                     qPrintable(QStringLiteral("%1, line %2, %3")
                                    .arg(QString::fromStdString(spec.name))
                                    .arg(event.line)
                                    .arg(QString::fromStdString(std::string(name(event.call))))));
            const QString text = code.lines.value(code.line);
            if (event.kind == probe::EventKind::CallEntered)
                QVERIFY2(text.contains(QLatin1Char('(')), qPrintable(text)); // the line makes a call
        }
        QVERIFY(!looked.empty());
    }

    void codeCanBeRead_data() { everyLessonInEveryLanguage(); }

    void codeCanBeRead()
    {
        QFETCH(QString, id);
        QFETCH(words::Language, language);
        const test::Spoken spoken(language);
        const auto trace = trace::TraceView::open(fileOf(id).toStdString());
        QVERIFY(trace);
        state::Replay replay(*trace);
        for (TraceTime t; t < trace->end(); t = t + milliseconds(language == words::Language::English ? 500 : 1500)) {
            for (const double width : {368.0, 464.0}) {
                const scene::Scene page = scene::buildCode(replay.at(t), *trace, width);
                for (std::size_t i = 0; i < page.shapes.size(); ++i)
                    if (test::isWords(page.shapes[i])) checkPage(page, i, t);
                if (QTest::currentTestFailed()) return;
            }
        }
    }

private:
    static void everyLesson()
    {
        QTest::addColumn<QString>("id");
        for (const lessons::Lesson& lesson : lessons::builtIn()) QTest::newRow(qPrintable(lesson.id)) << lesson.id;
    }

    static void everyLessonInEveryLanguage()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<words::Language>("language");
        for (const auto language : {words::Language::English, words::Language::German})
            for (const lessons::Lesson& lesson : lessons::builtIn())
                QTest::addRow("%s %s", qPrintable(lesson.id), qPrintable(words::codeOf(language)))
                    << lesson.id << language;
    }

    static void checkPage(const scene::Scene& page, std::size_t index, TraceTime t)
    {
        const scene::Shape& words = page.shapes[index];
        QString problem = test::overlapsOthers(page, index);
        const double width = scene::widthOf(words.text, {words.fontSize, words.fontWeight, words.stroke, words.face});
        if (width > words.rect.width() + 0.5) problem = QStringLiteral("is wider than its room");
        QVERIFY2(problem.isEmpty(),
                 qPrintable(QStringLiteral("%1 s: “%2” %3").arg(toSeconds(t)).arg(words.text, problem)));
    }

    static void check(const scene::Scene& stage, std::size_t index, TraceTime t)
    {
        using scene::Theme;
        for (const QString& problem :
             {test::leavesTheStage(stage, index), test::overlapsOthers(stage, index), test::leavesItsBox(stage, index),
              test::isCrossed(stage, index), test::hasNoContrast(stage, index, Theme::get(Theme::Kind::Dark)),
              test::hasNoContrast(stage, index, Theme::get(Theme::Kind::Light))}) {
            const QString where =
                QStringLiteral("%1 s: “%2” %3").arg(toSeconds(t)).arg(stage.shapes[index].text, problem);
            QVERIFY2(problem.isEmpty(), qPrintable(where));
        }
    }
};

SLUICE_TEST(TestLessonsLook, QGuiApplication)
#include "tst_lessons_look.moc"
