#include "app/files/formats.h"
#include "app/files/sketchroomfile.h"
#include "common/protocol/codec.h"
#include "tests/support/randomshapes.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

QList<ShapeRef> randomDrawing(quint64 seed, int count)
{
    Random random(seed);
    QList<ShapeRef> shapes;
    for (int i = 0; i < count; ++i) {
        const ShapeId id = "s" + QByteArray::number(i);
        shapes.append(std::make_shared<const Shape>(testing::randomShape(id, testing::randomKind(random), random)));
    }
    std::sort(shapes.begin(), shapes.end(), PaintsBefore{});
    return shapes;
}

} // namespace

class TestSketchroomFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAgain_data();
    void whatIsWrittenIsReadAgain();
    void whatAnyHostMayAllowIsReadAgain();
    void equalDrawingsGiveEqualFiles();
    void shapesComeInPaintOrder();
    void unknownKeysOfTheFileAreIgnored();
    void J17_whatANewerProgramWroteIsKept_data();
    void J17_whatANewerProgramWroteIsKept();
    void savingReplacesTheFileWhole();
    void aFailedSaveLeavesTheOldFile();
    void everyFormatHasAFilterAndASuffix();
    void aNameGetsItsSuffixWhateverDotsItHas();
    void anUnknownSuffixIsReadByItsContent();
};

void TestSketchroomFile::whatIsWrittenIsReadAgain_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("count");
    QTest::newRow("empty") << quint64(0) << 0;
    for (quint64 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %llu", seed) << seed << 50;
}

void TestSketchroomFile::whatIsWrittenIsReadAgain()
{
    QFETCH(quint64, seed);
    QFETCH(int, count);
    const QList<ShapeRef> shapes = randomDrawing(seed, count);
    const auto bytes = writeSketchroom(shapes);
    QVERIFY(bytes);
    const auto again = readSketchroom(*bytes);
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(encodeShapes(again->shapes), encodeShapes(shapes));
}

/// A board of a host with higher limits than the usual ones.
void TestSketchroomFile::whatAnyHostMayAllowIsReadAgain()
{
    Shape text = Shape::defaults(Kind::Text);
    text.id = "a";
    text.text = QString(5 * Limits{}.textLength, u'x');
    text.ext.json = testing::nested(deepestNestingOfClients - 4);
    Shape stroke = Shape::defaults(Kind::Ink);
    stroke.id = "b";
    stroke.points = PointList(3 * Limits{}.numbersInPoints, 0.5);
    const QList<ShapeRef> shapes = {std::make_shared<const Shape>(text), std::make_shared<const Shape>(stroke)};
    const auto again = readSketchroom(*writeSketchroom(shapes));
    QVERIFY(again);
    QCOMPARE(again->notes, QStringList());
    QCOMPARE(encodeShapes(again->shapes), encodeShapes(shapes));
}

void TestSketchroomFile::equalDrawingsGiveEqualFiles()
{
    QCOMPARE(*writeSketchroom(randomDrawing(5, 30)), *writeSketchroom(randomDrawing(5, 30)));
}

void TestSketchroomFile::shapesComeInPaintOrder()
{
    const auto drawing = readSketchroom(
        R"({"type":"sketchroom","version":1,"shapes":[{"id":"a","kind":"rect","z":"a5"},{"id":"b","kind":"rect","z":"a1"}]})");
    QVERIFY(drawing);
    QCOMPARE(drawing->shapes.front()->id, "b"_ba);
}

void TestSketchroomFile::unknownKeysOfTheFileAreIgnored()
{
    QVERIFY(readSketchroom(R"({"made by":["hand"],"shapes":[],"version":1.0,"type":"sketchroom","shapes2":7})"));
}

void TestSketchroomFile::J17_whatANewerProgramWroteIsKept_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::newRow("kind") << R"({"id":"a","kind":"hologram","box":[1,2,3,4,0],"text":"six","sides":6})"_ba;
    QTest::newRow("kind with points of its own") << R"({"id":"a","kind":"bezier","points":[1,2,[3]]})"_ba;
    QTest::newRow("register") << R"({"id":"a","kind":"rect","shadow":{"x":[1,null]}})"_ba;
}

void TestSketchroomFile::J17_whatANewerProgramWroteIsKept()
{
    QFETCH(const QByteArray, shape);
    const auto drawing = readSketchroom(R"({"type":"sketchroom","version":1,"shapes":[)" + shape + "]}");
    QVERIFY(drawing);
    QCOMPARE(drawing->notes, QStringList());
    QCOMPARE(drawing->shapes.size(), 1);
    const auto saved = writeSketchroom(drawing->shapes);
    QVERIFY(saved);
    QVERIFY2(saved->contains(shape), *saved);
}

