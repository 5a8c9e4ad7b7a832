#include "live_run.h"

#include "mechanisms/message_queue.h"
#include "support/test_class.h"

#include <cstring>
#include <fcntl.h>
#include <map>
#include <mqueue.h>
#include <random>

using namespace sluice;
using namespace sluice::test;
using mechanisms::MessageQueue;
using probe::Call;
using probe::Event;
using probe::EventKind;

namespace {

constexpr ProcessId from{1}, to{2};

scenario::Scenario overQueue(std::map<std::string, std::int64_t> settings)
{
    scenario::Scenario scenario;
    scenario.id = "test";
    scenario.mechanism = "mq";
    scenario.processes = {{"sender", "sender"}, {"receiver", "receiver"}};
    scenario.channels = {{"queue", "mq"}};
    scenario.settings = std::move(settings);
    return scenario;
}

bool came(const Event& e) { return e.kind == EventKind::CallReturned && e.call == Call::MqReceive && e.result > 0; }

} // namespace

/// Senders and receivers as real processes, and the queue of this kernel against the model of it.
class TestQueueRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theModelFollowsTheKernel();
    void everyMessageGoesToExactlyOneReceiver();
    void fullAndEmptyWait();
    void nonblockingGetsEagain();
    void tooLargeGetsEmsgsize();
    void moreThanTheMachineAllowsIsRefused();
    void theNameIsTakenAway();
    void openingIsNotMaking();
    void notificationComesOnce();
};

void TestQueueRoles::openingIsNotMaking()
{
    scenario::Scenario scenario = overQueue({{"sender.hold", 1}, {"opener.maxmsg", 1'000'000}});
    scenario.processes = {{"sender", "sender"}, {"opener", "opener"}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    const auto opens = [&](int result) { return run.sees(returns(to, Call::MqOpen, result)); };
    QVERIFY(opens(-ENOENT)); // nobody has made it
    run.session->release(from);
    QVERIFY(run.sees(is(from, EventKind::DescriptorOpened)));
    QVERIFY(run.session->set("opener.open", 1));
    QVERIFY(opens(3));
    QVERIFY(run.session->set("opener.create", 1));
    QVERIFY(run.session->set("opener.exclusive", 1));
    QVERIFY(run.session->set("opener.open", 1));
    QVERIFY(opens(-EEXIST));
    QVERIFY(run.session->set("opener.another", 1));
    QVERIFY(run.session->set("opener.open", 1));
    QVERIFY(opens(-EINVAL)); // no limit of any machine allows a million messages
}

void TestQueueRoles::notificationComesOnce()
{
    scenario::Scenario scenario = overQueue({{"sender.rate", 20}, {"sender.hold", 1}, {"notified.rate", 0}});
    scenario.processes = {{"sender", "sender"}, {"receiver", "notified"}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(to, Call::MqNotify, 0)));
    QVERIFY(blockedIn(run, to, Call::SigWaitInfo));
    run.session->release(from);
    const auto told = returns(to, Call::SigWaitInfo, SIGUSR1);
    QVERIFY(LiveRun::until([&] { return run.count(told) >= 3; })); // registered again each time
    QVERIFY(run.session->set("notified.again", 0));
    QVERIFY(blockedIn(run, from, Call::MqSend)); // not told any more: the queue is full
    const auto before = run.count(told);
    QVERIFY(blockedIn(run, to, Call::SigWaitInfo));
    QCOMPARE(run.count(told), before);
}

void TestQueueRoles::theModelFollowsTheKernel()
{
    const std::string name = "/sluice-test-" + std::to_string(getpid());
    mq_attr attributes{};
    attributes.mq_maxmsg = 10;
    attributes.mq_msgsize = 64;
    const mqd_t queue = mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &attributes);
    QVERIFY2(queue >= 0, std::strerror(errno));
    mq_unlink(name.c_str());
    MessageQueue model(10, 64);
    std::mt19937 random(10);
    std::uint32_t sent = 0, received = 0;
    while (received < 10'000) {
        if (random() % 2 == 0) {
            const std::uint32_t number = sent + 1;
            const auto priority = static_cast<unsigned>(random() % 2 == 0 ? random() % 3 : random() % 32'768);
            const int result = mq_send(queue, reinterpret_cast<const char*>(&number), sizeof number, priority);
            QCOMPARE(result == 0, !model.full());
            if (result != 0) continue;
            model.put({from, number, sizeof number, priority, 0});
            ++sent;
        } else {
            char bytes[64];
            unsigned priority = 0;
            const ssize_t n = mq_receive(queue, bytes, sizeof bytes, &priority);
            const auto expected = model.take();
            QCOMPARE(n > 0, expected.has_value());
            if (n <= 0) continue;
            std::uint32_t number = 0;
            std::memcpy(&number, bytes, sizeof number);
            QCOMPARE(number, expected->number);
            QCOMPARE(priority, expected->priority);
            ++received;
        }
        mq_getattr(queue, &attributes);
        QCOMPARE(static_cast<std::size_t>(attributes.mq_curmsgs), model.messages().size());
    }
    mq_close(queue);
}

