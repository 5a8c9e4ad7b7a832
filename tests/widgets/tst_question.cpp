#include "contrast.h"
#include "fits.h"
#include "sample_trace.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "widgets/answer_button.h"
#include "widgets/fade.h"
#include "widgets/main_window.h"
#include "widgets/question_panel.h"
#include "widgets/stage_view.h"
#include "widgets/style.h"
#include "widgets/timeline_view.h"
#include "widgets/top_bar.h"
#include "widgets/window_layout.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>

#include <memory>

using namespace sluice;
using namespace sluice::widgets;
using Phase = lessons::Asking::Phase;
using Verdict = AnswerButton::Verdict;

/// Predict first, in the real window: it stops before the event, takes an answer, and the trace tells.
class TestQuestion : public QObject
{
    Q_OBJECT
public:
    static void initMain()
    {
        static QTemporaryDir settings; // never the settings of whoever runs the test
        qputenv("XDG_CONFIG_HOME", settings.path().toUtf8());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] FramePtr frame() const { return m_window->controller().frame(); }
    [[nodiscard]] QuestionPanel& panel() const { return *m_window->findChild<QuestionPanel*>(); }
    [[nodiscard]] QList<AnswerButton*> answers() const
    {
        QList<AnswerButton*> shown;
        for (auto* each : panel().findChildren<AnswerButton*>())
            if (each->isVisible()) shown << each;
        return shown;
    }
    [[nodiscard]] QPushButton* button(const QString& words) const
    {
        for (auto* each : panel().findChildren<QPushButton*>())
            if (each->text().startsWith(words)) return each;
        return nullptr;
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(m_window.get(), Qt::Key(key), modifiers);
    }
    [[nodiscard]] bool asked() const { return frame()->prediction && frame()->prediction->phase == Phase::Asked; }
    [[nodiscard]] bool told() const { return frame()->prediction && frame()->prediction->right; }

private Q_SLOTS:
    /// The sample is played from its start: its reader is held, and the writer fills the pipe.
    void init()
    {
        const std::filesystem::path folder(m_folder.path().toStdString());
        m_window = std::make_unique<MainWindow>(RunPlaces{.runs = folder / "runs", .supervisor = folder / "missing"});
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->controller().setPredictFirst(true);
        m_window->controller().showTrace(widgets::test::sampleTrace(), "sample");
        m_window->controller().setSpeed(1e-2);
        const QByteArray test = QTest::currentTestFunction();
        if (test == "switchedOff" || test == "everyQuestionFits") return;
        QTRY_VERIFY(asked());
    }
    void cleanup() { m_window.reset(); }

    void standsStillAndHidesWhatComes()
    {
        QCOMPARE(frame()->mode, playback::Playback::Mode::Paused);
        QVERIFY(frame()->caption.overline.contains("PREDICT"));
        QCOMPARE(frame()->caption.text, frame()->prediction->question->text);
        QVERIFY(panel().isVisible());
        QVERIFY(!m_window->findChild<TimelineView*>()->isVisible());
        QVERIFY(frame()->moment.time < frame()->trace.end());
        QCOMPARE(answers().size(), qsizetype(frame()->prediction->question->answers.size()));
        for (auto* each : answers()) QCOMPARE(each->verdict(), Verdict::Open);
    }

    void anAnswerByKeyIsMarkedByTheTrace()
    {
        key(Qt::Key_B); // write() fails: it will not
        QVERIFY(answers()[1]->isChecked());
        key(Qt::Key_A);
        QVERIFY(answers()[0]->isChecked() && !answers()[1]->isChecked());
        key(Qt::Key_Return);
        QCOMPARE(frame()->prediction->phase, Phase::Watching);
        QTRY_VERIFY(told());
        QCOMPARE(answers()[0]->verdict(), Verdict::Right);
        QCOMPARE(answers()[1]->verdict(), Verdict::Wrong);
        key(Qt::Key_Return);
        QVERIFY(!frame()->prediction);
        QVERIFY(m_window->findChild<TimelineView*>()->isVisible());
    }

