#include "common/base/faultyline.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace sketchroom;

class FaultyLineTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutFaultsEverythingArrivesAtOnce()
    {
        FaultyLine line({}, 1);
        bool arrived = false;
        line.pass([&] { arrived = true; });
        QVERIFY(arrived);
        QVERIFY(!line.isFaulty());
    }

    void everythingArrivesLaterButInOrder_data()
    {
        QTest::addColumn<int>("lagMs");
        QTest::addColumn<int>("lossPercent");
        QTest::newRow("lag") << 30 << 0;
        QTest::newRow("loss") << 0 << 50;
        QTest::newRow("both") << 5 << 30;
    }

    void everythingArrivesLaterButInOrder()
    {
        QFETCH(int, lagMs);
        QFETCH(int, lossPercent);
        FaultyLine line({lagMs, lossPercent, 0}, 7);
        QElapsedTimer clock;
        clock.start();
        QList<int> arrived;
        qint64 first = 0;
        for (int i = 0; i < 20; ++i) {
            line.pass([&, i] {
                if (arrived.isEmpty())
                    first = clock.elapsed();
                arrived.append(i);
            });
        }
        QVERIFY(arrived.size() < 20);
        QTRY_COMPARE_WITH_TIMEOUT(arrived.size(), 20, 20'000);
        QVERIFY(std::is_sorted(arrived.begin(), arrived.end()));
        QVERIFY(first >= lagMs);
    }

    void whatIsUnderWayWhenItBreaksNeverArrives()
    {
        FaultyLine line({1, 0, 0}, 1);
        QList<int> arrived;
        line.pass([&] { arrived.append(1); });
        line.clear();
        line.pass([&] { arrived.append(2); });
        QTRY_COMPARE(arrived, QList{2});
    }

    void itBreaksAgainAndAgain()
    {
        FaultyLine line({0, 0, 1}, 1);
        const QSignalSpy broken(&line, &FaultyLine::broken);
        QTRY_VERIFY(broken.size() >= 2);
    }
};

QTEST_GUILESS_MAIN(FaultyLineTest)
#include "common_faultyline.moc"