void TestQueueRoles::everyMessageGoesToExactlyOneReceiver()
{
    constexpr int each = 4'000;
    auto scenario = overQueue({{"sender.rate", 0},
                               {"sender.count", each},
                               {"sender.size", 200},
                               {"urgent.rate", 0},
                               {"urgent.count", each},
                               {"receiver.rate", 0}});
    scenario.processes = {{"a", "sender"},   {"b", "sender"},   {"c", "urgent"},
                          {"x", "receiver"}, {"y", "receiver"}, {"z", "receiver"}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.count(came) >= 3 * each; }));
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    std::map<std::pair<int, std::uint32_t>, int> seen;
    std::set<int> receivers;
    for (const Event& e : run.events()) {
        QVERIFY(e.kind != EventKind::StreamBroken); // the bytes are the ones that were sent
        if (!came(e)) continue;
        ++seen[{probe::originOf(e).value, e.message}];
        receivers.insert(e.process);
    }
    QCOMPARE(seen.size(), std::size_t{3} * each);
    QVERIFY(std::ranges::all_of(seen, [](const auto& entry) { return entry.second == 1; }));
    QCOMPARE(receivers.size(), 3U);
}

void TestQueueRoles::fullAndEmptyWait()
{
    LiveRun run(overQueue({{"sender.rate", 0}, {"receiver.hold", 1}, {"receiver.rate", 0}, {"queue.maxmsg", 5}}));
    QVERIFY(run.session);
    QVERIFY(blockedIn(run, from, Call::MqSend));
    QCOMPARE(run.count(returns(from, Call::MqSend, 0)), std::ptrdiff_t{5});
    run.session->hold(from);
    run.session->release(to);
    QVERIFY(blockedIn(run, to, Call::MqReceive));
    QCOMPARE(run.count(came), std::ptrdiff_t{6});
}

void TestQueueRoles::nonblockingGetsEagain()
{
    LiveRun run(overQueue({{"sender.rate", 0}, {"sender.nonblocking", 1}, {"receiver.hold", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(from, Call::MqSend, -EAGAIN)));
    LiveRun other(overQueue({{"sender.hold", 1}, {"receiver.nonblocking", 1}}));
    QVERIFY(other.session);
    QVERIFY(other.sees(returns(to, Call::MqReceive, -EAGAIN)));
}

void TestQueueRoles::tooLargeGetsEmsgsize()
{
    LiveRun run(overQueue({{"sender.size", 300}, {"queue.msgsize", 256}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(from, Call::MqSend, -EMSGSIZE)));
    QCOMPARE(run.count(came), std::ptrdiff_t{0});
}

void TestQueueRoles::moreThanTheMachineAllowsIsRefused()
{
    // Beyond RLIMIT_MSGQUEUE for everybody; beyond msg_max too for those without CAP_SYS_RESOURCE.
    const auto refused = session::Session::start(overQueue({{"queue.maxmsg", 65'536}, {"queue.msgsize", 1 << 20}}), {});
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Error::Code::Limit);
    QVERIFY2(refused.error().context.find("/proc/sys/fs/mqueue") != std::string::npos,
             refused.error().describe().c_str());
}

void TestQueueRoles::theNameIsTakenAway()
{
    LiveRun run(overQueue({}));
    QVERIFY(run.session);
    QVERIFY(run.sees(came));
    // What a descriptor of a queue leads to is its name, as /proc tells.
    const QString link = QStringLiteral("/proc/%1/fd/3").arg(run.session->workers()[0].pid);
    char name[256] = {};
    QVERIFY(readlink(qPrintable(link), name, sizeof name - 1) > 0);
    QVERIFY2(QByteArray(name).startsWith("/sluice-"), name);
    const mqd_t there = mq_open(name, O_RDONLY);
    QVERIFY(there >= 0);
    mq_close(there);
    run.session->stop();
    QVERIFY(LiveRun::until([&] { return run.session->ended(); }));
    run.session.reset();
    QVERIFY(LiveRun::until([&] { return mq_open(name, O_RDONLY) < 0 && errno == ENOENT; }));
}

SLUICE_TEST(TestQueueRoles, QCoreApplication)
#include "tst_queue_roles.moc"