    /// "A full pipe blocks its writer", nor "pipe.backpressure", while it is asked what happens when the pipe is full.
    void theTitleDoesNotAnswer()
    {
        const auto& top = *m_window->findChild<TopBar*>();
        const auto shown = [&] {
            QStringList words{m_window->windowTitle()};
            for (const auto* label : top.findChildren<QLabel*>()) words << label->text();
            return words.join('|');
        };
        const auto answers = [&] { return shown().contains("blocks") || shown().contains("backpressure"); };
        QVERIFY2(shown().contains("Pipes") && !answers(), qPrintable(shown()));
        key(Qt::Key_Return);
        QVERIFY2(told() || !answers(), qPrintable(shown()));
        QTRY_VERIFY(told());
        QVERIFY2(answers(), qPrintable(shown()));
    }

    /// The caption asks; the panel says it once more only when the caption has gone on.
    void theQuestionStandsThereOnce()
    {
        const auto asksHere = [&] {
            const auto labels = panel().findChildren<QLabel*>();
            return std::ranges::any_of(labels, [&](const QLabel* label) {
                return label->isVisible() && label->text() == frame()->prediction->question->text;
            });
        };
        QCOMPARE(frame()->caption.text, frame()->prediction->question->text);
        QVERIFY(!asksHere());
        key(Qt::Key_Return);
        QTRY_VERIFY(told());
        QVERIFY(asksHere());
    }

    /// Open, answered, and with hands: in both themes.
    void wordsStandOut()
    {
        for (const bool answered : {false, true}) {
            if (answered) {
                key(Qt::Key_B);
                key(Qt::Key_A, Qt::ShiftModifier);
                key(Qt::Key_Return);
                QTRY_VERIFY(told());
            }
            QTRY_VERIFY(!m_window->findChild<Fade*>()->isVisible());
            for (int theme = 0; theme < 2; ++theme) {
                QCOMPARE(widgets::test::pale(*m_window), QStringList());
                m_window->perform(Command::SwitchTheme);
                QCoreApplication::processEvents();
            }
        }
    }

    void anAnswerByMouse()
    {
        QTest::mouseClick(answers()[2], Qt::LeftButton);
        QVERIFY(answers()[2]->isChecked());
        QTest::mouseClick(button("See"), Qt::LeftButton);
        QTRY_VERIFY(told());
        QTest::mouseClick(button("Go on"), Qt::LeftButton);
        QVERIFY(!frame()->prediction);
    }

    void handsAreCounted()
    {
        key(Qt::Key_B, Qt::ShiftModifier);
        key(Qt::Key_B, Qt::ShiftModifier);
        auto* hands = panel().findChildren<QSpinBox*>().value(0);
        hands->setFocus();
        QCoreApplication::processEvents();
        QTest::keyClicks(hands, "41");
        QTest::keyClick(hands, Qt::Key_Return);
        QCOMPARE(hands->value(), 41);
        QCOMPARE(panel().findChildren<QSpinBox*>().value(1)->value(), 2);
        for (const auto* line : panel().findChildren<QLineEdit*>()) QVERIFY(!line->hasSelectedText());
        QVERIFY(asked());
        key(Qt::Key_Return);
        QTRY_VERIFY(told());
        QVERIFY(!panel().findChildren<QSpinBox*>().value(2)->isVisible()); // too late to raise one
        const auto words = [&] {
            QStringList all;
            for (const auto* label : panel().findChildren<QLabel*>()) all << label->text();
            return all.join(' ');
        };
        QVERIFY2(words().contains("41 of 43 hands"), qPrintable(words()));
    }

    void itCanBeSkipped()
    {
        key(Qt::Key_Escape);
        QVERIFY(!frame()->prediction);
        QVERIFY(frame()->mode != playback::Playback::Mode::Paused);
        QVERIFY(m_window->findChild<TimelineView*>()->isVisible());
    }

    void steppingAwayLeavesIt()
    {
        key(Qt::Key_Right);
        QVERIFY(!frame()->prediction);
    }

    void whilePresentingToo()
    {
        key(Qt::Key_F11);
        QVERIFY(panel().isVisible());
        key(Qt::Key_A);
        key(Qt::Key_Return);
        QTRY_VERIFY(told());
        key(Qt::Key_Return);
        QVERIFY(!panel().isVisible());
    }

