#include "common/base/random.h"
#include "common/model/geometry.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

constexpr double tiny = 1e-9;

bool near(double a, double b, double tolerance = tiny)
{
    return std::abs(a - b) <= tolerance;
}
bool near(QPointF a, QPointF b, double tolerance = tiny)
{
    return near(a.x(), b.x(), tolerance) && near(a.y(), b.y(), tolerance);
}
bool near(const QRectF &a, const QRectF &b, double tolerance = tiny)
{
    return near(a.topLeft(), b.topLeft(), tolerance) && near(a.bottomRight(), b.bottomRight(), tolerance);
}

bool encloses(const QRectF &outer, const QRectF &inner)
{
    return inner.left() >= outer.left() && inner.right() <= outer.right() && inner.top() >= outer.top() &&
           inner.bottom() <= outer.bottom();
}

Shape makeShape(Kind kind, const Box &box, const PointList &points = {})
{
    Shape shape = Shape::defaults(kind);
    shape.id = "s1";
    shape.box = box;
    shape.points = points;
    return shape;
}

Shape randomShape(Random &random)
{
    const auto number = [&random](double low, double high) { return low + (high - low) * random.real(); };
    Shape shape =
        makeShape(Kind(random.below(kindCount)), {number(-500, 500), number(-500, 500), number(-300, 300),
                                                  number(-300, 300), random.chance(0.3) ? 0 : number(-360, 360)});
    for (int i = 0; i < 8 * numbersPerPoint(shape.kind); ++i)
        shape.points.append(random.real());
    shape.corner = random.chance(0.5) ? number(0, 60) : 0;
    shape.rough = int(random.below(3));
    shape.width = number(0.1, 20);
    if (random.chance(0.5))
        shape.fill = Color::rgb(0xff0000);
    return shape;
}

} // namespace

class TestGeometry final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBoxOfNegativeSizeSpansBackwards();
    void cornersTurnAboutTheCentre();
    void pointsFillTheBox_data();
    void pointsFillTheBox();
    void pointsInTheirOwnBoxStayWhereTheyAre();
    void pointsTurnAboutTheCentreOfTheBox();
    void geometryBoundsAreTight_data();
    void geometryBoundsAreTight();
    void aCurveGoesThroughItsPoints();
    void paintBoundsHoldInkHeadsAndTitle();
    void boundsOfSeveralHoldThemAll();
    void aLevelLineLiesInsideAnAreaAroundIt();
    void anOutlineFillsItsBox_data();
    void anOutlineFillsItsBox();
    void aLabelOfALineIsInTheMiddleOfItsLength();
    void aClickOnTheLabelOfALineMeansTheLine();
    void clicks_data();
    void clicks();
    void clicksAtAnAngleMeanWhatTheyMeanUpright_data();
    void clicksAtAnAngleMeanWhatTheyMeanUpright();
    void aClickOnTheOutlineAlwaysHits_data() { clicksAtAnAngleMeanWhatTheyMeanUpright_data(); }
    void aClickOnTheOutlineAlwaysHits();
    void boundsHoldTheOutline_data() { clicksAtAnAngleMeanWhatTheyMeanUpright_data(); }
    void boundsHoldTheOutline();
    void anchorsTurnAndMirrorWithTheShape();
    void mappedBoxes_data();
    void mappedBoxes();
    void mappingThereAndBackChangesNothing_data() { clicksAtAnAngleMeanWhatTheyMeanUpright_data(); }
    void mappingThereAndBackChangesNothing();
};

void TestGeometry::aBoxOfNegativeSizeSpansBackwards()
{
    QCOMPARE(frameOf({100, 50, -40, -20, 0}), QRectF(60, 30, 40, 20));
    QCOMPARE(centerOf({100, 50, -40, -20, 0}), QPointF(80, 40));
}

