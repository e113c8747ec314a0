#include "app/render/geometrycache.h"
#include "app/render/sketchy.h"
#include "common/model/geometry.h"
#include "tests/support/randomshapes.h"

#include <QGuiApplication>
#include <QTest>

#include <cmath>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

ShapeRef makeShape(Kind kind, const std::function<void(Shape &)> &change = {})
{
    auto shape = std::make_shared<Shape>(Shape::defaults(kind));
    shape->id = "s1";
    shape->box = {10, 20, 200, 100, 0};
    if (numbersPerPoint(kind) == 2)
        shape->points = {0, 0, 100, 50, 200, 100};
    if (kind == Kind::Ink)
        shape->points = {0, 0, 0.5, 100, 50, 0.5, 200, 100, 0.5};
    if (change)
        change(*shape);
    return shape;
}

} // namespace

class TestGeometry final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRelativeToTheCentreOfTheBox();
    void aMovedShapeKeepsItsGeometry();
    void aShapeOfAnotherSizeGetsANewOne();
    void theCacheStaysWithinItsBudget();
    void theCacheCanBeUsedFromManyThreads();
    void roughLooksDependOnTheIdAlone();
    void roughLinesStayWithinReach();
    void hatchLinesStayWithinTheArea();
    void theLineEndsBeforeAHollowHead();
    void aClosedLineHasAnAreaAndAnOpenOneNone();
    void whatIsPaintedIsWithinTheBounds();
    void aLineLeavesItsLabelRoom_data();
    void aLineLeavesItsLabelRoom();
};

void TestGeometry::isRelativeToTheCentreOfTheBox()
{
    for (const Kind kind : {Kind::Rect, Kind::Ellipse, Kind::Line}) {
        const ShapeRef shape = makeShape(kind);
        const QRectF outline = makeGeometry(*shape)->outline.controlPointRect();
        QCOMPARE(outline, QRectF(-100, -50, 200, 100));
        QCOMPARE(toScene(*shape).mapRect(outline), QRectF(10, 20, 200, 100));
    }
}

void TestGeometry::aMovedShapeKeepsItsGeometry()
{
    GeometryCache cache;
    const ShapeRef before = makeShape(Kind::Ink);
    const ShapeRef moved = makeShape(Kind::Ink, [](Shape &shape) {
        shape.box.x = 500;
        shape.box.angle = 30;
        shape.stroke = Color::rgb(0xff0000);
    });
    const GeometryRef geometry = cache.geometry(before);
    QCOMPARE(cache.geometry(before), geometry);
    cache.replace(before, moved);
    QCOMPARE(cache.geometry(moved), geometry);
}

void TestGeometry::aShapeOfAnotherSizeGetsANewOne()
{
    GeometryCache cache;
    const ShapeRef before = makeShape(Kind::Rect);
    const ShapeRef larger = makeShape(Kind::Rect, [](Shape &shape) { shape.box.w = 300; });
    const GeometryRef geometry = cache.geometry(before);
    cache.replace(before, larger);
    QVERIFY(cache.geometry(larger) != geometry);
    QCOMPARE(cache.geometry(larger)->outline.controlPointRect().width(), 300.0);
}

void TestGeometry::theCacheStaysWithinItsBudget()
{
    constexpr qsizetype budget = 200'000;
    GeometryCache cache(budget);
    QList<ShapeRef> shapes;
    for (int i = 0; i < 500; ++i) {
        shapes.append(makeShape(Kind::Ink, [i](Shape &shape) { shape.id = QByteArray::number(i); }));
        cache.geometry(shapes.last());
        cache.flat(shapes.last(), 1);
        QVERIFY(cache.bytes() <= budget);
    }
    QVERIFY(cache.bytes() > 0);
    for (const ShapeRef &shape : shapes)
        cache.remove(shape);
    QCOMPARE(cache.bytes(), 0);
}

