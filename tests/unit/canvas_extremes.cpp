// Whatever a file or a peer says of a shape that the registers' ranges allow, drawing, hitting, exporting and attaching
// it ends, soon, and with finite numbers.
#include "app/files/pictureexport.h"
#include "app/render/geometrycache.h"
#include "app/render/render.h"
#include "app/view/tilerender.h"
#include "common/model/attachment.h"
#include "common/model/geometry.h"
#include "tests/support/extremeshapes.h"
#include "tests/support/randomshapes.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

bool isFinite(const QRectF &rect)
{
    return std::isfinite(rect.x()) && std::isfinite(rect.y()) && std::isfinite(rect.width()) &&
           std::isfinite(rect.height());
}

void paintTiles(const ShapeRef &shape)
{
    GeometryCache cache;
    const QPointF center = centerOf(shape->box);
    for (const double scale : {0.02, 1.0, 30.0}) {
        TileJob job;
        job.scale = scale;
        const QPointF tile = center * scale / tileSize;
        if (std::abs(tile.x()) > 1e6 || std::abs(tile.y()) > 1e6)
            continue; // tiles are counted in int pixels: no view gets there
        job.tile = QPoint(int(std::floor(tile.x())), int(std::floor(tile.y())));
        job.parts = {{QRect(0, 0, tileSize, tileSize), {shape}}};
        QVERIFY(!paintTile(job, cache).isNull());
    }
}

void paintReference(const ShapeRef &shape)
{
    QImage image(240, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.translate(120, 100);
    painter.translate(-centerOf(shape->box));
    renderShapes(painter, {shape}, {});
}

} // namespace

class TestExtremes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void extremeShapes_data();
    void extremeShapes();
    void pointsInOnePlaceAreDrawnAsADot_data();
    void pointsInOnePlaceAreDrawnAsADot();
    void headsOfAMirroredLineAreSeenFromAfar();
    void aHatchOfManyCrossingsIsAFill();
    void aCurveThroughManyFarPointsIsStraight();
    void whatIsTooFarSpreadForAPictureIsSaid();
};

void TestExtremes::extremeShapes_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < kindCount; ++kind)
        QTest::newRow(name(Kind(kind))) << kind;
}

