#include "sample_trace.h"
#include "scene/theme.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "widgets/controls.h"
#include "widgets/controls_panel.h"
#include "widgets/now_panel.h"
#include "widgets/numbers.h"
#include "widgets/setting_control.h"
#include "widgets/setting_scale.h"
#include "widgets/transport_bar.h"
#include "widgets/try_panel.h"
#include "widgets/words.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <memory>

using namespace sluice;
using namespace sluice::widgets;
using mechanisms::Setting;
using Unit = Setting::Unit;

namespace {

constexpr TraceTime early{1'000'000}, heldAt{3'000'000};

/// The button of a panel whose words are these.
KeyButton* buttonNamed(QWidget& panel, const QString& words)
{
    const auto all = panel.findChildren<KeyButton*>();
    const auto found = std::ranges::find(all, words, &KeyButton::text);
    return found == all.end() ? nullptr : *found;
}

const lessons::Lesson& lesson() { return *lessons::find(QStringLiteral("pipe.backpressure")); }

} // namespace

class TestPanels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scaleOffersTheWholeRange_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<qint64>("min");
        QTest::addColumn<qint64>("max");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("last");
        QTest::newRow("capacity") << int(Unit::Bytes) << qint64(4096) << qint64(1048576) << qint64(4096)
                                  << qint64(1048576);
        QTest::newRow("size") << int(Unit::Bytes) << qint64(1) << qint64(1048576) << qint64(1) << qint64(1048576);
        QTest::newRow("rate ends as fast as possible")
            << int(Unit::PerSecond) << qint64(0) << qint64(1000000) << qint64(1) << qint64(0);
        QTest::newRow("of others nothing is the least")
            << int(Unit::None) << qint64(0) << qint64(100000) << qint64(0) << qint64(100000);
        QTest::newRow("bounds off the grid") << int(Unit::None) << qint64(3) << qint64(70) << qint64(3) << qint64(70);
    }
    void scaleOffersTheWholeRange()
    {
        QFETCH(int, unit);
        QFETCH(qint64, min);
        QFETCH(qint64, max);
        QFETCH(qint64, first);
        QFETCH(qint64, last);
        const SettingScale scale({.key = "x", .label = "x", .unit = Unit(unit), .min = min, .max = max});
        QCOMPARE(scale.value(0), first);
        QCOMPARE(scale.value(scale.last()), last);
        for (int i = 0; i <= scale.last(); ++i) {
            QVERIFY(scale.value(i) >= min && scale.value(i) <= max);
            QCOMPARE(scale.position(scale.value(i)), i);
        }
    }

    void valuesCarryTheirUnit_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("kib") << "pipe.capacity" << qint64(65536) << "64 KiB";
        QTest::newRow("mib") << "pipe.capacity" << qint64(1048576) << "1 MiB";
        QTest::newRow("bytes") << "writer.size" << qint64(100) << "100 B";
        QTest::newRow("rate") << "writer.rate" << qint64(1000) << "1,000 per second";
        QTest::newRow("no pace") << "writer.rate" << qint64(0) << "as fast as possible";
        QTest::newRow("endless") << "writer.count" << qint64(0) << "endless";
        QTest::newRow("toggle") << "writer.nonblocking" << qint64(1) << "on";
    }
    void valuesCarryTheirUnit()
    {
        QFETCH(QString, key);
        QFETCH(qint64, value);
        const auto* pipe = mechanisms::find("pipe");
        const int index = mechanisms::settingIndex(*pipe, key.toStdString());
        QVERIFY(index >= 0);
        QTEST(valueText(pipe->settings[static_cast<std::size_t>(index)], value), "text");
    }

    void everyTryButtonSendsItsKey()
    {
        widgets::test::FakeCommands commands;
        TryPanel panel(commands, 2);
        panel.showFrame(widgets::test::frameAt(early));
        QCOMPARE(panel.findChildren<KeyButton*>().size(), qsizetype(lesson().tries.size()));
        for (const lessons::TryButton& wish : lesson().tries) {
            commands.asked.clear();
            KeyButton* button = buttonNamed(panel, wish.label);
            QVERIFY2(button, qPrintable(wish.label));
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(commands.asked.size(), std::size_t(1));
            QCOMPARE(commands.asked[0].first, wish.key);
            QVERIFY(commands.asked[0].second != 0);
            commands.asked.clear();
            QVERIFY(panel.press(wish.shortcut.toLower()));
            QCOMPARE(commands.asked.size(), std::size_t(1));
            QCOMPARE(commands.asked[0].first, wish.key);
        }
        QVERIFY(!panel.press("§"));
    }

    /// Beside the stage, and in the narrowest side panel: with the smallest letters that a button falls back on.
    void everyLabelFitsItsButton_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("width");
        QTest::addColumn<words::Language>("language");
        for (const auto language : {words::Language::English, words::Language::German}) {
            const QString code = words::codeOf(language);
            QTest::addRow("beside the stage %s", qPrintable(code)) << 1 << 208 << language;
            QTest::addRow("side panel %s", qPrintable(code)) << 2 << 336 << language;
        }
    }
    void everyLabelFitsItsButton()
    {
        QFETCH(int, columns);
        QFETCH(int, width);
        QFETCH(words::Language, language);
        const sluice::test::Spoken spoken(language);
        QStringList cut;
        const QFontMetrics smallest(scene::Theme::font(scene::Shape::Face::Words, 12, 600));
        for (const lessons::Lesson& each : lessons::builtIn()) {
            for (const bool on : {false, true}) {
                lessons::Lesson shown = each;
                for (lessons::TryButton& wish : shown.tries)
                    if (on && !wish.labelWhenOn.isEmpty()) wish.label = wish.labelWhenOn;
                for (lessons::TryButton& wish : shown.tries) wish.labelWhenOn.clear();
                const auto frame = std::make_shared<Frame>(*widgets::test::frameAt(early));
                trace::Meta meta;
                meta.scenario = each.scenario;
                frame->trace = trace::TraceView::ofEvents(meta, {});
                frame->source = Frame::Source::Running;
                frame->lesson = &shown;
                widgets::test::FakeCommands commands;
                QWidget room; // it may not become wider, as a window would
                TryPanel panel(commands, columns, &room);
                panel.showFrame(frame);
                panel.setGeometry(0, 0, width, 600);
                room.show();
                QCoreApplication::processEvents();
                QCOMPARE(panel.width(), width);
                for (const auto* button : panel.findChildren<KeyButton*>())
                    if (smallest.horizontalAdvance(button->text()) > button->width() - 46)
                        cut << each.id + ": " + button->text();
            }
        }
        QCOMPARE(cut.join('\n'), QString());
    }

    void whatGoesWithAButtonIsSetBeforeIt()
    {
        lessons::Lesson own = lesson();
        own.tries = {{"Big one", {}, "writer.close", "B", {{"writer.size", 8192}}, {}}};
        const auto frame = std::make_shared<Frame>(*widgets::test::frameAt(early));
        frame->lesson = &own;
        widgets::test::FakeCommands commands;
        TryPanel panel(commands, 2);
        panel.showFrame(frame);
        QVERIFY(panel.press("b"));
        QCOMPARE(commands.asked.size(), std::size_t(2));
        QCOMPARE(commands.asked[0], std::pair(std::string("writer.size"), std::int64_t(8192)));
        QCOMPARE(commands.asked[1].first, std::string("writer.close"));
    }

    void aChoiceGoesOnToTheNextAndThenToTheFirst()
    {
        const lessons::Lesson& three = *lessons::find(QStringLiteral("signal.disposition"));
        const auto frame = std::make_shared<Frame>(*widgets::test::frameAt(early));
        trace::Meta meta;
        meta.scenario = three.scenario;
        frame->trace = trace::TraceView::ofEvents(meta, {});
        frame->lesson = &three;
        widgets::test::FakeCommands commands;
        TryPanel panel(commands, 2);
        panel.showFrame(frame);
        for (const std::int64_t next : {1, 2, 0, 1}) {
            QVERIFY(panel.press("3"));
            QCOMPARE(commands.asked.back(), std::pair(std::string("receiver 3.disposition"), next));
        }
    }

    void holdButtonSaysWhatItWillDo()
    {
        const auto wish = std::ranges::find_if(
            lesson().tries, [](const lessons::TryButton& button) { return button.key == "reader.hold"; });
        QVERIFY(wish != lesson().tries.end());
        widgets::test::FakeCommands commands;
        TryPanel panel(commands, 2);
        panel.showFrame(widgets::test::frameAt(early));
        QVERIFY(buttonNamed(panel, wish->label));
        panel.showFrame(widgets::test::frameAt(heldAt));
        KeyButton* button = buttonNamed(panel, wish->labelWhenOn);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(commands.asked.back(), std::pair(std::string("reader.hold"), std::int64_t(0)));
    }

    void liveHoldCountsFromTheMomentItIsAsked()
    {
        widgets::test::FakeCommands commands;
        commands.values["reader.hold"] = 1; // asked for; the reader is still on its way to its gate
        const auto frame = widgets::test::frameAt(early);
        lessons::TryButton hold;
        hold.key = "reader.hold";
        QVERIFY(!isOn(hold, *frame, commands));
        frame->mode = playback::Playback::Mode::Live;
        QVERIFY(isOn(hold, *frame, commands));
    }

    void wantedButtonIsTheOneOfThisStep()
    {
        widgets::test::FakeCommands commands;
        TryPanel panel(commands, 2);
        int seen = 0;
        for (int step = 1; step <= int(lesson().steps.size()); ++step) {
            const auto frame = widgets::test::frameAt(early);
            frame->step = step;
            panel.showFrame(frame);
            for (const lessons::TryButton& wish : lesson().tries) {
                QCOMPARE(buttonNamed(panel, wish.label)->wanted(), wish.isWantedAt(step));
                seen += wish.isWantedAt(step);
            }
        }
        QVERIFY(seen > 0);
    }

    void replayHasNothingToTry()
    {
        widgets::test::FakeCommands commands;
        TryPanel panel(commands, 2);
        const auto frame = widgets::test::frameAt(early);
        frame->source = Frame::Source::File;
        panel.showFrame(frame);
        QVERIFY(panel.isHidden());
        QVERIFY(!panel.press(lesson().tries.front().shortcut));
    }

    void factsFollowSoonWhileTimeRunsAndAtOnceWhenItStandsStill()
    {
        using Mode = playback::Playback::Mode;
        widgets::test::FakeCommands commands;
        NowPanel panel(commands);
        const auto first = widgets::test::frameAt(early);
        const auto show = [&](const char* headline, const char* fact, Mode mode) {
            const auto frame = std::make_shared<Frame>(*first); // of the same run
            frame->mode = mode;
            frame->explanation.headline = headline;
            frame->explanation.facts = {{probe::Evidence::Probe, fact}};
            panel.showFrame(frame);
        };
        const auto says = [&](const char* words) {
            return std::ranges::any_of(panel.findChildren<QLabel*>(),
                                       [&](const QLabel* label) { return label->text() == QLatin1String(words); });
        };
        show("It writes", "one", Mode::Live);
        QVERIFY(says("one"));
        show("It writes", "two", Mode::Live); // the last one for now: it is not forgotten
        QTRY_VERIFY(says("two"));
        show("It writes", "three", Mode::Paused);
        QVERIFY(says("three"));
        show("It reads", "four", Mode::Live);
        QVERIFY(says("It reads") && says("four"));
    }

    void aClockThatRunsLaysNothingOut()
    {
        TransportBar bar;
        bar.resize(1280, bar.sizeHint().height());
        const auto frame = widgets::test::frameAt(early);
        bar.showFrame(frame);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        QCoreApplication::sendPostedEvents(); // what its first layout has asked for
        std::vector<std::unique_ptr<widgets::test::EventCounter>> counters;
        for (QWidget* each : bar.findChildren<QWidget*>())
            counters.push_back(std::make_unique<widgets::test::EventCounter>(each, QEvent::LayoutRequest));
        const auto next = std::make_shared<Frame>(*frame);
        next->state.time = early + milliseconds(1);
        next->behind = milliseconds(1);
        bar.showFrame(next);
        QCoreApplication::processEvents();
        for (const auto& each : counters) QCOMPARE(each->count, 0);
        next->state.time = early + seconds(1e6); // wider than any so far
        bar.showFrame(next);
        QCoreApplication::processEvents();
        for (const QLabel* label : bar.findChildren<QLabel*>())
            QVERIFY2(label->sizeHint().width() <= label->width(), qPrintable(label->text()));
    }

    void everyControlSendsItsKey()
    {
        widgets::test::FakeCommands commands;
        ControlsPanel panel(commands);
        panel.resize(420, 900);
        panel.showFrame(widgets::test::frameAt(early));
        const auto controls = panel.findChildren<SettingControl*>();
        QCOMPARE(controls.size(), qsizetype(lesson().controls.size()));
        for (SettingControl* control : controls) {
            commands.asked.clear();
            if (auto* slider = control->findChild<Slider*>())
                slider->setValue(slider->value() == slider->maximum() ? slider->minimum() : slider->maximum());
            else if (auto* flip = control->findChild<Switch*>()) QTest::mouseClick(flip, Qt::LeftButton);
            else QTest::mouseClick(control->findChild<KeyButton*>(), Qt::LeftButton);
            QCOMPARE(commands.asked.size(), std::size_t(1));
            QCOMPARE(commands.asked[0].first, std::string(control->setting().key));
            QVERIFY(commands.asked[0].second >= control->setting().min);
        }
    }

    void controlShowsTheMomentAndWaitsForWhatWasAsked()
    {
        widgets::test::FakeCommands commands;
        const Setting setting{
            .key = "writer.size", .label = "Message size", .unit = Unit::Bytes, .min = 1, .max = 65536};
        SettingControl control(setting, "writer", commands);
        auto* slider = control.findChild<Slider*>();
        const SettingScale scale(setting);
        control.showValue(4096);
        QCOMPARE(scale.value(slider->value()), 4096);
        QVERIFY(commands.asked.empty()); // showing is not asking
        slider->setValue(scale.position(1024));
        control.showValue(4096); // the worker has not come to it yet
        QCOMPARE(scale.value(slider->value()), 1024);
        control.showValue(1024);
        control.showValue(256); // somebody else changed it later
        QCOMPARE(scale.value(slider->value()), 256);
    }

    void latencyIsByNearestRank()
    {
        std::vector<analysis::Arrow> arrows;
        for (int i = 1; i <= 100; ++i) {
            analysis::Arrow arrow;
            arrow.sendEntered = {1000};
            arrow.received = {1000 + i};
            arrows.push_back(arrow);
        }
        const Latency latency = latencyOf(arrows);
        QCOMPARE(latency.count, std::size_t(100));
        QCOMPARE(latency.median.ns, 50);
        QCOMPARE(latency.p95.ns, 95);
        QCOMPARE(latency.p99.ns, 99);
        QCOMPARE(latency.longest.ns, 100);
        QCOMPARE(latencyOf({}).count, std::size_t(0));
    }

    void numbersAgreeWithTheState()
    {
        const auto frame = widgets::test::frameAt(heldAt);
        const auto rows = numbersOf(*frame);
        const auto value = [&](const QString& group, const QString& label) {
            const auto row =
                std::ranges::find_if(rows, [&](const NumberRow& r) { return r.group == group && r.label == label; });
            return row == rows.end() ? QString() : row->value;
        };
        QCOMPARE(value("writer", "messages sent"), grouped(std::int64_t(frame->state.processes[1].sent)));
        QCOMPARE(value("pipe", "inside now"), grouped(std::int64_t(frame->state.channels[1].depthBytes)) + " B");
        QCOMPARE(value("From write() to read()", "half arrived within"), "110 µs");
    }
};

SLUICE_TEST(TestPanels, QApplication)
#include "tst_panels.moc"
