// One odd member of a file never costs the drawing: the rest opens, with a note.
#include "app/files/excalidrawfile.h"
#include "app/files/formats.h"
#include "app/files/jsonrepair.h"
#include "app/files/sketchroomfile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

QByteArray scene(const QByteArray &elements)
{
    return R"({"type":"excalidraw","version":2,"elements":[)" + elements + R"(],"files":{}})";
}

const QByteArray good = R"({"id":"keep","type":"rectangle","x":1,"y":2,"width":3,"height":4})";

ShapeRef shapeWithId(const Drawing &drawing, const ShapeId &id)
{
    for (const ShapeRef &shape : drawing.shapes) {
        if (shape->id == id)
            return shape;
    }
    return nullptr;
}

} // namespace

class TestMended final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOddElementLeavesTheOthers_data();
    void anOddElementLeavesTheOthers();
    void whatIsMeantIsTaken();
    void anOddShapeOfOursLeavesTheOthers_data();
    void anOddShapeOfOursLeavesTheOthers();
    void oddLibraryItemsLeaveTheOthers();
    void aFileWithoutATypeIsKnownByWhatItHolds();
    void otherEncodingsOpen_data();
    void otherEncodingsOpen();
    void halfACharacterIsReplaced_data();
    void halfACharacterIsReplaced();
    void numbersAreBroughtIntoRange();
    void lineBreaksAreLineFeeds();
};

void TestMended::anOddElementLeavesTheOthers_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<int>("shapes");
    const auto row = [](const char *name, const QByteArray &element, int shapes) {
        QTest::newRow(name) << element << shapes;
    };
    row("null", "null", 1);
    row("a number", "7", 1);
    row("a text", "\"x\"", 1);
    row("a list", "[]", 1);
    row("nothing in it", "{}", 1);
    row("id alone", R"({"id":"a"})", 1);
    row("id is a number", R"({"type":"rectangle","id":7})", 2);
    row("id is an object", R"({"type":"rectangle","id":{}})", 2);
    row("link is a number", R"({"type":"rectangle","id":"a","link":7})", 2);
    row("text is a number", R"({"type":"text","id":"a","text":2024,"originalText":2024})", 2);
    row("type is a number", R"({"type":7,"id":"a","width":10})", 2);
    row("no type", R"({"id":"a","x":1,"y":1,"width":10,"height":10})", 2);
    row("coordinates are texts", R"({"type":"rectangle","id":"a","x":"10","y":"zwanzig","width":"5","height":[]})", 2);
    row("groups are a text", R"({"type":"rectangle","id":"a","groupIds":"g"})", 2);
    row("groups hold numbers", R"({"type":"rectangle","id":"a","groupIds":[1,null,{}]})", 2);
    row("binding is a text", R"({"type":"arrow","id":"a","points":[[0,0],[9,9]],"startBinding":"keep"})", 2);
    row("binding is a list", R"({"type":"arrow","id":"a","points":[[0,0],[9,9]],"endBinding":["keep"]})", 2);
    row("binding to a number", R"({"type":"arrow","id":"a","points":[[0,0],[9,9]],"endBinding":{"elementId":7}})", 2);
    row("points are no list", R"({"type":"line","id":"a","points":7})", 2);
    row("points are odd", R"({"type":"line","id":"a","points":[[0],null,"x",[1,null],[[],[]]]})", 2);
    row("pressures are odd", R"({"type":"freedraw","id":"a","points":[[0,0],[1,1]],"pressures":[null,"x"]})", 2);
    row("flags are texts", R"({"type":"rectangle","id":"a","locked":"yes","isDeleted":0})", 2);
    row("container is a number", R"({"type":"text","id":"a","text":"t","containerId":5})", 2);
    row("frame is a list", R"({"type":"rectangle","id":"a","frameId":[]})", 2);
    row("number too large", R"({"type":"rectangle","id":"a","x":1e999,"width":-1e400})", 2);
    row("integer too large", R"({"type":"rectangle","id":"a","seed":99999999999999999999999})", 2);
    row("looks are odd",
        R"({"type":"rectangle","id":"a","opacity":"x","strokeColor":7,"roughness":[],"strokeWidth":{}})", 2);
    row("id twice", good, 2);
    row("id too long", R"({"type":"rectangle","id":")" + QByteArray(500, 'x') + "\"}", 2);
}

