#include "tests/unit/files_excalidrawwriterfixture.h"

#include "app/images/imagefolder.h"
#include "common/model/geometry.h"
#include "common/model/registers.h"
#include "tests/support/extremeshapes.h"
#include "tests/support/pictures.h"
#include "tests/support/randomshapes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace testing;

class TestExcalidrawWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindThatExcalidrawHasComesBack_data();
    void everyKindThatExcalidrawHasComesBack();
    void everyRegisterThatExcalidrawHasComesBack_data();
    void everyRegisterThatExcalidrawHasComesBack();
    void turnedCurvesComeBackWhereTheyWere();
    void stretchedAndMirroredPathsComeBackWhereTheyWere_data();
    void stretchedAndMirroredPathsComeBackWhereTheyWere();
    void labelsAreTextsInTheirShapes_data();
    void labelsAreTextsInTheirShapes();
    void attachedArrowsAreKnownAtBothEnds();
    void anAttachedArrowEndsWhereItIsShown();
    void placesOfAttachmentAreThoseOfTheUprightShape();
    void framesHoldTheirShapes();
    void labelsOfLinesAreTextsOnThem();
    void kindsThatExcalidrawLacksBecomeTheNearest();
    void notesTellWhatIsLost_data();
    void notesTellWhatIsLost();
    void imagesAreInTheFile();
    void randomBoardsNeedNoMending();
    void extremeShapesNeedNoMending_data();
    void extremeShapesNeedNoMending();
};

void TestExcalidrawWriter::everyKindThatExcalidrawHasComesBack_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("type");
    QTest::newRow("rect") << Kind::Rect << u"rectangle"_s;
    QTest::newRow("ellipse") << Kind::Ellipse << u"ellipse"_s;
    QTest::newRow("diamond") << Kind::Diamond << u"diamond"_s;
    QTest::newRow("line") << Kind::Line << u"line"_s;
    QTest::newRow("arrow") << Kind::Arrow << u"arrow"_s;
    QTest::newRow("ink") << Kind::Ink << u"freedraw"_s;
    QTest::newRow("text") << Kind::Text << u"text"_s;
    QTest::newRow("image") << Kind::Image << u"image"_s;
    QTest::newRow("frame") << Kind::Frame << u"frame"_s;
}

void TestExcalidrawWriter::everyKindThatExcalidrawHasComesBack()
{
    QFETCH(Kind, kind);
    QFETCH(QString, type);
    Shape shape = shapeOf(kind, "one");
    if (kind == Kind::Text || kind == Kind::Frame)
        shape.text = u"two\nlines 그림"_s;
    if (kind == Kind::Text)
        shape.font.family = u"hand"_s;
    const WrittenDrawing drawing = written({shape});
    QCOMPARE(elementOf(drawing, u"one"_s)["type"_L1].toString(), type);
    QCOMPARE(faultIn(drawing), QString());
    QCOMPARE(drawing.notes.size(), kind == Kind::Image ? 1 : 0);
    const auto read = readExcalidraw(drawing.bytes);
    QVERIFY(read);
    QCOMPARE(read->shapes.size(), 1);
    Shape back = *read->shapes.front();
    back.ext = {};
    QCOMPARE(differing(back, shape), RegisterSet());
    QCOMPARE(back.kind, kind);
}

