#include "bytes_of.h"

#include "mechanisms/socket_queue.h"
#include "support/test_class.h"

using namespace sluice;
using mechanisms::Run;
using mechanisms::SocketQueue;
using test::bytesOf;
using Boundaries = SocketQueue::Boundaries;

namespace {

Run message(std::uint32_t number, std::uint32_t bytes) { return {{1}, number, 1, bytes, 0, true}; }

} // namespace

class TestSocketQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStreamIsCutAnywhere()
    {
        SocketQueue queue;
        queue.put(message(1, 100));
        queue.put(message(2, 100));
        QCOMPARE(bytesOf(queue.take(150)), 150U);
        QCOMPARE(queue.depthBytes(), 50U);
        const auto rest = queue.take(1000);
        QCOMPARE(rest.front().firstMessage, 2U);
        QCOMPARE(rest.front().offset, 50U);
        QVERIFY(rest.front().ends);
        QCOMPARE(queue, SocketQueue());
    }

    void messagesComeOutWhole()
    {
        SocketQueue queue(Boundaries::Kept);
        queue.put(message(1, 100));
        queue.put(message(2, 30));
        QCOMPARE(queue.messages(), 2U);
        QCOMPARE(bytesOf(queue.take(4096)), 100U); // however much is asked for …
        QCOMPARE(bytesOf(queue.take(1)), 30U);     // … or how little: the rest of a message is thrown away
        QVERIFY(queue.take(1).empty());
    }

    void whatIsNotSentWaitsAtTheSender()
    {
        SocketQueue queue;
        for (std::uint32_t i = 1; i <= 10; ++i) queue.put(message(i, 100));
        QCOMPARE(queue.arrived(), 1000U); // nobody has said anything else
        SocketQueue::Side word;
        word.unsent = 300;
        queue.learnSender(word);
        QCOMPARE(queue.arrived(), 700U);
        queue.put(message(11, 100)); // goes behind those that wait
        QCOMPARE(queue.unsent(), 400U);
        (void)queue.take(200);
        QCOMPARE(queue.unsent(), 400U);
        (void)queue.take(700); // more than had arrived, so the rest has been sent meanwhile, and nothing holds it back
        QCOMPARE(queue.unsent(), 0U);
        QCOMPARE(queue.arrived(), 200U);
    }

    void whatIsPutBackComesFirst()
    {
        SocketQueue queue;
        queue.put(message(1, 100));
        queue.put(message(2, 100));
        const SocketQueue before = queue;
        queue.putBack(queue.take(130));
        QCOMPARE(queue.depthBytes(), before.depthBytes());
        QCOMPARE(queue.take(100).front().firstMessage, 1U);
    }

    void buffersAreKeptWhenOnlyTheContentIsTold()
    {
        SocketQueue queue;
        SocketQueue::Side word;
        word.buffer = 8192;
        queue.learnReceiver(word);
        queue.learnReceiver({.queued = 5, .unsent = 0, .window = 0, .buffer = 0, .tcpState = 1});
        QCOMPARE(queue.receiver().buffer, 8192U);
        QCOMPARE(queue.receiver().queued, 5U);
    }

    void takenApartAndPutTogether()
    {
        SocketQueue queue(Boundaries::Kept);
        queue.put(message(1, 10));
        queue.put(message(2, 20));
        queue.learnSender({.queued = 7, .unsent = 20, .window = 3, .buffer = 9, .tcpState = 1});
        QCOMPARE(
            SocketQueue::restored(Boundaries::Kept, queue.runs(), queue.unsent(), queue.sender(), queue.receiver()),
            queue);
        // What claims to wait cannot be more than there is.
        QCOMPARE(SocketQueue::restored(Boundaries::None, {message(1, 10)}, 99, {}, {}).unsent(), 10U);
    }
};

SLUICE_TEST(TestSocketQueue)
#include "tst_socket_queue.moc"