/// S2: registers within their ranges, however odd.
void TestExtremes::extremeShapes()
{
    QFETCH(int, kind);
    // Large pictures take a second each: a few of them will do.
    constexpr double large = 2'000'000; // square scene units
    int largePictures = 5;
    for (const ShapeRef &shape : sketchroom::testing::extremeShapes(Kind(kind))) {
        const GeometryRef geometry = makeGeometry(*shape);
        QVERIFY(isFinite(geometry->bounds));
        QVERIFY(isFinite(sceneBounds(*shape, *geometry)));
        QVERIFY(isFinite(geometryBounds(*shape)));
        QVERIFY(isFinite(paintBounds(*shape)));
        const QList<QPointF> outline = outlineOf(*shape);
        for (const QPointF &point : outline)
            QVERIFY(std::isfinite(point.x()) && std::isfinite(point.y()));
        for (const QPointF at : {centerOf(shape->box), QPointF(0, 0), frameOf(shape->box).topLeft()})
            (void)hits(*shape, at, 6);
        (void)isInside(*shape, QRectF(-10, -10, 20, 20));
        paintTiles(shape);
        if (QTest::currentTestFailed())
            return;
        paintReference(shape);
        const QRectF bounds = sceneBounds(*shape, *geometry);
        if (bounds.width() * bounds.height() < large || largePictures-- > 0)
            (void)writePng({shape}, {});
        (void)writeSvg({shape}, {});

        auto arrow = std::make_shared<Shape>(Shape::defaults(Kind::Arrow));
        arrow->id = "arrow";
        arrow->points = {0, 0, 0, 0};
        arrow->ends.end = Head::Arrow;
        arrow->to = Anchor{shape->id, 0.5, 0.5};
        arrow->from = Anchor{shape->id, 0.5, 0.5};
        const ShapeRef moved = followed(arrow, [&](const ShapeId &) { return shape; });
        QVERIFY(isFinite(geometryBounds(*moved)));
        paintTiles(moved);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestExtremes::pointsInOnePlaceAreDrawnAsADot_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<Head>("head");
    QTest::newRow("line") << int(Kind::Line) << Head::None;
    QTest::newRow("line with a head") << int(Kind::Line) << Head::Arrow;
    QTest::newRow("arrow") << int(Kind::Arrow) << Head::Arrow;
    QTest::newRow("arrow with a triangle") << int(Kind::Arrow) << Head::Triangle;
}

void TestExtremes::pointsInOnePlaceAreDrawnAsADot()
{
    QFETCH(int, kind);
    QFETCH(Head, head);
    for (const PointList &points : {PointList{0, 0, 0, 0}, PointList{5, 5, 5, 5, 5, 5}}) {
        Shape shape = Shape::defaults(Kind(kind));
        shape.id = "a";
        shape.box = {50, 50, 0, 0, 0};
        shape.points = points;
        shape.ends = {Head::None, head};
        shape.width = 4;
        QImage image(100, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderShapes(painter, {std::make_shared<const Shape>(shape)}, {});
        painter.end();
        QVERIFY(image.pixelColor(50, 50) != QColor(Qt::white));
        QCOMPARE(image.pixelColor(60, 50), QColor(Qt::white));
    }
}

/// A closed zigzag: 30,000 edges, and every line of the hatch crosses nearly all of them.
void TestExtremes::aHatchOfManyCrossingsIsAFill()
{
    Shape zigzag = Shape::defaults(Kind::Line);
    zigzag.id = "a";
    zigzag.box = {0, 0, 2'000, 2'000, 0};
    zigzag.fill = Color::rgb(0xa5d8ff);
    zigzag.hatch = Hatch::Cross;
    constexpr int edges = 29'000;
    for (int i = 0; i < edges; ++i)
        zigzag.points << 2'000.0 * i / edges << (i % 2 == 0 ? 0 : 2'000);
    zigzag.points << zigzag.points.at(0) << zigzag.points.at(1);
    const GeometryRef dense = makeGeometry(zigzag);
    QVERIFY(!dense->area.isEmpty());
    QVERIFY(dense->hatch.isEmpty());

    Shape plain = Shape::defaults(Kind::Rect);
    plain.id = "b";
    plain.box = {0, 0, 1e6, 1e6, 0};
    plain.fill = Color::rgb(0xa5d8ff);
    plain.hatch = Hatch::Cross;
    QVERIFY(!makeGeometry(plain)->hatch.isEmpty());
}

void TestExtremes::aCurveThroughManyFarPointsIsStraight()
{
    Shape far = Shape::defaults(Kind::Line);
    far.id = "a";
    far.box = {-1e9, -1e9, 1e9, 1e9, 0};
    far.corner = 10;
    for (int i = 0; i < 20'000; ++i)
        far.points << (i % 2 == 0 ? -1e9 : 1e9) << -1e9 + i * 1e5;
    const GeometryRef geometry = makeGeometry(far);
    qsizetype corners = 0;
    for (const QPolygonF &polygon : geometry->outline.toSubpathPolygons())
        corners += polygon.size();
    QVERIFY2(corners < 100'000, qPrintable(QString::number(corners)));
}

void TestExtremes::whatIsTooFarSpreadForAPictureIsSaid()
{
    QList<ShapeRef> shapes;
    for (const double place : {-1e9, 1e9}) {
        auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Rect));
        shape->id = place < 0 ? "a" : "b";
        shape->box = {place, place, 10, 10, 0};
        shapes.append(shape);
    }
    QCOMPARE(writePng(shapes, {}).error().code, ErrorCode::Limit);
    QCOMPARE(writeSvg(shapes, {}).error().code, ErrorCode::Limit);
    QVERIFY(writeSvg(shapes, {}).error().message.contains(u"too far spread"_s));
}

void TestExtremes::headsOfAMirroredLineAreSeenFromAfar()
{
    const auto inkOf = [](double w, double h) {
        auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Arrow));
        shape->id = "a";
        shape->points = {0, 0, 400, 400};
        shape->box = {w < 0 ? 500.0 : 100.0, h < 0 ? 500.0 : 100.0, w, h, 0};
        shape->ends = {Head::None, Head::Arrow};
        TileJob job;
        job.scale = 0.3;
        job.tile = {0, 0};
        job.parts = {{QRect(0, 0, tileSize, tileSize), {shape}}};
        GeometryCache cache;
        const QImage tile = paintTile(job, cache);
        int ink = 0;
        for (int y = 0; y < tile.height(); ++y) {
            for (int x = 0; x < tile.width(); ++x)
                ink += tile.pixel(x, y) != tile.pixel(0, 0);
        }
        return ink;
    };
    const int upright = inkOf(400, 400);
    QVERIFY(std::abs(inkOf(-400, -400) - upright) <= upright / 20);
}

QTEST_MAIN(TestExtremes)
#include "canvas_extremes.moc"
