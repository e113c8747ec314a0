#include "app/view/lassoarea.h"
#include "common/base/random.h"
#include "common/model/geometry.h"

#include <QPolygonF>
#include <QTest>

#include <cmath>

using namespace sketchroom;

namespace {

/// A horseshoe that is open above.
const QList<QPointF> horseshoe = {{0, 0}, {30, 0}, {30, 70}, {70, 70}, {70, 0}, {100, 0}, {100, 100}, {0, 100}};

Shape rect(const Box &box)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.box = box;
    return shape;
}

QList<QPointF> scribble(Random &random, int points)
{
    QList<QPointF> way;
    for (int i = 0; i < points; ++i)
        way.append({random.real() * 400 - 200, random.real() * 300});
    return way;
}

} // namespace

class TestLassoArea final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHoldsWhatLiesWithinWhole_data();
    void itHoldsWhatLiesWithinWhole();
    void aLineThatOnlyEndsWithinIsNotHeld();
    void nothingIsWithinALineThatGoesAroundNothing();
    void theGridNeverSaysWhatIsNotSo();
};

void TestLassoArea::itHoldsWhatLiesWithinWhole_data()
{
    QTest::addColumn<Box>("box");
    QTest::addColumn<bool>("held");
    QTest::newRow("in an arm") << Box{5, 10, 20, 20, 0} << true;
    QTest::newRow("in the bow") << Box{10, 75, 80, 20, 0} << true;
    QTest::newRow("in the opening") << Box{40, 10, 20, 20, 0} << false;
    QTest::newRow("across the opening") << Box{10, 10, 80, 20, 0} << false;
    QTest::newRow("over its end") << Box{5, 90, 20, 20, 0} << false;
    QTest::newRow("elsewhere") << Box{500, 500, 20, 20, 0} << false;
    QTest::newRow("around all of it") << Box{-50, -50, 300, 300, 0} << false;
}

void TestLassoArea::itHoldsWhatLiesWithinWhole()
{
    QFETCH(Box, box);
    QFETCH(bool, held);
    QCOMPARE(LassoArea(horseshoe).contains(rect(box)), held);
}

void TestLassoArea::aLineThatOnlyEndsWithinIsNotHeld()
{
    Shape line = Shape::defaults(Kind::Line);
    line.points = {0, 0, 70, 0};
    line.box = {15, 20, 70, 0, 0}; // from one arm to the other
    QVERIFY(!LassoArea(horseshoe).contains(line));
    line.box.y = 80;
    QVERIFY(LassoArea(horseshoe).contains(line));
}

void TestLassoArea::nothingIsWithinALineThatGoesAroundNothing()
{
    for (const QList<QPointF> &way : {QList<QPointF>{}, {{3, 3}}, {{0, 0}, {50, 50}}, {{0, 0}, {50, 0}, {20, 0}}}) {
        const LassoArea area(way);
        QVERIFY(!area.contains(rect({10, 0, 1, 1, 0})));
        QVERIFY(!area.surelyContains({10, 0, 1, 1}));
        QVERIFY(area.surelyMisses({10, 0, 1, 1}));
    }
}

void TestLassoArea::theGridNeverSaysWhatIsNotSo()
{
    Random random(11);
    int known = 0;
    for (int round = 0; round < 60; ++round) {
        const QList<QPointF> way = scribble(random, 3 + int(random.below(12)));
        const LassoArea area(way);
        const QPolygonF polygon(way);
        for (int i = 0; i < 200; ++i) {
            const QRectF place(random.real() * 420 - 210, random.real() * 320 - 10, random.real() * 30,
                               random.real() * 30);
            const bool inside = area.surelyContains(place);
            const bool outside = area.surelyMisses(place);
            known += inside || outside ? 1 : 0;
            for (const QPointF corner : {place.topLeft(), place.bottomRight(), place.center()}) {
                const bool isIn = polygon.containsPoint(corner, Qt::OddEvenFill);
                QVERIFY(!inside || isIn);
                QVERIFY(!outside || !isIn);
            }
        }
    }
    QVERIFY(known > 1000);
}

QTEST_APPLESS_MAIN(TestLassoArea)
#include "canvas_lassoarea.moc"
