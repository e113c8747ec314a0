#include "tests/unit/files_excalidrawfixture.h"

#include "common/model/geometry.h"
#include "common/protocol/codec.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace testing;

/// What elements say of each other, and files of several drawings.
class TestExcalidrawScene final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arrowsStayAttachedInBothSchemas_data();
    void arrowsStayAttachedInBothSchemas();
    void arrowsToWhatIsGoneAreLoose();
    void aTextBoundToAShapeBecomesItsLabel();
    void theLabelOfAnArrowIsItsText();
    void aLabelThatLooksDifferentStaysATextInAGroup();
    void shapesAreInNoMoreGroupsThanARoomTakes();
    void childrenOfAFrameKnowIt();
    void deletedElementsStayOut();
    void idsThatAreTakenOrInvalidAreMadeAnew();
    void indexesAreKeptWhereTheyAscend_data();
    void indexesAreKeptWhereTheyAscend();
    void itemsOfALibraryStandApartAsGroups_data();
    void itemsOfALibraryStandApartAsGroups();
    void theSameFileGivesTheSameShapes();
    void aClipboardIsReadToo();
};

void TestExcalidrawScene::arrowsStayAttachedInBothSchemas_data()
{
    QTest::addColumn<QByteArray>("binding");
    QTest::newRow("0.18: focus and gap") << R"({"elementId":"box","focus":0.1,"gap":5})"_ba;
    QTest::newRow("newer: fixed point") << R"({"elementId":"box","fixedPoint":[0.5001,0.5001],"mode":"orbit"})"_ba;
}

void TestExcalidrawScene::arrowsStayAttachedInBothSchemas()
{
    QFETCH(QByteArray, binding);
    const QList<ShapeRef> shapes =
        readElements(R"({"id":"box","type":"rectangle","x":100,"y":0,"width":100,"height":50,"angle":0.3},)"
                     R"({"id":"arrow","type":"arrow","x":0,"y":25,"points":[[0,0],[95,0]],"endBinding":)" +
                     binding + "}");
    QCOMPARE(shapes.size(), 2);
    const Shape &arrow = *shapes.at(1);
    QVERIFY(!arrow.from);
    QVERIFY(arrow.to);
    QCOMPARE(arrow.to->shape, "box"_ba);
    const QPointF end = anchorPoint(*shapes.at(0), *arrow.to);
    QVERIFY(near(end.x(), 95) && near(end.y(), 25));
    QVERIFY(extOf(arrow).contains("endBinding"_L1));
}

void TestExcalidrawScene::arrowsToWhatIsGoneAreLoose()
{
    const QList<ShapeRef> shapes = readElements(
        R"({"id":"dead","type":"rectangle","x":0,"y":0,"width":9,"height":9,"isDeleted":true},
           {"id":"far","type":"rectangle","x":90000,"y":0,"width":9,"height":9},
           {"id":"a","type":"arrow","x":0,"y":0,"points":[[0,0],[9,9]],"startBinding":{"elementId":"dead"},
            "endBinding":{"elementId":"far"}})");
    QCOMPARE(shapes.size(), 2);
    QVERIFY(!shapes.at(1)->from && !shapes.at(1)->to);
}

void TestExcalidrawScene::aTextBoundToAShapeBecomesItsLabel()
{
    const QList<ShapeRef> shapes = readElements(
        R"({"id":"box","type":"ellipse","x":0,"y":0,"width":100,"height":50,"strokeColor":"#e03131"},
           {"id":"label","type":"text","x":20,"y":12,"width":60,"height":25,"strokeColor":"#e03131","containerId":"box",
            "text":"wrapped\nhere","originalText":"wrapped here","fontSize":16,"textAlign":"center","verticalAlign":"middle"},
           {"id":"arrow","type":"arrow","x":200,"y":25,"points":[[0,0],[-100,0]],"endBinding":{"elementId":"label"}})");
    QCOMPARE(shapes.size(), 2);
    const Shape &box = *shapes.front();
    QCOMPARE(box.text, u"wrapped here"_s);
    QCOMPARE(box.font, (Font{u"hand"_s, 16, Align::Center, VAlign::Middle}));
    QCOMPARE(extOf(box).value("label"_L1).toObject().value("id"_L1).toString(), u"label"_s);
    // An arrow to the label is one to what it labels.
    QVERIFY(shapes.back()->to);
    QCOMPARE(shapes.back()->to->shape, "box"_ba);
}

void TestExcalidrawScene::theLabelOfAnArrowIsItsText()
{
    const QList<ShapeRef> shapes = readElements(
        R"({"id":"arrow","type":"arrow","x":0,"y":99,"points":[[0,0],[99,0]],"strokeColor":"#ff0000"},
           {"id":"word","type":"text","x":40,"y":90,"width":9,"height":9,"strokeColor":"#ff0000","fontSize":16,
            "containerId":"arrow","text":"to"})");
    QCOMPARE(shapes.size(), 1);
    QCOMPARE(shapes.at(0)->kind, Kind::Arrow);
    QCOMPARE(shapes.at(0)->text, u"to"_s);
    QCOMPARE(shapes.at(0)->font.size, 16.0);
    QVERIFY(shapes.at(0)->groups.isEmpty());
}