void TestGeometry::cornersTurnAboutTheCentre()
{
    const auto corners = cornersOf({0, 0, 40, 20, 90});
    QVERIFY(near(corners[0], {30, -10}));
    QVERIFY(near(corners[1], {30, 30}));
    QVERIFY(near(corners[2], {10, 30}));
    QVERIFY(near(corners[3], {10, -10}));
}

void TestGeometry::pointsFillTheBox_data()
{
    QTest::addColumn<Box>("box");
    QTest::addColumn<QPointF>("first");
    QTest::addColumn<QPointF>("last");
    QTest::newRow("as it is") << Box{0, 0, 10, 20, 0} << QPointF(0, 0) << QPointF(10, 20);
    QTest::newRow("moved") << Box{5, 6, 10, 20, 0} << QPointF(5, 6) << QPointF(15, 26);
    QTest::newRow("stretched") << Box{0, 0, 100, 10, 0} << QPointF(0, 0) << QPointF(100, 10);
    QTest::newRow("mirrored in x") << Box{10, 0, -10, 20, 0} << QPointF(10, 0) << QPointF(0, 20);
    QTest::newRow("mirrored in y") << Box{0, 20, 10, -20, 0} << QPointF(0, 20) << QPointF(10, 0);
    QTest::newRow("flat") << Box{3, 4, 10, 0, 0} << QPointF(3, 4) << QPointF(13, 4);
    QTest::newRow("half a turn") << Box{0, 0, 10, 20, 180} << QPointF(10, 20) << QPointF(0, 0);
}

void TestGeometry::pointsFillTheBox()
{
    QFETCH(Box, box);
    QFETCH(QPointF, first);
    QFETCH(QPointF, last);
    const Shape line = makeShape(Kind::Line, box, {-5, -5, 0, 0, 5, 15});
    const QList<QPointF> points = scenePoints(line);
    QCOMPARE(points.size(), 3);
    QVERIFY(near(points.front(), first));
    QVERIFY(near(points.back(), last));
    QVERIFY(near(geometryBounds(line), QRectF(first, last).normalized()));
}

void TestGeometry::pointsInTheirOwnBoxStayWhereTheyAre()
{
    const PointList points = {0.1, 0.2, 0.5, 17.3, -4.4, 0.5, 99.7, 3.3, 0.5};
    const Shape ink = makeShape(Kind::Ink, boxOfPoints(points, 3), points);
    const QList<QPointF> scene = scenePoints(ink);
    for (qsizetype i = 0; i < scene.size(); ++i)
        QVERIFY(near(scene.at(i), {points.at(3 * i), points.at(3 * i + 1)}));
    QVERIFY(scenePoints(makeShape(Kind::Rect, {0, 0, 1, 1, 0})).isEmpty());
    QVERIFY(scenePoints(makeShape(Kind::Ink, {0, 0, 1, 1, 0})).isEmpty());
}

void TestGeometry::pointsTurnAboutTheCentreOfTheBox()
{
    const Shape line = makeShape(Kind::Line, {0, 0, 40, 20, 90}, {0, 0, 40, 20});
    const QList<QPointF> points = scenePoints(line);
    QVERIFY(near(points.front(), {30, -10}));
    QVERIFY(near(points.back(), {10, 30}));
}

void TestGeometry::geometryBoundsAreTight_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<double>("angle");
    QTest::addColumn<QRectF>("bounds");
    const double root = std::sqrt(2.0);
    QTest::newRow("rect upright") << Kind::Rect << 0.0 << QRectF(-50, -50, 100, 100);
    QTest::newRow("rect on its tip") << Kind::Rect << 45.0 << QRectF(-50 * root, -50 * root, 100 * root, 100 * root);
    QTest::newRow("diamond on its side") << Kind::Diamond << 45.0
                                         << QRectF(-25 * root, -25 * root, 50 * root, 50 * root);
    QTest::newRow("circle turned") << Kind::Ellipse << 33.0 << QRectF(-50, -50, 100, 100);
    QTest::newRow("triangle upside down") << Kind::Triangle << 180.0 << QRectF(-50, -50, 100, 100);
    // Its apex (0, -50) and feet (±50, 50) turned by a quarter: (50, 0), (-50, 50), (-50, -50).
    QTest::newRow("triangle on its side") << Kind::Triangle << 90.0 << QRectF(-50, -50, 100, 100);
    QTest::newRow("triangle at an angle")
        << Kind::Triangle << 45.0 << QRectF(QPointF(-50 * root, -25 * root), QPointF(25 * root, 50 * root));
    QTest::newRow("note turned") << Kind::Note << 90.0 << QRectF(-50, -50, 100, 100);
}

