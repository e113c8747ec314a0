#include "app/render/colors.h"
#include "app/render/render.h"
#include "app/render/shapepainter.h"
#include "app/view/boardpicture.h"
#include "common/model/geometry.h"
#include "tests/support/randomshapes.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <barrier>
#include <cmath>
#include <future>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

Shape makeShape(Kind kind, int index)
{
    Shape shape = Shape::defaults(kind);
    shape.id = "s" + QByteArray::number(index);
    shape.box = {60, 60, 120, 80, 0};
    shape.fill = Color::rgb(0xa5d8ff);
    shape.stroke = Color::rgb(0x1971c2);
    if (isLinear(kind))
        shape.points = {0, 40, 40, 0, 80, 80, 120, 20};
    if (kind == Kind::Ink)
        shape.points = {0, 40, 0.2, 40, 0, 0.9, 80, 80, 0.9, 120, 20, 0.5};
    if (info(Register::Text).usedBy(kind))
        shape.text = u"Plan"_s;
    return shape;
}

QImage render(const QList<ShapeRef> &shapes, const RenderOptions &options = {})
{
    QImage image(240, 200, QImage::Format_RGB32);
    image.fill(boardColor(options.dark));
    QPainter painter(&image);
    renderShapes(painter, shapes, options);
    return image;
}

/// The pixels that are not the board's colour.
QRect inkOf(const QImage &image)
{
    const QRgb paper = boardColor(false).rgb();
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != paper)
                ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

QImage paintOnce(const ShapeGeometry &geometry)
{
    QImage image(16, 16, QImage::Format_RGB32);
    image.fill(boardColor(false));
    QPainter painter(&image);
    painter.scale(0.1, 0.1);
    paintShape(painter, makeShape(Kind::Rect, 1), geometry, {});
    return image;
}

} // namespace

class TestRender final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindStaysWithinItsPaintBounds_data();
    void everyKindStaysWithinItsPaintBounds();
    void everyHeadStaysWithinItsPaintBounds();
    void shapesArePaintedBottomFirst();
    void opacityLetsTheBoardThrough();
    void darkTurnsThePictureRound();
    void labelsAreNotMirrored();
    void aRenderedTextLiesWithinItsBounds();
    void theBoundsOfNothingAreNull();
    void anAttachedArrowFollowsItsShape();
    void threadsPaintTheSameShapeAtOnce();
};

void TestRender::everyKindStaysWithinItsPaintBounds_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("rough");
    QTest::addColumn<double>("angle");
    QTest::addColumn<int>("hatch");
    for (int kind = 0; kind < kindCount; ++kind) {
        for (int rough = 0; rough <= 2; ++rough) {
            for (const double angle : {0.0, 30.0}) {
                const int hatch = rough;
                QTest::addRow("%s rough %d at %d", name(Kind(kind)), rough, int(angle))
                    << kind << rough << angle << hatch;
            }
        }
    }
}

void TestRender::everyKindStaysWithinItsPaintBounds()
{
    QFETCH(int, kind);
    QFETCH(int, rough);
    QFETCH(double, angle);
    QFETCH(int, hatch);
    for (int i = 0; i < 8; ++i) {
        Shape shape = makeShape(Kind(kind), i);
        shape.box.angle = angle;
        if (info(Register::Rough).usedBy(shape.kind))
            shape.rough = rough;
        if (info(Register::Hatch).usedBy(shape.kind))
            shape.hatch = Hatch(hatch);
        if (info(Register::Width).usedBy(shape.kind))
            shape.width = 1 + i;
        if (info(Register::Corner).usedBy(shape.kind))
            shape.corner = i % 2 ? 16 : 0;
        if (info(Register::Dash).usedBy(shape.kind))
            shape.dash = Dash(i % 3);
        if (i % 4 == 3)
            shape.box = {180, 140, -120, -80, angle};
        const QRect ink = inkOf(render({std::make_shared<Shape>(shape)}));
        QVERIFY(!ink.isEmpty());
        QVERIFY(paintBounds(shape).toAlignedRect().contains(ink));
        QVERIFY(renderedBounds({std::make_shared<Shape>(shape)}, {}).toAlignedRect().contains(ink));
    }
}

void TestRender::everyHeadStaysWithinItsPaintBounds()
{
    for (int head = 0; head <= int(Head::ZeroOrMany); ++head) {
        Shape arrow = makeShape(Kind::Arrow, head);
        arrow.fill = Color{};
        arrow.ends = {Head(head), Head::None};
        const QRect ink = inkOf(render({std::make_shared<Shape>(arrow)}));
        QVERIFY(paintBounds(arrow).toAlignedRect().contains(ink));
        Shape bare = arrow;
        bare.ends = {};
        QCOMPARE(render({std::make_shared<Shape>(arrow)}) == render({std::make_shared<Shape>(bare)}), head == 0);
    }
}

