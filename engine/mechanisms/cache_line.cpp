#include "mechanisms/memory.h"

#include "base/mapping.h"
#include "mechanisms/access_times.h"
#include "mechanisms/processors.h"
#include "mechanisms/source_text.h"
#include "mechanisms/timed_access.h"
#include "probe/worker.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <sched.h>
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
    {"adder.bursts", "Bursts per second", Kind::Number, Unit::None, 1, 20, 5},
    {"adder.padded", "A line of its own for each counter", Kind::Toggle, Unit::None, 0, 1, 0},
    {"adder.how", "What each access is", Kind::Choice, Unit::None, 0, ways.size() - 1, 0, Doer::Role, ways},
    {"adder.pinned", "Pinned to two cores", Kind::Toggle, Unit::None, 0, 1, 1},
    {"adder.together", "Both add to one word", Kind::Toggle, Unit::None, 0, 1, 0, Doer::Start},
}};

constexpr std::size_t page = 4096, lineBytes = 64;
constexpr std::size_t padding = 2 * lineBytes; ///< some processors fetch lines in pairs

/// What the two processes share. Each part has pages of its own, so that none shares a line with another by chance.
struct Shared {
    struct alignas(page) Meeting {
        std::atomic<std::uint64_t> reached[2]; ///< phase of each; partner: the other's meet()
    };
    struct alignas(page) Tally { ///< of one process; the other reads it when both have met after a phase
        AccessTimes calibration;
        std::uint64_t accesses, transfers, unclear;
        std::uint64_t moves, found, stays, wrong; ///< proven by values
        std::array<std::uint64_t, probe::bins> bins;
    };
    Meeting meeting;
    alignas(page) std::byte observed[page]; ///< the line that is looked at, and the one beside it
    alignas(page) std::byte proof[page];    ///< one word, to calibrate
    Tally tallies[2];
};

class Line final : public KernelObject
{
public:
    Line(Mapping mapping, ProcessorPair processors)
        : m_mapping(std::move(mapping)), m_shared(new (m_mapping.data()) Shared{}), m_processors(processors)
    {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override { m_mapping = {}; }
    [[nodiscard]] Shared& shared() const { return *m_shared; }
    [[nodiscard]] const ProcessorPair& processors() const { return m_processors; }

private:
    Mapping m_mapping;
    Shared* m_shared;
    ProcessorPair m_processors;
};

Result<std::unique_ptr<KernelObject>> createLine(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(Shared));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<Line>(std::move(*mapping), chooseProcessors());
}

/// As a program has it between its accesses, about two microseconds: meanwhile the line stays with the other one.
void doOtherWork()
{
    for (int i = 0; i < 100; ++i) (void)ticksBefore();
}

/// One of the two processes.
class Adder
{
public:
    Adder(Worker& worker, const Line& line)
        : me(worker),
          m_shared(line.shared()),
          m_processors(line.processors()),
          m_slot(1 - worker.id().value % 2),
          m_tally(m_shared.tallies[m_slot])
    {}
    int run();

private:
    static constexpr std::int64_t calibrationNs = 2'000'000, timedNs = 2'000'000, untimedNs = 1'000'000,
                                  patienceNs = 3'000'000;
    static constexpr std::uint64_t phasesOfBurst = 8, enough = 10'000; ///< of each kind: one in 1,000 must show
    static constexpr std::uint32_t eventsOfBurst = 16, skipped = 256, lookAtClockEvery = 64;

    [[nodiscard]] Word& own(bool padded) const
    {
        if (m_together) return wordAt(m_shared.observed);
        return wordAt(m_shared.observed + (m_slot == 0 ? 0 : padded ? padding : sizeof(Word)));
    }
    [[nodiscard]] std::uint64_t amount() const { return m_slot == 0 || !m_together ? 1 : std::uint64_t{1} << 32; }

    void measureClock();
    void pin();
    [[nodiscard]] bool meet(std::uint64_t phase);
    void burst(std::uint64_t number);
    void calibrate();
    void findOut();
    template <class Access>
    void phases(std::uint64_t number, const Access& access);
    template <class Access>
    void timePhase(const Access& access);
    void judge(std::uint64_t before, std::uint32_t ns);
    [[nodiscard]] std::uint32_t prove(std::uint64_t before, bool unclear, bool transferred);
    template <class Access>
    void untimedPhase(bool padded, const Access& access);
    void tell();
    void forget();

