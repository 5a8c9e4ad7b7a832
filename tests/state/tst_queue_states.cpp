#include "support/queue_story.h"
#include "support/test_class.h"

#include <cerrno>
#include <random>
#include <set>

using namespace sluice;
using namespace sluice::test;
using state::Activity;

namespace {

constexpr ProcessId plain = QueueStory::plain, other = QueueStory::other, urgent = QueueStory::urgent,
                    taker = QueueStory::taker, late = QueueStory::late;

/// Two places with p1 and p2 in them, and senders that wait in this order, as the kernel has seen.
QueueStory fullWith(std::initializer_list<ProcessId> senders)
{
    QueueStory q(2);
    q.sends(plain, 100).sends(plain, 100);
    for (const ProcessId each : senders) q.enters(each, each == urgent ? 25 : 100, each == urgent ? 9 : 0).asleep(each);
    return q;
}

/// ipc/mqueue.c in small, and its processes, which lose the processor wherever they please.
class Kernel
{
public:
    Kernel(unsigned seed, std::uint32_t places, bool inOrder) : story(places), m_random(seed), m_inOrder(inOrder) {}

    void step()
    {
        m_sampled = m_random() % 8 == 0;
        if (m_sampled) return sample();
        const auto id = static_cast<std::uint16_t>(m_random() % 5 + 1);
        Process& process = m_processes[id];
        switch (process.phase) {
        case Phase::Outside: return enter({id});
        case Phase::Entered: return sends({id}) ? send({id}) : receive({id});
        case Phase::Asleep:
            if (m_random() % 40 != 0) return;
            std::erase(sends({id}) ? m_senders : m_receivers, ProcessId{id});
            process.phase = Phase::Done;
            process.result = -EINTR;
            return;
        case Phase::Done: return comeBack({id});
        }
    }

    [[nodiscard]] bool atRest() const
    {
        return std::ranges::all_of(m_processes, [](const Process& each) {
            return each.phase == Phase::Outside || each.phase == Phase::Asleep;
        });
    }
    [[nodiscard]] const mechanisms::MessageQueue& queue() const { return m_queue; }
    [[nodiscard]] bool sampled() const { return m_sampled; } ///< in the last step

    QueueStory story;

private:
    enum class Phase { Outside, Entered, Asleep, Done };
    struct Process {
        Phase phase = Phase::Outside;
        int result = 0;
        mechanisms::MessageQueue::Message message;
    };

    static bool sends(ProcessId id) { return id.value <= 3; }
    std::uint32_t upTo(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }
    Process& of(ProcessId id) { return m_processes[id.value]; }

    void sample()
    {
        const auto count = static_cast<std::uint32_t>(m_queue.messages().size());
        story.kernel(count, static_cast<std::uint32_t>(m_queue.depthBytes()));
    }
    void enter(ProcessId id)
    {
        Process& me = of(id);
        me.phase = Phase::Entered;
        if (!sends(id)) {
            story.enters(id);
            return;
        }
        const std::uint32_t number = me.message.number + 1, size = upTo(3) * 50 + 50, priority = upTo(3);
        me.message = {id, number, size, priority, 0};
        story.enters(id, size, priority);
    }
    ProcessId woken(std::vector<ProcessId>& waiting)
    {
        const auto which = waiting.begin() + (m_inOrder ? 0 : static_cast<std::ptrdiff_t>(m_random() % waiting.size()));
        const ProcessId id = *which;
        waiting.erase(which);
        of(id).phase = Phase::Done;
        of(id).result = 0;
        return id;
    }
    void send(ProcessId id)
    {
        Process& me = of(id);
        me.phase = Phase::Done;
        me.result = 0;
        if (!m_receivers.empty()) {
            of(woken(m_receivers)).message = me.message; // it never is in the queue
        } else if (!m_queue.full()) {
            m_queue.put(me.message);
        } else {
            me.phase = Phase::Asleep;
            m_senders.push_back(id);
        }
    }
    void receive(ProcessId id)
    {
        Process& me = of(id);
        const auto message = m_queue.take();
        me.phase = message ? Phase::Done : Phase::Asleep;
        if (!message) return m_receivers.push_back(id);
        me.result = 0;
        me.message = *message;
        if (!m_senders.empty()) m_queue.put(of(woken(m_senders)).message);
    }
    void comeBack(ProcessId id)
    {
        Process& me = of(id);
        me.phase = Phase::Outside;
        if (sends(id)) story.returns(id, me.result);
        else if (me.result < 0) story.fails(id, me.result);
        else story.gets(id, me.message.sender, me.message.number);
    }