    /// Of every question of every lesson, also in a hall, where nothing is under 1/45 of the screen's height.
    void everyQuestionFits_data()
    {
        QTest::addColumn<words::Language>("language");
        QTest::addColumn<QSize>("window");
        QTest::addColumn<bool>("hall");
        for (const auto language : {words::Language::English, words::Language::German})
            for (const QSize window : {QSize(960, 600), QSize(1280, 720), QSize(1920, 1080)})
                for (const bool hall : {false, true})
                    QTest::addRow("%s %d %s", qPrintable(words::codeOf(language)), window.width(),
                                  hall ? "hall" : "desk")
                        << language << window << hall;
    }
    void everyQuestionFits()
    {
        QFETCH(words::Language, language);
        QFETCH(QSize, window);
        QFETCH(bool, hall);
        const sluice::test::Spoken spoken(language);
        QuestionPanel panel;
        panel.setStyleSheet(windowStyle(scene::Theme::get(scene::Theme::Kind::Dark)));
        panel.setScale(hall ? hallScale(window.height()) : 1);
        panel.resize(window.width(), timeHeight(window.height()));
        panel.show();
        QStringList cut;
        for (const lessons::Lesson& lesson : lessons::builtIn()) {
            for (const lessons::Step& step : lesson.steps) {
                if (!step.question) continue;
                const auto frame = std::make_shared<Frame>();
                frame->prediction = Prediction{&*step.question, Phase::Asked, {}, {}, false};
                for (const bool told : {false, true}) {
                    if (told) frame->prediction = Prediction{&*step.question, Phase::Watching, 0, seconds(1.5), false};
                    panel.showFrame(std::make_shared<Frame>(*frame));
                    QCoreApplication::processEvents();
                    QVERIFY(panel.height() == timeHeight(window.height()));
                    for (const QString& each : widgets::test::clipped(panel)) // answers: see below
                        if (!each.contains("AnswerButton")) cut << lesson.id + ": " + each;
                    for (const auto* each : panel.findChildren<AnswerButton*>()) {
                        if (!each->isVisible()) continue;
                        const QFontMetrics metrics(each->wordsFont());
                        const QRect room = each->wordsRoom();
                        const QRect needed = metrics.boundingRect(room, Qt::TextWordWrap, each->text());
                        if (!room.contains(needed)) cut << lesson.id + ": " + each->text();
                        if (hall) QVERIFY(metrics.height() >= window.height() / 45);
                    }
                }
            }
        }
        QCOMPARE(cut.join('\n'), QString());
        for (const auto* hands : panel.findChildren<QLineEdit*>())
            QVERIFY(!hall || hands->font().pixelSize() >= window.height() / 45);
        for (const auto* label : panel.findChildren<QLabel*>())
            QVERIFY(!hall || label->font().pixelSize() >= window.height() / 45);
    }

    void switchedOff()
    {
        m_window->controller().setPredictFirst(false);
        m_window->controller().setSpeed(1);
        QTRY_COMPARE(frame()->mode, playback::Playback::Mode::Paused); // at the end
        QVERIFY(!frame()->prediction);
    }

    /// In both sizes all words fit.
    void wordsFit()
    {
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
            m_window->resize(size);
            QCoreApplication::processEvents();
            for (const auto* each : panel().findChildren<QWidget*>()) {
                if (!each->isVisible()) continue;
                QVERIFY2(panel().rect().contains(QRect(each->mapTo(&panel(), QPoint()), each->size())),
                         each->metaObject()->className());
                if (const auto* words = qobject_cast<const QPushButton*>(each))
                    QVERIFY(words->sizeHint().width() <= words->width());
            }
            for (const auto* each : answers()) {
                const QFontMetrics metrics(each->wordsFont());
                const QRect room = each->wordsRoom();
                const QRect needed = metrics.boundingRect(room, Qt::TextWordWrap, each->text());
                QVERIFY2(needed.height() <= room.height() && needed.width() <= room.width(), qPrintable(each->text()));
            }
        }
    }
};

SLUICE_TEST(TestQuestion, QApplication)
#include "tst_question.moc"
