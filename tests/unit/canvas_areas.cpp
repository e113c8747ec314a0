#include "app/view/areas.h"
#include "common/base/random.h"

#include <QRegion>
#include <QTest>

using namespace sketchroom;

class TestAreas final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void farApartTheyStayApart();
    void whatOverlapsBecomesOne();
    void manyAreHeldByFewThatDoNotOverlap();
};

void TestAreas::farApartTheyStayApart()
{
    Areas areas;
    areas.add({});
    QVERIFY(areas.isEmpty());
    areas.add({0, 0, 10, 10});
    areas.add({200, 200, 10, 10});
    QCOMPARE(areas.rects(), (QList<QRect>{{0, 0, 10, 10}, {200, 200, 10, 10}}));
}

void TestAreas::whatOverlapsBecomesOne()
{
    Areas areas(QRect(0, 0, 10, 10));
    areas.add({20, 0, 10, 10});
    areas.add({5, 0, 20, 10}); // over both
    QCOMPARE(areas.rects(), (QList<QRect>{{0, 0, 30, 10}}));
    areas.add({3, 3, 4, 4}); // within
    QCOMPARE(areas.rects(), (QList<QRect>{{0, 0, 30, 10}}));
}

void TestAreas::manyAreHeldByFewThatDoNotOverlap()
{
    Random random(3);
    const auto upTo = [&](quint32 most) { return int(random.below(most)); };
    for (int round = 0; round < 50; ++round) {
        Areas areas;
        QRegion added;
        for (int i = 0; i < 200; ++i) {
            const QRect rect(upTo(500), upTo(500), 1 + upTo(20), 1 + upTo(20));
            areas.add(rect);
            added |= rect;
            QVERIFY(areas.rects().size() <= 12);
        }
        QRegion held;
        for (const QRect &rect : areas.rects()) {
            QVERIFY(!held.intersects(rect));
            held |= rect;
        }
        QVERIFY((added - held).isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestAreas)
#include "canvas_areas.moc"
