#include "base/process.h"
#include "supervisor/protocol.h"
#include "support/test_class.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::supervisor;

class TestProtocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void scenarioArrivesWhole();
    void tooLongAScenarioIsRefused();
    void workersArriveWithTheirHandles();
    void failureArrivesWithItsFacts();
    void longTextsAreCut();
    void hangUpIsMissing();
    void answerOutlivesItsSender();
    void foreignPacketIsRefused();
    void noRoomForHandlesIsALimit();

private:
    UniqueFd m_session, m_supervisor;
};

void TestProtocol::init()
{
    int ends[2];
    QCOMPARE(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    m_session.reset(ends[0]);
    m_supervisor.reset(ends[1]);
}

void TestProtocol::scenarioArrivesWhole()
{
    const std::string json(100'000, 'x');
    QVERIFY(sendScenario(m_session.get(), json));
    const auto received = receiveScenario(m_supervisor.get());
    QVERIFY(received.has_value());
    QVERIFY(*received == json);
}

void TestProtocol::tooLongAScenarioIsRefused()
{
    QVERIFY(!sendScenario(m_session.get(), std::string(maxScenarioBytes + 1, 'x')));
}

void TestProtocol::workersArriveWithTheirHandles()
{
    std::vector<StartedWorker> workers;
    for (int i = 0; i < 16; ++i) workers.push_back({getpid() + i, std::move(*openPidfd(getpid()))});
    QVERIFY(sendWorkers(m_supervisor.get(), workers));
    const auto received = receiveReply(m_session.get());
    QVERIFY(received.has_value());
    QCOMPARE(received->size(), std::size_t{16});
    for (int i = 0; i < 16; ++i) {
        QCOMPARE((*received)[static_cast<std::size_t>(i)].pid, getpid() + i);
        QVERIFY(sendSignal((*received)[static_cast<std::size_t>(i)].pidfd.get(), 0)); // it is a pidfd
    }
}

void TestProtocol::failureArrivesWithItsFacts()
{
    const Error error = Error::ofCall("fork", EAGAIN, "worker \"reader\"");
    QVERIFY(sendFailure(m_supervisor.get(), error));
    const auto received = receiveReply(m_session.get());
    QVERIFY(!received);
    QVERIFY(received.error() == error);
}

void TestProtocol::longTextsAreCut()
{
    QVERIFY(sendFailure(m_supervisor.get(), Error::badInput(std::string(5000, 'a'), std::string(5000, 'b'))));
    const auto received = receiveReply(m_session.get());
    QVERIFY(!received);
    QCOMPARE(received.error().call, std::string(255, 'a'));
    QCOMPARE(received.error().context, std::string(1023, 'b'));
}

void TestProtocol::hangUpIsMissing()
{
    m_supervisor.reset();
    const auto received = receiveReply(m_session.get());
    QVERIFY(!received);
    QCOMPARE(received.error().code, Error::Code::Missing);
    QVERIFY(!sendScenario(m_session.get(), "{}")); // and no SIGPIPE
}

void TestProtocol::answerOutlivesItsSender()
{
    const Error error = Error::badInput("region", "not sealed");
    QVERIFY(sendScenario(m_session.get(), "{}")); // never read
    QVERIFY(sendFailure(m_supervisor.get(), error));
    m_supervisor.reset();
    const auto received = receiveReply(m_session.get());
    QVERIFY(!received);
    QVERIFY(received.error() == error);
}

void TestProtocol::foreignPacketIsRefused()
{
    QCOMPARE(send(m_supervisor.get(), "hello", 5, 0), ssize_t{5});
    QVERIFY(!receiveReply(m_session.get()));
}

void TestProtocol::noRoomForHandlesIsALimit()
{
    std::vector<StartedWorker> workers;
    workers.push_back({1, std::move(*openPidfd(getpid()))});
    QVERIFY(sendWorkers(m_supervisor.get(), workers));
    const pid_t child = fork();
    if (child == 0) {
        const rlimit none{0, 0}; // what is open stays usable, nothing new can be opened
        setrlimit(RLIMIT_NOFILE, &none);
        const auto received = receiveReply(m_session.get());
        _exit(!received && received.error().code == Error::Code::Limit ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
}

SLUICE_TEST(TestProtocol)
#include "tst_protocol.moc"
