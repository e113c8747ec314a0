#include "tests/unit/files_excalidrawfixture.h"

#include "common/model/geometry.h"
#include "common/protocol/codec.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace testing;

class TestExcalidraw final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeHasAKind_data();
    void everyTypeHasAKind();
    void otherLinksAreKeptAndNotFollowed();
    void commonFieldsBecomeRegisters();
    void looksThatCannotBeReadAreTheOriginsDefaults();
    void cornersOfEachSchema_data();
    void cornersOfEachSchema();
    void negativeSizesAreTurnedRound();
    void mirroredPicturesStayMirrored();
    void absurdNumbersAreBroughtIntoRange();
    void pointsComeOutWhereTheyWere_data();
    void pointsComeOutWhereTheyWere();
    void pointsThatAreNotFiniteAreDropped();
    void aLineWithoutPointsGetsTwo();
    void strokesThatAreTooLongAreThinnedOut();
    void penPressureIsKeptWhereItIsReal();
    void headsOfBothVersions_data();
    void headsOfBothVersions();
    void fontsOfEachSchema_data();
    void fontsOfEachSchema();
    void whatHasNoPlaceIsKeptVerbatim();
    void whatIsKeptIsBounded();
};

void TestExcalidraw::everyTypeHasAKind_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("rectangle") << "rectangle"_ba << Kind::Rect;
    QTest::newRow("diamond") << "diamond"_ba << Kind::Diamond;
    QTest::newRow("ellipse") << "ellipse"_ba << Kind::Ellipse;
    QTest::newRow("line") << "line"_ba << Kind::Line;
    QTest::newRow("legacy draw") << "draw"_ba << Kind::Line;
    QTest::newRow("arrow") << "arrow"_ba << Kind::Arrow;
    QTest::newRow("freedraw") << "freedraw"_ba << Kind::Ink;
    QTest::newRow("text") << "text"_ba << Kind::Text;
    QTest::newRow("image") << "image"_ba << Kind::Image;
    QTest::newRow("frame") << "frame"_ba << Kind::Frame;
    QTest::newRow("magicframe") << "magicframe"_ba << Kind::Frame;
    QTest::newRow("embeddable") << "embeddable"_ba << Kind::Rect;
    QTest::newRow("iframe") << "iframe"_ba << Kind::Rect;
    QTest::newRow("of the future") << "hologram"_ba << Kind::Rect;
}

void TestExcalidraw::everyTypeHasAKind()
{
    QFETCH(QByteArray, type);
    QFETCH(Kind, kind);
    const QByteArray points = numbersPerPoint(kind) > 0 ? R"(,"points":[[0,0],[30,40]])"_ba : QByteArray();
    const Shape shape =
        readOne(R"({"id":"a","x":10,"y":20,"width":30,"height":40,"type":")" + type + "\"" + points + "}");
    QCOMPARE(shape.kind, kind);
    QCOMPARE(shape.id, "a"_ba);
    QCOMPARE(shape.box, (Box{10, 20, 30, 40, 0}));
    const bool said = type == name(kind) || type == "rectangle" || type == "freedraw";
    QCOMPARE(extOf(shape).value("type"_L1).toString(), said ? QString() : QString::fromUtf8(type));
    const auto again = decodeShape(encodeShape(shape));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(*again, shape);
}

/// A link to a place in the drawing is none that a room takes; it is there again when the drawing is saved.
void TestExcalidraw::otherLinksAreKeptAndNotFollowed()
{
    for (const char *link : {"javascript:alert(1)", "file:///etc/passwd", "#element"}) {
        const Shape shape = readOne(R"({"id":"a","type":"rectangle","x":0,"y":0,"width":30,"height":40,"link":")" +
                                    QByteArray(link) + R"("})");
        QVERIFY(shape.link.isEmpty());
        QVERIFY2(shape.ext.json.contains(link), shape.ext.json.constData());
    }
}

