// What is stored of a trace against a plain fold that looks at everything after every event.

#include "analysis/segment_builder.h"
#include "state/apply.h"
#include "state/channel_model.h"
#include "state/snapshot.h"
#include "support/mixed_run.h"
#include "support/random_run.h"
#include "support/spoilt.h"
#include "support/test_class.h"

#include <cstring>

using namespace sluice;
using namespace sluice::test;
using analysis::Detail;
using analysis::DigestLayout;
using analysis::MarkKind;

namespace {

struct Seen {
    TraceTime time;
    Detail::Kind kind = Detail::Kind::Activity;
    std::uint16_t id = 0;
    std::uint64_t value = 0;
    bool operator==(const Seen&) const = default;
};

/// One segment as the events by themselves tell it.
struct Plain {
    std::vector<std::vector<Seen>> groups;
    std::vector<analysis::LaneDigest> lanes;
    std::vector<analysis::DepthDigest> depths;
    std::vector<std::byte> state; ///< at its end
};

class PlainFold
{
public:
    explicit PlainFold(const scenario::Scenario& scenario) : m_state(state::initialState(scenario)) {}

    Plain take(std::span<const probe::Event> events, TraceTime end)
    {
        Plain plain;
        for (const auto& process : m_state.processes)
            plain.lanes.push_back({{}, process.activity, process.activity, false});
        for (const auto& channel : m_state.channels) {
            const auto [level, most] = state::fillOf(channel);
            const auto bytes = static_cast<std::uint32_t>(level);
            plain.depths.push_back({bytes, bytes, bytes, bytes, static_cast<std::uint32_t>(most), false});
        }
        m_since = m_state.applied == 0 ? TraceTime{} : events.front().when();
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (i % analysis::segment::eventsPerGroup == 0) plain.groups.emplace_back();
            pass(plain, events[i].when());
            state::apply(m_state, events[i]);
            look(plain, events[i].when());
        }
        pass(plain, end);
        plain.state = state::toBytes(m_state);
        return plain;
    }

private:
    void pass(Plain& plain, TraceTime now)
    {
        for (auto& lane : plain.lanes)
            lane.ns[static_cast<std::size_t>(lane.last)] += static_cast<float>((now - m_since).ns);
        m_since = now;
    }

    void look(Plain& plain, TraceTime now)
    {
        std::vector<Seen>& seen = plain.groups.back();
        for (std::uint16_t i = 0; i < m_state.processes.size(); ++i) {
            auto& lane = plain.lanes[i];
            const state::Activity activity = m_state.processes[i].activity;
            if (activity == lane.last) continue;
            seen.push_back({now, Detail::Kind::Activity, i, static_cast<std::uint64_t>(activity)});
            const auto mark = [&](MarkKind kind) {
                seen.push_back({now, Detail::Kind::Mark, i, static_cast<std::uint64_t>(kind)});
            };
            if (activity == state::Activity::Blocked) mark(MarkKind::Blocked);
            else if (lane.last == state::Activity::Blocked) mark(MarkKind::Woken);
            lane.last = activity;
            lane.changed = true;
        }
        for (std::uint16_t i = 1; i < m_state.channels.size(); ++i) {
            auto& depth = plain.depths[i];
            const auto [level, most] = state::fillOf(m_state.channels[i]);
            const auto bytes = static_cast<std::uint32_t>(level), capacity = static_cast<std::uint32_t>(most);
            if (capacity != depth.capacity) seen.push_back({now, Detail::Kind::Capacity, i, capacity});
            if (bytes != depth.last) seen.push_back({now, Detail::Kind::Depth, i, bytes});
            depth.changed = depth.changed || capacity != depth.capacity || bytes != depth.last;
            depth.capacity = capacity;
            depth.last = bytes;
            depth.least = std::min(depth.least, bytes);
            depth.greatest = std::max(depth.greatest, bytes);
        }
    }

    state::SystemState m_state;
    TraceTime m_since;
};

/// The same of what the builder has stored.
std::vector<Seen> storedGroup(const trace::Extract& extract, const DigestLayout& layout, std::size_t group)
{
    using namespace analysis::segment;
    const std::size_t offsets = recordsBefore(deepest + 1) * layout.size();
    const std::size_t details = offsets + (groups + 1) * sizeof(std::uint32_t);
    std::array<std::uint32_t, 2> ends{};
    std::memcpy(ends.data(), extract.summary.data() + offsets + group * sizeof ends[0], sizeof ends);
    const std::byte* record = extract.summary.data() + (recordsBefore(deepest) + group) * layout.size();
    analysis::DetailReader reader(std::span(extract.summary).subspan(details + ends[0], ends[1] - ends[0]),
                                  DigestLayout::begin(record), DigestLayout::firstEvent(record));
    std::vector<Seen> seen;
    for (Detail detail; reader.next(detail);) {
        if (detail.kind == Detail::Kind::Activity)
            seen.push_back({detail.time, detail.kind, detail.id, static_cast<std::uint64_t>(detail.activity)});
        else if (detail.kind == Detail::Kind::Mark
                 && (detail.mark.kind == MarkKind::Blocked || detail.mark.kind == MarkKind::Woken))
            seen.push_back(
                {detail.time, detail.kind, detail.mark.process.value, static_cast<std::uint64_t>(detail.mark.kind)});
        else if (detail.kind == Detail::Kind::Depth || detail.kind == Detail::Kind::Capacity)
            seen.push_back({detail.time, detail.kind, detail.id, detail.bytes});
    }
    return seen;
}

