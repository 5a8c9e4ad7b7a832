#include "program.h"

#include "analysis/record.h"
#include "lessons/progress.h"
#include "scenario/setting_table.h"
#include "support/test_class.h"
#include "trace/recording.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <deque>
#include <filesystem>

using namespace sluice;

namespace {

constexpr qint64 longest = 60'000; // ms; the longest lesson has eleven seconds of its own

/// A lesson that is run for real by a viewer who presses the button that is wanted next, and nothing else.
class Play
{
public:
    Play(const lessons::Lesson& lesson, const QString& file) : m_lesson(&lesson), m_progress(lesson)
    {
        trace::Recording::Options options;
        options.file = file.toStdString();
        options.session.supervisor =
            std::filesystem::path(test::sluicePath().toStdString()).parent_path() / "sluice-supervisor";
        auto recording = analysis::startRecording(lesson.scenario, std::move(options));
        if (recording) m_recording = std::move(*recording);
        else m_refusal = QString::fromStdString(recording.error().describe());
        m_clock.start();
    }

    /// Looks once. True: there is nothing more to wait for.
    bool over()
    {
        if (!m_recording) return true;
        const trace::TraceView view = m_recording->view();
        m_progress.extend(view);
        const int step = m_progress.stepAt({view.end(), view.eventCount()});
        if (step != m_step) {
            m_step = step;
            m_sinceStep.start();
        }
        if (complete() || m_clock.elapsed() > longest) return true;
        pressWanted();
        return false;
    }

    void end()
    {
        if (!m_recording) return;
        m_recording->stop();
        m_recording->waitUntilEnded();
        m_progress.extend(m_recording->view());
    }

    /// What has not come about; empty: all has.
    [[nodiscard]] QString missing() const
    {
        if (!m_recording) return m_refusal;
        if (m_recording->failure()) return QString::fromStdString(m_recording->failure()->describe());
        if (!atLastStep())
            return QStringLiteral("it stays at step %1: %2")
                .arg(m_step + 1)
                .arg(m_lesson->steps[std::size_t(m_step)].text);
        for (const lessons::Asked& asked : m_progress.asked())
            if (!asked.right)
                return QStringLiteral("undecided: ") + m_lesson->steps[std::size_t(asked.step)].question->text;
        return {};
    }

private:
    [[nodiscard]] bool atLastStep() const { return m_lesson->numberOf(m_step) == m_lesson->stepCount(); }
    [[nodiscard]] bool complete() const { return missing().isEmpty(); }

    /// A viewer looks for a while first; what the lesson does by itself comes before.
    void pressWanted()
    {
        const auto& actions = m_lesson->scenario.actions;
        const qint64 own = actions.empty() ? 0 : actions.back().at.ns / 1'000'000;
        if (m_pressedAt == m_step || m_clock.elapsed() < own + 500 || m_sinceStep.elapsed() < 1500) return;
        for (const lessons::TryButton& button : m_lesson->tries)
            if (button.isWantedAt(m_step + 1) && !doneByItself(button)) {
                m_pressedAt = m_step;
                const std::int64_t now = m_recording->session().value(button.key);
                (void)m_recording->session().set(button.key, button.labelWhenOn.isEmpty() ? now + 1 : now != 0 ? 0 : 1);
                return;
            }
    }

    /// The lesson itself moves that switch while this step is on.
    [[nodiscard]] bool doneByItself(const lessons::TryButton& button) const
    {
        const Duration began = milliseconds(m_clock.elapsed() - m_sinceStep.elapsed());
        return std::ranges::any_of(m_lesson->scenario.actions, [&](const scenario::TimedAction& action) {
            return action.key == button.key && action.at > began;
        });
    }

    const lessons::Lesson* m_lesson;
    lessons::Progress m_progress;
    std::unique_ptr<trace::Recording> m_recording;
    QString m_refusal; ///< why it could not be started
    QElapsedTimer m_clock, m_sinceStep;
    int m_step = -1, m_pressedAt = -1;
};

} // namespace

/// Each lesson comes to its end: every step is reached, and every question gets its answer from the trace.
class TestLessonsPlay : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::map<QString, QString> m_missing;

private Q_SLOTS:
    /// Many at once: they sleep most of the time. Not all: what is measured on two cores needs them.
    void initTestCase()
    {
        std::deque<const lessons::Lesson*> waiting;
        for (const lessons::Lesson& lesson : lessons::builtIn()) waiting.push_back(&lesson);
        std::map<QString, std::unique_ptr<Play>> running;
        const auto allOver = [&] {
            constexpr std::size_t most = 10;
            while (running.size() < most && !waiting.empty()) {
                const lessons::Lesson& lesson = *waiting.front();
                running[lesson.id] = std::make_unique<Play>(lesson, m_folder.filePath(lesson.id + ".sluice"));
                waiting.pop_front();
            }
            std::erase_if(running, [&](const auto& each) {
                if (!each.second->over()) return false;
                each.second->end();
                m_missing[each.first] = each.second->missing();
                return true;
            });
            return running.empty() && waiting.empty();
        };
        QVERIFY(QTest::qWaitFor(allOver, int(longest) * 6));
    }

    void comesToItsEnd_data()
    {
        QTest::addColumn<QString>("id");
        for (const lessons::Lesson& lesson : lessons::builtIn()) QTest::newRow(qPrintable(lesson.id)) << lesson.id;
    }

    void comesToItsEnd()
    {
        QFETCH(QString, id);
        QVERIFY2(m_missing.at(id).isEmpty(), qPrintable(m_missing.at(id)));
    }
};

SLUICE_TEST(TestLessonsPlay, QCoreApplication)
#include "tst_lessons_play.moc"
