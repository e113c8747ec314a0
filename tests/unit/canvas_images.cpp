#include "app/files/formats.h"
#include "app/files/pictureexport.h"
#include "app/images/imagefolder.h"
#include "app/render/imagesource.h"
#include "app/render/render.h"
#include "tests/support/pictures.h"

#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// Has one image, in whatever state.
class OneImage final : public ImageSource
{
public:
    explicit OneImage(ImageState state)
        : m_view{state, state == ImageState::Ready ? quarters({100, 100}) : QImage()}
    {
    }
    ImageView find(const AssetId &, QSize pixels) override
    {
        asked = pixels;
        return m_view;
    }
    QSize asked;

private:
    ImageView m_view;
};

/// 200 × 100 in the middle of a picture of 300 × 200.
Shape imageShape()
{
    Shape shape = Shape::defaults(Kind::Image);
    shape.id = "s1";
    shape.z = "a1";
    shape.box = {50, 50, 200, 100, 0};
    shape.asset = assetIdOf("any");
    return shape;
}

QImage painted(const Shape &shape, ImageSource *source, double scale = 1, bool dark = false)
{
    QImage image(QSize(300, 200) * scale, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    RenderOptions options;
    options.images = source;
    options.dark = dark;
    renderShapes(painter, {std::make_shared<const Shape>(shape)}, options);
    return image;
}

/// The colours in the middle of its quarters, by letters: from the top left, over the top right and the bottom left.
QString look(const QImage &image, const QList<QPoint> &places = {{100, 75}, {200, 75}, {100, 125}, {200, 125}})
{
    static const QList<std::pair<QColor, QString>> letters = {
        {Qt::red, u"R"_s}, {Qt::green, u"G"_s}, {Qt::blue, u"B"_s}, {Qt::yellow, u"Y"_s}, {Qt::white, u"."_s}};
    QString look;
    for (const QPoint &place : places) {
        QString letter = u"?"_s;
        for (const auto &[color, name] : letters) {
            if (image.pixelColor(place) == color)
                letter = name;
        }
        look += letter;
    }
    return look;
}

} // namespace