void TestGeometry::geometryBoundsAreTight()
{
    QFETCH(Kind, kind);
    QFETCH(double, angle);
    QFETCH(QRectF, bounds);
    const QRectF actual = geometryBounds(makeShape(kind, {-50, -50, 100, 100, angle}));
    // A circle is drawn in straight pieces.
    if (kind == Kind::Ellipse)
        QVERIFY(encloses(bounds.adjusted(-0.2, -0.2, 0.2, 0.2), actual) &&
                encloses(actual.adjusted(-0.2, -0.2, 0.2, 0.2), bounds));
    else
        QVERIFY(near(actual, bounds));
}

void TestGeometry::aCurveGoesThroughItsPoints()
{
    const QList<QPointF> points = {{0, 0}, {50, 80}, {100, 0}};
    const QList<QPointF> curve = curveThrough(points);
    QCOMPARE(curve.size(), 7);
    QCOMPARE(curve.at(3), points.at(1));
    QCOMPARE(curve.at(2).y(), curve.at(4).y()); // level at the top
    QVERIFY(curveThrough({}).isEmpty());

    Shape line = makeShape(Kind::Line, {0, 0, 100, 80, 0}, {0, 0, 50, 80, 100, 0});
    QCOMPARE(outlineOf(line).size(), 3);
    line.corner = 10;
    const QList<QPointF> outline = outlineOf(line);
    QVERIFY(outline.size() > 8);
    for (const QPointF &point : points)
        QVERIFY(outline.contains(point));
}

void TestGeometry::paintBoundsHoldInkHeadsAndTitle()
{
    Shape ink = makeShape(Kind::Ink, {0, 0, 10, 0, 0}, {0, 0, 1, 10, 0, 1});
    ink.width = 20;
    QVERIFY(encloses(paintBounds(ink), QRectF(-15, -15, 40, 30)));

    Shape arrow = makeShape(Kind::Arrow, {0, 0, 100, 0, 0}, {0, 0, 100, 0});
    QVERIFY(encloses(paintBounds(arrow), QRectF(0, -headLength(arrow), 100, 2 * headLength(arrow))));
    arrow.ends = {};
    QVERIFY(paintBounds(arrow).height() < headLength(arrow));

    const Shape frame = makeShape(Kind::Frame, {0, 0, 100, 100, 0});
    QVERIFY(encloses(paintBounds(frame), QRectF(0, -frameTitleHeight, 100, 100)));

    Shape rough = makeShape(Kind::Rect, {0, 0, 100, 100, 0});
    const QRectF exact = paintBounds(rough);
    rough.rough = 2;
    QVERIFY(encloses(paintBounds(rough), exact.adjusted(-4, -4, 4, 4)));
}

void TestGeometry::boundsOfSeveralHoldThemAll()
{
    QVERIFY(boundsOf({}).isNull());
    const auto dot = std::make_shared<Shape>(makeShape(Kind::Ink, {200, 300, 0, 0, 0}, {0, 0, 0.5}));
    const auto rect = std::make_shared<Shape>(makeShape(Kind::Rect, {0, 0, 10, 10, 0}));
    QCOMPARE(boundsOf({dot, rect}), QRectF(0, 0, 200, 300));
}

void TestGeometry::anOutlineFillsItsBox_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<double>("radius");
    for (const KindInfo &row : kinds()) {
        if (!row.outline)
            continue;
        QTest::addRow("%s", row.name) << row.kind << 0.0;
        QTest::addRow("%s, rounded", row.name) << row.kind << 12.0;
    }
}

