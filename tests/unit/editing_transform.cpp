#include "app/editing/transform.h"
#include "common/model/geometry.h"
#include "tests/unit/tools_board.h"

using namespace sketchroom;

Q_DECLARE_METATYPE(Handle)
Q_DECLARE_METATYPE(Box)

class TestTransform final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resizingMovesTheEdgesOfTheHandle_data();
    void resizingMovesTheEdgesOfTheHandle();
    void resizingATurnedBoxLeavesTheOppositeCornerWhereItIs_data();
    void resizingATurnedBoxLeavesTheOppositeCornerWhereItIs();
    void resizingByNothingChangesNoBit();
    void draggingPastTheOppositeEdgeMirrors();
    void resizingAMirroredBoxKeepsItMirrored();
    void turningFourTimesByARightAngleLeadsBack();
    void flippingTwiceLeadsBack();
    void flippingATurnedBoxTurnsItTheOtherWay();
    void aDragDrawsTheBoxBetweenItsEnds();
    void shiftDrawsASquareAndAltFromTheMiddle();
    void directionsSnapToFifteenDegrees();
    void placesInABoxTurnWithIt();
};

void TestTransform::resizingMovesTheEdgesOfTheHandle_data()
{
    QTest::addColumn<Handle>("handle");
    QTest::addColumn<bool>("even");
    QTest::addColumn<bool>("centred");
    QTest::addColumn<Box>("expected");
    // Of the box 100, 100, 200 x 100, dragged by 20, 30.
    QTest::newRow("top left") << Handle::TopLeft << false << false << Box{120, 130, 180, 70, 0};
    QTest::newRow("top") << Handle::Top << false << false << Box{100, 130, 200, 70, 0};
    QTest::newRow("top right") << Handle::TopRight << false << false << Box{100, 130, 220, 70, 0};
    QTest::newRow("right") << Handle::Right << false << false << Box{100, 100, 220, 100, 0};
    QTest::newRow("bottom right") << Handle::BottomRight << false << false << Box{100, 100, 220, 130, 0};
    QTest::newRow("bottom") << Handle::Bottom << false << false << Box{100, 100, 200, 130, 0};
    QTest::newRow("bottom left") << Handle::BottomLeft << false << false << Box{120, 100, 180, 130, 0};
    QTest::newRow("left") << Handle::Left << false << false << Box{120, 100, 180, 100, 0};
    QTest::newRow("corner, even") << Handle::BottomRight << true << false << Box{100, 100, 260, 130, 0};
    QTest::newRow("opposite corner, even") << Handle::TopLeft << true << false << Box{120, 110, 180, 90, 0};
    QTest::newRow("side, even") << Handle::Right << true << false << Box{100, 95, 220, 110, 0};
    QTest::newRow("side, centred") << Handle::Right << false << true << Box{80, 100, 240, 100, 0};
    QTest::newRow("corner, centred") << Handle::BottomRight << false << true << Box{80, 70, 240, 160, 0};
    QTest::newRow("corner, even and centred") << Handle::BottomRight << true << true << Box{40, 70, 320, 160, 0};
}

void TestTransform::resizingMovesTheEdgesOfTheHandle()
{
    QFETCH(Handle, handle);
    QFETCH(bool, even);
    QFETCH(bool, centred);
    QFETCH(Box, expected);
    COMPARE_BOX(resized({100, 100, 200, 100, 0}, handle, {20, 30}, {even, centred}), expected);
}

void TestTransform::resizingATurnedBoxLeavesTheOppositeCornerWhereItIs_data()
{
    QTest::addColumn<double>("angle");
    QTest::addColumn<bool>("even");
    for (const double angle : {30.0, 90.0, 135.0, 200.0, 345.0}) {
        QTest::addRow("%g degrees", angle) << angle << false;
        QTest::addRow("%g degrees, even", angle) << angle << true;
    }
}

void TestTransform::resizingATurnedBoxLeavesTheOppositeCornerWhereItIs()
{
    QFETCH(double, angle);
    QFETCH(bool, even);
    const Box box = {100, 100, 200, 100, angle};
    const Box result = resized(box, Handle::BottomRight, {13, 40}, {.keepAspect = even});
    const QPointF away = cornersOf(result).at(0) - cornersOf(box).at(0);
    QVERIFY2(away.manhattanLength() < 1e-6, "the corner has moved");
    QCOMPARE(result.angle, angle);
    if (even)
        QVERIFY(std::abs(result.w / result.h - 2) < 1e-6);
    else
        QVERIFY((cornersOf(result).at(2) - cornersOf(box).at(2) - QPointF(13, 40)).manhattanLength() < 1e-6);
}