    Worker& me;
    Shared& m_shared;
    ProcessorPair m_processors;
    std::uint32_t m_slot; ///< 0 or 1: processes of one line follow each other
    Shared::Tally& m_tally;
    bool m_together = false, m_pinned = false;
    double m_nsPerTick = 1;
    Threshold m_threshold;
    LineVerdict m_verdict = LineVerdict::Calibrating;
    std::array<AccessTimes, 4> m_calibrations{};
    std::size_t m_calibrated = 0;
    std::uint64_t m_burstBegin = 0; ///< accesses before this burst
    std::uint64_t m_others = 0;     ///< the other's half of the word, as seen last
    bool m_othersKnown = false, m_proves = false;
    std::array<std::vector<std::int64_t>, 2> m_addTimes; ///< ps, the latest ones: same line, padded
    std::array<std::uint64_t, probe::bins> m_told{};
};

void Adder::measureClock()
{
    const std::uint64_t first = ticksBefore();
    const std::int64_t began = monotonicNow();
    me.sleepThrough(milliseconds(20));
    const std::int64_t ns = monotonicNow() - began;
    m_nsPerTick = static_cast<double>(ns) / static_cast<double>(ticksBefore() - first);
}

void Adder::pin()
{
    const bool wanted = me.setting(AdderPinned) != 0;
    if (wanted == m_pinned) return;
    m_pinned = wanted;
    cpu_set_t set;
    CPU_ZERO(&set);
    const int mine = m_slot == 0 ? m_processors.first : m_processors.second;
    if (wanted) CPU_SET(static_cast<unsigned>(mine), &set);
    else
        for (const int each : {m_processors.first, m_processors.second}) CPU_SET(static_cast<unsigned>(each), &set);
    const bool done = sched_setaffinity(0, sizeof set, &set) == 0;
    me.measured(Figure::Core, wanted && done ? mine : -1);
}

/// Both go on at the same moment. False: the other one does not come, because it is held or has ended.
bool Adder::meet(std::uint64_t phase)
{
    auto& reached = m_shared.meeting.reached;
    reached[m_slot].store(phase, std::memory_order_release);
    for (const std::int64_t until = monotonicNow() + patienceNs; monotonicNow() < until && !me.stopped();)
        if (reached[1 - m_slot].load(std::memory_order_acquire) >= phase) return true;
    return false;
}

/// Accesses to one word by both: what one gets back tells whether the other one has been there meanwhile. Again and
/// again, for the machine may change its mind about where it runs the two.
void Adder::calibrate()
{
    Word& word = wordAt(m_shared.proof);
    const std::uint64_t mine = m_slot == 0 ? 1 : std::uint64_t{1} << 32;
    std::uint64_t others = 0;
    bool known = false;
    m_tally.calibration = {};
    for (const std::int64_t until = monotonicNow() + calibrationNs; monotonicNow() < until; doOtherWork())
        for (std::uint32_t i = 0; i < lookAtClockEvery; ++i) {
            const std::uint64_t begin = ticksBefore();
            const std::uint64_t before = word.fetch_add(mine, std::memory_order_seq_cst);
            const std::uint64_t ticks = ticksAfter() - begin;
            const std::uint64_t seen = m_slot == 0 ? before >> 32 : before & UINT32_MAX;
            const auto ns = static_cast<std::uint32_t>(static_cast<double>(ticks) * m_nsPerTick);
            if (known) m_tally.calibration.add(ns, seen != others);
            others = seen;
            known = true;
        }
}