/// So that it is selected, attached to and exported by its box; and closed, so that it is filled.
void TestGeometry::anOutlineFillsItsBox()
{
    QFETCH(const Kind, kind);
    QFETCH(const double, radius);
    Shape shape = Shape::defaults(kind);
    shape.box = {100, 50, 200, 120, 0};
    shape.corner = radius;
    const QList<QPointF> outline = outlineOf(shape);
    QCOMPARE(outline.constFirst(), outline.constLast());
    PointList numbers;
    for (const QPointF &point : outline)
        numbers << point.x() << point.y();
    const QRectF bounds = pointBounds(numbers, 2);
    const QRectF box = frameOf(shape.box);
    QVERIFY2(box.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(bounds), name(kind));
    if (radius == 0)
        QVERIFY2(bounds.adjusted(-0.6, -0.6, 0.6, 0.6).contains(box), name(kind));
    for (const QPointF &point : innerLineOf(shape))
        QVERIFY(box.contains(point));
    // Mirrored, it is the other way round in the same place.
    shape.box = {300, 170, -200, -120, 0};
    const QList<QPointF> mirrored = outlineOf(shape);
    QCOMPARE(mirrored.size(), outline.size());
    for (qsizetype i = 0; i < outline.size(); ++i)
        QVERIFY(((outline.at(i) + mirrored.at(i)) / 2 - box.center()).manhattanLength() < 1e-6);
}

void TestGeometry::aLabelOfALineIsInTheMiddleOfItsLength()
{
    QCOMPARE(lineLabelCenter(makeShape(Kind::Arrow, {0, 0, 100, 0, 0}, {0, 0, 100, 0})), QPointF(50, 0));
    // 30 to the right and 90 down: 60 along it is 30 down the second stretch.
    QCOMPARE(lineLabelCenter(makeShape(Kind::Line, {0, 0, 30, 90, 0}, {0, 0, 30, 0, 30, 90})), QPointF(30, 30));
    // All in one place: there.
    QCOMPARE(lineLabelCenter(makeShape(Kind::Line, {10, 10, 0, 0, 0}, {0, 0, 0, 0})), QPointF(10, 10));
}

void TestGeometry::aClickOnTheLabelOfALineMeansTheLine()
{
    Shape arrow = makeShape(Kind::Arrow, {0, 0, 400, 0, 0}, {0, 0, 400, 0});
    const QPointF beside(200, 10);
    QVERIFY(!hits(arrow, beside, 2));
    arrow.text = QStringLiteral("depends on");
    QVERIFY(hits(arrow, beside, 2));
    QVERIFY(!hits(arrow, {200, 40}, 2));
    // Turned about the middle of its box, which is where the label is.
    arrow.box.angle = 90;
    QVERIFY(hits(arrow, {210, 0}, 2));
    QVERIFY(hits(arrow, {200, 40}, 2));
    QVERIFY(encloses(paintBounds(arrow), roughLineLabel(arrow).transposed()) ||
            paintBounds(arrow).width() >= roughLineLabel(arrow).height());
}

void TestGeometry::aLevelLineLiesInsideAnAreaAroundIt()
{
    const Shape line = makeShape(Kind::Line, {10, 10, 50, 0, 0}, {0, 0, 50, 0});
    QVERIFY(isInside(line, {0, 0, 100, 100}));
    QVERIFY(!isInside(line, {0, 0, 40, 100}));
    QVERIFY(!isInside(line, {0, 20, 100, 100}));
}

