#include "app/render/coverage.h"
#include "common/base/random.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QTest>

#include <cmath>

using namespace sketchroom;

namespace {

constexpr int side = 96;

QImage blank(QImage::Format format = QImage::Format_RGB32)
{
    QImage image(side, side, format);
    image.fill(format == QImage::Format_RGB32 ? Qt::white : Qt::transparent);
    return image;
}

void add(Coverage &coverage, const QPolygonF &polygon)
{
    QPointF from = polygon.last();
    for (const QPointF &to : polygon) {
        coverage.addEdge(from.x(), from.y(), to.x(), to.y());
        from = to;
    }
}

/// The same by QPainter.
QImage painted(const QPolygonF &polygon, const QColor &color, Coverage::Rule rule, QImage image)
{
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    path.setFillRule(rule == Coverage::Rule::Winding ? Qt::WindingFill : Qt::OddEvenFill);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(path, color);
    return image;
}

/// How far the channels of two pixels are apart, at most.
int apart(const QImage &a, const QImage &b)
{
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            most = std::max({most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                             std::abs(qBlue(p) - qBlue(q)), std::abs(qAlpha(p) - qAlpha(q))});
        }
    }
    return most;
}

QPolygonF randomPolygon(Random &random, int corners, double reach)
{
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i)
        polygon.append({side / 2.0 + (random.real() - 0.5) * reach, side / 2.0 + (random.real() - 0.5) * reach});
    return polygon;
}

} // namespace

class TestCoverage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSquareOnPixelsIsFilledToItsEdges();
    void halfAPixelIsHalfCovered();
    void itPaintsWhatQPainterPaints_data();
    void itPaintsWhatQPainterPaints();
    void piecesOfAnAreaMakeTheWhole();
    void aTransparentImageGetsItsAlpha();
    void itBeginsAnewAfterEachColor();
};

void TestCoverage::aSquareOnPixelsIsFilledToItsEdges()
{
    QImage image = blank();
    Coverage coverage(image.rect());
    add(coverage, QPolygonF(QRectF(10, 20, 30, 40)));
    coverage.paint(image, qRgb(255, 0, 0), Coverage::Rule::Winding);
    QImage expected = blank();
    QPainter(&expected).fillRect(QRect(10, 20, 30, 40), Qt::red);
    QCOMPARE(image, expected);
}

void TestCoverage::halfAPixelIsHalfCovered()
{
    QImage image = blank();
    Coverage coverage(image.rect());
    add(coverage, QPolygonF(QRectF(10.5, 20, 1, 0.5)));
    coverage.paint(image, qRgb(0, 0, 0), Coverage::Rule::Winding);
    QVERIFY(std::abs(image.pixelColor(10, 20).red() - 191) <= 1);
    QVERIFY(std::abs(image.pixelColor(11, 20).red() - 191) <= 1);
    QCOMPARE(image.pixelColor(12, 20), QColor(Qt::white));
}

void TestCoverage::itPaintsWhatQPainterPaints_data()
{
    QTest::addColumn<bool>("oddEven");
    QTest::addColumn<int>("alpha");
    QTest::addColumn<double>("reach");
    for (const bool oddEven : {false, true}) {
        for (const int alpha : {255, 100}) {
            // Within the image, past its edges, and far past them.
            for (const double reach : {90.0, 200.0, 3000.0})
                QTest::addRow("%s alpha %d reach %d", oddEven ? "odd-even" : "winding", alpha, int(reach))
                    << oddEven << alpha << reach;
        }
    }
}

void TestCoverage::itPaintsWhatQPainterPaints()
{
    QFETCH(bool, oddEven);
    QFETCH(int, alpha);
    QFETCH(double, reach);
    const auto rule = oddEven ? Coverage::Rule::OddEven : Coverage::Rule::Winding;
    const QColor color(200, 30, 90, alpha);
    Random random(7);
    for (int i = 0; i < 60; ++i) {
        const QPolygonF polygon = randomPolygon(random, 3 + i % 2, reach);
        QImage image = blank();
        Coverage coverage(image.rect());
        add(coverage, polygon);
        coverage.paint(image, color.rgba(), rule);
        const int difference = apart(image, painted(polygon, color, rule, blank()));
        QVERIFY2(difference <= 6, qPrintable(QString::number(difference)));
    }
}

void TestCoverage::piecesOfAnAreaMakeTheWhole()
{
    Random random(8);
    for (int i = 0; i < 30; ++i) {
        const QPolygonF polygon = randomPolygon(random, 12, 150);
        QImage whole = blank();
        Coverage all(whole.rect());
        add(all, polygon);
        all.paint(whole, qRgb(0, 90, 0), Coverage::Rule::OddEven);
        QImage parts = blank();
        for (const QRect &area : {QRect(0, 0, 41, 33), QRect(41, 0, 55, 33), QRect(0, 33, 96, 63)}) {
            Coverage part(area);
            add(part, polygon);
            part.paint(parts, qRgb(0, 90, 0), Coverage::Rule::OddEven);
        }
        QVERIFY(apart(whole, parts) <= 1);
    }
}

void TestCoverage::aTransparentImageGetsItsAlpha()
{
    const QPolygonF polygon{{5, 5}, {80, 20}, {30, 90}};
    const QColor color(200, 30, 90, 120);
    QImage image = blank(QImage::Format_ARGB32_Premultiplied);
    Coverage coverage(image.rect());
    add(coverage, polygon);
    coverage.paint(image, color.rgba(), Coverage::Rule::Winding);
    const QImage expected =
        painted(polygon, color, Coverage::Rule::Winding, blank(QImage::Format_ARGB32_Premultiplied));
    QVERIFY(std::abs(qAlpha(image.pixel(40, 40)) - 120) <= 1);
    QVERIFY(std::abs(qAlpha(image.pixel(40, 40)) - qAlpha(expected.pixel(40, 40))) <= 1);
    QCOMPARE(qAlpha(image.pixel(2, 2)), 0);
}

void TestCoverage::itBeginsAnewAfterEachColor()
{
    QImage image = blank();
    Coverage coverage(image.rect());
    add(coverage, QPolygonF(QRectF(-10, -10, 200, 200)));
    coverage.paint(image, qRgb(0, 0, 255), Coverage::Rule::Winding);
    const QImage blue = image;
    coverage.paint(image, qRgb(255, 0, 0), Coverage::Rule::Winding);
    QCOMPARE(image, blue);
    QCOMPARE(image.pixelColor(95, 95), QColor(Qt::blue));
}

QTEST_MAIN(TestCoverage)
#include "canvas_coverage.moc"
