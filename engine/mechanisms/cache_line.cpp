#include "mechanisms/memory.h"

#include "base/words.h"
#include "mechanisms/companion.h"
#include "mechanisms/judged_accesses.h"
#include "mechanisms/known_accesses.h"
#include "mechanisms/latest.h"
#include "mechanisms/line_calibration.h"
#include "mechanisms/line_object.h"
#include "mechanisms/processors.h"
#include "mechanisms/source_text.h"
#include "mechanisms/timed_access.h"
#include "probe/worker.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace sluice::mechanisms {

namespace {

using probe::Figure;
using probe::LineVerdict;
using probe::monotonicNow;
using probe::Worker;

enum Index { // rows of the table below
    AdderBursts,
    AdderPadded,
    AdderHow,
    AdderPinned,
    AdderTogether,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;
using Doer = Setting::Doer;

enum How { AtomicAdd, Increment, Store };
constexpr std::array<std::string_view, 3> ways{"fetch_add", "volatile ++", "store"};

constexpr std::array<Setting, SettingCount> settings{{
    {"adder.bursts", marked("settings", "Bursts per second"), Kind::Number, Unit::None, 1, 20, 5},
    {"adder.padded", marked("settings", "A line of its own for each counter"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"adder.how", marked("settings", "What each access is"), Kind::Choice, Unit::None, 0, ways.size() - 1, 0,
     Doer::Role, ways},
    {"adder.pinned", marked("settings", "Pinned to two cores"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"adder.together", marked("settings", "Both add to one word"), Kind::Toggle, Unit::None, 0, 1, 0, Doer::Start},
}};

/// One of the two processes.
class Adder
{
public:
    Adder(Worker& worker, const Line& line)
        : me(worker),
          m_shared(line.shared()),
          m_processors(line.processors()),
          m_slot(1 - worker.id().value % 2),
          m_companion(m_shared.pulses, m_slot),
          m_half{m_slot == 1}
    {}
    int run();

private:
    static constexpr std::int64_t timedNs = 2'000'000, untimedNs = 1'000'000, patienceNs = 3'000'000;
    static constexpr std::int64_t firstPatienceNs = 10'000'000; ///< others may have that core for a few turns
    static constexpr std::uint64_t phasesOfBurst = 8;
    static constexpr std::uint32_t eventsOfBurst = 16, skipped = 256;

    [[nodiscard]] Word& own(bool padded) const
    {
        if (m_together) return wordAt(m_shared.observed);
        return wordAt(m_shared.observed + (m_slot == 0 ? 0 : padded ? padding : sizeof(Word)));
    }
    [[nodiscard]] Word& home() const { return wordAt(m_shared.homes[m_slot].bytes); }
    void pin();
    [[nodiscard]] bool meet(std::uint64_t phase, std::int64_t patience = patienceNs);
    [[nodiscard]] bool isAlone() const { return m_absences >= 2; }
    void lookBack();
    enum class Begin { Transfers, Costs };
    void burst(std::uint64_t first, Begin begin);
    void findOut();
    void tellVerdict(LineVerdict verdict);
    void tellThreshold();
    template <class Access>
    void burst(std::uint64_t first, Begin begin, const Access& access);
    template <class Access>
    void findTransfers(std::uint64_t phase, bool both, const Access& access);
    template <class Access>
    void findCosts(std::uint64_t phase, bool both, const Access& access);
    template <class Access>
    void timePhase(std::uint64_t phase, const Access& access);
    void judge(std::uint64_t before, std::uint32_t ns, JudgedAccesses& chunk);
    template <class Access>
    void untimedPhase(std::uint64_t phase, bool padded, const Access& access);
    void tellAddTime(std::vector<std::int64_t> times, bool padded);
    void tellOverlap(Share together);
    void tell();
    void forget();

    Worker& me;
    LineShared& m_shared;
    ProcessorPair m_processors;
    std::uint32_t m_slot; ///< 0 or 1: processes of one line follow each other
    Companion m_companion;
    bool m_together = false, m_pinned = false;
    Stopwatch m_stopwatch;
    Half m_half;
    LineCalibration m_calibration;
    LineVerdict m_toldVerdict = LineVerdict::Calibrating;
    JudgedAccesses m_judged;        ///< all so far, but for
    JudgedAccesses m_latest;        ///< those since the last calibration: the next one may find the threshold wrong
    std::uint64_t m_burstCount = 0; ///< accesses timed in this burst
    Proof m_proof;                  ///< of this phase
    bool m_proves = false;
    int m_absences = 0;         ///< of the other one, in a row
    std::uint64_t m_missed = 0; ///< phase of the last burst, in which the two have not met; 0: they have
    std::array<Latest<std::int64_t, 9>, 2> m_addTimes; ///< ps: same line, padded
    Latest<Share, 27> m_overlaps;                      ///< three a burst
    std::array<std::uint64_t, probe::bins> m_told{};
};

void Adder::pin()
{
    const bool wanted = me.setting(AdderPinned) != 0;
    if (wanted == m_pinned) return;
    m_pinned = wanted;
    const int mine = m_slot == 0 ? m_processors.first : m_processors.second;
    const bool done = wanted ? stayOn({mine}) : stayOn({m_processors.first, m_processors.second});
    me.measured(Figure::Core, wanted && done ? mine : -1);
}

bool Adder::meet(std::uint64_t phase, std::int64_t patience)
{
    return m_companion.meet(phase, patience, [this] { return me.stopped(); });
}

/// What both have found: both come to the same result.
void Adder::findOut()
{
    auto all = std::make_unique<LineCalibration::Samples>(m_shared.calibrations[0].samples);
    all->add(m_shared.calibrations[1].samples);
    m_calibration.add(*all);
    if (m_calibration.shifted()) forget();
    if (m_calibration.renewed()) {
        m_judged.add(std::exchange(m_latest, {}));
        tellThreshold();
    }
    tellVerdict(m_calibration.verdict());
}

void Adder::tellVerdict(LineVerdict verdict)
{
    if (std::exchange(m_toldVerdict, verdict) != verdict)
        me.measured(Figure::Verdict, static_cast<std::int64_t>(verdict));
}

void Adder::tellThreshold()
{
    const Threshold& checked = m_calibration.checked();
    me.measured(Figure::Threshold, m_calibration.threshold().ns);
    me.measured(Figure::ProvenMoves, static_cast<std::int64_t>(checked.moves), 1);
    me.measured(Figure::ProvenFound, static_cast<std::int64_t>(checked.found), 1);
    me.measured(Figure::ProvenStays, static_cast<std::int64_t>(checked.stays), 1);
    me.measured(Figure::ProvenWrong, static_cast<std::int64_t>(checked.wrong), 1);
}

void Adder::judge(std::uint64_t before, std::uint32_t ns, JudgedAccesses& chunk)
{
    std::uint32_t flags = chunk.judge(ns, m_calibration.threshold());
    if (m_proves) flags = m_proof.add(m_half.othersIn(before), flags, chunk);
    // A few in a row are told one by one; of all the others only the figures.
    const std::uint64_t place = ++m_burstCount;
    if (place > skipped && place <= skipped + eventsOfBurst) me.timed(ns, flags, 0);
}

/// Each access for itself. Those in which the other one had lost its processor are left out, for nobody wanted that;
/// if it is held, they are what there is to see. If at the same time too many of the accesses that are known to stay
/// took as long as a transfer, none of the phase is counted.
template <class Access>
void Adder::timePhase(std::uint64_t phase, const Access& access)
{
    Word& word = own(me.setting(AdderPadded) != 0);
    m_proves = m_together && me.setting(AdderHow) == AtomicAdd;
    m_proof = {}; // the other one has been there between two bursts
    Control control(home(), m_stopwatch);
    JudgedAccesses judged;
    std::uint64_t transfers = 0;
    std::int64_t together = 0;
    const std::int64_t began = monotonicNow();
    for (std::int64_t now = began, last = began; now - began < timedNs; last = now) {
        JudgedAccesses chunk;
        timeChunk(word, access, m_stopwatch, [&](std::uint64_t before, std::uint32_t ns) { judge(before, ns, chunk); });
        control.judge(access, m_calibration.threshold());
        now = monotonicNow();
        const bool both = m_companion.beat(phase) && now - last < interruptedNs;
        if (both || isAlone()) {
            judged.add(chunk);
            control.count();
        }
        if (!both) continue;
        transfers += chunk.transfers;
        together += now - last;
    }
    if (!isAlone()) tellOverlap({together, monotonicNow() - began});
    tellVerdict(control.isTrustworthy() ? LineVerdict::Separable : LineVerdict::Unsure);
    if (!control.isTrustworthy()) return;
    m_latest.add(judged);
    if (together > timedNs / 10)
        me.measured(Figure::TransferRate,
                    static_cast<std::int64_t>(static_cast<double>(transfers) * 1e9 / static_cast<double>(together)));
}

/// Without any clock between them: what an access costs a program while the other one adds too. Each block that was
/// made alone, or in which this process lost its processor, is left out.
template <class Access>
void Adder::untimedPhase(std::uint64_t phase, bool padded, const Access& access)
{
    Word& word = own(padded);
    const std::int64_t accesses = padded ? 8'192 : 1'024; // rarely enough to look at the clock and the other one
    std::vector<std::int64_t> blocks;
    std::int64_t together = 0;
    const std::int64_t began = monotonicNow();
    std::int64_t now = began;
    for (std::int64_t last = began; now - began < untimedNs; last = now) {
        for (std::int64_t i = 0; i < accesses; ++i) (void)access(word);
        now = monotonicNow();
        if (!m_companion.beat(phase) || now - last > interruptedNs) continue;
        blocks.push_back((now - last) * 1'000 / accesses);
        together += now - last;
    }
    tellOverlap({together, now - began});
    if (blocks.size() >= 3) tellAddTime(std::move(blocks), padded);
}

/// The median of this burst's picoseconds, then that of the latest bursts.
void Adder::tellAddTime(std::vector<std::int64_t> times, bool padded)
{
    auto& latest = m_addTimes.at(padded ? 1 : 0);
    latest.add(medianOf(std::move(times)));
    me.measured(Figure::AddTime, medianOf(latest.all()), padded ? 1 : 0);
}

/// How much of the time in which it was to add the other one added as well: other programs want these cores too.
void Adder::tellOverlap(Share together)
{
    m_overlaps.add(together);
    me.measured(Figure::Overlap, perMilleOf(m_overlaps.all()));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    me.measured(Figure::Preemptions, usage.ru_nivcsw);
}

/// Whoever came too late to the last burst wanted to run, and could not. Who has not come at all is held, or gone.
void Adder::lookBack()
{
    const std::uint64_t missed = std::exchange(m_missed, 0);
    const bool late = m_companion.hasReached(missed);
    m_absences = missed == 0 || late ? 0 : m_absences + 1;
    if (late) tellOverlap({0, 2 * untimedNs});
}

/// Calibrates, and then times each access for itself.
template <class Access>
void Adder::findTransfers(std::uint64_t phase, bool both, const Access& access)
{
    if (both) {
        LineCalibration::Samples& samples = m_shared.calibrations[m_slot].samples;
        samples = {};
        timeKnown(wordAt(m_shared.observed + proofOffset), m_half, home(), m_stopwatch, samples);
    }
    if (both && meet(phase)) findOut();
    if (m_calibration.verdict() == LineVerdict::Separable && (both || isAlone())) timePhase(phase, access);
}

/// Both layouts, as close together in time as can be: they are to be compared.
template <class Access>
void Adder::findCosts(std::uint64_t phase, bool both, const Access& access)
{
    for (const bool padded : {false, true}) {
        if (!both || (m_together && padded)) break;
        if (meet(phase)) untimedPhase(phase, padded, access);
        else tellOverlap({0, untimedNs});
        ++phase;
    }
}

/// On a busy machine the two seldom run at the same time for long, so either part is the first one by turns.
template <class Access>
void Adder::burst(std::uint64_t first, Begin begin, const Access& access)
{
    m_burstCount = 0;
    lookBack();
    const bool both = meet(first + 1, firstPatienceNs);
    if (!both) m_missed = first + 1;
    if (begin == Begin::Transfers) {
        findTransfers(first + 2, both, access);
        findCosts(first + 3, both, access);
    } else {
        findCosts(first + 2, both, access);
        findTransfers(first + 4, both, access);
    }
    tell();
}

void Adder::burst(std::uint64_t first, Begin begin)
{
    switch (me.setting(AdderHow)) {
    case AtomicAdd: burst(first, begin, Adding{m_together ? m_half.one() : 1}); break;
    case Increment: burst(first, begin, Incrementing{}); break;
    default: burst(first, begin, Storing{}); break;
    }
}

void Adder::tell()
{
    JudgedAccesses judged = m_judged;
    judged.add(m_latest);
    const auto tell = [this](Figure figure, std::uint64_t value) {
        me.measured(figure, static_cast<std::int64_t>(value));
    };
    tell(Figure::Accesses, judged.accesses);
    tell(Figure::Transfers, judged.transfers);
    tell(Figure::Unclear, judged.unclear);
    if (m_burstCount >= eventsOfBurst) tell(Figure::SampledOneIn, m_burstCount / eventsOfBurst);
    tell(Figure::Padded, me.setting(AdderPadded) != 0 && !m_together ? 1 : 0);
    const auto place = reinterpret_cast<std::byte*>(&own(me.setting(AdderPadded) != 0)) - m_shared.observed;
    tell(Figure::LineOffset, static_cast<std::uint64_t>(place) % lineBytes + (m_together && m_slot == 1 ? 4 : 0));
    if (m_together) {
        tell(Figure::ProvenMoves, judged.moves);
        tell(Figure::ProvenFound, judged.found);
        tell(Figure::ProvenStays, judged.stays);
        tell(Figure::ProvenWrong, judged.wrong);
    }
    for (std::uint16_t bin = 0; bin < probe::bins; ++bin)
        if (std::exchange(m_told[bin], judged.bins[bin]) != judged.bins[bin])
            me.measured(Figure::Bin, static_cast<std::int64_t>(judged.bins[bin]), bin);
}

int Adder::run()
{
    m_together = me.setting(AdderTogether) != 0;
    me.measured(Figure::Apart, me.sharesALineWith(m_shared.observed, sizeof m_shared.observed) ? 0 : 1);
    if (m_processors.second < 0) {
        me.measured(Figure::Verdict, static_cast<std::int64_t>(LineVerdict::OneProcessor));
        me.waitUntilStopped();
        return EXIT_SUCCESS;
    }
    me.measured(Figure::SharedCache, static_cast<std::int64_t>(m_processors.sharing));
    me.measured(Figure::Verdict, static_cast<std::int64_t>(m_toldVerdict));
    pin();
    m_stopwatch = Stopwatch::measured([this] { me.sleepThrough(milliseconds(20)); });
    bool padded = me.setting(AdderPadded) != 0;
    std::int64_t how = me.setting(AdderHow);
    while (!me.stopped()) {
        // Both begin at whole multiples of the period.
        const std::int64_t period = 1'000'000'000 / std::max<std::int64_t>(1, me.setting(AdderBursts));
        const std::int64_t number = monotonicNow() / period + 1;
        me.sleepThrough({number * period - monotonicNow()});
        if (!me.mayTouch(probe::GatePoint::Access)) break;
        pin();
        if (std::exchange(padded, me.setting(AdderPadded) != 0) != (me.setting(AdderPadded) != 0)
            || std::exchange(how, me.setting(AdderHow)) != me.setting(AdderHow))
            forget();
        // Phases count up by time, so that they do if the period changes.
        const auto first = static_cast<std::uint64_t>(number * period / 1'000) * phasesOfBurst;
        burst(first, number % 2 == 0 ? Begin::Transfers : Begin::Costs);
    }
    return EXIT_SUCCESS;
}

/// Another layout or another kind of access: its times are not the ones before.
void Adder::forget()
{
    const JudgedAccesses before = std::exchange(m_judged, {});
    m_latest = {};
    if (me.setting(AdderHow) == AtomicAdd) { // what values prove stays proven
        m_judged.moves = before.moves;
        m_judged.found = before.found;
        m_judged.stays = before.stays;
        m_judged.wrong = before.wrong;
    }
    m_addTimes = {};
    m_overlaps = {};
}

int runAdder(Worker& me, KernelObject& object) { return Adder(me, static_cast<const Line&>(object)).run(); }

constexpr std::array<Role, 1> roles{{{"adder", runAdder, true}}};

} // namespace

Mechanism cacheLine()
{
    return {.kind = "line",
            .family = "memory",
            .title = marked("mechanisms", "Shared memory"),
            .roles = roles,
            .settings = settings,
            .create = createLine,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = probe::End::None,
            .boundedIn = {},
            .source = sourceText("cache_line.cpp")};
}

} // namespace sluice::mechanisms