void TestMended::anOddElementLeavesTheOthers()
{
    QFETCH(QByteArray, element);
    QFETCH(int, shapes);
    for (const QByteArray &elements : {QByteArray(good + ',' + element), QByteArray(element + ',' + good)}) {
        const auto drawing = readExcalidraw(scene(elements));
        QVERIFY2(drawing, qPrintable(drawing ? QString() : drawing.error().message));
        QCOMPARE(drawing->shapes.size(), shapes);
        const ShapeRef kept = shapeWithId(*drawing, "keep");
        QVERIFY(kept);
        QCOMPARE(kept->box, (Box{1, 2, 3, 4, 0}));
        if (shapes == 1)
            QCOMPARE(drawing->notes.size(), 1);
        // What was opened can be saved, and opened again.
        const auto saved = writeSketchroom(drawing->shapes, {});
        QVERIFY(saved);
        QVERIFY(readSketchroom(*saved));
    }
}

void TestMended::whatIsMeantIsTaken()
{
    const auto drawing =
        readExcalidraw(scene(R"({"type":"rectangle","id":7,"x":"10","y":"20.5","width":"30","height":40},
                 {"type":"text","id":"t","text":2024},
                 {"type":"line","id":"l","points":[{"x":0,"y":0},{"x":"5","y":6}]},
                 {"type":"arrow","id":"a","points":[[0,0],[25,30.5]],"startBinding":{"elementId":7}})"));
    QVERIFY(drawing);
    QCOMPARE(shapeWithId(*drawing, "7")->box, (Box{10, 20.5, 30, 40, 0}));
    QCOMPARE(shapeWithId(*drawing, "t")->text, u"2024"_s);
    QCOMPARE(shapeWithId(*drawing, "l")->points, (PointList{0, 0, 5, 6}));
    QVERIFY(shapeWithId(*drawing, "a")->from);
    QCOMPARE(drawing->notes.size(), 1);
    QVERIFY2(drawing->notes.first().contains(u"3"), qPrintable(drawing->notes.first()));
}

void TestMended::anOddShapeOfOursLeavesTheOthers_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<int>("shapes");
    QTest::newRow("null") << "null"_ba << 1;
    QTest::newRow("no kind") << R"({"id":"a"})"_ba << 1;
    QTest::newRow("id is a number") << R"({"id":5,"kind":"rect"})"_ba << 2;
    QTest::newRow("id twice") << R"({"id":"keep","kind":"ellipse"})"_ba << 2;
    QTest::newRow("register of another kind") << R"({"id":"a","kind":"ink","text":"x","points":[0,0,1,2,2,1]})"_ba << 2;
    QTest::newRow("out of range") << R"({"id":"a","kind":"rect","box":[0,0,1e300,5,0],"opacity":7})"_ba << 2;
    QTest::newRow("wrong types") << R"({"id":"a","kind":"rect","box":"x","text":5,"groups":"g","locked":1})"_ba << 2;
    QTest::newRow("number too large") << R"({"id":"a","kind":"rect","width":1e999})"_ba << 2;
}

void TestMended::anOddShapeOfOursLeavesTheOthers()
{
    QFETCH(QByteArray, shape);
    QFETCH(int, shapes);
    const auto drawing = readSketchroom(
        R"({"type":"sketchroom","version":1,"shapes":[{"id":"keep","kind":"rect","box":[1,2,3,4,0],"z":"a0"},)" +
        shape + "]}");
    QVERIFY2(drawing, qPrintable(drawing ? QString() : drawing.error().message));
    QCOMPARE(drawing->shapes.size(), shapes);
    QVERIFY(shapeWithId(*drawing, "keep"));
    QCOMPARE(shapeWithId(*drawing, "keep")->box, (Box{1, 2, 3, 4, 0}));
    QCOMPARE(drawing->notes.size(), 1);
}

void TestMended::oddLibraryItemsLeaveTheOthers()
{
    const auto drawing = readExcalidraw(R"({"type":"excalidrawlib","libraryItems":[null,{"id":"i"},7,{"elements":)"
                                        R"([null,{"type":"rectangle","x":"1"}]},{"elements":{}}]})");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.size(), 1);
    QVERIFY(!drawing->notes.isEmpty());
}

