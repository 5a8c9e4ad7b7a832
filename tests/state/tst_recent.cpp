#include "state/recent.h"
#include "support/test_class.h"

#include <algorithm>
#include <vector>

using sluice::state::Recent;

class TestRecent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheNewestInOrder()
    {
        Recent<int, 3> recent;
        QVERIFY(recent.empty());
        for (int i = 1; i <= 5; ++i) {
            recent.push_back(i);
            QCOMPARE(recent.back(), i);
            QCOMPARE(recent.front(), std::max(1, i - 2));
        }
        QCOMPARE(std::vector<int>(recent.begin(), recent.end()), (std::vector<int>{3, 4, 5}));
        QVERIFY(std::ranges::find(recent, 4) == recent.begin() + 1);
    }

    void equalityIsOfTheSequence()
    {
        Recent<int, 2> a, b;
        a.push_back(1);
        a.push_back(2);
        a.push_back(3); // now stored in another place than in b
        b.push_back(2);
        b.push_back(3);
        QVERIFY(a == b);
        b.push_back(4);
        QVERIFY(!(a == b));
        a.clear();
        QVERIFY(a.empty());
        QVERIFY(!(a == b));
    }
};

SLUICE_TEST(TestRecent, QCoreApplication)
#include "tst_recent.moc"