void TestExcalidraw::commonFieldsBecomeRegisters()
{
    const Shape shape = readOne(R"({"id":"a","type":"rectangle","x":1.5,"y":-2,"width":30,"height":40,
        "angle":1.5707963267948966,"strokeColor":"#e03131","backgroundColor":"#ffec99","fillStyle":"cross-hatch",
        "strokeWidth":4,"strokeStyle":"dashed","roughness":2,"opacity":50,"groupIds":["in","out"],"roundness":{"type":3},
        "locked":true,"link":"https://example.org","index":"a3"})");
    QVERIFY(near(shape.box.angle, 90));
    QCOMPARE(shape.stroke, Color::rgb(0xe03131));
    QCOMPARE(shape.fill, Color::rgb(0xffec99));
    QCOMPARE(shape.hatch, Hatch::Cross);
    QCOMPARE(shape.width, 4.0);
    QCOMPARE(shape.dash, Dash::Dashed);
    QCOMPARE(shape.rough, 2);
    QCOMPARE(shape.opacity, 0.5);
    QCOMPARE(shape.groups, (QByteArrayList{"in", "out"}));
    QCOMPARE(shape.corner, 7.5);
    QCOMPARE(shape.locked, true);
    QCOMPARE(shape.link, u"https://example.org"_s);
    QCOMPARE(shape.z, "a3"_ba);
}

void TestExcalidraw::looksThatCannotBeReadAreTheOriginsDefaults()
{
    const Shape shape = readOne(R"({"id":"a","type":"rectangle","x":0,"y":0,"width":9,"height":9,"strokeColor":"mist",
        "backgroundColor":null,"fillStyle":7,"strokeWidth":"thick","strokeStyle":"wavy","roughness":null,"opacity":[]})");
    QCOMPARE(shape.stroke, Color::rgb(0x1e1e1e));
    QVERIFY(shape.fill.none);
    QCOMPARE(shape.hatch, Hatch::Solid);
    QCOMPARE(shape.width, 2.0);
    QCOMPARE(shape.dash, Dash::Solid);
    QCOMPARE(shape.rough, 1);
    QCOMPARE(shape.opacity, 1.0);
    QCOMPARE(extOf(shape).value("strokeColor"_L1).toString(), u"mist"_s);
}

void TestExcalidraw::cornersOfEachSchema_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<double>("corner");
    QTest::newRow("sharp") << R"("type":"rectangle","roundness":null)"_ba << 0.0;
    QTest::newRow("proportional") << R"("type":"rectangle","roundness":{"type":2})"_ba << 50.0;
    QTest::newRow("adaptive") << R"("type":"rectangle","roundness":{"type":3})"_ba << 32.0;
    QTest::newRow("adaptive with a value") << R"("type":"rectangle","roundness":{"type":3,"value":10})"_ba << 10.0;
    QTest::newRow("legacy round") << R"("type":"rectangle","strokeSharpness":"round")"_ba << 50.0;
    QTest::newRow("legacy sharp") << R"("type":"rectangle","strokeSharpness":"sharp")"_ba << 0.0;
    QTest::newRow("ellipse") << R"("type":"ellipse","roundness":{"type":2})"_ba << 0.0;
    QTest::newRow("curved line") << R"("type":"line","roundness":{"type":2})"_ba << 16.0;
    QTest::newRow("legacy curved line") << R"("type":"line","strokeSharpness":"round")"_ba << 16.0;
    QTest::newRow("elbow arrow") << R"("type":"arrow","elbowed":true,"roundness":{"type":2})"_ba << 0.0;
}

void TestExcalidraw::cornersOfEachSchema()
{
    QFETCH(QByteArray, fields);
    const Shape shape =
        readOne(R"({"id":"a","x":0,"y":0,"width":200,"height":300,"points":[[0,0],[200,300]],)" + fields + "}");
    QTEST(shape.corner, "corner");
}