void TestMended::aFileWithoutATypeIsKnownByWhatItHolds()
{
    QVERIFY(readExcalidraw(R"({"version":2,"elements":[)" + good + "]}"));
    QVERIFY(readExcalidraw(R"({"type":null,"elements":[)" + good + "]}"));
    QVERIFY(readExcalidraw(R"({"libraryItems":[{"elements":[)" + good + "]}]}"));
    QVERIFY(readSketchroom(R"({"shapes":[{"id":"a","kind":"rect"}]})"));
    QVERIFY(!readExcalidraw("{}"));
    QVERIFY(!readSketchroom(R"({"elements":[]})"));
}

void TestMended::otherEncodingsOpen_data()
{
    QTest::addColumn<QByteArray>("file");
    const QString text = QString::fromUtf8(scene(R"({"type":"text","id":"t","text":"그림"})"));
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + text.toUtf8());
    QTest::newRow("UTF-16, little end first") << QByteArray(
        QByteArray("\xff\xfe") + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
    QTest::newRow("zeros at its end") << QByteArray(text.toUtf8() + QByteArray(5, '\0'));
    QTest::newRow("CR LF") << QByteArray(text.toUtf8().replace(',', ",\r\n"));
}

void TestMended::otherEncodingsOpen()
{
    QFETCH(QByteArray, file);
    const auto drawing = readExcalidraw(file);
    QVERIFY2(drawing, qPrintable(drawing ? QString() : drawing.error().message));
    QCOMPARE(drawing->shapes.first()->text, u"그림"_s);
    QVERIFY(drawing->notes.isEmpty());
}

void TestMended::halfACharacterIsReplaced_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("read");
    QTest::newRow("high") << R"(a\ud83d)"_ba << u"a\uFFFD"_s;
    QTest::newRow("high, then a line") << R"(\ud83d\n\ude03)"_ba << u"\uFFFD\n\uFFFD"_s;
    QTest::newRow("low") << R"(\uDE03b)"_ba << u"\uFFFDb"_s;
    QTest::newRow("two high, one low") << R"(\ud83d\ud83d\ude03)"_ba << u"\uFFFD😃"_s;
    QTest::newRow("a pair") << R"(\ud83d\ude03)"_ba << u"😃"_s;
    QTest::newRow("an escaped backslash") << R"(\\ud83d)"_ba << u"\\ud83d"_s;
    QTest::newRow("bytes that are no UTF-8") << "a\xff\xfe"_ba << u"a\uFFFD\uFFFD"_s;
    QTest::newRow("a surrogate as UTF-8") << "a\xed\xa0\xbd"_ba << u"a\uFFFD\uFFFD\uFFFD"_s;
}

void TestMended::halfACharacterIsReplaced()
{
    QFETCH(QByteArray, written);
    QFETCH(QString, read);
    const auto drawing = readExcalidraw(scene(R"({"type":"text","id":"t","text":")" + written + "\"}," + good));
    QVERIFY2(drawing, qPrintable(drawing ? QString() : drawing.error().message));
    QCOMPARE(shapeWithId(*drawing, "t")->text, read);
    QCOMPARE(drawing->notes.isEmpty(), !read.contains(QChar::ReplacementCharacter));
    const auto ours = readSketchroom(R"({"type":"sketchroom","version":1,"shapes":[{"id":"t","kind":"text","text":")" +
                                     written + "\"}]}");
    QVERIFY(ours);
    QCOMPARE(ours->shapes.first()->text, read);
}

void TestMended::numbersAreBroughtIntoRange()
{
    QCOMPARE(withReadableNumbers(R"({"a":1e999,"b":-1e999,"c":12})").value_or("none"),
             R"({"a":1e308,"b":-1e308,"c":12})"_ba);
    const QByteArray inATextOnly = R"({"a":1.5,"e":true,"s":"1e999 \" 1e999"})";
    QVERIFY(!withReadableNumbers(inATextOnly));
    QVERIFY(!withReadableNumbers(R"({"a":1..2})"));
}

void TestMended::lineBreaksAreLineFeeds()
{
    const auto drawing =
        readExcalidraw(scene(R"({"type":"text","id":"t","text":"first\r\nsecond\r\n\r\nfourth\u000bfifth\rsixth"})"));
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.first()->text, u"first\nsecond\n\nfourth\nfifth\nsixth"_s);
}

QTEST_APPLESS_MAIN(TestMended)
#include "files_mended.moc"