void TestExcalidrawWriter::everyRegisterThatExcalidrawHasComesBack_data()
{
    QTest::addColumn<Shape>("shape");
    const auto row = [](const char *what, Kind kind, const std::function<void(Shape &)> &change) {
        Shape shape = shapeOf(kind, "one");
        change(shape);
        QTest::newRow(what) << shape;
    };
    row("place", Kind::Rect, [](Shape &s) { s.box = {-1.5, 2.25, 30, 40.125, 30}; });
    row("z", Kind::Rect, [](Shape &s) { s.z = "Zz8"; });
    row("groups", Kind::Ellipse, [](Shape &s) { s.groups = {"in", "out"}; });
    row("stroke", Kind::Diamond, [](Shape &s) { s.stroke = Color::rgb(0xe03131); });
    row("clear stroke", Kind::Line, [](Shape &s) { s.stroke = Color::fromRgba(0xe0313180); });
    row("no stroke", Kind::Rect, [](Shape &s) { s.stroke = {}; });
    row("fill", Kind::Rect, [](Shape &s) { s.fill = Color::rgb(0xffec99); });
    row("fill of a line", Kind::Line, [](Shape &s) { s.fill = Color::rgb(0xffec99); });
    row("fill of ink", Kind::Ink, [](Shape &s) { s.fill = Color::rgb(0xffec99); });
    row("width", Kind::Arrow, [](Shape &s) { s.width = 3.5; });
    row("width of ink", Kind::Ink, [](Shape &s) { s.width = 8.5; });
    row("highlighter", Kind::Ink, [](Shape &s) {
        s.width = 17;
        s.opacity = 0.4;
    });
    row("dashed", Kind::Line, [](Shape &s) { s.dash = Dash::Dashed; });
    row("dotted", Kind::Ellipse, [](Shape &s) { s.dash = Dash::Dotted; });
    row("hachure", Kind::Rect, [](Shape &s) { s.hatch = Hatch::Hachure; });
    row("cross", Kind::Diamond, [](Shape &s) { s.hatch = Hatch::Cross; });
    row("rough 1", Kind::Rect, [](Shape &s) { s.rough = 1; });
    row("rough 2", Kind::Arrow, [](Shape &s) { s.rough = 2; });
    row("opacity", Kind::Rect, [](Shape &s) { s.opacity = 0.29; });
    row("opacity between", Kind::Rect, [](Shape &s) { s.opacity = 0.125; });
    row("corner", Kind::Rect, [](Shape &s) { s.corner = 12; });
    row("the usual corner", Kind::Rect, [](Shape &s) {
        s.box = {0, 0, 400, 300, 0};
        s.corner = 32;
    });
    row("corner of a diamond", Kind::Diamond, [](Shape &s) { s.corner = 30; });
    row("corner of an image", Kind::Image, [](Shape &s) { s.corner = 20; });
    row("curved", Kind::Line, [](Shape &s) { s.corner = 16; });
    row("locked", Kind::Rect, [](Shape &s) { s.locked = true; });
    row("link", Kind::Text, [](Shape &s) {
        s.text = u"a"_s;
        s.font.family = u"mono"_s;
        s.link = u"https://example.org/?q=\"ü\""_s;
    });
    row("font", Kind::Text, [](Shape &s) {
        s.text = u"a"_s;
        s.font = {u"sans"_s, 27.5, Align::Right, VAlign::Bottom};
    });
    row("mirrored image", Kind::Image, [](Shape &s) { s.box = {100, 100, -40, -20, 45}; });
    row("mouse", Kind::Ink, [](Shape &s) { s.points = {0, 0, 0.5, 80, -60, 0.5, 200, 60, 0.5}; });
    for (int head = 0; head <= int(Head::ZeroOrMany); ++head)
        row(name(Head(head)), Kind::Arrow, [head](Shape &s) { s.ends = {Head(head), Head(head)}; });
}

void TestExcalidrawWriter::everyRegisterThatExcalidrawHasComesBack()
{
    QFETCH(Shape, shape);
    const WrittenDrawing drawing = written({shape});
    QCOMPARE(faultIn(drawing), QString());
    const auto read = readExcalidraw(drawing.bytes);
    QVERIFY(read);
    QCOMPARE(read->shapes.size(), 1);
    Shape back = *read->shapes.front();
    QVERIFY(near(back.box.angle, shape.box.angle));
    back.box.angle = shape.box.angle;
    QVERIFY(near(back.width, shape.width));
    back.width = shape.width;
    back.ext = {};
    for (const RegisterInfo &row : registers())
        QVERIFY2(row.same(back, shape), row.name);
}

void TestExcalidrawWriter::turnedCurvesComeBackWhereTheyWere()
{
    for (const Kind kind : {Kind::Line, Kind::Arrow, Kind::Ink}) {
        Shape shape = shapeOf(kind, "one");
        shape.corner = 16;
        shape.box.angle = 33;
        const QList<QPointF> before = scenePoints(shape);
        const QList<QPointF> after = scenePoints(onceMore(shape));
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i)
            QVERIFY(near(after[i].x(), before[i].x()) && near(after[i].y(), before[i].y()));
    }
}

void TestExcalidrawWriter::stretchedAndMirroredPathsComeBackWhereTheyWere_data()
{
    QTest::addColumn<Box>("box");
    QTest::newRow("as it is") << Box{10, 20, 200, 120, 0};
    QTest::newRow("stretched") << Box{10, 20, 77, 500, 0};
    QTest::newRow("turned") << Box{10, 20, 77, 500, -20};
    QTest::newRow("mirrored") << Box{10, 20, -77, 50, 0};
    QTest::newRow("mirrored and turned") << Box{10, 20, -77, -50, 100};
    QTest::newRow("flat") << Box{10, 20, 200, 0, 45};
}