/// What both have found in their last few calibrations: both come to the same result.
void Adder::findOut()
{
    AccessTimes& latest = m_calibrations.at(m_calibrated++ % m_calibrations.size());
    latest = m_shared.tallies[0].calibration;
    latest.add(m_shared.tallies[1].calibration);
    auto all = std::make_unique<AccessTimes>();
    for (const AccessTimes& each : m_calibrations) all->add(each);
    const Threshold found = findThreshold(*all);
    const bool told = found.moves >= enough && found.stays >= enough;
    if (!told && m_verdict == LineVerdict::Calibrating && m_calibrated < 10) return;
    const auto apart = static_cast<std::int64_t>(found.ns) - static_cast<std::int64_t>(m_threshold.ns);
    if (told && m_threshold.ns > 0 && std::abs(apart) * 4 > static_cast<std::int64_t>(m_threshold.ns)) forget();
    if (told) m_threshold = found;
    m_verdict = m_threshold.moves < enough ? LineVerdict::Alone
                : m_threshold.separates()  ? LineVerdict::Separable
                                           : LineVerdict::Overlapping;
    me.measured(Figure::Threshold, m_threshold.ns);
    me.measured(Figure::ProvenMoves, static_cast<std::int64_t>(m_threshold.moves), 1);
    me.measured(Figure::ProvenFound, static_cast<std::int64_t>(m_threshold.found), 1);
    me.measured(Figure::ProvenStays, static_cast<std::int64_t>(m_threshold.stays), 1);
    me.measured(Figure::ProvenWrong, static_cast<std::int64_t>(m_threshold.wrong), 1);
    me.measured(Figure::Verdict, static_cast<std::int64_t>(m_verdict));
}

/// What the value tells that came back, if both add to one word: has the other one been there since?
std::uint32_t Adder::prove(std::uint64_t before, bool unclear, bool transferred)
{
    const std::uint64_t seen = m_slot == 0 ? before >> 32 : before & UINT32_MAX;
    const bool moved = seen != m_others;
    m_others = seen;
    if (!std::exchange(m_othersKnown, true)) return 0;
    if (!unclear) {
        ++(moved ? m_tally.moves : m_tally.stays);
        if (transferred) ++(moved ? m_tally.found : m_tally.wrong);
    }
    return probe::accessProven | (moved ? probe::accessMoved : 0);
}

void Adder::judge(std::uint64_t before, std::uint32_t ns)
{
    ++m_tally.accesses;
    ++m_tally.bins[std::min(ns / probe::binNs, probe::bins - 1)];
    const bool unclear = ns >= m_threshold.unclearAbove;
    const bool transferred = !unclear && ns >= m_threshold.ns;
    if (unclear) ++m_tally.unclear;
    if (transferred) ++m_tally.transfers;
    std::uint32_t flags = unclear ? probe::accessUnclear : transferred ? probe::accessTransferred : 0;
    if (m_proves) flags |= prove(before, unclear, transferred);
    // A few in a row are told one by one; of all the others only the figures.
    const std::uint64_t place = m_tally.accesses - m_burstBegin;
    if (place > skipped && place <= skipped + eventsOfBurst) me.timed(ns, flags, 0);
}

template <class Access>
void Adder::timePhase(const Access& access)
{
    Word& word = own(me.setting(AdderPadded) != 0);
    m_proves = m_together && me.setting(AdderHow) == AtomicAdd;
    m_othersKnown = false; // the other one has been there between two bursts
    const std::uint64_t transfers = m_tally.transfers;
    const std::int64_t began = monotonicNow();
    std::int64_t now = began;
    for (; now - began < timedNs; now = monotonicNow(), doOtherWork())
        for (std::uint32_t i = 0; i < lookAtClockEvery; ++i) {
            const std::uint64_t begin = ticksBefore();
            const std::uint64_t before = access(word);
            const std::uint64_t ticks = ticksAfter() - begin;
            judge(before, static_cast<std::uint32_t>(static_cast<double>(ticks) * m_nsPerTick));
        }
    me.measured(Figure::TransferRate, static_cast<std::int64_t>((m_tally.transfers - transfers) * 1'000'000'000
                                                                / static_cast<std::uint64_t>(now - began)));
}