void TestGeometry::clicks_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("filled");
    QTest::addColumn<QPointF>("at");
    QTest::addColumn<bool>("hit");
    // Every shape stands in a box of 100 × 100 at the origin; tolerance 4, width 2.
    for (const Kind kind : {Kind::Rect, Kind::Ellipse, Kind::Triangle, Kind::Diamond}) {
        const auto row = [kind](const char *what) -> QTestData & { return QTest::addRow("%s %s", name(kind), what); };
        row("inside, empty") << kind << false << QPointF(50, 60) << false;
        row("inside, filled") << kind << true << QPointF(50, 60) << true;
        row("top of the outline") << kind << false << QPointF(50, 1) << true;
        row("far") << kind << true << QPointF(50, -20) << false;
    }
    QTest::newRow("rect just outside") << Kind::Rect << false << QPointF(104.5, 50) << true;
    QTest::newRow("rect beyond tolerance") << Kind::Rect << true << QPointF(105.5, 50) << false;
    QTest::newRow("rect corner") << Kind::Rect << true << QPointF(3, 3) << true;
    QTest::newRow("ellipse corner") << Kind::Ellipse << true << QPointF(5, 5) << false;
    QTest::newRow("ellipse edge") << Kind::Ellipse << false << QPointF(50 + 35.36, 50 + 35.36) << true;
    QTest::newRow("triangle corner") << Kind::Triangle << true << QPointF(5, 5) << false;
    QTest::newRow("triangle foot") << Kind::Triangle << false << QPointF(98, 99) << true;
    QTest::newRow("diamond corner") << Kind::Diamond << true << QPointF(10, 10) << false;
    QTest::newRow("diamond edge") << Kind::Diamond << false << QPointF(25, 25) << true;
    QTest::newRow("text inside") << Kind::Text << false << QPointF(50, 50) << true;
    QTest::newRow("note inside") << Kind::Note << false << QPointF(50, 50) << true;
    QTest::newRow("image inside") << Kind::Image << false << QPointF(50, 50) << true;
    QTest::newRow("frame inside") << Kind::Frame << false << QPointF(50, 50) << false;
    QTest::newRow("frame edge") << Kind::Frame << false << QPointF(50, 100) << true;
    for (const Kind kind : {Kind::Line, Kind::Arrow, Kind::Ink}) {
        const auto row = [kind](const char *what) -> QTestData & { return QTest::addRow("%s %s", name(kind), what); };
        row("on it") << kind << false << QPointF(51, 49) << true;
        row("beside it") << kind << true << QPointF(70, 30) << false;
        row("past its end") << kind << false << QPointF(110, 110) << false;
    }
}

void TestGeometry::clicks()
{
    QFETCH(Kind, kind);
    QFETCH(bool, filled);
    QFETCH(QPointF, at);
    QFETCH(bool, hit);
    const PointList points = kind == Kind::Ink                           ? PointList{0, 0, 0.5, 100, 100, 0.5}
                             : kind == Kind::Line || kind == Kind::Arrow ? PointList{0, 0, 100, 100}
                                                                         : PointList{};
    Shape shape = makeShape(kind, {0, 0, 100, 100, 0}, points);
    shape.width = 2;
    if (filled)
        shape.fill = Color::rgb(0xff0000);
    QCOMPARE(hits(shape, at, 4), hit);

    shape.text = u"label"_s;
    if (info(kind).family == Family::Closed)
        QCOMPARE(hits(shape, {50, 60}, 4), true);
}

void TestGeometry::clicksAtAnAngleMeanWhatTheyMeanUpright_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 50; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestGeometry::clicksAtAnAngleMeanWhatTheyMeanUpright()
{
    QFETCH(quint64, seed);
    Random random(seed);
    Shape turned = randomShape(random);
    Shape upright = turned;
    upright.box.angle = 0;
    const QPointF center = centerOf(turned.box);
    for (int i = 0; i < 200; ++i) {
        const QPointF at = center + QPointF(random.real() - 0.5, random.real() - 0.5) * 500;
        // Within a hair of the border, rounding may decide either way.
        if (hits(upright, at, 5) != hits(upright, at, 5 + 1e-6))
            continue;
        QCOMPARE(hits(turned, rotated(at, center, turned.box.angle), 5), hits(upright, at, 5));
    }
}