void TestExcalidrawWriter::stretchedAndMirroredPathsComeBackWhereTheyWere()
{
    QFETCH(Box, box);
    for (const Kind kind : {Kind::Line, Kind::Arrow, Kind::Ink}) {
        Shape shape = shapeOf(kind, "one");
        shape.box = box;
        const QList<QPointF> before = scenePoints(shape);
        const QList<QPointF> after = scenePoints(onceMore(shape));
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i)
            QVERIFY(near(after[i].x(), before[i].x()) && near(after[i].y(), before[i].y()));
    }
}

void TestExcalidrawWriter::labelsAreTextsInTheirShapes_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Align>("align");
    QTest::addColumn<VAlign>("valign");
    for (const Kind kind : {Kind::Rect, Kind::Ellipse, Kind::Diamond}) {
        QTest::addRow("%s in the middle", name(kind)) << kind << Align::Center << VAlign::Middle;
        QTest::addRow("%s at the top left", name(kind)) << kind << Align::Left << VAlign::Top;
        QTest::addRow("%s at the bottom right", name(kind)) << kind << Align::Right << VAlign::Bottom;
    }
}

void TestExcalidrawWriter::labelsAreTextsInTheirShapes()
{
    QFETCH(Kind, kind);
    QFETCH(Align, align);
    QFETCH(VAlign, valign);
    Shape shape = shapeOf(kind, "box");
    shape.box.angle = 90;
    shape.stroke = Color::rgb(0x1971c2);
    shape.groups = {"g"};
    shape.locked = true;
    shape.opacity = 0.5;
    shape.text = u"a label that is longer than its shape is wide, which is 200"_s;
    shape.font = {u"hand"_s, 9, align, valign};
    const WrittenDrawing drawing = written({shape, shapeOf(Kind::Line, "above", "a2")});
    QCOMPARE(faultIn(drawing), QString());
    const QJsonArray elements = elementsOf(drawing);
    QCOMPARE(elements.size(), 3);
    const QJsonObject label = elements[1].toObject();
    QCOMPARE(label["containerId"_L1].toString(), u"box"_s);
    QCOMPARE(label["originalText"_L1].toString(), shape.text);
    QVERIFY(label["text"_L1].toString().contains(u'\n'));
    QCOMPARE(label["strokeColor"_L1].toString(), u"#1971c2"_s);
    QCOMPARE(label["groupIds"_L1].toArray(), QJsonArray{u"g"_s});
    QCOMPARE(label["locked"_L1].toBool(), true);
    QVERIFY(near(label["angle"_L1].toDouble(), M_PI / 2));
    // Turned by a quarter about the middle of the shape: what is left in the upright shape is at the top now.
    const double middleX = label["x"_L1].toDouble() + label["width"_L1].toDouble() / 2 - 110;
    const double middleY = label["y"_L1].toDouble() + label["height"_L1].toDouble() / 2 - 80;
    const auto signOf = [](double value) { return std::abs(value) <= 1 ? 0 : value < 0 ? -1 : 1; };
    QCOMPARE(signOf(middleX), valign == VAlign::Middle ? 0 : valign == VAlign::Top ? 1 : -1);
    const double slack = 200 - label["width"_L1].toDouble() - 10;
    if (kind == Kind::Rect && slack > 4)
        QCOMPARE(signOf(middleY), align == Align::Center ? 0 : align == Align::Left ? -1 : 1);

    const QList<ShapeRef> shapes = again(drawing);
    QCOMPARE(shapes.size(), 2);
    QCOMPARE(shapes.front()->text, shape.text);
    QCOMPARE(shapes.front()->font, shape.font);
    QCOMPARE(shapes.front()->groups, shape.groups);
}