class TestCanvasImages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void imageIsPaintedAsItsRegistersSay_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("expected");
        Shape shape = imageShape();
        QTest::newRow("as it is") << shape << u"RGBY"_s;
        shape.box.w = -200;
        shape.box.x = 250;
        QTest::newRow("mirrored") << shape << u"GRYB"_s;
        shape = imageShape();
        shape.box.h = -100;
        shape.box.y = 150;
        QTest::newRow("upside down") << shape << u"BYRG"_s;
        shape = imageShape();
        shape.box.angle = 180;
        QTest::newRow("turned") << shape << u"YBGR"_s;
        shape = imageShape();
        shape.ext.json = "{\"excalidraw\":{\"crop\":{\"x\":0,\"y\":50,\"width\":50,\"height\":50,"
                         "\"naturalWidth\":100,\"naturalHeight\":100}}}";
        QTest::newRow("cropped to its third quarter") << shape << u"BBBB"_s;
        shape.ext.json = "{\"excalidraw\":{\"crop\":{\"x\":5000,\"y\":0,\"width\":1,\"height\":1,"
                         "\"naturalWidth\":100,\"naturalHeight\":100}}}";
        QTest::newRow("crop that makes no sense") << shape << u"RGBY"_s;
    }
    void imageIsPaintedAsItsRegistersSay()
    {
        QFETCH(Shape, shape);
        OneImage source(ImageState::Ready);
        QTEST(look(painted(shape, &source)), "expected");
        // Images keep their colours on a dark board.
        QTEST(look(painted(shape, &source, 1, true)), "expected");
    }

    void opacityAndRoundCornersLetTheBoardThrough()
    {
        Shape shape = imageShape();
        shape.opacity = 0.5;
        OneImage source(ImageState::Ready);
        const QColor seen = painted(shape, &source).pixelColor(100, 75);
        QVERIFY2(seen.red() == 255 && qAbs(seen.green() - 127) < 3, qPrintable(seen.name()));
        shape = imageShape();
        const QList<QPoint> corners{{52, 52}, {248, 148}};
        QCOMPARE(look(painted(shape, &source), corners), u"RY"_s);
        shape.corner = 30;
        QCOMPARE(look(painted(shape, &source), corners), u".."_s);
        QCOMPARE(look(painted(shape, &source)), u"RGBY"_s);
    }

    void asksForAsManyPixelsAsItPaints()
    {
        OneImage source(ImageState::Ready);
        painted(imageShape(), &source, 3);
        QCOMPARE(source.asked, QSize(600, 300));
        Shape cropped = imageShape();
        cropped.ext.json = "{\"excalidraw\":{\"crop\":{\"x\":0,\"y\":0,\"width\":50,\"height\":25,"
                           "\"naturalWidth\":100,\"naturalHeight\":100}}}";
        painted(cropped, &source);
        QCOMPARE(source.asked, QSize(400, 400));
    }

    void whereThereIsNoneAPlaceholderSaysWhy()
    {
        OneImage loading(ImageState::Loading);
        OneImage missing(ImageState::Missing);
        OneImage damaged(ImageState::Damaged);
        const QImage without = painted(imageShape(), nullptr);
        QVERIFY(without != painted(imageShape(), nullptr, 1, true));
        QCOMPARE(painted(imageShape(), &loading), without);
        QVERIFY(painted(imageShape(), &missing) != without);
        QVERIFY(painted(imageShape(), &damaged) != painted(imageShape(), &missing));
        // Letters are not mirrored with the shape.
        Shape mirrored = imageShape();
        mirrored.box.w = -200;
        mirrored.box.x = 250;
        QCOMPARE(painted(mirrored, &missing), painted(imageShape(), &missing));
    }

    void exportsHaveTheImages_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<QString>("expected");
        Shape shape = imageShape();
        QTest::newRow("sharp") << shape << u"RGBYR"_s;
        shape.corner = 30;
        QTest::newRow("round") << shape << u"RGBY."_s;
        // Its right half.
        shape.ext.json = "{\"excalidraw\":{\"crop\":{\"x\":50,\"y\":0,\"width\":50,\"height\":100,"
                         "\"naturalWidth\":100,\"naturalHeight\":100}}}";
        QTest::newRow("cropped, round") << shape << u"GGYY."_s;
        shape.corner = 0;
        QTest::newRow("cropped") << shape << u"GGYYG"_s;
        shape.box.h = -100;
        shape.box.y = 150;
        QTest::newRow("cropped and mirrored") << shape << u"YYGGY"_s;
        shape.box.angle = 180;
        QTest::newRow("cropped, mirrored and turned") << shape << u"GGYYG"_s;
    }
    void exportsHaveTheImages()
    {
        QFETCH(Shape, shape);
        QFETCH(QString, expected);
        const QTemporaryDir temporary;
        ImageFolder folder(temporary.path());
        const QByteArray bytes = encoded(quarters({100, 100}));
        QVERIFY(folder.keep(assetIdOf(bytes), bytes));
        shape.asset = assetIdOf(bytes);
        const QList<ShapeRef> shapes{std::make_shared<const Shape>(shape)};
        ExportOptions options;
        options.images = &folder;
        options.padding = 50;
        const auto png = writePng(shapes, options);
        QVERIFY(png);
        const QImage picture = QImage::fromData(*png);
        const QPoint shift((picture.width() - 300) / 2, (picture.height() - 200) / 2);
        const QList<QPoint> places{{100, 75}, {200, 75}, {100, 125}, {200, 125}, {52, 52}};
        QList<QPoint> shifted;
        for (const QPoint &place : places)
            shifted.append(place + shift);
        QCOMPARE(look(picture, shifted), expected);
        const auto svg = writeSvg(shapes, options);
        QVERIFY(svg);
        QVERIFY(svg->contains("data:image/png;base64,"));
        QSvgRenderer renderer(*svg);
        QImage drawn(picture.size(), QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        renderer.render(&painter);
        painter.end();
        QCOMPARE(look(drawn, shifted), expected);
    }
};

QTEST_MAIN(TestCanvasImages)
#include "canvas_images.moc"