void TestExcalidrawScene::aLabelThatLooksDifferentStaysATextInAGroup()
{
    const QList<ShapeRef> shapes = readElements(
        R"({"id":"box","type":"rectangle","x":0,"y":0,"width":100,"height":50,"strokeColor":"#000000"},
           {"id":"label","type":"text","x":20,"y":12,"width":60,"height":25,"strokeColor":"#ffffff","containerId":"box",
            "text":"white"},
           {"id":"arrow","type":"arrow","x":0,"y":99,"points":[[0,0],[99,0]]},
           {"id":"word","type":"text","x":40,"y":90,"width":9,"height":9,"strokeColor":"#ff0000",
            "containerId":"arrow","text":"to"})");
    QCOMPARE(shapes.size(), 4);
    QVERIFY(shapes.at(0)->text.isEmpty());
    QCOMPARE(shapes.at(1)->text, u"white"_s);
    QCOMPARE(shapes.at(0)->groups.size(), 1);
    QCOMPARE(shapes.at(0)->groups, shapes.at(1)->groups);
    QCOMPARE(shapes.at(2)->groups, shapes.at(3)->groups);
    QVERIFY(shapes.at(0)->groups != shapes.at(2)->groups);
}

void TestExcalidrawScene::shapesAreInNoMoreGroupsThanARoomTakes()
{
    QByteArrayList groups;
    for (int i = 0; i < 100; ++i)
        groups.append("\"g" + QByteArray::number(i) + "\"");
    QByteArray elements =
        R"({"id":"box","type":"rectangle","width":9,"height":9,"groupIds":[)" + groups.join(',') + "]}";
    for (int i = 0; i < 40; ++i)
        elements += R"(,{"type":"text","text":"white","strokeColor":"#fff","containerId":"box"})";
    const auto drawing = readExcalidraw(R"({"type":"excalidrawlib","library":[[)" + elements + "]]}");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 41);
    for (const ShapeRef &shape : drawing->shapes)
        QVERIFY(decodeShape(encodeShape(*shape)));
}

void TestExcalidrawScene::childrenOfAFrameKnowIt()
{
    const QList<ShapeRef> shapes =
        readElements(R"({"id":"in","type":"rectangle","x":0,"y":0,"width":9,"height":9,"frameId":"f"},
           {"id":"out","type":"rectangle","x":0,"y":0,"width":9,"height":9,"frameId":"gone"},
           {"id":"f","type":"frame","x":0,"y":0,"width":99,"height":99,"name":"Page 1"})");
    QCOMPARE(shapes.size(), 3);
    QCOMPARE(shapes.at(0)->parent, "f"_ba);
    QCOMPARE(shapes.at(1)->parent, ""_ba);
    QCOMPARE(shapes.at(2)->text, u"Page 1"_s);
}

void TestExcalidrawScene::deletedElementsStayOut()
{
    const QList<ShapeRef> shapes =
        readElements(R"({"id":"a","type":"rectangle","x":0,"y":0,"width":9,"height":9,"isDeleted":true},
           {"id":"b","type":"selection","x":0,"y":0,"width":9,"height":9},
           {"id":"c","type":"rectangle","x":0,"y":0,"width":9,"height":9})");
    QCOMPARE(shapes.size(), 1);
    QCOMPARE(shapes.front()->id, "c"_ba);
}

void TestExcalidrawScene::idsThatAreTakenOrInvalidAreMadeAnew()
{
    const QList<ShapeRef> shapes =
        readElements(R"({"id":"a b","type":"rectangle","x":0,"y":0,"width":99,"height":9,"groupIds":["g h"]},
           {"id":"twice","type":"rectangle","x":0,"y":0,"width":9,"height":9,"groupIds":["g h"]},
           {"id":"twice","type":"rectangle","x":50,"y":0,"width":9,"height":9},
           {"type":"rectangle","x":0,"y":0,"width":9,"height":9},
           {"id":"arrow","type":"arrow","x":0,"y":0,"points":[[0,0],[9,9]],"startBinding":{"elementId":"a b"},
            "endBinding":{"elementId":"twice"}})");
    QCOMPARE(shapes.size(), 5);
    QSet<ShapeId> ids;
    for (const ShapeRef &shape : shapes) {
        QVERIFY(isValidId(shape->id));
        ids.insert(shape->id);
    }
    QCOMPARE(ids.size(), 5);
    QVERIFY(shapes.at(4)->from);
    QCOMPARE(shapes.at(4)->from->shape, shapes.at(0)->id);
    QCOMPARE(shapes.at(4)->to->shape, "twice"_ba);
    QCOMPARE(shapes.at(1)->id, "twice"_ba); // the first keeps it
    QCOMPARE(shapes.at(0)->groups, shapes.at(1)->groups);
    QVERIFY(isValidId(shapes.at(0)->groups.front()));
}