void TestExcalidraw::negativeSizesAreTurnedRound()
{
    QCOMPARE(readOne(R"({"id":"a","type":"ellipse","x":100,"y":100,"width":-40,"height":-20})").box,
             (Box{60, 80, 40, 20, 0}));
}

void TestExcalidraw::mirroredPicturesStayMirrored()
{
    const QByteArray image = R"({"id":"a","type":"image","x":10,"y":20,"width":30,"height":40,"scale":)";
    QCOMPARE(readOne(image + "[1,1]}").box, (Box{10, 20, 30, 40, 0}));
    QCOMPARE(readOne(image + "[-1,1]}").box, (Box{40, 20, -30, 40, 0}));
    QCOMPARE(readOne(image + "[-1,-1]}").box, (Box{40, 60, -30, -40, 0}));
}

void TestExcalidraw::absurdNumbersAreBroughtIntoRange()
{
    const Shape rect = readOne(R"({"id":"a","type":"rectangle","x":1e300,"y":-1e300,"width":1e12,"height":5,
        "strokeWidth":1e9,"opacity":900,"roughness":77,"angle":1e6})");
    QCOMPARE(rect.box.x, 1e6);
    QCOMPARE(rect.box.w, 1e6);
    QCOMPARE(rect.width, 200.0);
    QCOMPARE(rect.opacity, 1.0);
    QCOMPARE(rect.rough, 2);
    QVERIFY(std::abs(rect.box.angle) < 360);
    const Shape line = readOne(R"({"id":"a","type":"line","x":0,"y":0,"strokeWidth":0,"points":[[0,0],[1e200,1]]})");
    QCOMPARE(line.box.w, 1e6);
    QCOMPARE(line.width, 0.1);
    QVERIFY(decodeShape(encodeShape(rect)));
    QVERIFY(decodeShape(encodeShape(line)));
}

void TestExcalidraw::pointsComeOutWhereTheyWere_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("line") << R"("type":"line")"_ba;
    QTest::newRow("arrow") << R"("type":"arrow")"_ba;
    QTest::newRow("freedraw") << R"("type":"freedraw")"_ba;
    QTest::newRow("sizes that lie") << R"("type":"line","width":-7,"height":1e5)"_ba;
    QTest::newRow("curved") << R"("type":"line","roundness":{"type":2})"_ba;
    QTest::newRow("curved and turned") << R"("type":"line","roundness":{"type":2},"angle":0.7)"_ba;
    QTest::newRow("turned") << R"("type":"freedraw","angle":-2.1)"_ba;
}

void TestExcalidraw::pointsComeOutWhereTheyWere()
{
    QFETCH(QByteArray, fields);
    const Shape shape =
        readOne(R"({"id":"a","x":100.25,"y":-50.5,"points":[[0,0],[-20.125,60],[33.3,10],[80,-5.5]],)" + fields + "}");
    // The file turns about the middle of what is drawn: for a curve that is the middle of the curve.
    Shape upright = shape;
    upright.box = boxOfPoints(shape.points, numbersPerPoint(shape.kind));
    upright.box.x += 100.25;
    upright.box.y += -50.5;
    const QPointF middle = geometryBounds(upright).center();
    const QList<QPointF> local = {{0, 0}, {-20.125, 60}, {33.3, 10}, {80, -5.5}};
    const QList<QPointF> scene = scenePoints(shape);
    QCOMPARE(scene.size(), local.size());
    for (qsizetype i = 0; i < scene.size(); ++i) {
        const QPointF expected = rotated(local.at(i) + QPointF(100.25, -50.5), middle, shape.box.angle);
        QVERIFY(near(scene.at(i).x(), expected.x()) && near(scene.at(i).y(), expected.y()));
    }
}

void TestExcalidraw::pointsThatAreNotFiniteAreDropped()
{
    const Shape shape = readOne(R"({"id":"a","type":"line","x":0,"y":0,"points":[[0,0],[null,5],[10,null],[20,20]]})");
    QCOMPARE(shape.points, (PointList{0, 0, 20, 20}));
}