void TestGeometry::theCacheCanBeUsedFromManyThreads()
{
    GeometryCache cache(300'000);
    Random random(3);
    QList<ShapeRef> shapes;
    for (int i = 0; i < 200; ++i) {
        const Kind kind = testing::randomKind(random);
        shapes.append(std::make_shared<Shape>(testing::randomShape(QByteArray::number(i), kind, random)));
    }
    std::atomic<int> made = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (const ShapeRef &shape : std::as_const(shapes))
                made += cache.flat(shape, 1) ? 1 : 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(made.load(), 800);
}

void TestGeometry::roughLooksDependOnTheIdAlone()
{
    const auto outline = [](const QByteArray &id, double x) {
        return makeGeometry(*makeShape(Kind::Rect,
                                       [&](Shape &shape) {
                                           shape.id = id;
                                           shape.box.x = x;
                                           shape.rough = 1;
                                       }))
            ->outline;
    };
    QCOMPARE(outline("a", 0), outline("a", 700));
    QVERIFY(outline("a", 0) != outline("b", 0));
}

void TestGeometry::roughLinesStayWithinReach()
{
    for (int i = 0; i < 100; ++i) {
        QPainterPath exact;
        exact.addRect(0, 0, 20 + i * 10, 40);
        exact.addEllipse(0, 100, 30 + i * 5, 60);
        const double reach = 2 + i / 10.0;
        const QPainterPath rough = sketched(exact, 1 + i % 2, reach, quint64(i));
        QVERIFY(exact.controlPointRect().adjusted(-reach, -reach, reach, reach).contains(rough.controlPointRect()));
        QVERIFY(rough.elementCount() > exact.elementCount());
    }
}

void TestGeometry::hatchLinesStayWithinTheArea()
{
    QPainterPath area;
    area.addEllipse(0, 0, 200, 100);
    const QPainterPath lines = hatchLines(area, 8, -41);
    QVERIFY(lines.elementCount() > 20);
    for (int i = 0; i + 1 < lines.elementCount(); i += 2) {
        const QPointF middle = (QPointF(lines.elementAt(i)) + QPointF(lines.elementAt(i + 1))) / 2;
        QVERIFY(area.contains(middle));
    }
}

void TestGeometry::theLineEndsBeforeAHollowHead()
{
    const ShapeRef arrow = makeShape(Kind::Arrow, [](Shape &shape) {
        shape.points = {0, 0, 200, 0};
        shape.box = {0, 0, 200, 0, 0};
        shape.ends = {Head::None, Head::TriangleOutline};
    });
    const GeometryRef geometry = makeGeometry(*arrow);
    QVERIFY(geometry->outline.controlPointRect().right() < 100 - headLength(*arrow) / 2);
    QCOMPARE(geometry->marks.controlPointRect().right(), 100.0);
    QCOMPARE(geometry->outline.controlPointRect().left(), -100.0);
}

void TestGeometry::aClosedLineHasAnAreaAndAnOpenOneNone()
{
    QVERIFY(makeGeometry(*makeShape(Kind::Line))->area.isEmpty());
    const ShapeRef closed = makeShape(Kind::Line, [](Shape &shape) { shape.points = {0, 0, 200, 0, 100, 100, 0, 0}; });
    QVERIFY(!makeGeometry(*closed)->area.isEmpty());
}

void TestGeometry::aLineLeavesItsLabelRoom_data()
{
    QTest::addColumn<Box>("box");
    QTest::addColumn<int>("rough");
    QTest::addColumn<double>("corner");
    QTest::newRow("straight") << Box{10, 20, 400, 200, 0} << 0 << 0.0;
    QTest::newRow("curved") << Box{10, 20, 400, 200, 0} << 0 << 8.0;
    QTest::newRow("rough") << Box{10, 20, 400, 200, 0} << 1 << 0.0;
    QTest::newRow("turned") << Box{10, 20, 400, 200, 30} << 0 << 0.0;
    QTest::newRow("mirrored") << Box{10, 20, -400, 200, 0} << 0 << 0.0;
}

void TestGeometry::aLineLeavesItsLabelRoom()
{
    QFETCH(const Box, box);
    QFETCH(const int, rough);
    QFETCH(const double, corner);
    // The first stretch is the shorter one: the middle of the length is not the middle of the box.
    const PointList bent = {0, 0, 100, 0, 400, 200};
    const ShapeRef arrow = makeShape(Kind::Arrow, [&](Shape &shape) {
        shape.box = box;
        shape.points = bent;
        shape.rough = rough;
        shape.corner = corner;
        shape.text = u"yes"_s;
    });
    const GeometryRef geometry = makeGeometry(*arrow);
    const QPointF center = toSceneUnmirrored(*arrow).map(geometry->textArea.center());
    QVERIFY(QLineF(center, lineLabelCenter(*arrow)).length() < 1e-6);
    QCOMPARE(geometry->textArea.size(), geometry->text.size);

    const auto mirror = QTransform::fromScale(box.w < 0 ? -1 : 1, box.h < 0 ? -1 : 1);
    QVERIFY(!geometry->outline.isEmpty());
    for (const QPolygonF &piece : geometry->outline.toSubpathPolygons()) {
        for (qsizetype i = 1; i < piece.size(); ++i)
            for (double share = 0; share <= 1; share += 0.01)
                QVERIFY(!mirror.mapRect(geometry->textArea).contains(QLineF(piece[i - 1], piece[i]).pointAt(share)));
    }
    // Both ends are there, as without a label.
    Shape plain = *arrow;
    plain.text.clear();
    const QPainterPath whole = makeGeometry(plain)->outline;
    QCOMPARE(geometry->outline.pointAtPercent(0), whole.pointAtPercent(0));
    QVERIFY(QLineF(geometry->outline.currentPosition(), whole.currentPosition()).length() < 0.1);
    QVERIFY(whole.length() - geometry->outline.length() > geometry->textArea.height());
}

void TestGeometry::whatIsPaintedIsWithinTheBounds()
{
    Random random(4);
    for (int i = 0; i < 500; ++i) {
        const Shape shape = testing::randomShape("s", testing::randomKind(random), random);
        const GeometryRef geometry = makeGeometry(shape);
        const QRectF bounds = sceneBounds(shape, *geometry);
        for (const QPainterPath *path : {&geometry->area, &geometry->outline, &geometry->marks, &geometry->solid}) {
            const QRectF painted = toScene(shape).map(*path).boundingRect();
            QVERIFY(std::isfinite(painted.width()) && std::isfinite(painted.height()));
            QVERIFY(path->isEmpty() || bounds.adjusted(-0.01, -0.01, 0.01, 0.01).contains(painted));
        }
    }
}

QTEST_MAIN(TestGeometry)
#include "canvas_geometry.moc"
