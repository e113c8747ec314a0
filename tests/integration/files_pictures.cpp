#include "app/files/formats.h"
#include "app/files/pictureexport.h"
#include "app/render/colors.h"
#include "common/model/geometry.h"
#include "tests/support/corpus.h"
#include "tests/support/randomshapes.h"

#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

ShapeRef rect(const Box &box)
{
    auto shape = std::make_shared<Shape>(Shape::defaults(Kind::Rect));
    shape->id = "rect";
    shape->box = box;
    shape->stroke = {};
    shape->fill = Color::rgb(0x2f9e44);
    return shape;
}

/// One shape of every kind, with the looks that an SVG could get wrong.
QList<ShapeRef> oneOfEach(quint64 seed)
{
    Random random(seed);
    QList<ShapeRef> shapes;
    for (int kind = 0; kind < kindCount; ++kind) {
        Shape shape = Shape::defaults(Kind(kind));
        shape.id = "s" + QByteArray::number(kind);
        shape.z = "a" + QByteArray::number(kind);
        shape.box = {kind % 4 * 180.0, kind / 4 * 180.0, 120, 100, random.below(3) * 20.0};
        shape.fill = Color::fromRgba(0xffd43bc0);
        shape.hatch = Hatch(random.below(3));
        shape.rough = int(random.below(3));
        shape.dash = Dash(random.below(3));
        shape.opacity = 0.4 + 0.6 * random.real();
        for (int i = 0; i < 6 && numbersPerPoint(shape.kind) > 0; ++i) {
            shape.points << i * 20 << random.real() * 100;
            if (shape.kind == Kind::Ink)
                shape.points << random.real();
        }
        if (info(Register::Text).usedBy(shape.kind))
            shape.text = u"Ça va, 안녕?"_s;
        shapes.append(std::make_shared<const Shape>(shape));
    }
    return shapes;
}

QImage imageOf(const QByteArray &png)
{
    return QImage::fromData(png, "PNG").convertToFormat(QImage::Format_RGB32);
}

QImage imageOfSvg(const QByteArray &svg, QSize size)
{
    QSvgRenderer renderer(svg);
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(QPointF(0, 0), size));
    return image;
}

/// Mean difference of the channels, 0..255: blurred first, so that only what is missing or misplaced counts.
double difference(const QImage &a, const QImage &b)
{
    const QSize coarse = (a.size() / 4).expandedTo({1, 1});
    const QImage left = a.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage right = b.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    double sum = 0;
    for (int y = 0; y < coarse.height(); ++y) {
        for (int x = 0; x < coarse.width(); ++x) {
            const QRgb p = left.pixel(x, y);
            const QRgb q = right.pixel(x, y);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
        }
    }
    return sum / (3.0 * coarse.width() * coarse.height());
}

} // namespace

class TestPictures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPngHasTheSizeOfTheDrawing();
    void theBackgroundIsTheBoardsOrNone();
    void anEmptyDrawingIsRefusedWithASentence();
    void aPictureOfTooManyPixelsIsRefused();
    void theSvgLooksLikeThePng_data();
    void theSvgLooksLikeThePng();
    void theSvgOfARealDrawingLooksLikeItsPng_data();
    void theSvgOfARealDrawingLooksLikeItsPng();
    void textInAnSvgNeedsNoFont();
    void emojiAreInColorInBoth();
};

void TestPictures::aPngHasTheSizeOfTheDrawing()
{
    ExportOptions options;
    options.padding = 10;
    const QImage once = imageOf(*writePng({rect({100, 200, 300, 50, 0})}, options));
    options.scale = 2.5;
    const QImage larger = imageOf(*writePng({rect({100, 200, 300, 50, 0})}, options));
    // A unit or two of edge are the renderer's.
    QVERIFY(once.width() >= 320 && once.width() <= 330);
    QVERIFY(once.height() >= 70 && once.height() <= 80);
    QCOMPARE(larger.width(), int(std::ceil(once.width() * 2.5)));
    QCOMPARE(QColor(larger.pixel(larger.rect().center())), QColor(0x2f, 0x9e, 0x44));
}

void TestPictures::theBackgroundIsTheBoardsOrNone()
{
    ExportOptions options;
    const auto cornerOf = [&] {
        const auto png = writePng({rect({0, 0, 50, 50, 0})}, options);
        return png ? QImage::fromData(*png, "PNG").pixel(0, 0) : 0;
    };
    QCOMPARE(cornerOf(), boardColor(false).rgba());
    options.dark = true;
    QCOMPARE(cornerOf(), boardColor(true).rgba());
    options.background = false;
    QCOMPARE(qAlpha(cornerOf()), 0);
}