    std::mt19937 m_random;
    bool m_inOrder;
    bool m_sampled = false;
    mechanisms::MessageQueue m_queue{story.queue().maxMessages(), QueueStory::largest};
    std::array<Process, 6> m_processes;
    std::vector<ProcessId> m_senders, m_receivers; ///< asleep, the first first
};

std::set<std::pair<int, std::uint32_t>> messagesOf(const mechanisms::MessageQueue& queue)
{
    std::set<std::pair<int, std::uint32_t>> all;
    for (const auto& each : queue.messages()) all.insert({each.sender.value, each.number});
    return all;
}

} // namespace

/// What is known of a queue while calls that have done their work have not returned.
class TestQueueStates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// mq.priority on a busy machine: the urgent sender returned 10 ms after the receive that had let it in.
    void theOneThatWaitedLongestIsIn()
    {
        QueueStory q = fullWith({urgent, plain});
        q.enters(taker).gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string("u1 p2"));
        QCOMPARE(q.process(urgent).activity, Activity::InCall);
        QCOMPARE(q.process(plain).activity, Activity::Blocked);
        q.kernel(2, 125).returns(urgent);
        QCOMPARE(q.inside(), std::string("u1 p2"));
        QCOMPARE(q.channel().maxDepthBytes, 200U);
        QCOMPARE(q.queue().messages().front().priority, 9U);
        q.enters(taker).gets(taker, urgent, 1);
        QCOMPARE(q.process(taker).call.priority, 9U);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        QCOMPARE(q.process(plain).activity, Activity::InCall);
        q.kernel(2, 200).returns(plain);
        QVERIFY(q.consistent());
    }

    void whoeverReturnsWasIn_data()
    {
        QTest::addColumn<int>("first"); // of the order in which they return
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("third");
        for (std::array order{1, 2, 3}; const char* name : {"pou", "puo", "opu", "oup", "upo", "uop"}) {
            QTest::newRow(name) << order[0] << order[1] << order[2];
            std::ranges::next_permutation(order);
        }
    }

    /// Three wait; three receives wake them in any order, and nobody tells of it before all are through.
    void whoeverReturnsWasIn()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(int, third);
        QueueStory q(3);
        q.sends(plain, 100).sends(plain, 100).sends(plain, 100);
        for (const ProcessId each : {plain, other, urgent}) q.enters(each, 100, 0).asleep(each);
        for (std::uint32_t number = 1; number <= 3; ++number) q.enters(taker).gets(taker, plain, number);
        QCOMPARE(q.inside(), std::string("p4 o1 u1"));
        for (const int each : {first, second, third}) {
            q.returns({static_cast<std::uint16_t>(each)}).kernel(3, 300);
            QCOMPARE(q.queue().messages().size(), std::size_t{3});
        }
        QVERIFY(q.consistent());
    }

    /// Only one was woken, and not the one that was expected.
    void theOtherIsTakenBack()
    {
        QueueStory q = fullWith({urgent, other, plain});
        q.enters(taker).gets(taker, plain, 1).returns(plain);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        QCOMPARE(q.process(urgent).activity, Activity::Blocked);
        QCOMPARE(q.process(other).activity, Activity::Blocked);
        QCOMPARE(q.channel().bytesSent, 300U);
        QVERIFY(q.consistent());
    }

    void theKernelsBytesTellWhoWasWoken()
    {
        QueueStory q = fullWith({plain, urgent});
        q.enters(taker).gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        q.kernel(2, 125);
        QCOMPARE(q.inside(), std::string("u1 p2"));
        QCOMPARE(q.process(plain).activity, Activity::Blocked);
        q.returns(urgent);
        QCOMPARE(q.inside(), std::string("u1 p2"));
        QVERIFY(q.consistent());
    }

    /// It had not come so far as to wait when the place became free.
    void theKernelSeesThatNobodyWasWoken()
    {
        QueueStory q = fullWith({});
        q.enters(plain, 100, 0).enters(taker).gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        q.kernel(1, 100);
        QCOMPARE(q.inside(), std::string("p2"));
        q.returns(plain);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        QVERIFY(q.consistent());
    }

    void interruptedInsteadOfWoken()
    {
        QueueStory q = fullWith({plain, other});
        q.enters(taker).gets(taker, plain, 1).returns(plain, -EINTR);
        QCOMPARE(q.inside(), std::string("p2 o1"));
        q.returns(other);
        QCOMPARE(q.inside(), std::string("p2 o1"));
        QVERIFY(q.consistent());
    }

    /// A message goes through the full queue while the one who made room has not returned.
    void receiversAreLateToo()
    {
        QueueStory q = fullWith({urgent, other});
        q.enters(late).enters(taker).gets(taker, urgent, 1); // late has p1
        QCOMPARE(q.process(taker).call.priority, 9U);
        QCOMPARE(q.queue().messages().size(), std::size_t{2});
        q.returns(other).returns(urgent).kernel(2, 200).gets(late, plain, 1);
        QCOMPARE(q.inside(), std::string("p2 o1"));
        QVERIFY(q.consistent());
    }

    /// It takes no place, and the kernel never counts it.
    void whoSleepsIsGivenTheMessage()
    {
        QueueStory q(2);
        q.enters(taker).asleep(taker).sends(plain, 100);
        QCOMPARE(q.inside(), std::string());
        QCOMPARE(q.channel().bytesSent, 100U);
        QCOMPARE(q.process(taker).activity, Activity::InCall); // it has what it waited for, and not returned
        q.kernel(0, 0).sends(plain, 60);
        QCOMPARE(q.inside(), std::string("p2")); // the second one has nobody who sleeps
        q.gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string("p2"));
        QCOMPARE(q.channel().maxDepthBytes, 60U);
        QVERIFY(q.consistent());
    }

    /// Of two it is who has slept longest, unless the other one returns with it.
    void theOtherWasGivenTheMessage()
    {
        QueueStory q(2);
        q.enters(taker).enters(late).sends(plain, 100);
        QCOMPARE(q.process(taker).activity, Activity::InCall);
        QCOMPARE(q.process(late).activity, Activity::Blocked);
        q.gets(late, plain, 1);
        QCOMPARE(q.process(taker).activity, Activity::Blocked);
        QCOMPARE(q.inside(), std::string());
        QVERIFY(q.consistent());
    }

    /// The receiver had not come so far as to sleep: the kernel counts the message.
    void theKernelSeesThatNobodySlept()
    {
        QueueStory q(2);
        q.enters(taker).sends(plain, 100).kernel(1, 100);
        QCOMPARE(q.inside(), std::string("p1"));
        q.gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string());
        QVERIFY(q.consistent());
    }

    /// Two are inside mq_receive(), and it was the second one that took the first message.
    void theOtherReceiverHasIt()
    {
        QueueStory q = fullWith({});
        q.enters(late).enters(taker).sends(plain, 100);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        q.gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string("p2 p3"));
        q.gets(late, plain, 2);
        QCOMPARE(q.inside(), std::string("p3"));
        QVERIFY(q.consistent());
    }

    void whatTheDeadHaveDoneCounts()
    {
        QueueStory q(2);
        q.enters(plain, 100, 0).killed(plain).enters(taker).gets(taker, plain, 1);
        QCOMPARE(q.inside(), std::string());
        q.enters(taker).killed(taker);
        q.sends(other, 100).sends(other, 100).sends(other, 100); // the first one went with the taker
        QCOMPARE(q.inside(), std::string("o2 o3"));
        QVERIFY(q.consistent());
    }

    /// Then more seem to go in than there are places, and what comes out is not known.
    void afterALossWhatIsUnknownIsUsedUp()
    {
        QueueStory q = fullWith({});
        q.loses(taker).sends(plain, 100).sends(urgent, 40, 9);
        QCOMPARE(q.most, std::size_t{2});
        QVERIFY(q.channel().uncertain);
        q.kernel(2, 140);
        QCOMPARE(q.inside(), std::string("? ?"));
        q.enters(taker).gets(taker, urgent, 1);
        QCOMPARE(q.inside(), std::string("?"));
        QCOMPARE(q.channel().depthBytes, 100U);
        q.sends(plain, 60).enters(taker).gets(taker, plain, 3);
        QCOMPARE(q.inside(), std::string("p4"));
        QVERIFY(!q.channel().uncertain);
        QVERIFY(q.consistent());
    }

    void anyOrderOfReturns_data()
    {
        QTest::addColumn<bool>("inOrder");
        QTest::newRow("who waits longest is woken") << true;
        QTest::newRow("anyone is woken") << false; // processes of different nice values
    }

    void anyOrderOfReturns()
    {
        QFETCH(bool, inOrder);
        int rests = 0, samples = 0;
        for (unsigned seed = 1; seed <= 300; ++seed) {
            Kernel kernel(seed, seed % 4 + 1, inOrder);
            for (int i = 0; i < 1'000; ++i) {
                kernel.step();
                const auto& q = kernel.story;
                QVERIFY2(q.consistent(), qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(i)));
                if (kernel.sampled()) QCOMPARE(q.queue().messages().size(), kernel.queue().messages().size());
                samples += kernel.sampled() ? 1 : 0;
                if (!kernel.atRest()) continue;
                ++rests;
                QVERIFY(messagesOf(q.queue()) == messagesOf(kernel.queue()));
                QCOMPARE(q.channel().depthBytes, kernel.queue().depthBytes());
            }
        }
        QVERIFY(rests > 1'000 && samples > 10'000);
    }
};

SLUICE_TEST(TestQueueStates, QCoreApplication)
#include "tst_queue_states.moc"
