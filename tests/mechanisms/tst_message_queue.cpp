#include "mechanisms/message_queue.h"
#include "support/test_class.h"

#include <algorithm>
#include <random>

using namespace sluice;
using mechanisms::MessageQueue;

class TestMessageQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// The rule of mq_receive(3), said in another way: a stable sort by falling priority.
    void deliversByPriorityThenAge()
    {
        std::mt19937 random(8);
        for (int round = 0; round < 100; ++round) {
            MessageQueue queue(1000);
            std::vector<MessageQueue::Message> truth;
            for (std::uint32_t number = 1; number <= 100; ++number) {
                const MessageQueue::Message message{{1}, number, 10, static_cast<std::uint32_t>(random() % 4), 0};
                QCOMPARE(queue.placeFor(message.priority),
                         static_cast<std::size_t>(std::ranges::count_if(
                             truth, [&](const auto& m) { return m.priority >= message.priority; })));
                queue.put(message);
                truth.push_back(message);
                if (random() % 3 != 0) continue;
                std::ranges::stable_sort(truth, std::greater(), &MessageQueue::Message::priority);
                QCOMPARE(queue.take()->number, truth.front().number);
                truth.erase(truth.begin());
            }
        }
    }

    void whatComesBackStandsWhereItStood()
    {
        MessageQueue queue(8);
        for (std::uint32_t number = 1; number <= 6; ++number) queue.put({{1}, number, 10 * number, number % 2, 0});
        const MessageQueue before = queue;
        QCOMPARE(queue.depthBytes(), 210U);
        const auto first = queue.take(), other = queue.take({1}, 4);
        QVERIFY(first && other && !queue.take({1}, 4) && !queue.take({2}, 1));
        queue.putBack(*other);
        queue.putBack(*first);
        QVERIFY(queue == before);
        QCOMPARE(queue.placeOf({1}, 2), 3U);
    }

    /// Of messages that are not known, only how many bytes they are together.
    void theUnknownKeepTheirSum()
    {
        MessageQueue queue(8);
        for (const std::uint32_t size : {34U, 33U, 33U}) queue.put({{}, 0, size, 0, 0});
        queue.put({{1}, 7, 500, 0, 0});
        QCOMPARE(queue.takeUnknown(10)->size, 10U);
        QCOMPARE(queue.depthBytes(), 590U);
        QCOMPARE(queue.messages()[0].size, 45U);
        QCOMPARE(queue.takeUnknown(200)->size, 90U); // more than there can have been
        QVERIFY(queue.takeUnknown(1) && !queue.takeUnknown(1));
        QCOMPARE(queue.depthBytes(), 500U);
    }

    void onlyAnHonestOneIsRestored()
    {
        MessageQueue queue(4, 100);
        for (const std::uint32_t priority : {1U, 7U, 1U}) queue.put({{1}, priority, 5, priority, 0});
        auto messages = queue.messages();
        QVERIFY(MessageQueue::restored(4, 100, queue.nextOrder(), messages) == queue);
        std::swap(messages[0], messages[1]);
        QVERIFY(!MessageQueue::restored(4, 100, queue.nextOrder(), messages)); // not in its order
        QVERIFY(!MessageQueue::restored(4, 100, 1, queue.messages()));         // newer than what comes next
    }

    void fullInMessagesNotInBytes()
    {
        MessageQueue queue(2, 100);
        queue.put({{1}, 1, 1, 0, 0});
        QVERIFY(!queue.full());
        queue.put({{1}, 2, 1, 0, 0});
        QVERIFY(queue.full());
    }
};

SLUICE_TEST(TestMessageQueue)
#include "tst_message_queue.moc"