void TestPictures::anEmptyDrawingIsRefusedWithASentence()
{
    for (const FileFormat &format : fileFormats()) {
        if (format.keepsShapes)
            continue;
        const auto picture = format.write({}, {});
        QVERIFY(!picture);
        QCOMPARE(picture.error().message, u"There is nothing to export: the drawing is empty. Draw something first."_s);
    }
}

void TestPictures::aPictureOfTooManyPixelsIsRefused()
{
    for (const Box &box : {Box{0, 0, 40'000, 10, 0}, Box{0, 0, 20'000, 20'000, 0}}) {
        const auto picture = writePng({rect(box)}, {});
        QVERIFY(!picture);
        QCOMPARE(picture.error().code, ErrorCode::Limit);
        QVERIFY(writeSvg({rect(box)}, {}));
    }
}

void TestPictures::theSvgLooksLikeThePng_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestPictures::theSvgLooksLikeThePng()
{
    QFETCH(quint64, seed);
    const QList<ShapeRef> shapes = oneOfEach(seed);
    const QImage png = imageOf(*writePng(shapes));
    const QImage svg = imageOfSvg(*writeSvg(shapes), png.size());
    QCOMPARE_LT(difference(png, svg), 1.0);
    QImage black(png.size(), QImage::Format_RGB32);
    black.fill(Qt::black);
    QCOMPARE_GT(difference(png, black), 50.0); // there is something on it
}

void TestPictures::theSvgOfARealDrawingLooksLikeItsPng_data()
{
    QTest::addColumn<QString>("path");
    const QStringList files = testing::corpusFiles();
    for (const QString &path : files)
        QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
    if (files.isEmpty())
        QTest::newRow("no corpus") << QString();
}

void TestPictures::theSvgOfARealDrawingLooksLikeItsPng()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("SKETCHROOM_CORPUS does not name a folder with drawings.");
    auto drawing = readDrawing(path);
    QVERIFY(drawing);
    // Not all of a library: that would be a picture of hundreds of megabytes.
    drawing->shapes.resize(qMin<qsizetype>(drawing->shapes.size(), 40));
    const QRectF bounds = boundsOf(drawing->shapes);
    ExportOptions options;
    options.scale = qMin(2.0, 2500 / qMax(bounds.width(), bounds.height()));
    const QImage png = imageOf(*writePng(drawing->shapes, options));
    const QImage svg = imageOfSvg(*writeSvg(drawing->shapes, options), png.size());
    // Dense hatching that lies a part of a pixel elsewhere makes up to 2.3; a missing shape far more.
    QCOMPARE_LT(difference(png, svg), 3.0);
}

void TestPictures::textInAnSvgNeedsNoFont()
{
    Shape text = Shape::defaults(Kind::Text);
    text.id = "t";
    text.box = {0, 0, 200, 30, 0};
    text.text = u"Words"_s;
    const QByteArray svg = *writeSvg({std::make_shared<const Shape>(text)});
    QVERIFY(!svg.contains("<text"));
    QVERIFY(svg.contains("<path"));
}

/// Emoji are pictures, also where all else is outlines.
void TestPictures::emojiAreInColorInBoth()
{
    Shape text = Shape::defaults(Kind::Text);
    text.id = "t";
    text.box = {0, 0, 200, 30, 0};
    // A skin tone, a family, a flag.
    text.text = u"ok \U0001F44D\U0001F3FD \U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1E9\U0001F1EA"_s;
    const QList<ShapeRef> shapes{std::make_shared<const Shape>(text)};
    const QImage png = QImage::fromData(*writePng(shapes));
    const QByteArray svg = *writeSvg(shapes);
    QVERIFY(svg.contains("<path"));
    const auto colored = [](const QImage &image) {
        int pixels = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).saturation() > 100 ? 1 : 0;
        }
        return pixels;
    };
    QVERIFY2(colored(png) > 100, "is a font for emoji installed (resources/packages.txt)?");
    const int inSvg = colored(imageOfSvg(svg, png.size()));
    QVERIFY2(std::abs(inSvg - colored(png)) < colored(png) / 4, qPrintable(QString::number(inSvg)));
}

} // namespace sketchroom

QTEST_MAIN(sketchroom::TestPictures)
#include "files_pictures.moc"