void TestExcalidrawWriter::attachedArrowsAreKnownAtBothEnds()
{
    Shape arrow = shapeOf(Kind::Arrow, "arrow", "a3");
    arrow.points = {0, 0, 300, 0};
    arrow.box = {110, 80, 300, 0, 0};
    arrow.from = Anchor{"box", 0.5, 0.5};
    arrow.to = Anchor{"text", -0.25, 0.5};
    Shape text = shapeOf(Kind::Text, "text", "a2");
    text.text = u"there"_s;
    text.box = {435, 70, 100, 20, 0};
    const WrittenDrawing drawing = written({shapeOf(Kind::Rect, "box"), text, arrow});
    QCOMPARE(faultIn(drawing), QString());
    const QJsonObject element = elementOf(drawing, u"arrow"_s);
    const QJsonValue start = element["startBinding"_L1];
    QCOMPARE(start["elementId"_L1].toString(), u"box"_s);
    QCOMPARE(start["fixedPoint"_L1].toArray(), (QJsonArray{0.5001, 0.5001}));
    QCOMPARE(start["mode"_L1].toString(), u"inside"_s);
    QCOMPARE(start["gap"_L1].toDouble(), 60.0);
    QCOMPARE(element["endBinding"_L1]["elementId"_L1].toString(), u"text"_s);
    QCOMPARE(element["endBinding"_L1]["gap"_L1].toDouble(), 25.0);
    QCOMPARE(drawing.notes, QStringList());
    const QList<ShapeRef> shapes = again(drawing);
    QCOMPARE(shapes.size(), 3);
    QVERIFY(shapes.at(2)->from && shapes.at(2)->to);
    QCOMPARE(*shapes.at(2)->from, *arrow.from);
    QCOMPARE(*shapes.at(2)->to, *arrow.to);
}

void TestExcalidrawWriter::anAttachedArrowEndsWhereItIsShown()
{
    Shape arrow = shapeOf(Kind::Arrow, "arrow", "a3");
    arrow.from = Anchor{"box", 1, 0.5};
    const QList<Shape> shapes = {shapeOf(Kind::Rect, "box"), arrow};
    QCOMPARE(scenePoints(*again(written(shapes)).at(1)).front(), QPointF(210, 80));
    // Without the shape, where it is on the board; and then attached to nothing.
    Document board;
    QVERIFY(board.put(std::make_shared<const Shape>(shapes.front())));
    ExportOptions options;
    options.board = &board;
    const WrittenDrawing drawing = written({arrow}, options);
    QCOMPARE(faultIn(drawing), QString());
    QVERIFY(elementOf(drawing, u"arrow"_s)["startBinding"_L1].isNull());
    QCOMPARE(scenePoints(*again(drawing).at(0)).front(), QPointF(210, 80));
    QCOMPARE(drawing.notes, QStringList());
}

void TestExcalidrawWriter::placesOfAttachmentAreThoseOfTheUprightShape()
{
    // Mirrored, the right side of the box is the left side of the image; turned by a quarter, it is at the top.
    Shape image = shapeOf(Kind::Image, "image");
    image.box = {210, 20, -200, 120, 90};
    Shape arrow = shapeOf(Kind::Arrow, "arrow", "a2");
    arrow.to = Anchor{"image", 1, 0.25};
    const WrittenDrawing drawing = written({image, arrow});
    const QJsonArray place = elementOf(drawing, u"arrow"_s)["endBinding"_L1]["fixedPoint"_L1].toArray();
    QVERIFY(near(place[0].toDouble(), 0) && near(place[1].toDouble(), 0.25));
    const QPointF end = scenePoints(*readExcalidraw(drawing.bytes)->shapes.at(1)).back();
    QVERIFY(near(end.x(), 140) && near(end.y(), -20));
}

void TestExcalidrawWriter::framesHoldTheirShapes()
{
    Shape in = shapeOf(Kind::Rect, "in", "a2");
    in.parent = "frame";
    in.text = u"label"_s;
    Shape lost = shapeOf(Kind::Rect, "lost", "a3");
    lost.parent = "gone";
    const WrittenDrawing drawing = written({shapeOf(Kind::Frame, "frame"), in, lost});
    QCOMPARE(faultIn(drawing), QString());
    QCOMPARE(elementOf(drawing, u"in-label"_s)["frameId"_L1].toString(), u"frame"_s);
    const QList<ShapeRef> shapes = again(drawing);
    QCOMPARE(shapes.size(), 3);
    QCOMPARE(shapes.at(1)->parent, "frame"_ba);
    QCOMPARE(shapes.at(2)->parent, QByteArray());
}

