#include "collector/signal_watch.h"
#include "support/test_class.h"

#include <csignal>
#include <string>

using namespace sluice;
using collector::SignalWatch;
using probe::Event;
using probe::EventKind;
using probe::SignalSet;

namespace {

/// The lines of /proc/PID/status that count, proc(5).
std::string status(char letter, std::uint64_t pending = 0)
{
    return QStringLiteral("Name:\treceiver\nState:\t%1 (whatever)\nPid:\t7\nSigPnd:\t0000000000000000\n"
                          "ShdPnd:\t%2\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"
                          "SigCgt:\t0000000000000000\n")
        .arg(QLatin1Char(letter))
        .arg(pending, 16, 16, QLatin1Char('0'))
        .toStdString();
}

/// What one look at such a text adds.
std::vector<Event> told(SignalWatch& watch, const std::string& text)
{
    Event stamp;
    stamp.time = 1'000;
    stamp.process = 2;
    std::vector<Event> out;
    (void)watch.take(text, stamp, out);
    return out;
}

std::string lettersOf(const std::vector<Event>& events)
{
    std::string letters;
    for (const Event& each : events)
        if (each.kind == EventKind::KernelProcess) letters += static_cast<char>(each.size);
    return letters;
}

} // namespace

/// What is told of the texts that the kernel gives, one after the other.
class TestSignalWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allFiveSetsFirstThenWhatIsNew()
    {
        SignalWatch watch;
        QCOMPARE(told(watch, status('S')).size(), std::size_t{5});
        QVERIFY(told(watch, status('S')).empty());
        const auto news = told(watch, status('S', probe::bitOf(SIGUSR1)));
        QCOMPARE(news.size(), std::size_t{1});
        QCOMPARE(news[0].kind, EventKind::KernelSignals);
        QCOMPARE(news[0].detail, static_cast<std::uint32_t>(SignalSet::PendingProcess));
        QCOMPARE(static_cast<std::uint64_t>(news[0].value()), probe::bitOf(SIGUSR1));
    }

    void thatItIsStoppedAndThatItGoesOnAreToldOnceEach()
    {
        SignalWatch watch;
        QCOMPARE(lettersOf(told(watch, status('S'))), std::string());
        QCOMPARE(lettersOf(told(watch, status('T'))), std::string("T"));
        QCOMPARE(lettersOf(told(watch, status('T'))), std::string());
        QCOMPARE(lettersOf(told(watch, status('S'))), std::string("S"));
        QCOMPARE(lettersOf(told(watch, status('S'))), std::string());
    }

    /// It was drawn as stopped for ever when the first that was seen of it was that it runs.
    void thatItGoesOnIsToldWhateverItDoesThen()
    {
        SignalWatch watch;
        (void)told(watch, status('T'));
        QCOMPARE(lettersOf(told(watch, status('R'))), std::string("R"));
        QCOMPARE(lettersOf(told(watch, status('S'))), std::string());
    }

    /// Another look may have seen it first: it must neither be told twice nor be forgotten.
    void whatWasToldElsewhereCounts()
    {
        SignalWatch watch;
        watch.told('T');
        QCOMPARE(lettersOf(told(watch, status('T'))), std::string());
        QCOMPARE(lettersOf(told(watch, status('S'))), std::string("S"));
        watch.told('T');
        watch.told('S');
        QCOMPARE(lettersOf(told(watch, status('S'))), std::string());
    }

    /// It may have taken a signal from the kernel and not have told so yet.
    void theSetsOfOneThatRunsAreNotTold()
    {
        SignalWatch watch;
        QVERIFY(told(watch, status('R', probe::bitOf(SIGTERM))).empty());
        QCOMPARE(told(watch, status('S')).size(), std::size_t{5});
    }

    void aTextThatIsCutOffTellsNothing()
    {
        SignalWatch watch;
        for (const char* text : {"", "State:\t", "Name:\tx\n"}) QVERIFY(told(watch, text).empty());
    }
};

SLUICE_TEST(TestSignalWatch, QCoreApplication)
#include "tst_signal_watch.moc"
