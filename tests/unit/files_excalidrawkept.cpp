#include "tests/unit/files_excalidrawwriterfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace testing;

/// What a file had that shapes have no registers for, and that is there again when they are saved.
class TestExcalidrawKept final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasKeptIsWrittenBack();
    void whatWasChangedSinceIsNotTakenBack();
    void whatWasDamagedIsNotWrittenAgain();
    void labelsStayAsTheyWereBroken();
    void aLabelThatWasNotMergedIsOneAgain();
    void indexesAscendAndAreKeptWhereTheyCan();
    void theSameBoardGivesTheSameBytes();
};

void TestExcalidrawKept::whatWasKeptIsWrittenBack()
{
    const QByteArray elements =
        R"({"id":"box","type":"rectangle","x":0,"y":0,"width":90,"height":60,"seed":42,"version":7,"versionNonce":-3,
            "updated":1700000000000,"fillStyle":"zigzag","roundness":{"type":3},"strokeColor":"tomato","link":"#place",
            "customData":{"host":[1,2.5,{"ü":"\"\n"}]},"fancy \"new\" field":true,"boundElements":null},
           {"id":"page","type":"embeddable","x":0,"y":0,"width":90,"height":60,"link":"www.example.org/video"},
           {"id":"made","type":"iframe","x":0,"y":0,"width":90,"height":60,"link":null,
            "customData":{"generationData":{"status":"done","html":"<p>"}}},
           {"id":"ink","type":"freedraw","x":0,"y":0,"points":[[0,0],[9,9]],"strokeWidth":0.5,"pressures":[],
            "simulatePressure":true,"strokeOptions":{"variability":"constant","streamline":0.5}},
           {"id":"words","type":"text","x":0,"y":0,"width":90,"height":50,"text":"one\ntwo","originalText":"one two",
            "fontFamily":7,"autoResize":false,"lineHeight":1.15},
           {"id":"magic","type":"magicframe","x":0,"y":0,"width":90,"height":60,"name":"Page"},
           {"id":"elbow","type":"arrow","x":90,"y":30,"points":[[0,0],[50,0],[50,70],[80,70]],"elbowed":true,
            "roundness":null,"fixedSegments":[{"index":2,"start":[50,0],"end":[50,70]}],"startIsSpecial":false,
            "endIsSpecial":null,"endArrowhead":"dot",
            "startBinding":{"elementId":"box","focus":0.1,"gap":1,"fixedPoint":[1,0.5001]}})";
    const auto read = readExcalidraw(sceneOf(elements));
    QVERIFY(read);
    const auto drawing = writeExcalidraw(read->shapes);
    QVERIFY(drawing);
    QCOMPARE(drawing->notes, QStringList());
    const QJsonArray all = QJsonDocument::fromJson(sceneOf(elements)).object()["elements"_L1].toArray();
    for (const auto &value : all) {
        QJsonObject before = value.toObject();
        const QJsonObject after = elementOf(*drawing, before["id"_L1].toString());
        if (before["id"_L1] == u"box"_s)
            before.remove(u"boundElements"_s); // the arrow that it did not know
        for (auto member = before.constBegin(); member != before.constEnd(); ++member)
            QVERIFY2(after[member.key()] == member.value(), qPrintable(before["id"_L1].toString() + member.key()));
    }
}