void TestExcalidrawWriter::labelsOfLinesAreTextsOnThem()
{
    Shape arrow = shapeOf(Kind::Arrow, "arrow", "a1");
    arrow.text = u"leads to"_s;
    Shape line = shapeOf(Kind::Line, "line", "a2");
    line.text = u"border"_s;
    const WrittenDrawing drawing = written({arrow, line});
    QCOMPARE(faultIn(drawing), QString());
    QCOMPARE(elementOf(drawing, u"arrow-label"_s)["containerId"_L1].toString(), u"arrow"_s);
    QVERIFY(elementOf(drawing, u"line-label"_s)["containerId"_L1].isNull());
    const QList<ShapeRef> shapes = again(drawing);
    QCOMPARE(shapes.size(), 3);
    QCOMPARE(shapes.at(0)->text, arrow.text);
    QCOMPARE(shapes.at(1)->groups, shapes.at(2)->groups);
    QCOMPARE(shapes.at(2)->text, line.text);
    // In the middle of the line.
    QVERIFY((centerOf(shapes.at(2)->box) - lineLabelCenter(line)).manhattanLength() < 1);
}

void TestExcalidrawWriter::kindsThatExcalidrawLacksBecomeTheNearest()
{
    Shape triangle = shapeOf(Kind::Triangle, "triangle", "a1");
    triangle.fill = Color::rgb(0xffec99);
    triangle.text = u"up"_s;
    triangle.box.h = -120;
    triangle.box.y = 140;
    Shape note = shapeOf(Kind::Note, "note", "a2");
    note.text = u"remember"_s;
    Shape text = shapeOf(Kind::Text, "text", "a3");
    text.text = u"on paper"_s;
    text.fill = Color::rgb(0xd0ebff);
    const WrittenDrawing drawing = written({triangle, note, text});
    QCOMPARE(faultIn(drawing), QString());
    const QJsonObject line = elementOf(drawing, u"triangle"_s);
    QCOMPARE(line["type"_L1].toString(), u"line"_s);
    QCOMPARE(line["polygon"_L1].toBool(), true);
    QCOMPARE(line["points"_L1].toArray(),
             (QJsonArray{QJsonArray{0, 0}, QJsonArray{100, -120}, QJsonArray{-100, -120}, QJsonArray{0, 0}}));
    const QList<ShapeRef> shapes = again(drawing);
    QCOMPARE(shapes.size(), 5);
    QCOMPARE(shapes.at(0)->fill, triangle.fill);
    QVERIFY(isClosedPath(*shapes.at(0)));
    QCOMPARE(shapes.at(1)->text, u"up"_s);
    QCOMPARE(shapes.at(1)->groups, shapes.at(0)->groups);
    QCOMPARE(shapes.at(1)->groups.size(), 1);
    // Upside down, its wide side is at the top, and so is its label.
    QVERIFY(centerOf(shapes.at(1)->box).y() < 80);
    QCOMPARE(shapes.at(2)->kind, Kind::Rect);
    QCOMPARE(shapes.at(2)->text, u"remember"_s);
    QCOMPARE(shapes.at(2)->fill, note.fill);
    QVERIFY(shapes.at(2)->stroke.none);
    QCOMPARE(shapes.at(3)->kind, Kind::Rect);
    QCOMPARE(shapes.at(3)->fill, text.fill);
    QCOMPARE(shapes.at(4)->text, u"on paper"_s);
    QCOMPARE(shapes.at(4)->groups, shapes.at(3)->groups);
    QCOMPARE(drawing.notes.size(), 3);
}

