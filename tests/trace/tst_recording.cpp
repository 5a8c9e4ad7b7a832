#include "all_events.h"

#include "support/test_class.h"
#include "support/writer_and_reader.h"
#include "trace/recording.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <sys/resource.h>

using namespace sluice;
using probe::Event;
using probe::EventKind;
using test::allOf;
using test::writerAndReader;
using trace::Recording;
using trace::TraceView;

namespace {

std::uint64_t marksIn(const std::vector<Event>& events)
{
    return static_cast<std::uint64_t>(std::ranges::count(events, EventKind::EventsLost, &Event::kind));
}

} // namespace

/// Real runs: every event that was emitted is in the file, or counted as lost.
class TestRecording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_file = std::filesystem::path(m_folder.path().toStdString()) / "r.sluice"; }

    void endsByItselfWithEverything()
    {
        const auto view = record({{"writer.count", 500}, {"writer.rate", 0}, {"reader.rate", 0}});
        QCOMPARE(view.lostCount(), 0U);
        QCOMPARE(view.emittedCount(), view.eventCount());
        const auto events = allOf(view);
        QVERIFY(std::ranges::is_sorted(events, {}, &Event::time));
        const auto writes = std::ranges::count_if(events, [](const Event& e) {
            return e.kind == EventKind::CallReturned && e.call == probe::Call::Write && e.result > 0;
        });
        QCOMPARE(writes, 500);
        const auto file = TraceView::open(m_file);
        QVERIFY(file);
        QVERIFY(allOf(*file) == events);
        QCOMPARE(file->truncatedAt(), -1);
        QCOMPARE(file->emittedCount(), view.emittedCount());
        QCOMPARE(file->end(), view.end());
    }

    void lossIsCountedExactly()
    {
        // A ring far too small for two processes at full speed.
        const auto view =
            record({{"writer.count", 200'000}, {"writer.rate", 0}, {"reader.rate", 0}, {"writer.size", 64}},
                   4096 + 64 * sizeof(Event));
        const auto events = allOf(view);
        QVERIFY(view.lostCount() > 0);
        QCOMPARE(view.emittedCount(), view.eventCount() - marksIn(events) + view.lostCount());
        std::uint64_t marked = 0;
        for (const Event& event : events)
            if (event.kind == EventKind::EventsLost) marked += event.size;
        QCOMPARE(marked, view.lostCount());
    }

    void kernelIsAskedWhereAProcessSleeps()
    {
        const auto recording = start({{"reader.hold", 1}, {"writer.rate", 0}});
        const auto samples = [&] {
            const TraceView view = recording->view();
            for (const Event& event : allOf(view))
                if (event.kind == EventKind::KernelProcess && event.process == 1 && event.size == 'S')
                    return view.string(event.detail);
            return std::string();
        };
        QTRY_VERIFY(!samples().empty());
        QVERIFY2(samples().find("pipe") != std::string::npos || samples() == "0", samples().c_str());
        const auto depth = [&] {
            std::int32_t last = -1;
            for (const Event& event : allOf(recording->view()))
                if (event.kind == EventKind::KernelDepth) last = event.result;
            return last;
        };
        QTRY_COMPARE(depth(), 65536);
        // Nothing happens any more, so nothing more is worth asking.
        const auto known = recording->view().eventCount();
        const TraceTime later = recording->view().end() + milliseconds(200);
        QTRY_VERIFY(recording->view().end() > later);
        QCOMPARE(recording->view().eventCount(), known);
        recording->stop();
        recording->waitUntilEnded();
    }

    void growthIsToldAndTheEndToo()
    {
        std::atomic<int> told = 0;
        Recording::Options options;
        options.file = m_file;
        options.onGrowth = [&told] { ++told; };
        auto recording =
            Recording::start(writerAndReader({{"writer.rate", 1000}, {"reader.rate", 0}}), std::move(options));
        QVERIFY(recording);
        QTRY_VERIFY(told > 3);
        QVERIFY((*recording)->view().live());
        QVERIFY(!(*recording)->ended());
        (*recording)->stop();
        (*recording)->waitUntilEnded();
        QVERIFY((*recording)->ended());
        QVERIFY(!(*recording)->view().live());
        QVERIFY(!(*recording)->failure());
    }

    void whoCannotFollowCatchesUpAndNothingIsLost()
    {
        // Nothing is summed up until it is let go: the newest view stays near what is summed up, the file goes on.
        struct Slow : trace::Extractor {
            std::atomic<bool>& follows;
            explicit Slow(std::atomic<bool>& f) : follows(f) {}
            void take(std::span<const Event>, std::vector<trace::Extract>&) override { follows.wait(false); }
        };
        std::atomic<bool> follows = false;
        Recording::Options options;
        options.file = m_file;
        options.extractor = std::make_unique<Slow>(follows);
        const auto started = Recording::start(
            writerAndReader({{"writer.rate", 20'000}, {"reader.rate", 0}, {"writer.size", 64}}), std::move(options));
        QVERIFY(started);
        struct LetGo {
            std::atomic<bool>& follows;
            ~LetGo()
            {
                follows = true;
                follows.notify_all();
            }
        } const atTheEnd{follows}; // also where a check fails
        Recording& recording = **started;
        const auto written = [this] { return std::filesystem::file_size(m_file) / sizeof(Event); };
        QTRY_VERIFY_WITH_TIMEOUT(written() > 100'000, 30'000);
        const std::uint64_t shown = recording.view().eventCount();
        QVERIFY2(shown < written(), "nothing is shown that is not summed up");
        QTRY_VERIFY_WITH_TIMEOUT(written() > 150'000, 30'000);
        QCOMPARE(recording.view().eventCount(), shown);
        follows = true;
        follows.notify_all();
        QTRY_VERIFY_WITH_TIMEOUT(recording.view().eventCount() > 150'000, 30'000);
        recording.stop();
        recording.waitUntilEnded();
        QCOMPARE(recording.view().lostCount(), std::uint64_t{0});
        QCOMPARE(recording.view().emittedCount(), recording.view().eventCount() - marksIn(allOf(recording.view())));
    }

    void fullDiskEndsTheRunAndSaysSo()
    {
        // The limit of this process stands for a full disk: EFBIG instead of ENOSPC.
        auto recording = start({{"writer.rate", 0}, {"reader.rate", 0}});
        struct Limit {
            rlimit before{};
            Limit()
            {
                signal(SIGXFSZ, SIG_IGN);
                getrlimit(RLIMIT_FSIZE, &before);
                const rlimit small{1 << 20, before.rlim_max};
                setrlimit(RLIMIT_FSIZE, &small);
            }
            ~Limit() { setrlimit(RLIMIT_FSIZE, &before); }
        } limit;
        recording->waitUntilEnded();
        QVERIFY(recording->failure());
        QCOMPARE(recording->failure()->number, EFBIG);
        recording.reset();
        const auto file = TraceView::open(m_file);
        QVERIFY(file);
        QVERIFY(file->eventCount() > 1'000);
        QVERIFY(std::filesystem::file_size(m_file) <= 1 << 20);
    }

    void fileThatCannotBeMade()
    {
        Recording::Options options;
        options.file = "/nowhere/at/all.sluice";
        const auto recording = Recording::start(writerAndReader({}), std::move(options));
        QVERIFY(!recording);
        QCOMPARE(recording.error().number, ENOENT);
    }

private:
    std::unique_ptr<Recording> start(std::map<std::string, std::int64_t> settings, std::size_t ringBytes = 8 << 20)
    {
        Recording::Options options;
        options.file = m_file;
        options.session.ringBytes = ringBytes;
        auto recording = Recording::start(writerAndReader(std::move(settings)), std::move(options));
        if (!recording) qFatal("%s", recording.error().describe().c_str());
        return std::move(*recording);
    }

    TraceView record(std::map<std::string, std::int64_t> settings, std::size_t ringBytes = 8 << 20)
    {
        const auto recording = start(std::move(settings), ringBytes);
        recording->waitUntilEnded();
        return recording->view();
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_file;
};

SLUICE_TEST(TestRecording, QCoreApplication)
#include "tst_recording.moc"