void TestExcalidrawKept::whatWasChangedSinceIsNotTakenBack()
{
    Shape box = readOne(
        R"({"id":"box","type":"rectangle","x":0,"y":0,"width":90,"height":60,"fillStyle":"zigzag","seed":5,
            "roundness":{"type":3},"strokeColor":"tomato","link":"#place","opacity":29})");
    box.stroke = Color::rgb(0x00ff00);
    box.hatch = Hatch::Cross;
    box.corner = 3;
    box.link = u"https://example.org"_s;
    const QJsonObject element = elementOf(written({box}), u"box"_s);
    QCOMPARE(element["strokeColor"_L1].toString(), u"#00ff00"_s);
    QCOMPARE(element["fillStyle"_L1].toString(), u"cross-hatch"_s);
    QCOMPARE(element["roundness"_L1].toObject(), embedded(R"({"type":3,"value":3})"));
    QCOMPARE(element["link"_L1].toString(), u"https://example.org"_s);
    QCOMPARE(element["seed"_L1].toInt(), 5);
    QCOMPARE(element["opacity"_L1].toDouble(), 29.0);

    Shape page = readOne(R"({"id":"page","type":"embeddable","x":0,"y":0,"width":90,"height":60,
        "link":"https://example.org"})");
    page.text = u"none"_s;
    const WrittenDrawing drawing = written({page});
    QCOMPARE(elementOf(drawing, u"page"_s)["type"_L1].toString(), u"rectangle"_s);
    QCOMPARE(elementOf(drawing, u"page-label"_s)["text"_L1].toString(), u"none"_s);

    Shape words = readOne(R"({"id":"words","type":"text","x":0,"y":0,"width":90,"height":50,"text":"one\ntwo",
        "originalText":"one two"})");
    for (const QString &text : {u"three"_s, u"one\n\ntwo"_s}) {
        words.text = text;
        QCOMPARE(elementOf(written({words}), u"words"_s)["originalText"_L1].toString(), text);
    }

    Shape elbow = readOne(R"({"id":"elbow","type":"arrow","x":90,"y":30,"points":[[0,0],[50,0],[50,70]],"elbowed":true,
        "fixedSegments":[{"index":2,"start":[50,0],"end":[50,70]}]})");
    elbow.box.w = 100;
    QCOMPARE(elementOf(written({elbow}), u"elbow"_s)["elbowed"_L1].toBool(), true);
    QVERIFY(elementOf(written({elbow}), u"elbow"_s)["fixedSegments"_L1].isNull());
    elbow.points[5] = 20;
    elbow.points[4] = 90;
    QCOMPARE(elementOf(written({elbow}), u"elbow"_s)["elbowed"_L1].toBool(), false);
}

void TestExcalidrawKept::whatWasDamagedIsNotWrittenAgain()
{
    const Shape box = readOne(R"({"id":"box","type":"rectangle","x":0,"y":0,"width":90,"height":60,"seed":"many",
        "version":null,"strokeColor":null,"opacity":"100","groupIds":{},"boundElements":7,"index":false})");
    const WrittenDrawing drawing = written({box});
    QCOMPARE(faultIn(drawing), QString());
    QCOMPARE(elementOf(drawing, u"box"_s)["strokeColor"_L1].toString(), u"#1e1e1e"_s);
}

void TestExcalidrawKept::labelsStayAsTheyWereBroken()
{
    const QByteArray elements =
        R"({"id":"box","type":"rectangle","x":0,"y":0,"width":100,"height":60,
            "boundElements":[{"id":"label","type":"text"}]},
           {"id":"label","type":"text","x":20.25,"y":5,"width":59.5,"height":50,"containerId":"box","text":"one\ntwo",
            "originalText":"one two","fontSize":20,"fontFamily":8,"textAlign":"center","verticalAlign":"middle",
            "lineHeight":1.25,"seed":77})";
    QList<ShapeRef> shapes = readElements(elements);
    QCOMPARE(shapes.size(), 1);
    Shape box = *shapes.front();
    const QJsonObject label = elementOf(written({box}), u"label"_s);
    QCOMPARE(label["text"_L1].toString(), u"one\ntwo"_s);
    QCOMPARE(label["x"_L1].toDouble(), 20.25);
    QCOMPARE(label["width"_L1].toDouble(), 59.5);
    QCOMPARE(label["fontFamily"_L1].toInt(), 8);
    QCOMPARE(label["seed"_L1].toInt(), 77);
    // It goes with its shape, and is broken anew where it does not fit any more.
    box.box.x += 300;
    QCOMPARE(elementOf(written({box}), u"label"_s)["x"_L1].toDouble(), 320.25);
    box.box.w = 40;
    QVERIFY(elementOf(written({box}), u"label"_s)["width"_L1].toDouble() != 59.5);
    box.text = u"three"_s;
    QCOMPARE(elementOf(written({box}), u"label"_s)["originalText"_L1].toString(), u"three"_s);
    // The same words with another break are another text.
    box = *shapes.front();
    box.text = u"one\n\ntwo"_s;
    QCOMPARE(elementOf(written({box}), u"label"_s)["text"_L1].toString(), box.text);
    QCOMPARE(elementOf(written({box}), u"label"_s)["originalText"_L1].toString(), box.text);
    // A copy has a label of its own.
    Shape copy = box;
    copy.id = "copy";
    copy.z = "a5";
    const WrittenDrawing both = written({box, copy});
    QCOMPARE(faultIn(both), QString());
    QCOMPARE(elementOf(both, u"copy-label"_s)["containerId"_L1].toString(), u"copy"_s);
}