/// Without any clock between them: what an access costs a program.
template <class Access>
void Adder::untimedPhase(bool padded, const Access& access)
{
    constexpr std::uint32_t atOnce = 1'024;
    constexpr std::size_t remembered = 9;
    Word& word = own(padded);
    std::int64_t count = 0;
    const std::int64_t began = monotonicNow();
    std::int64_t now = began;
    for (; now - began < untimedNs; now = monotonicNow(), count += atOnce)
        for (std::uint32_t i = 0; i < atOnce; ++i) (void)access(word);
    auto& times = m_addTimes.at(padded ? 1 : 0);
    if (times.size() == remembered) times.erase(times.begin());
    times.push_back((now - began) * 1'000 / count);
    auto sorted = times;
    std::ranges::sort(sorted);
    me.measured(Figure::AddTime, sorted[sorted.size() / 2], padded ? 1 : 0);
}

template <class Access>
void Adder::phases(std::uint64_t number, const Access& access)
{
    const std::uint64_t first = number * phasesOfBurst;
    m_burstBegin = m_tally.accesses;
    const bool both = meet(first + 1);
    if (both) calibrate();
    if (meet(first + 2) && both) findOut();
    if (m_verdict == LineVerdict::Separable) timePhase(access); // alone it goes on alone: then the line stays
    for (const bool padded : {false, true})
        if (!(m_together && padded) && meet(first + (padded ? 4 : 3))) untimedPhase(padded, access);
}

void Adder::burst(std::uint64_t number)
{
    switch (me.setting(AdderHow)) {
    case AtomicAdd: phases(number, Adding{amount()}); break;
    case Increment: phases(number, Incrementing{}); break;
    default: phases(number, Storing{}); break;
    }
    tell();
}

void Adder::tell()
{
    const auto tell = [this](Figure figure, std::uint64_t value) {
        me.measured(figure, static_cast<std::int64_t>(value));
    };
    tell(Figure::Accesses, m_tally.accesses);
    tell(Figure::Transfers, m_tally.transfers);
    tell(Figure::Unclear, m_tally.unclear);
    if (m_tally.accesses > m_burstBegin) tell(Figure::SampledOneIn, (m_tally.accesses - m_burstBegin) / eventsOfBurst);
    tell(Figure::Padded, me.setting(AdderPadded) != 0 && !m_together ? 1 : 0);
    const auto place = reinterpret_cast<std::byte*>(&own(me.setting(AdderPadded) != 0)) - m_shared.observed;
    tell(Figure::LineOffset, static_cast<std::uint64_t>(place) % lineBytes + (m_together && m_slot == 1 ? 4 : 0));
    if (m_together) {
        tell(Figure::ProvenMoves, m_tally.moves);
        tell(Figure::ProvenFound, m_tally.found);
        tell(Figure::ProvenStays, m_tally.stays);
        tell(Figure::ProvenWrong, m_tally.wrong);
    }
    for (std::uint16_t bin = 0; bin < probe::bins; ++bin)
        if (std::exchange(m_told[bin], m_tally.bins[bin]) != m_tally.bins[bin])
            me.measured(Figure::Bin, static_cast<std::int64_t>(m_tally.bins[bin]), bin);
}

int Adder::run()
{
    m_together = me.setting(AdderTogether) != 0;
    const bool apart = !me.sharesALineWith(m_shared.observed, sizeof m_shared.observed)
                       && !me.sharesALineWith(m_shared.proof, sizeof m_shared.proof);
    me.measured(Figure::Apart, apart ? 1 : 0);
    if (m_processors.second < 0) {
        me.measured(Figure::Verdict, static_cast<std::int64_t>(LineVerdict::OneProcessor));
        me.waitUntilStopped();
        return EXIT_SUCCESS;
    }
    me.measured(Figure::SharedCache, static_cast<std::int64_t>(m_processors.sharing));
    me.measured(Figure::Verdict, static_cast<std::int64_t>(m_verdict));
    pin();
    measureClock();
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
        burst(static_cast<std::uint64_t>(number * period / 1'000));
    }
    return EXIT_SUCCESS;
}

/// Another layout or another kind of access: its times are not the ones before.
void Adder::forget()
{
    m_tally.accesses = m_tally.transfers = m_tally.unclear = m_burstBegin = 0;
    m_tally.bins = {};
    m_addTimes = {};
    if (me.setting(AdderHow) != AtomicAdd) m_tally.moves = m_tally.found = m_tally.stays = m_tally.wrong = 0;
}

int runAdder(Worker& me, KernelObject& object) { return Adder(me, static_cast<const Line&>(object)).run(); }

constexpr std::array<Role, 1> roles{{{"adder", runAdder, true}}};

} // namespace

Mechanism cacheLine()
{
    return {.kind = "line",
            .family = "memory",
            .title = "Shared memory",
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
