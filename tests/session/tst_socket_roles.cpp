#include "live_run.h"

#include "base/process.h"
#include "mechanisms/mechanism.h"
#include "support/test_class.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace sluice;
using namespace sluice::test;
using probe::Call;
using probe::End;
using probe::Event;
using probe::EventKind;

namespace {

constexpr ProcessId client{1}, server{2};

scenario::Scenario over(const char* kind, std::map<std::string, std::int64_t> settings)
{
    scenario::Scenario scenario;
    scenario.id = "test";
    scenario.mechanism = "socket";
    scenario.processes = {{"client", "client"}, {"server", "server"}};
    scenario.channels = {{"connection", kind}};
    scenario.settings = std::move(settings);
    return scenario;
}

auto failsWith(ProcessId process, Call call, int error) { return returns(process, call, -error); }

bool received(const Event& e) { return e.kind == EventKind::CallReturned && e.call == Call::Recv && e.result > 0; }
bool sent(const Event& e) { return e.kind == EventKind::CallReturned && e.call == Call::Send && e.result > 0; }
bool broken(const Event& e) { return e.kind == EventKind::StreamBroken; }

/// Rows for every kind of socket.
void everyKind()
{
    QTest::addColumn<QByteArray>("kind");
    for (const char* kind : {"tcp", "unix", "datagram", "seqpacket", "pair"}) QTest::newRow(kind) << QByteArray(kind);
}

} // namespace

/// Clients and servers as real processes.
class TestSocketRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theConnectionIsMadeStepByStep();
    void messagesArriveWhole_data() { everyKind(); }
    void messagesArriveWhole();
    void boundariesAreKept_data();
    void boundariesAreKept();
    void aPausedServerStopsTheClient_data() { everyKind(); }
    void aPausedServerStopsTheClient();
    void nobodyListens();
    void nonblockingClientGetsEagain_data() { everyKind(); }
    void nonblockingClientGetsEagain();
    void theBacklogIsFull();
    void closedWithBytesUnread();
    void aClosedPeerIsEpipe();
    void theClientsEndIsTheEndOfTheStream();
    void aStrangerIsNotServed();
    void anOpenFileGoesToAnotherProcess();
    void theKernelsViewIsTheSum_data() { everyKind(); }
    void theKernelsViewIsTheSum();
};

