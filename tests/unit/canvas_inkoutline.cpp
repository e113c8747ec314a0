#include "app/render/inkoutline.h"
#include "common/base/random.h"
#include "common/model/geometry.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace sketchroom;

namespace {

/// A wandering pen; now and then it rests, or turns round at once.
PointList randomStroke(Random &random, int count, bool pressed)
{
    PointList points;
    double x = 0;
    double y = 0;
    double heading = random.real() * 6;
    for (int i = 0; i < count; ++i) {
        points << x << y << (pressed ? random.real() : 0.5);
        if (random.chance(0.1))
            continue;
        heading += random.chance(0.05) ? M_PI : (random.real() - 0.5);
        const double step = random.real() * 12;
        x += std::cos(heading) * step;
        y += std::sin(heading) * step;
    }
    return points;
}

double distanceToStroke(QPointF at, const PointList &points)
{
    double least = qInf();
    for (qsizetype i = 0; i < points.size(); i += 3) {
        const QPointF to(points[i], points[i + 1]);
        const QPointF from = i > 0 ? QPointF(points[i - 3], points[i - 2]) : to;
        const QPointF along = to - from;
        const double square = QPointF::dotProduct(along, along);
        const double t = square > 0 ? std::clamp(QPointF::dotProduct(at - from, along) / square, 0.0, 1.0) : 0;
        const QPointF away = at - (from + t * along);
        least = std::min(least, std::hypot(away.x(), away.y()));
    }
    return least;
}

QPainterPath whole(const InkOutline &outline)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (const InkOutline::PieceRef &piece : outline.pieces)
        path.addPath(piece->path);
    return path;
}

bool sameOutside(const QRectF &area, const InkOutline &a, const InkOutline &b)
{
    const QRect frame = (a.bounds() | b.bounds()).toAlignedRect();
    const auto render = [&](const InkOutline &outline) {
        QImage image(frame.size(), QImage::Format_Grayscale8);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(-frame.topLeft());
        painter.fillPath(whole(outline), Qt::black);
        painter.fillRect(area, Qt::white);
        return image;
    };
    return render(a) == render(b);
}

} // namespace

class TestInkOutline final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noPointsGiveNoOutline();
    void onePointGivesADot();
    void everyNumberIsFiniteAndNearTheStroke_data();
    void everyNumberIsFiniteAndNearTheStroke();
    void boundsHoldAllPieces();
    void theSamePointsGiveTheSameOutline();
    void appendedPointsGiveTheOutlineOfTheWhole_data();
    void appendedPointsGiveTheOutlineOfTheWhole();
    void appendingToALongStrokeKeepsMostOfIt();
    void pressureMakesItWider();
    void aFastMouseDrawsAThinnerLine();
    void aTightBendHasNoHole();
};

void TestInkOutline::noPointsGiveNoOutline()
{
    QVERIFY(makeInkOutline({}, 4).isEmpty());
    QVERIFY(makeInkOutline({}, 4).bounds().isNull());
}

void TestInkOutline::onePointGivesADot()
{
    for (const PointList &points : {PointList{5, 6, 0.5}, PointList{5, 6, 0.5, 5, 6, 0.5}}) {
        const InkOutline dot = makeInkOutline(points, 4);
        QCOMPARE(dot.pieces.size(), 1);
        QVERIFY(dot.bounds().contains(QPointF(5, 6)));
        QVERIFY(dot.bounds().width() > 2 && dot.bounds().width() <= 6);
    }
}

void TestInkOutline::everyNumberIsFiniteAndNearTheStroke_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("pressed");
    for (quint64 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %d", int(seed)) << seed << (seed % 2 == 0);
}

void TestInkOutline::everyNumberIsFiniteAndNearTheStroke()
{
    QFETCH(quint64, seed);
    QFETCH(bool, pressed);
    Random random(seed);
    const double width = 1 + random.real() * 20;
    const PointList points = randomStroke(random, 300, pressed);
    const double most = inkWidth(width, 1) / 2 + 0.3 * width + 1e-6;
    const QPainterPath path = whole(makeInkOutline(points, width));
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPointF at = path.elementAt(i);
        QVERIFY(std::isfinite(at.x()) && std::isfinite(at.y()));
        // Control points of the round ends stand off by a little more than the radius.
        QVERIFY2(distanceToStroke(at, points) <= most * 1.2, qPrintable(QString::number(distanceToStroke(at, points))));
    }
}