void TestRender::shapesArePaintedBottomFirst()
{
    Shape below = makeShape(Kind::Rect, 1);
    Shape above = makeShape(Kind::Rect, 2);
    below.text = above.text = QString();
    below.z = "a1";
    above.z = "a2";
    above.fill = Color::rgb(0xff0000);
    const QImage image = render({std::make_shared<Shape>(above), std::make_shared<Shape>(below)});
    QCOMPARE(image.pixelColor(120, 100), QColor(Qt::red));
}

void TestRender::opacityLetsTheBoardThrough()
{
    Shape shape = makeShape(Kind::Rect, 1);
    shape.text = QString();
    shape.fill = Color::rgb(0x000000);
    shape.opacity = 0.5;
    QVERIFY(qAbs(render({std::make_shared<Shape>(shape)}).pixelColor(120, 100).red() - 128) <= 1);
}

void TestRender::darkTurnsThePictureRound()
{
    Shape shape = makeShape(Kind::Rect, 1);
    shape.text = QString();
    shape.fill = Color::rgb(0xffffff);
    RenderOptions dark;
    dark.dark = true;
    QCOMPARE(render({std::make_shared<Shape>(shape)}, dark).pixelColor(120, 100), boardColor(true));
}

void TestRender::labelsAreNotMirrored()
{
    Shape plain = makeShape(Kind::Rect, 1);
    plain.stroke = Color{};
    Shape mirrored = plain;
    mirrored.box = {180, 140, -120, -80, 0};
    QCOMPARE(render({std::make_shared<Shape>(plain)}), render({std::make_shared<Shape>(mirrored)}));
}

void TestRender::aRenderedTextLiesWithinItsBounds()
{
    for (const double angle : {0.0, 40.0}) {
        for (int align = 0; align < 9; ++align) {
            Shape text = makeShape(Kind::Text, 1);
            text.fill = Color{};
            text.text = u"wider than\nits box, much"_s;
            text.box = {90, 90, 40, 20, angle};
            text.font.size = 16;
            text.font.align = Align(align % 3);
            text.font.valign = VAlign(align / 3);
            const ShapeRef shape = std::make_shared<Shape>(text);
            const QRect ink = inkOf(render({shape}));
            // Letters may reach a little past their advance.
            QVERIFY(renderedBounds({shape}, {}).adjusted(-2, -2, 2, 2).toAlignedRect().contains(ink));
            QVERIFY(roomyBounds(text).toAlignedRect().contains(ink));
        }
    }
}

void TestRender::theBoundsOfNothingAreNull()
{
    QVERIFY(renderedBounds({}, {}).isNull());
}

void TestRender::anAttachedArrowFollowsItsShape()
{
    auto target = std::make_shared<Shape>(makeShape(Kind::Rect, 1));
    auto arrow = std::make_shared<Shape>(makeShape(Kind::Arrow, 2));
    arrow->fill = Color{};
    arrow->points = {0, 0, 10, 10};
    arrow->box = {0, 0, 10, 10, 0};
    arrow->to = Anchor{target->id, 1, 0.5};
    QVERIFY(renderedBounds({arrow, target}, {}).united(QRectF(0, 0, 1, 1)).contains(QPointF(179, 100)));
    QVERIFY(renderedBounds({arrow}, {}).right() < 60);
    Document board;
    board.put(target);
    RenderOptions options;
    options.board = &board;
    QVERIFY(renderedBounds({arrow}, options).right() >= 180);
}

void TestRender::threadsPaintTheSameShapeAtOnce()
{
    // So long that Qt takes milliseconds to prepare it, when it is first painted: two threads meet there.
    QPainterPath scribble;
    for (int i = 0; i < 300'000; ++i)
        scribble.lineTo(100 * std::cos(i * 0.7), 100 * std::sin(i * 1.3));
    const auto fresh = [&] {
        ShapeGeometry geometry;
        geometry.area.addPath(scribble);
        return geometry;
    };
    const QImage alone = paintOnce(fresh());
    for (int round = 0; round < 8; ++round) {
        const ShapeGeometry geometry = fresh();
        std::barrier together(2);
        const auto paint = [&] {
            together.arrive_and_wait();
            return paintOnce(geometry);
        };
        std::future<QImage> there = std::async(std::launch::async, paint);
        const QImage here = paint();
        QCOMPARE(there.get(), alone);
        QCOMPARE(here, alone);
    }
}

QTEST_MAIN(TestRender)
#include "canvas_render.moc"