void TestExcalidrawKept::aLabelThatWasNotMergedIsOneAgain()
{
    const QByteArray elements =
        R"({"id":"box","type":"rectangle","x":0,"y":0,"width":100,"height":50,"strokeColor":"#000000",
            "groupIds":["g"]},
           {"id":"label","type":"text","x":20,"y":12,"width":60,"height":25,"strokeColor":"#ffffff","containerId":"box",
            "text":"white","groupIds":["g"]},
           {"id":"arrow","type":"arrow","x":0,"y":99,"points":[[0,0],[99,0]]},
           {"id":"word","type":"text","x":40,"y":90,"width":9,"height":9,"strokeColor":"#ff0000","containerId":"arrow","text":"to"})";
    QList<Shape> shapes;
    for (const ShapeRef &shape : readElements(elements))
        shapes.append(*shape);
    QCOMPARE(shapes.size(), 4);
    const WrittenDrawing drawing = written(shapes);
    QCOMPARE(faultIn(drawing), QString());
    QCOMPARE(elementOf(drawing, u"label"_s)["containerId"_L1].toString(), u"box"_s);
    QCOMPARE(elementOf(drawing, u"label"_s)["groupIds"_L1].toArray(), QJsonArray{u"g"_s});
    QCOMPARE(elementOf(drawing, u"box"_s)["groupIds"_L1].toArray(), QJsonArray{u"g"_s});
    QCOMPARE(elementOf(drawing, u"word"_s)["containerId"_L1].toString(), u"arrow"_s);
    // A text by itself it is where its arrow is left out, being longer than Excalidraw takes.
    shapes[2].box.w = 80'000;
    QVERIFY(elementOf(written(shapes), u"word"_s)["containerId"_L1].isNull());
    QCOMPARE(faultIn(written(shapes)), QString());
    shapes[2].box.w = 99;
    // So it is taken out of the group.
    shapes[3].groups.clear();
    QVERIFY(elementOf(written(shapes), u"word"_s)["containerId"_L1].isNull());
    QCOMPARE(faultIn(written(shapes)), QString());
}

void TestExcalidrawKept::indexesAscendAndAreKeptWhereTheyCan()
{
    QList<Shape> shapes;
    // The third is none to Excalidraw, the last two are the same.
    for (const char *z : {"Zz", "a0", "a0V0", "a1", "a1"}) {
        Shape shape = shapeOf(Kind::Rect, "s" + QByteArray::number(shapes.size()), z);
        shape.text = u"label"_s;
        shapes.append(shape);
    }
    const WrittenDrawing drawing = written(shapes);
    QCOMPARE(faultIn(drawing), QString());
    QCOMPARE(elementOf(drawing, u"s0"_s)["index"_L1].toString(), u"Zz"_s);
    QCOMPARE(elementOf(drawing, u"s1"_s)["index"_L1].toString(), u"a0"_s);
    QCOMPARE(elementOf(drawing, u"s3"_s)["index"_L1].toString(), u"a1"_s);
    QCOMPARE(again(drawing).size(), 5);
    for (const char *valid : {"a0", "Zz", "a0V", "b00", "b00V", "zzzzzzzzzzzzzzzzzzzzzzzzzzz"})
        QVERIFY2(isExcalidrawIndex(valid), valid);
    for (const char *invalid : {"", "0", "a", "b0", "a00", "a0V0", "a0-", "A00000000000000000000000000"})
        QVERIFY2(!isExcalidrawIndex(invalid), invalid);
}

void TestExcalidrawKept::theSameBoardGivesTheSameBytes()
{
    Shape note = shapeOf(Kind::Note, "note");
    note.text = u"remember"_s;
    note.changed = 1'700'000'000'000;
    const WrittenDrawing first = written({note});
    QCOMPARE(written({note}).bytes, first.bytes);
    QCOMPARE(elementOf(first, u"note"_s)["updated"_L1].toDouble(), 1.7e12);
    // Numbers that are the same on every computer.
    QCOMPARE(elementOf(first, u"note"_s)["seed"_L1].toInt(), 234570480);
}

} // namespace sketchroom

QTEST_MAIN(sketchroom::TestExcalidrawKept)
#include "files_excalidrawkept.moc"