void TestExcalidraw::aLineWithoutPointsGetsTwo()
{
    const QByteArray head = R"({"id":"a","type":"arrow","x":5,"y":6,"width":30,"height":40)";
    QCOMPARE(scenePoints(readOne(head + "}")), (QList<QPointF>{{5, 6}, {35, 46}}));
    QCOMPARE(scenePoints(readOne(head + R"(,"points":[[1,1]]})")), (QList<QPointF>{{6, 7}, {36, 47}}));
    const Shape dot = readOne(R"({"id":"a","type":"freedraw","x":5,"y":6,"points":[]})");
    QCOMPARE(scenePoints(dot), QList<QPointF>{QPointF(5, 6)});
}

void TestExcalidraw::strokesThatAreTooLongAreThinnedOut()
{
    QByteArray points = "[0,0]";
    for (int i = 1; i < 45'000; ++i)
        points += ",[" + QByteArray::number(i) + "," + QByteArray::number(i == 777 ? -5000 : i % 100) + "]";
    const auto drawing =
        readExcalidraw(sceneOf(R"({"id":"a","type":"freedraw","x":0,"y":0,"points":[)" + points + "]}"));
    QVERIFY(drawing);
    QCOMPARE(drawing->notes.size(), 1);
    const Shape &ink = *drawing->shapes.front();
    QCOMPARE_LE(ink.points.size(), Limits{}.numbersInPoints);
    QCOMPARE_GT(ink.points.size(), Limits{}.numbersInPoints / 4);
    QCOMPARE(ink.box, (Box{0, -5000, 44'999, 5099, 0}));
}

void TestExcalidraw::penPressureIsKeptWhereItIsReal()
{
    const QByteArray head = R"({"id":"a","type":"freedraw","x":0,"y":0,"strokeWidth":2,"points":[[0,0],[1,1],[2,2]],)"
                            R"("pressures":[0.25,7],)";
    const Shape real = readOne(head + R"("simulatePressure":false})");
    QCOMPARE(real.points, (PointList{0, 0, 0.25, 1, 1, 1, 2, 2, 0.5}));
    QCOMPARE(real.width, 8.5);
    const Shape simulated = readOne(head + R"("simulatePressure":true})");
    QCOMPARE(simulated.points, (PointList{0, 0, 0.5, 1, 1, 0.5, 2, 2, 0.5}));
}

void TestExcalidraw::headsOfBothVersions_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<Head>("end");
    const auto row = [](const char *json, Head end) {
        QTest::newRow(json) << R"("type":"arrow","endArrowhead":)" + QByteArray(json) << end;
    };
    row("null", Head::None);
    row("\"arrow\"", Head::Arrow);
    row("\"bar\"", Head::Bar);
    row("\"dot\"", Head::Circle);
    row("\"circle\"", Head::Circle);
    row("\"circle_outline\"", Head::CircleOutline);
    row("\"triangle\"", Head::Triangle);
    row("\"triangle_outline\"", Head::TriangleOutline);
    row("\"diamond\"", Head::Diamond);
    row("\"diamond_outline\"", Head::DiamondOutline);
    row("\"crowfoot_one\"", Head::One);
    row("\"crowfoot_many\"", Head::Many);
    row("\"crowfoot_one_or_many\"", Head::OneOrMany);
    row("\"cardinality_one\"", Head::One);
    row("\"cardinality_many\"", Head::Many);
    row("\"cardinality_one_or_many\"", Head::OneOrMany);
    row("\"cardinality_exactly_one\"", Head::ExactlyOne);
    row("\"cardinality_zero_or_one\"", Head::ZeroOrOne);
    row("\"cardinality_zero_or_many\"", Head::ZeroOrMany);
    row("\"of the future\"", Head::Arrow);
    QTest::newRow("arrow that does not say") << R"("type":"arrow")"_ba << Head::Arrow;
    QTest::newRow("line that does not say") << R"("type":"line")"_ba << Head::None;
}

void TestExcalidraw::headsOfBothVersions()
{
    QFETCH(QByteArray, fields);
    QFETCH(Head, end);
    const Shape shape = readOne(R"({"id":"a","x":0,"y":0,"points":[[0,0],[9,9]],)" + fields + "}");
    QCOMPARE(shape.ends, (Ends{Head::None, end}));
}

void TestExcalidraw::fontsOfEachSchema_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<Font>("font");
    const Font hand{u"hand"_s, 20, Align::Left, VAlign::Top};
    const auto with = [hand](const QString &family, double size) {
        return Font{family, size, hand.align, hand.valign};
    };
    QTest::newRow("none said") << R"("text":"a")"_ba << hand;
    QTest::newRow("Virgil") << R"("fontFamily":1,"fontSize":36)"_ba << with(u"hand"_s, 36);
    QTest::newRow("Helvetica") << R"("fontFamily":2,"fontSize":16)"_ba << with(u"sans"_s, 16);
    QTest::newRow("Cascadia") << R"("fontFamily":3,"fontSize":16)"_ba << with(u"mono"_s, 16);
    QTest::newRow("Excalifont") << R"("fontFamily":5)"_ba << hand;
    QTest::newRow("Nunito") << R"("fontFamily":6)"_ba << with(u"sans"_s, 20);
    QTest::newRow("Comic Shanns") << R"("fontFamily":8)"_ba << with(u"mono"_s, 20);
    QTest::newRow("custom") << R"("fontFamily":4)"_ba << with(u"sans"_s, 20);
    QTest::newRow("legacy") << R"("font":"28px Cascadia")"_ba << with(u"mono"_s, 28);
    QTest::newRow("legacy Virgil") << R"("font":"20.5px Virgil")"_ba << with(u"hand"_s, 20.5);
    QTest::newRow("tiny") << R"("fontSize":0.001)"_ba << with(u"hand"_s, 1);
    QTest::newRow("aligned") << R"("textAlign":"right","verticalAlign":"middle")"_ba
                             << Font{u"hand"_s, 20, Align::Right, VAlign::Middle};
}

void TestExcalidraw::fontsOfEachSchema()
{
    QFETCH(QByteArray, fields);
    QTEST(readOne(R"({"id":"a","type":"text","x":0,"y":0,"width":50,"height":25,)" + fields + "}").font, "font");
}

void TestExcalidraw::whatHasNoPlaceIsKeptVerbatim()
{
    const QByteArray kept =
        R"({"seed":42,"version":7,"versionNonce":-3,"updated":1700000000000,"fillStyle":"zigzag",)"
        R"("boundElements":[{"id":"x","type":"text"}],"roundness":{"type":3},"strokeColor":"tomato",)"
        R"("customData":{"host":[1,2.5,{"ü":"\"\n"}]},"fancy \"new\" field":true,"frameName":null})";
    const Shape shape =
        readOne(R"({"id":"a","type":"rectangle","x":0,"y":0,"width":9,"height":9,"opacity":100,)" + kept.sliced(1));
    QCOMPARE(extOf(shape), QJsonDocument::fromJson(kept).object());
    const auto again = decodeShape(encodeShape(shape));
    QVERIFY(again);
    QCOMPARE(*again, shape);
}

void TestExcalidraw::whatIsKeptIsBounded()
{
    const QByteArray huge = QByteArray(200'000, 'x');
    QByteArray deep = "1";
    for (int i = 0; i < 40; ++i)
        deep = "[" + deep + "]";
    const Shape shape = readOne(R"({"id":"a","type":"rectangle","x":0,"y":0,"width":9,"height":9,"seed":1,"huge":")" +
                                huge + R"(","deep":)" + deep + "}");
    QCOMPARE(extOf(shape).keys(), QStringList{u"seed"_s});
    QVERIFY(decodeShape(encodeShape(shape)));
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestExcalidraw)
#include "files_excalidraw.moc"