void compareHead(const trace::Extract& extract, const DigestLayout& layout, const Plain& plain)
{
    for (std::uint16_t i = 0; i < layout.lanes(); ++i) {
        const auto lane = layout.lane(extract.head.data(), {i});
        QVERIFY(lane.first == plain.lanes[i].first && lane.last == plain.lanes[i].last);
        QCOMPARE(lane.changed, plain.lanes[i].changed);
        for (std::size_t a = 0; a < analysis::activityCount; ++a)
            QVERIFY(std::abs(lane.ns[a] - plain.lanes[i].ns[a]) <= 1e-3F * plain.lanes[i].ns[a] + 1);
    }
    for (std::uint16_t i = 1; i < layout.channels(); ++i)
        QVERIFY(layout.depth(extract.head.data(), {i}) == plain.depths[i]);
}

} // namespace

class TestSummary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asThePlainFoldHasIt_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("mixed");
        QTest::addColumn<bool>("spoilt");
        for (unsigned seed = 1; seed <= 3; ++seed)
            for (const bool mixed : {true, false})
                for (const bool spoilt : {true, false})
                    QTest::addRow("%s %s %u", mixed ? "mixed" : "pipe", spoilt ? "spoilt" : "sound", seed)
                        << seed << mixed << spoilt;
    }

    void asThePlainFoldHasIt()
    {
        QFETCH(unsigned, seed);
        QFETCH(bool, mixed);
        QFETCH(bool, spoilt);
        MixedRun run(seed);
        run.play(30'000);
        const TraceBuilder pipe = randomRun(seed, 15'000);
        const scenario::Scenario& scenario = (mixed ? run.meta() : pipe.meta()).scenario;
        std::vector<probe::Event> events = mixed ? run.events() : pipe.events();
        std::mt19937 random(seed);
        if (spoilt)
            spoil(std::span(events).subspan(100), random, static_cast<std::uint16_t>(scenario.processes.size()),
                  static_cast<std::uint16_t>(scenario.channels.size()));

        analysis::SegmentBuilder builder(scenario), again(scenario);
        std::vector<trace::Extract> done, same;
        for (std::size_t at = 0; at < events.size();) { // in steps of any size
            const std::size_t step = std::min<std::size_t>(random() % 3000 + 1, events.size() - at);
            builder.take(std::span(events).subspan(at, step), done);
            at += step;
        }
        again.take(events, same);
        QVERIFY(done.size() >= 2);
        QCOMPARE(done.size(), same.size());
        PlainFold fold(scenario);
        const DigestLayout layout(scenario);
        for (std::size_t i = 0; i < done.size(); ++i) {
            QVERIFY(done[i].head == same[i].head && done[i].summary == same[i].summary);
            QVERIFY(done[i].checkpoint == same[i].checkpoint);
            const auto own = std::span(events).subspan(i * trace::eventsPerSegment, trace::eventsPerSegment);
            const Plain plain = fold.take(own, events[(i + 1) * trace::eventsPerSegment].when());
            QVERIFY(std::equal(plain.state.begin(), plain.state.end(), done[i].checkpoint.begin()));
            for (std::size_t group = 0; group < plain.groups.size(); ++group)
                QVERIFY(storedGroup(done[i], layout, group) == plain.groups[group]);
            compareHead(done[i], layout, plain);
            if (QTest::currentTestFailed()) return;
        }
    }

    void receivesThatWereLostAreNotLookedForForEver()
    {
        // The receiver of the queue tells nothing: what was sent does not pile up as if it were all on its way.
        const auto bytesOf = [](bool lost) {
            MixedRun run(1);
            run.play(100'000);
            std::vector<probe::Event> events = run.events();
            if (lost) std::erase_if(events, [](const probe::Event& e) { return e.call == probe::Call::MqReceive; });
            analysis::SegmentBuilder builder(run.meta().scenario);
            std::vector<trace::Extract> done;
            builder.take(events, done);
            return done.back().checkpoint.size();
        };
        QVERIFY(bytesOf(true) < bytesOf(false) + 100 * sizeof(analysis::Arrow));
    }
};

SLUICE_TEST(TestSummary, QCoreApplication)
#include "tst_summary.moc"