void TestExcalidrawScene::indexesAreKeptWhereTheyAscend_data()
{
    QTest::addColumn<QByteArrayList>("indexes");
    QTest::addColumn<QByteArrayList>("kept");
    QTest::newRow("all good") << QByteArrayList{"a0", "a1", "a1V", "b00"} << QByteArrayList{"a0", "a1", "a1V", "b00"};
    QTest::newRow("none") << QByteArrayList{"", "", ""} << QByteArrayList{"", "", ""};
    QTest::newRow("one missing") << QByteArrayList{"a0", "", "a1"} << QByteArrayList{"a0", "", "a1"};
    QTest::newRow("one twice") << QByteArrayList{"a0", "a0", "a1"} << QByteArrayList{"a0", "", "a1"};
    QTest::newRow("invalid") << QByteArrayList{"?", "a1", "a0"} << QByteArrayList{"", "a1", ""};
    QTest::newRow("no room") << QByteArrayList{"a", "", "a0"} << QByteArrayList{"a", "", ""};
}

void TestExcalidrawScene::indexesAreKeptWhereTheyAscend()
{
    QFETCH(QByteArrayList, indexes);
    QFETCH(QByteArrayList, kept);
    QByteArrayList elements;
    for (const QByteArray &index : indexes)
        elements.append(R"({"type":"rectangle","x":0,"y":0,"width":9,"height":9,"index":")" + index + "\"}");
    const QList<ShapeRef> shapes = readElements(elements.join(','));
    QCOMPARE(shapes.size(), kept.size());
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        if (!kept.at(i).isEmpty())
            QCOMPARE(shapes.at(i)->z, kept.at(i));
        if (i > 0)
            QVERIFY(shapes.at(i)->z > shapes.at(i - 1)->z);
    }
}

void TestExcalidrawScene::itemsOfALibraryStandApartAsGroups_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray one = R"([{"id":"a","type":"rectangle","x":500,"y":500,"width":90,"height":9,"groupIds":["g"]},
        {"id":"b","type":"ellipse","x":520,"y":500,"width":9,"height":30},
        {"id":"c","type":"arrow","x":0,"y":0,"points":[[520,520],[500,500]],"endBinding":{"elementId":"a"}}])";
    QTest::newRow("version 1") << R"({"type":"excalidrawlib","version":1,"library":[)" + one + "," + one + "]}";
    QTest::newRow("version 2") << R"({"type":"excalidrawlib","version":2,"libraryItems":[{"id":"i","elements":)" + one +
                                      R"(},{"id":"empty","elements":[]},{"id":"j","elements":)" + one + "}]}";
}

void TestExcalidrawScene::itemsOfALibraryStandApartAsGroups()
{
    QFETCH(QByteArray, file);
    const auto drawing = readExcalidraw(file);
    QVERIFY(drawing);
    const QList<ShapeRef> &shapes = drawing->shapes;
    QCOMPARE(shapes.size(), 6);
    const QRectF first = boundsOf(shapes.first(3));
    const QRectF second = boundsOf(shapes.last(3));
    QCOMPARE(first.topLeft(), QPointF(0, 0));
    QVERIFY(!first.intersects(second));
    QCOMPARE(first.size(), second.size());
    const auto outermost = [&](qsizetype i) { return shapes.at(i)->groups.back(); };
    QCOMPARE(outermost(0), outermost(1));
    QCOMPARE(outermost(3), outermost(5));
    QVERIFY(outermost(0) != outermost(3));
    // The ids that the items share mean another shape and another group in each.
    QVERIFY(shapes.at(0)->id != shapes.at(3)->id);
    QVERIFY(shapes.at(0)->groups.front() != shapes.at(3)->groups.front());
    QCOMPARE(shapes.at(2)->to->shape, shapes.at(0)->id);
    QCOMPARE(shapes.at(5)->to->shape, shapes.at(3)->id);
}

void TestExcalidrawScene::theSameFileGivesTheSameShapes()
{
    const QByteArray file =
        sceneOf(R"({"type":"rectangle","x":0,"y":0,"width":9,"height":9},{"id":"!","type":"line"})");
    const auto first = readExcalidraw(file);
    const auto second = readExcalidraw(file);
    QVERIFY(first && second);
    QCOMPARE(encodeShapes(first->shapes), encodeShapes(second->shapes));
}

void TestExcalidrawScene::aClipboardIsReadToo()
{
    const auto drawing =
        readExcalidraw(R"({"type":"excalidraw/clipboard","elements":[{"id":"a","type":"diamond","width":5}]})");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 1);
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestExcalidrawScene)
#include "files_excalidrawscene.moc"