void TestTransform::resizingByNothingChangesNoBit()
{
    const Box box = {0.1, 0.7, 0.3, 1.1, 33.3};
    QCOMPARE(resized(box, Handle::TopLeft, {0, 0}, {.keepAspect = true, .fromCenter = true}), box);
    QCOMPARE(rotatedAbout(box, {5, 5}, 0), box);
}

void TestTransform::draggingPastTheOppositeEdgeMirrors()
{
    const Box over = resized({100, 100, 200, 100, 0}, Handle::Right, {-250, 0}, {});
    COMPARE_BOX(over, {100, 100, -50, 100, 0});
    QCOMPARE(frameOf(over), QRectF(50, 100, 50, 100));
    const Box both = resized({100, 100, 200, 100, 0}, Handle::TopLeft, {300, 150}, {});
    QCOMPARE(frameOf(both), QRectF(300, 200, 100, 50));
    QVERIFY(both.w < 0 && both.h < 0);
}

void TestTransform::resizingAMirroredBoxKeepsItMirrored()
{
    const Box result = resized({300, 100, -200, 100, 0}, Handle::Right, {50, 0}, {});
    QCOMPARE(frameOf(result), QRectF(100, 100, 250, 100));
    QVERIFY(result.w < 0);
}

void TestTransform::turningFourTimesByARightAngleLeadsBack()
{
    const Box box = {10, 20, 30, 40, 15};
    Box turned = box;
    for (int i = 0; i < 4; ++i)
        turned = rotatedAbout(turned, {100, 100}, 90);
    COMPARE_BOX(turned, box);
    QCOMPARE(rotatedAbout(box, centerOf(box), -30).angle, 345.0);
}

void TestTransform::flippingTwiceLeadsBack()
{
    const Box box = {10, 20, 30, 40, 25};
    for (const Qt::Orientation way : {Qt::Horizontal, Qt::Vertical})
        COMPARE_BOX(flipped(flipped(box, way, 77), way, 77), box);
}

void TestTransform::flippingATurnedBoxTurnsItTheOtherWay()
{
    const Box box = {10, 20, 30, 40, 25};
    const Box result = flipped(box, Qt::Horizontal, 100);
    QCOMPARE(result.angle, 335.0);
    // Its corners are where the corners of the other were, seen in the mirror.
    const QPointF corner = cornersOf(box).at(0);
    QVERIFY((cornersOf(result).at(1) - QPointF(200 - corner.x(), corner.y())).manhattanLength() < 1e-6);
}

void TestTransform::aDragDrawsTheBoxBetweenItsEnds()
{
    QCOMPARE(dragged({50, 60}, {10, 100}, {}), (Box{10, 60, 40, 40, 0}));
}

void TestTransform::shiftDrawsASquareAndAltFromTheMiddle()
{
    QCOMPARE(dragged({100, 100}, {160, 80}, {.keepAspect = true}), (Box{100, 40, 60, 60, 0}));
    QCOMPARE(dragged({100, 100}, {130, 120}, {.fromCenter = true}), (Box{70, 80, 60, 40, 0}));
    QCOMPARE(dragged({100, 100}, {130, 120}, {.keepAspect = true, .fromCenter = true}), (Box{70, 70, 60, 60, 0}));
}

void TestTransform::directionsSnapToFifteenDegrees()
{
    const QPointF level = steppedDirection({10, 10}, {110, 15});
    QVERIFY(std::abs(level.y() - 10) < 1e-6);
    const QPointF diagonal = steppedDirection({0, 0}, {100, 96});
    QVERIFY(std::abs(diagonal.x() - diagonal.y()) < 1e-6);
    QCOMPARE(steppedAngle(37), 30.0);
    QCOMPARE(normalizedAngle(-15), 345.0);
    QCOMPARE(normalizedAngle(720), 0.0);
}

void TestTransform::placesInABoxTurnWithIt()
{
    const Box box = {100, 100, 200, 100, 30};
    const QPointF place = placeIn(box, cornersOf(box).at(2));
    QVERIFY((place - QPointF(1, 1)).manhattanLength() < 1e-6);
    QCOMPARE(placeIn(box, centerOf(box)), QPointF(0.5, 0.5));
    // A box without width: its places are in the middle of it.
    QCOMPARE(placeIn({100, 100, 0, 100, 0}, {130, 125}), QPointF(0.5, 0.25));
}

QTEST_GUILESS_MAIN(TestTransform)
#include "editing_transform.moc"