void TestExcalidrawWriter::notesTellWhatIsLost_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *says, Kind kind, const std::function<void(Shape &)> &change) {
        Shape shape = shapeOf(kind, "one");
        change(shape);
        QTest::newRow(says) << shape << QString::fromUtf8(says);
    };
    row("closed line", Kind::Triangle, [](Shape &) {});
    row("1 shape(s) became a closed line", Kind::Cylinder, [](Shape &) {});
    row("note", Kind::Note, [](Shape &) {});
    row("newer versions", Kind::Rect, [](Shape &s) { s.unknown.insert("kind", "\"gizmo\""); });
    row("background", Kind::Text, [](Shape &s) {
        s.text = u"a"_s;
        s.fill = Color::rgb(0xffffff);
    });
    row("Papyrus", Kind::Rect, [](Shape &s) {
        s.text = u"a"_s;
        s.font.family = u"Papyrus"_s;
    });
    row("another roundness", Kind::Rect, [](Shape &s) { s.corner = 60; });
    row("corners of another", Kind::Diamond, [](Shape &s) { s.corner = 3; });
    row("closed arrow", Kind::Arrow, [](Shape &s) {
        s.points = {0, 0, 200, 120, 0, 0};
        s.fill = Color::rgb(0xffffff);
    });
    row("lost the fill", Kind::Frame, [](Shape &s) { s.fill = Color::rgb(0xffffff); });
    row("upright", Kind::Frame, [](Shape &s) { s.box.angle = 10; });
    row("image", Kind::Image, [](Shape &) {});
    row("that long", Kind::Line, [](Shape &s) { s.box.w = 80'000; });
    row("left out", Kind::Text, [](Shape &) {});
}

void TestExcalidrawWriter::notesTellWhatIsLost()
{
    QFETCH(Shape, shape);
    QFETCH(QString, says);
    const WrittenDrawing drawing = written({shape});
    QCOMPARE(drawing.notes.size(), 1);
    QVERIFY2(drawing.notes.front().contains(says), qPrintable(drawing.notes.front()));
    QCOMPARE(faultIn(drawing), QString());
}

void TestExcalidrawWriter::imagesAreInTheFile()
{
    const QTemporaryDir temporary;
    ImageFolder folder(temporary.path());
    const QByteArray bytes = encoded(quarters({30, 20}));
    const AssetId asset = assetIdOf(bytes);
    QVERIFY(folder.keep(asset, bytes));
    Shape here = shapeOf(Kind::Image, "here", "a1");
    here.asset = asset;
    Shape twice = here;
    twice.id = "twice";
    twice.z = "a2";
    Shape elsewhere = shapeOf(Kind::Image, "elsewhere", "a3");
    elsewhere.asset = assetIdOf("elsewhere");
    ExportOptions options;
    options.images = &folder;
    const WrittenDrawing drawing = written({here, twice, elsewhere}, options);
    QCOMPARE(drawing.notes.size(), 1);
    QCOMPARE(drawing.bytes.count(bytes.toBase64()), 1);
    QCOMPARE(elementOf(drawing, u"here"_s)["status"_L1].toString(), u"saved"_s);
    QCOMPARE(elementOf(drawing, u"elsewhere"_s)["status"_L1].toString(), u"pending"_s);
    QHash<AssetId, QByteArray> images;
    LoadMonitor monitor;
    monitor.keepImage = [&images](const AssetId &id, const QByteArray &image) { images.insert(id, image); };
    const auto read = readExcalidraw(drawing.bytes, monitor);
    QVERIFY(read);
    QCOMPARE(images, (QHash<AssetId, QByteArray>{{asset, bytes}}));
    QCOMPARE(read->shapes.at(0)->asset, asset);
    QCOMPARE(read->shapes.at(1)->asset, asset);
    QCOMPARE(read->shapes.at(2)->asset, AssetId());
}

void TestExcalidrawWriter::randomBoardsNeedNoMending()
{
    for (quint64 seed = 1; seed <= 50; ++seed) {
        Random random(seed);
        QList<Shape> shapes;
        for (int i = 0; i < 40; ++i) {
            Shape shape = randomShape("s" + QByteArray::number(i), randomKind(random), random);
            const auto any = [&random]() -> QByteArray { return "s" + QByteArray::number(random.below(40)); };
            shape.parent = random.chance(0.5) ? any() : QByteArray();
            if (shape.kind == Kind::Arrow && random.chance(0.7))
                shape.from = shape.to = Anchor{any(), random.real(), random.real()};
            shapes.append(shape);
        }
        std::sort(shapes.begin(), shapes.end(), [](const Shape &a, const Shape &b) { return a.z < b.z; });
        const WrittenDrawing drawing = written(shapes);
        QVERIFY2(faultIn(drawing).isEmpty(), qPrintable(QString::number(seed) + u": "_s + faultIn(drawing)));
        QVERIFY(readExcalidraw(drawing.bytes));
        QCOMPARE(written(shapes).bytes, drawing.bytes);
    }
}

void TestExcalidrawWriter::extremeShapesNeedNoMending_data()
{
    QTest::addColumn<Kind>("kind");
    for (int kind = 0; kind < kindCount; ++kind)
        QTest::newRow(name(Kind(kind))) << Kind(kind);
}

void TestExcalidrawWriter::extremeShapesNeedNoMending()
{
    QFETCH(Kind, kind);
    for (const ShapeRef &shape : extremeShapes(kind)) {
        const auto drawing = writeExcalidraw({shape});
        QVERIFY(drawing);
        QCOMPARE(faultIn(*drawing), QString());
        QVERIFY(readExcalidraw(drawing->bytes));
        QVERIFY(!elementsOf(*drawing).isEmpty() || !drawing->notes.isEmpty());
    }
}

} // namespace sketchroom

QTEST_MAIN(sketchroom::TestExcalidrawWriter)
#include "files_excalidrawwriter.moc"