void TestSocketRoles::theConnectionIsMadeStepByStep()
{
    LiveRun run(over("tcp", {{"client.count", 3}, {"client.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(server, Call::Recv, 0)));
    std::vector<Call> calls;
    for (const Event& e : run.events())
        if (e.process == client.value && e.kind == EventKind::CallReturned && e.call != Call::Send)
            calls.push_back(e.call);
    QCOMPARE(calls, (std::vector{Call::Socket, Call::Connect, Call::Close}));
    calls.clear();
    for (const Event& e : run.events())
        if (e.process == server.value && e.kind == EventKind::CallReturned && e.call != Call::Recv)
            calls.push_back(e.call);
    calls.resize(4);
    QCOMPARE(calls, (std::vector{Call::Socket, Call::Bind, Call::Listen, Call::Accept}));

    // Both name the same two ports, the other way round.
    const auto named = [&](ProcessId who) {
        const Event* last = nullptr;
        for (const Event& e : run.events())
            if (e.process == who.value && e.kind == EventKind::SocketNamed) last = &e;
        return last ? std::pair(int(last->size), int(last->result)) : std::pair(-1, -1);
    };
    QVERIFY(named(client).first > 0 && named(client).second > 0);
    QCOMPARE(named(server), std::pair(named(client).second, named(client).first));
}

/// Every byte, in order, none doubled and none missing: the server looks.
void TestSocketRoles::messagesArriveWhole()
{
    QFETCH(QByteArray, kind);
    LiveRun run(
        over(kind.constData(), {{"client.count", 20'000},
                                {"client.rate", 0},
                                {"client.size", 777},
                                {"server.rate", 0},
                                {"server.size", kind == "tcp" || kind == "unix" || kind == "pair" ? 500 : 1000}}));
    QVERIFY(run.session);
    std::int64_t bytes = 0;
    QVERIFY(LiveRun::until([&] {
        bytes = 0;
        for (const Event& e : run.events())
            if (received(e)) bytes += e.result;
        return bytes >= 20'000 * 777;
    }));
    QCOMPARE(bytes, std::int64_t{20'000 * 777});
    QCOMPARE(run.count(broken), 0);
    QCOMPARE(run.session->region().reader(server).lost(), 0U);
}

void TestSocketRoles::boundariesAreKept_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<bool>("kept");
    QTest::newRow("tcp") << QByteArray("tcp") << false;
    QTest::newRow("unix") << QByteArray("unix") << false;
    QTest::newRow("pair") << QByteArray("pair") << false;
    QTest::newRow("datagram") << QByteArray("datagram") << true;
    QTest::newRow("seqpacket") << QByteArray("seqpacket") << true;
}

/// Five messages wait; what does one recv() bring that asks for more than all of them?
void TestSocketRoles::boundariesAreKept()
{
    QFETCH(QByteArray, kind);
    QFETCH(bool, kept);
    LiveRun run(over(kind.constData(), {{"client.count", 5},
                                        {"client.rate", 0},
                                        {"client.size", 100},
                                        {"server.rate", 0},
                                        {"server.size", 4096},
                                        {"server.hold", 0}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] {
        std::int64_t bytes = 0;
        for (const Event& e : run.events())
            if (received(e)) bytes += e.result;
        return bytes == 500;
    }));
    const auto whole = run.count([](const Event& e) { return received(e) && e.result == 100; });
    if (kept) QCOMPARE(whole, 5);
    QVERIFY(run.count([](const Event& e) { return received(e) && e.result % 100 != 0; }) == 0);
}

void TestSocketRoles::aPausedServerStopsTheClient()
{
    QFETCH(QByteArray, kind);
    LiveRun run(over(kind.constData(),
                     {{"client.rate", 0}, {"client.size", 1024}, {"client.sndbuf", 8192}, {"server.rcvbuf", 8192}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(received));
    run.session->hold(server);
    QVERIFY(run.sees(is(server, EventKind::HoldStarted)));
    QVERIFY(blockedIn(run, client, Call::Send));
    run.session->release(server);
    const auto before = run.count(sent);
    QVERIFY(LiveRun::until([&] { return run.count(sent) > before; }));
}

void TestSocketRoles::nobodyListens()
{
    LiveRun run(over("tcp", {{"server.listens", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(failsWith(client, Call::Connect, ECONNREFUSED)));
    QVERIFY(run.session->set("server.listens", 1));
    QVERIFY(run.sees(returns(client, Call::Connect, 0)));
    QVERIFY(run.sees(received));
}

/// It connects as any other, and never waits in send().
void TestSocketRoles::nonblockingClientGetsEagain()
{
    QFETCH(QByteArray, kind);
    LiveRun run(over(kind.constData(), {{"client.nonblocking", 1},
                                        {"client.rate", 0},
                                        {"client.sndbuf", 8192},
                                        {"server.rcvbuf", 8192},
                                        {"server.rate", 1}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(failsWith(client, Call::Send, EAGAIN)));
}

/// listen() with a backlog of n lets n + 1 connections wait for accept(); the next connect() waits. They call one after
/// the other: of two that shake hands at once the kernel may answer both before it counts either, and then connect()
/// returns in one more than the backlog holds.
void TestSocketRoles::theBacklogIsFull()
{
    scenario::Scenario scenario =
        over("tcp", {{"server.accepts", 0}, {"server.backlog", 1}, {"b.hold", 1}, {"c.hold", 1}});
    scenario.processes = {{"a", "caller"}, {"b", "caller"}, {"c", "caller"}, {"server", "server"}};
    LiveRun run(scenario);
    QVERIFY(run.session);
    const auto connected = [](const Event& e) {
        return e.kind == EventKind::CallReturned && e.call == Call::Connect && e.result == 0;
    };
    QVERIFY(LiveRun::until([&] { return run.count(connected) == 1; }));
    run.session->release(ProcessId{2});
    QVERIFY(LiveRun::until([&] { return run.count(connected) == 2; }));
    run.session->release(ProcessId{3});
    QVERIFY(blockedIn(run, ProcessId{3}, Call::Connect));
    QCOMPARE(run.count(connected), 2);
    QVERIFY(run.session->set("server.accepts", 1));
    QVERIFY(LiveRun::until([&] { return run.count(connected) == 3; }));
}

void TestSocketRoles::closedWithBytesUnread()
{
    LiveRun run(over("tcp", {{"client.rate", 100}, {"server.rate", 1}, {"server.size", 1024}}));
    QVERIFY(run.session);
    QVERIFY(LiveRun::until([&] { return run.count(sent) > 5; }));
    QVERIFY(run.session->set("server.close", 1));
    QVERIFY(run.sees(failsWith(client, Call::Send, ECONNRESET)));
}

void TestSocketRoles::aClosedPeerIsEpipe()
{
    LiveRun run(over("unix", {{"client.rate", 100}, {"server.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(received));
    QVERIFY(run.session->set("server.close", 1));
    QVERIFY(run.sees([](const Event& e) {
        return e.process == client.value && e.call == Call::Send && e.kind == EventKind::CallReturned
               && (e.result == -EPIPE || e.result == -ECONNRESET);
    }));
    QVERIFY(run.sees([](const Event& e) { // and it died of nothing else
        return e.process == client.value && e.kind == EventKind::ProcessEnded && e.size == CLD_EXITED;
    }));
}

void TestSocketRoles::theClientsEndIsTheEndOfTheStream()
{
    LiveRun run(over("tcp", {{"client.count", 4}, {"client.rate", 0}, {"server.rate", 0}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(returns(server, Call::Recv, 0)));
    QVERIFY(blockedIn(run, server, Call::Accept)); // ready for the next one
}

/// Anybody on the machine can call a port: who is not of this run is hung up on.
void TestSocketRoles::aStrangerIsNotServed()
{
    LiveRun run(over("tcp", {{"client.hold", 1}}));
    QVERIFY(run.session);
    const auto listens = [](const Event& e) { return e.kind == EventKind::SocketNamed && e.process == server.value; };
    QVERIFY(run.sees(listens));
    QVERIFY(blockedIn(run, server, Call::Accept));
    const auto named = std::find_if(run.events().begin(), run.events().end(), listens);
    const UniqueFd stranger(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(named->size));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(stranger.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    char byte = 0;
    QCOMPARE(recv(stranger.get(), &byte, 1, 0), 0);
    run.session->release(client);
    QVERIFY(run.sees(received));
}

/// Two numbers in two tables, one open file with one offset.
void TestSocketRoles::anOpenFileGoesToAnotherProcess()
{
    scenario::Scenario scenario = over("descriptor", {{"giver.rate", 0}, {"taker.rate", 100}});
    scenario.processes = {{"giver", "giver"}, {"taker", "taker"}};
    scenario.settings["giver.rate"] = 100;
    LiveRun run(scenario);
    QVERIFY(run.session);
    const auto opens = [](ProcessId who) {
        return [=](const Event& e) {
            return e.process == who.value && e.kind == EventKind::DescriptorOpened
                   && e.size == std::uint32_t(End::Both);
        };
    };
    QVERIFY(run.sees(opens(ProcessId{2})));
    const auto writes = [](const Event& e) {
        return e.kind == EventKind::CallReturned && e.call == Call::Write && e.result == 32;
    };
    QVERIFY(LiveRun::until([&] { return run.count(writes) > 20; }));
    for (const ProcessId who : {ProcessId{1}, ProcessId{2}}) run.session->hold(who);
    QVERIFY(run.sees(is({1}, EventKind::HoldStarted)) && run.sees(is({2}, EventKind::HoldStarted)));
    QStringList files, offsets;
    for (const ProcessId who : {ProcessId{1}, ProcessId{2}}) {
        const auto& all = run.events();
        const auto opened = std::find_if(all.begin(), all.end(), opens(who));
        const int pid = run.session->workers()[who.value - 1U].pid;
        files << QFile::symLinkTarget(QStringLiteral("/proc/%1/fd/%2").arg(pid).arg(opened->detail));
        QFile info(QStringLiteral("/proc/%1/fdinfo/%2").arg(pid).arg(opened->detail));
        QVERIFY(info.open(QIODevice::ReadOnly));
        offsets << QString::fromUtf8(info.readLine()).simplified();
    }
    QVERIFY(files[0].endsWith("/file"));
    QCOMPARE(files[1], files[0]);
    const QString expected = QStringLiteral("pos: %1").arg(32 * run.count(writes));
    QCOMPARE(offsets, (QStringList{expected, expected}));
}

/// At rest, what the kernel counts on both sides is what was sent and not received: by the calls alone.
void TestSocketRoles::theKernelsViewIsTheSum()
{
    QFETCH(QByteArray, kind);
    if (kind == "datagram") QSKIP("the kernel tells of waiting datagrams only the size of the first: SIOCINQ, unix(7)");
    LiveRun run(over(kind.constData(),
                     {{"client.rate", 0}, {"client.size", 1000}, {"client.sndbuf", 8192}, {"server.rcvbuf", 8192}}));
    QVERIFY(run.session);
    QVERIFY(run.sees(received));
    run.session->hold(server);
    QVERIFY(run.sees(is(server, EventKind::HoldStarted)));
    QVERIFY(blockedIn(run, client, Call::Send));

    std::int64_t inside = 0;
    std::uint32_t ends[2] = {};
    for (const Event& e : run.events()) {
        if (sent(e)) inside += e.result;
        if (received(e)) inside -= e.result;
        const bool opened = e.kind == EventKind::DescriptorOpened;
        if (opened && e.process == client.value && e.size == std::uint32_t(End::Write)) ends[0] = e.detail;
        if (opened && e.process == server.value && e.size == std::uint32_t(End::Read)) ends[1] = e.detail;
    }
    const auto& workers = run.session->workers();
    const auto sender = duplicateDescriptor(workers[0].pidfd.get(), int(ends[0]));
    const auto receiver = duplicateDescriptor(workers[1].pidfd.get(), int(ends[1]));
    if (!sender || !receiver) QSKIP("pidfd_getfd is not allowed here");
    const auto* mechanism = mechanisms::find(std::string_view(kind.constData()));
    // A part of the message that waits may be in already.
    mechanisms::KernelView view;
    QVERIFY(LiveRun::until([&] {
        view = mechanism->view(sender->get(), receiver->get());
        return view.depthBytes >= inside && view.depthBytes < inside + 1000;
    }));
    if (kind == "tcp") // once all is acknowledged, the two counts that everybody knows add up to the same
        QVERIFY(LiveRun::until([&] {
            view = mechanism->view(sender->get(), receiver->get());
            return view.sender.queued + view.receiver.queued == view.depthBytes;
        }));
}

SLUICE_TEST(TestSocketRoles, QCoreApplication)
#include "tst_socket_roles.moc"