void TestSketchroomFile::savingReplacesTheFileWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"board.sketchroom"_s);
    QVERIFY(writeDrawing(path, randomDrawing(1, 40)));
    const QList<ShapeRef> shorter = randomDrawing(2, 3);
    QVERIFY(writeDrawing(path, shorter));
    const auto again = readDrawing(path);
    QVERIFY(again);
    QCOMPARE(encodeShapes(again->shapes), encodeShapes(shorter));
}

void TestSketchroomFile::aFailedSaveLeavesTheOldFile()
{
    QTemporaryDir folder;
    const auto nowhere = writeDrawing(folder.filePath(u"no/such/folder.sketchroom"_s), {});
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::Io);
    QVERIFY(nowhere.error().message.startsWith(u"“folder.sketchroom” could not be saved: "_s));

    // A drawing without shapes cannot become a picture: the picture that was there stays.
    const QString path = folder.filePath(u"picture.png"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    const auto empty = writeDrawing(path, {});
    QVERIFY(!empty);
    QCOMPARE(empty.error().message, u"There is nothing to export: the drawing is empty. Draw something first."_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "old"_ba);

    const auto unnamed = writeDrawing(folder.filePath(u"board.docx"_s), {});
    QVERIFY(!unnamed);
    QCOMPARE(unnamed.error().code, ErrorCode::Invalid);
}

void TestSketchroomFile::everyFormatHasAFilterAndASuffix()
{
    QCOMPARE(fileFormats().front().filter(), u"Sketchroom drawing (*.sketchroom)"_s);
    for (const FileFormat &format : fileFormats()) {
        QVERIFY(format.read || format.write);
        for (const QString &suffix : format.suffixes) {
            QCOMPARE(formatOf(u"/some/Where.v2."_s + suffix.toUpper()), &format);
            QCOMPARE(openFilters().contains(u"*."_s + suffix), format.read != nullptr);
        }
    }
    QVERIFY(!formatOf(u"no suffix"_s));
}

void TestSketchroomFile::aNameGetsItsSuffixWhateverDotsItHas()
{
    const auto drawing = [](const QString &typed) { return withSuffix(typed, u"sketchroom"_s); };
    QCOMPARE(drawing(u"/a/Chapter 3.1 Energy"_s), u"/a/Chapter 3.1 Energy.sketchroom"_s);
    QCOMPARE(drawing(u"/a/plan"_s), u"/a/plan.sketchroom"_s);
    QCOMPARE(drawing(u"/a/plan.sketchroom"_s), u"/a/plan.sketchroom"_s);
    QCOMPARE(drawing(u"/a/plan.Sketchroom"_s), u"/a/plan.Sketchroom"_s);
    // A picture cannot be opened again, so that name does not make one.
    QCOMPARE(drawing(u"/a/foo.png"_s), u"/a/foo.png.sketchroom"_s);
    QCOMPARE(drawing(u"/a/foo.excalidraw"_s), u"/a/foo.excalidraw.sketchroom"_s);
    QCOMPARE(drawing(u"/a.b/c."_s), u"/a.b/c..sketchroom"_s);
    QVERIFY(!drawing(u"/a/.sketchroom"_s));
    QVERIFY(!drawing(u"/a/ .sketchroom"_s));
    QCOMPARE(withSuffix(u"Plan 3.1"_s, u"png"_s), u"Plan 3.1.png"_s);
}

void TestSketchroomFile::anUnknownSuffixIsReadByItsContent()
{
    QTemporaryDir folder;
    const auto put = [&folder](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    };
    const auto ours = readDrawing(put(u"board.json"_s, *writeSketchroom(randomDrawing(1, 4))));
    QVERIFY(ours);
    QCOMPARE(ours->shapes.size(), 4);
    const auto theirs = readDrawing(put(u"scene.json"_s, R"({"type":"excalidraw","elements":[{"type":"text"}]})"));
    QVERIFY(theirs);
    QCOMPARE(theirs->shapes.size(), 1);
    const auto nobodys = readDrawing(put(u"list.json"_s, "[]"));
    QVERIFY(!nobodys);
    QCOMPARE(nobodys.error().message,
             u"“list.json” is damaged and was not opened. It is no drawing that Sketchroom can read."_s);
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestSketchroomFile)
#include "files_sketchroom.moc"