void TestGeometry::aClickOnTheOutlineAlwaysHits()
{
    QFETCH(quint64, seed);
    Random random(seed);
    const Shape shape = randomShape(random);
    for (const QPointF &point : outlineOf(shape))
        QVERIFY(hits(shape, point, 0.001));
}

void TestGeometry::boundsHoldTheOutline()
{
    QFETCH(quint64, seed);
    Random random(seed);
    const Shape shape = randomShape(random);
    const QRectF bounds = geometryBounds(shape).adjusted(-tiny, -tiny, tiny, tiny);
    const QList<QPointF> outline = outlineOf(shape);
    QVERIFY(!outline.isEmpty());
    for (const QPointF &point : outline)
        QVERIFY(encloses(bounds, QRectF(point, point)));
    QVERIFY(encloses(paintBounds(shape), geometryBounds(shape)));
}

void TestGeometry::anchorsTurnAndMirrorWithTheShape()
{
    const Anchor right = {"s1", 1, 0.5};
    QVERIFY(near(anchorPoint(makeShape(Kind::Rect, {0, 0, 40, 20, 0}), right), {40, 10}));
    QVERIFY(near(anchorPoint(makeShape(Kind::Rect, {0, 0, 40, 20, 90}), right), {20, 30}));
    QVERIFY(near(anchorPoint(makeShape(Kind::Rect, {40, 0, -40, 20, 0}), right), {0, 10}));
}

void TestGeometry::mappedBoxes_data()
{
    QTest::addColumn<Box>("box");
    QTest::addColumn<QRectF>("to");
    QTest::addColumn<Box>("mapped");
    // From 0, 0 to 100, 100.
    QTest::newRow("moved") << Box{10, 10, 20, 20, 30} << QRectF(5, 6, 100, 100) << Box{15, 16, 20, 20, 30};
    QTest::newRow("twice as wide") << Box{10, 10, 20, 20, 0} << QRectF(0, 0, 200, 100) << Box{20, 10, 40, 20, 0};
    QTest::newRow("on its side") << Box{10, 10, 20, 40, 90} << QRectF(0, 0, 200, 100) << Box{30, -10, 20, 80, 90};
    QTest::newRow("twice as large") << Box{10, 10, 20, 40, 33} << QRectF(0, 0, 200, 200) << Box{20, 20, 40, 80, 33};
    QTest::newRow("mirrored") << Box{10, 10, 20, 20, 30} << QRectF(100, 0, -100, 100) << Box{90, 10, -20, 20, -30};
    QTest::newRow("mirrored both ways") << Box{10, 10, 20, 20, 30} << QRectF(100, 100, -100, -100)
                                        << Box{90, 90, -20, -20, 30};
}

void TestGeometry::mappedBoxes()
{
    QFETCH(Box, box);
    QFETCH(QRectF, to);
    QFETCH(Box, mapped);
    const Box actual = mapBox(box, {0, 0, 100, 100}, to);
    QVERIFY(near(actual.x, mapped.x) && near(actual.y, mapped.y));
    QVERIFY(near(actual.w, mapped.w) && near(actual.h, mapped.h));
    QCOMPARE(actual.angle, mapped.angle);
}

void TestGeometry::mappingThereAndBackChangesNothing()
{
    QFETCH(quint64, seed);
    Random random(seed);
    Box box = randomShape(random).box;
    box.angle = 90.0 * random.below(4); // stretching a box at another angle loses its slant
    const QRectF from(random.real(), random.real(), 1 + random.real(), 1 + random.real());
    const QRectF to(random.real(), random.real(), random.chance(0.5) ? 3 : -3, random.chance(0.5) ? 5 : -5);
    const Box back = mapBox(mapBox(box, from, to), to, from);
    QVERIFY(near(back.x, box.x, 1e-6) && near(back.y, box.y, 1e-6));
    QVERIFY(near(back.w, box.w, 1e-6) && near(back.h, box.h, 1e-6));
    QCOMPARE(back.angle, box.angle);
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestGeometry)
#include "model_geometry.moc"