void TestInkOutline::boundsHoldAllPieces()
{
    Random random(7);
    const InkOutline outline = makeInkOutline(randomStroke(random, 500, true), 6);
    QVERIFY(outline.pieces.size() > 2);
    for (const InkOutline::PieceRef &piece : outline.pieces)
        QVERIFY(outline.bounds().contains(piece->path.boundingRect()));
}

void TestInkOutline::theSamePointsGiveTheSameOutline()
{
    Random random(8);
    const PointList points = randomStroke(random, 400, true);
    QCOMPARE(whole(makeInkOutline(points, 3)), whole(makeInkOutline(points, 3)));
}

void TestInkOutline::appendedPointsGiveTheOutlineOfTheWhole_data()
{
    QTest::addColumn<bool>("pressed");
    QTest::newRow("mouse") << false;
    QTest::newRow("pen") << true;
}

void TestInkOutline::appendedPointsGiveTheOutlineOfTheWhole()
{
    QFETCH(bool, pressed);
    Random random(9);
    const PointList points = randomStroke(random, 700, pressed);
    InkOutline growing;
    for (qsizetype count = 3; count < points.size(); count += 3 * (1 + qsizetype(random.below(9)))) {
        const PointList some = points.first(count);
        const InkOutline before = growing;
        growing = makeInkOutline(some, 5, &before);
        QCOMPARE(whole(growing), whole(makeInkOutline(some, 5)));
        if (!growing.growth)
            continue;
        QVERIFY2(sameOutside(*growing.growth, before, growing), "changed outside of where it says it has grown");
    }
}

void TestInkOutline::appendingToALongStrokeKeepsMostOfIt()
{
    Random random(10);
    PointList points = randomStroke(random, 5000, true);
    const InkOutline before = makeInkOutline(points, 4);
    points << points[points.size() - 3] + 5 << points[points.size() - 2] << 0.7;
    const InkOutline after = makeInkOutline(points, 4, &before);
    qsizetype kept = 0;
    for (const InkOutline::PieceRef &piece : after.pieces)
        kept += before.pieces.contains(piece) ? 1 : 0;
    QVERIFY(kept >= after.pieces.size() - 2);
    QVERIFY(!before.growth);
    QVERIFY(after.growth);
    QVERIFY(after.growth->contains(QPointF(points[points.size() - 3], points[points.size() - 2])));
    QVERIFY(after.growth->width() < 200);
}

void TestInkOutline::pressureMakesItWider()
{
    const auto height = [](double pressure) {
        PointList points;
        for (int i = 0; i < 50; ++i)
            points << i * 3 << 0 << pressure;
        return makeInkOutline(points, 10).bounds().height();
    };
    QVERIFY(height(0.9) > height(0.6));
    QVERIFY(height(0.6) > height(0.1));
    QVERIFY(height(1.0) <= inkWidth(10, 1) + 1e-6);
}

void TestInkOutline::aFastMouseDrawsAThinnerLine()
{
    const auto height = [](double step) {
        PointList points;
        for (int i = 0; i < 50; ++i)
            points << i * step << 0 << 0.5;
        return makeInkOutline(points, 10).bounds().height();
    };
    QVERIFY(height(2) > height(15));
    QVERIFY(height(15) > height(40));
    QVERIFY(height(40) > 5);
}

void TestInkOutline::aTightBendHasNoHole()
{
    // A hairpin narrower than the stroke is wide.
    PointList points;
    for (int i = 0; i <= 40; ++i) {
        const double turn = M_PI * i / 40;
        points << 6 * std::cos(turn) << 6 * std::sin(turn) << 0.5;
    }
    const QPainterPath path = whole(makeInkOutline(points, 24));
    for (int i = 0; i <= 40; ++i)
        QVERIFY(path.contains(QPointF(points[3 * i], points[3 * i + 1])));
}

QTEST_APPLESS_MAIN(TestInkOutline)
#include "canvas_inkoutline.moc"
