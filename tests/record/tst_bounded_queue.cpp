#include "record/bounded_queue.h"
#include "support/test_class.h"

#include <atomic>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

using sluice::record::BoundedQueue;

class TestBoundedQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void handsOnInOrderAndHoldsNoMoreThanItMay();
    void closedItGivesWhatIsInside();
    void closingWakesWhoWaits();
};

void TestBoundedQueue::handsOnInOrderAndHoldsNoMoreThanItMay()
{
    constexpr int count = 10'000, most = 3;
    BoundedQueue<int> queue(most);
    std::atomic<int> pushed = 0, largestLead = 0;
    std::vector<int> got;
    {
        const std::jthread from([&] {
            for (int i = 0; i < count && queue.push(i); ++i) ++pushed;
            queue.close();
        });
        while (const auto value = queue.pop()) {
            // What has been pushed by now and not been taken: the queue, this one, and one that may be just counted.
            largestLead = std::max(largestLead.load(), pushed - static_cast<int>(got.size()));
            got.push_back(*value);
        }
    }
    std::vector<int> wanted(count);
    std::iota(wanted.begin(), wanted.end(), 0);
    QVERIFY(got == wanted);
    QVERIFY(largestLead <= most + 1);
}

void TestBoundedQueue::closedItGivesWhatIsInside()
{
    BoundedQueue<std::unique_ptr<int>> queue(2);
    QVERIFY(queue.push(std::make_unique<int>(7)));
    queue.close();
    QVERIFY(!queue.push(std::make_unique<int>(8)));
    const auto value = queue.pop();
    QVERIFY(value && **value == 7);
    QVERIFY(!queue.pop());
}

void TestBoundedQueue::closingWakesWhoWaits()
{
    BoundedQueue<int> full(1), empty(1);
    QVERIFY(full.push(1));
    bool pushed = true, popped = true;
    {
        const std::jthread one([&] { pushed = full.push(2); }), other([&] { popped = empty.pop().has_value(); });
        full.close();
        empty.close();
    }
    QVERIFY(!pushed && !popped);
}

SLUICE_TEST(TestBoundedQueue)
#include "tst_bounded_queue.moc"
