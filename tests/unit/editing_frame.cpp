#include "app/editing/selectionframe.h"
#include "common/model/document.h"
#include "common/model/geometry.h"

#include <QTest>

using namespace sketchroom;

class TestSelectionFrame final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSelectedHasNoFrame();
    void theFrameOfOneShapeTurnsWithIt();
    void theFrameOfSeveralIsUpright();
    void aLineHasItsEndsForHandles();
    void aLineWithOneBendHasItForAHandle();
    void aLineWithManyBendsHasAFrame();
    void handlesAreGrabbedFromTheSameDistanceAtAnyScale_data();
    void handlesAreGrabbedFromTheSameDistanceAtAnyScale();
    void sideHandlesNeedRoom();
    void lockedShapesHaveAPadlockAndNoHandles();
    void handlesPointWhereTheyResize();
};

namespace {

ShapeRef shapeOf(Kind kind, Box box, const PointList &points = {})
{
    auto shape = std::make_shared<Shape>(Shape::defaults(kind));
    shape->id = "s" + QByteArray::number(box.x);
    shape->box = box;
    shape->points = points;
    return shape;
}

std::optional<SelectionFrame> frameOfShapes(const QList<ShapeRef> &shapes)
{
    return SelectionFrame::around(Document(), shapes);
}

} // namespace

void TestSelectionFrame::nothingSelectedHasNoFrame()
{
    QVERIFY(!frameOfShapes({}));
}

void TestSelectionFrame::theFrameOfOneShapeTurnsWithIt()
{
    const Box box = {100, 100, 200, 100, 90};
    const auto frame = frameOfShapes({shapeOf(Kind::Rect, box)});
    QVERIFY(frame);
    QCOMPARE(frame->box(), box);
    // Turned to the right, the knob is on the right.
    const QPointF knob = frame->position(Handle::Rotate, 1);
    QVERIFY(knob.x() > cornersOf(box).at(0).x());
    QVERIFY(std::abs(knob.y() - 150) < 1e-6);
}

void TestSelectionFrame::theFrameOfSeveralIsUpright()
{
    const auto frame =
        frameOfShapes({shapeOf(Kind::Rect, {0, 0, 10, 10, 45}), shapeOf(Kind::Rect, {50, 50, 10, 20, 0})});
    QVERIFY(frame);
    QCOMPARE(frame->box().angle, 0.0);
    QCOMPARE(frame->box().y + frame->box().h, 70.0);
    QVERIFY(frame->box().x < 0);
}

void TestSelectionFrame::aLineHasItsEndsForHandles()
{
    const auto frame = frameOfShapes({shapeOf(Kind::Line, {100, 100, 50, 20, 0}, {0, 0, 50, 20})});
    QVERIFY(frame && frame->isLine());
    QCOMPARE(frame->handles(1), (QList{Handle::Start, Handle::End}));
    QCOMPARE(frame->handleAt({101, 101}, 1), Handle::Start);
    QCOMPARE(frame->handleAt({150, 120}, 1), Handle::End);
    // Too short for a handle between them.
    QCOMPARE(frame->handleAt({125, 110}, 1), std::nullopt);
    QCOMPARE(frame->handles(4), (QList{Handle::Start, Handle::Middle, Handle::End}));
    QCOMPARE(frame->handleAt({125, 110}, 4), Handle::Middle);
}

void TestSelectionFrame::aLineWithOneBendHasItForAHandle()
{
    const auto frame = frameOfShapes({shapeOf(Kind::Arrow, {0, 0, 200, 80, 0}, {0, 0, 50, 80, 200, 0})});
    QVERIFY(frame && frame->isLine());
    QCOMPARE(frame->handleAt({50, 80}, 1), Handle::Middle);
}

void TestSelectionFrame::aLineWithManyBendsHasAFrame()
{
    const auto frame = frameOfShapes({shapeOf(Kind::Line, {100, 100, 50, 20, 0}, {0, 0, 50, 20, 20, 5, 7, 7})});
    QVERIFY(frame && !frame->isLine());
    QVERIFY(frame->handles(1).contains(Handle::TopLeft));
}

void TestSelectionFrame::handlesAreGrabbedFromTheSameDistanceAtAnyScale_data()
{
    QTest::addColumn<double>("pixelsPerUnit");
    for (const double scale : {0.1, 1.0, 10.0})
        QTest::addRow("%g", scale) << scale;
}

void TestSelectionFrame::handlesAreGrabbedFromTheSameDistanceAtAnyScale()
{
    QFETCH(double, pixelsPerUnit);
    const double side = 400 / pixelsPerUnit;
    const auto frame = frameOfShapes({shapeOf(Kind::Ellipse, {0, 0, side, side, 0})});
    QVERIFY(frame);
    const QPointF corner = frame->position(Handle::BottomRight, pixelsPerUnit);
    const QPointF pixel(1 / pixelsPerUnit, 1 / pixelsPerUnit);
    QCOMPARE(frame->handleAt(corner + pixel * 5, pixelsPerUnit), Handle::BottomRight);
    QCOMPARE(frame->handleAt(corner + pixel * 9, pixelsPerUnit), std::nullopt);
    QCOMPARE(frame->handles(pixelsPerUnit).size(), 9);
}

void TestSelectionFrame::sideHandlesNeedRoom()
{
    const auto frame = frameOfShapes({shapeOf(Kind::Rect, {0, 0, 100, 10, 0})});
    QVERIFY(frame);
    QVERIFY(frame->handles(1).contains(Handle::Top));
    QVERIFY(!frame->handles(1).contains(Handle::Left));
    QVERIFY(frame->handles(4).contains(Handle::Left));
}

void TestSelectionFrame::lockedShapesHaveAPadlockAndNoHandles()
{
    auto locked = std::make_shared<Shape>(*shapeOf(Kind::Rect, {0, 0, 100, 100, 0}));
    locked->locked = true;
    const auto frame = frameOfShapes({locked});
    QVERIFY(frame);
    QCOMPARE(frame->handles(1), QList<Handle>{Handle::Unlock});
    QCOMPARE(frame->handleAt({104, 104}, 1), std::nullopt);
    QCOMPARE(frame->handleAt(frame->position(Handle::Unlock, 1), 1), Handle::Unlock);
}

void TestSelectionFrame::handlesPointWhereTheyResize()
{
    const auto upright = frameOfShapes({shapeOf(Kind::Rect, {0, 0, 100, 100, 0})});
    QCOMPARE(upright->direction(Handle::Right), 0.0);
    QCOMPARE(upright->direction(Handle::Bottom), 90.0);
    QCOMPARE(upright->direction(Handle::TopLeft), 225.0);
    const auto turned = frameOfShapes({shapeOf(Kind::Rect, {0, 0, 100, 100, 45})});
    QCOMPARE(turned->direction(Handle::Right), 45.0);
}

QTEST_GUILESS_MAIN(TestSelectionFrame)
#include "editing_frame.moc"
