#include "app/view/spatialindex.h"
#include "common/base/random.h"

#include <QTest>

#include <algorithm>

using namespace sketchroom;

namespace {

ShapeRef makeShape(int number)
{
    auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Rect));
    shape->id = QByteArray::number(number);
    return shape;
}

/// From specks to more than the board, some without width or height.
QRectF randomBounds(Random &random)
{
    const double extent = std::pow(10.0, random.real() * 5);
    const double width = random.chance(0.1) ? 0 : random.real() * extent;
    const double height = random.chance(0.1) ? 0 : random.real() * extent;
    return {(random.real() - 0.5) * 20000, (random.real() - 0.5) * 20000, width, height};
}

bool boundsTouch(const QRectF &a, const QRectF &b)
{
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

QByteArrayList idsOf(const QList<ShapeRef> &shapes)
{
    QByteArrayList ids;
    for (const ShapeRef &shape : shapes)
        ids.append(shape->id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace

class TestSpatialIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatALookAtEveryShapeFinds();
    void aShapeThatIsSetAgainIsOnlyWhereItNowIs();
    void whatIsRemovedIsNotFound();
    void anEmptyIndexHasNoBounds();
    void aShapeFarAwayIsFound();
};

void TestSpatialIndex::findsWhatALookAtEveryShapeFinds()
{
    Random random(20261120);
    SpatialIndex index;
    QHash<QByteArray, QRectF> all;
    for (int step = 0; step < 4000; ++step) {
        const ShapeRef shape = makeShape(int(random.below(600)));
        if (random.chance(0.2)) {
            QCOMPARE(index.remove(shape->id), all.remove(shape->id));
        } else {
            const QRectF bounds = randomBounds(random);
            index.set(shape, bounds);
            all.insert(shape->id, bounds);
        }
        QCOMPARE(index.size(), all.size());
        if (step % 10 != 0)
            continue;
        const QRectF area = randomBounds(random);
        QByteArrayList expected;
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            if (boundsTouch(it.value(), area))
                expected.append(it.key());
        }
        std::sort(expected.begin(), expected.end());
        QCOMPARE(idsOf(index.query(area)), expected);
        QCOMPARE(index.touchesAny(area), !expected.isEmpty());
    }
}

void TestSpatialIndex::aShapeThatIsSetAgainIsOnlyWhereItNowIs()
{
    SpatialIndex index;
    const ShapeRef before = makeShape(1);
    const ShapeRef after = makeShape(1);
    index.set(before, {0, 0, 10, 10});
    index.set(after, {5000, 0, 10, 10});
    QCOMPARE(index.size(), 1);
    QVERIFY(index.query({0, 0, 100, 100}).isEmpty());
    QCOMPARE(index.query({4990, 0, 100, 100}), QList<ShapeRef>{after});
    QCOMPARE(index.find("1"), after);
    QCOMPARE(index.boundsOf("1"), QRectF(5000, 0, 10, 10));
}

void TestSpatialIndex::whatIsRemovedIsNotFound()
{
    SpatialIndex index;
    index.set(makeShape(1), {0, 0, 3000, 10});
    QVERIFY(index.remove("1"));
    QVERIFY(!index.remove("1"));
    QVERIFY(index.query({-100, -100, 10000, 10000}).isEmpty());
    QVERIFY(!index.find("1"));
    QCOMPARE(index.boundsOf("1"), QRectF());
}

void TestSpatialIndex::anEmptyIndexHasNoBounds()
{
    SpatialIndex index;
    QVERIFY(index.bounds().isNull());
    index.set(makeShape(1), {10, 20, 30, 40});
    index.set(makeShape(2), {-10, 0, 5, 5});
    QCOMPARE(index.bounds(), QRectF(-10, 0, 50, 60));
    index.clear();
    QVERIFY(index.bounds().isNull());
}

void TestSpatialIndex::aShapeFarAwayIsFound()
{
    SpatialIndex index;
    index.set(makeShape(1), {2.9e7, -2.9e7, 10, 10});
    QCOMPARE(index.query({2.9e7, -2.9e7, 1, 1}).size(), 1);
    QVERIFY(index.query({-2.9e7, 2.9e7, 1, 1}).isEmpty());
}

QTEST_APPLESS_MAIN(TestSpatialIndex)
#include "canvas_spatialindex.moc"
