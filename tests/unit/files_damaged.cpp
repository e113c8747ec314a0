#include "app/files/excalidrawfile.h"
#include "app/files/formats.h"
#include "app/files/sketchroomfile.h"
#include "common/base/random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

const QByteArray scene = R"({
  "type": "excalidraw",
  "version": 2,
  "elements": [
    {"id": "a", "type": "rectangle", "x": 1, "y": 2, "width": 3, "height": 4, "text": "ü\n", "groupIds": ["g"]},
    {"id": "b", "type": "line", "x": 1, "y": 2, "points": [[0, 0], [3.5, -4e1]], "customData": {"k": [true, null]}}
  ],
  "appState": {"gridSize": 20},
  "files": {}
}
)";
const QByteArray board = R"({"type":"sketchroom","version":1,"shapes":[
{"id":"s1","kind":"rect","box":[0,0,10,20,0],"z":"a0"},
{"id":"s2","kind":"ink","z":"a1","points":[0,0,0.5,5,5,1],"text":"ink has none"}
]}
)";

using Reader = Result<Drawing> (*)(const QByteArray &, const LoadMonitor &);

} // namespace

class TestDamaged final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRefusalSaysWhatAndWhere_data();
    void theRefusalSaysWhatAndWhere();
    void everyTruncatedFileIsRefused();
    void noiseNeverCrashes_data();
    void noiseNeverCrashes();
    void theFileIsNamed();
};

void TestDamaged::theRefusalSaysWhatAndWhere_data()
{
    QTest::addColumn<bool>("ours");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("message");
    const auto excalidraw = [](const char *row, const QByteArray &elements, const char *message) {
        QTest::newRow(row) << false << R"({"type":"excalidraw","elements":)" + elements + "}"
                           << QString::fromUtf8(message);
    };
    QTest::newRow("empty") << false << ""_ba << u"The file is empty."_s;
    QTest::newRow("blank") << true << " \n "_ba << u"The file is empty."_s;
    QTest::newRow("no JSON") << false << "hello"_ba << u"Line 1, column 1: the JSON is damaged here."_s;
    QTest::newRow("no object") << false << "[1]"_ba << u"Line 1, column 1: the JSON is damaged here."_s;
    QTest::newRow("another type") << false << R"({"type":"sketch"})"_ba
                                  << u"This is not an Excalidraw file: its “type” is “sketch”."_s;
    QTest::newRow("ours of another type")
        << true << R"({"type":"excalidraw"})"_ba << u"This is not a Sketchroom drawing: its “type” is “excalidraw”."_s;
    QTest::newRow("damaged number") << false << "{\"type\":\"excalidraw\",\"elements\":[\n{\"x\": 1..2}]}"_ba
                                    << u"Line 2, column 9: the JSON is damaged here."_s;
    QTest::newRow("missing comma") << false << "{\"type\":\"excalidraw\",\n\"elements\":[{\"type\":\"text\"}\n{}]}"_ba
                                   << u"Line 3, column 1: the JSON is damaged here."_s;
    excalidraw("no list", R"({"a":1})", "“elements” is not a list.");
    QTest::newRow("library without items")
        << false << R"({"type":"excalidrawlib"})"_ba << u"“library” is not a list."_s;
    QTest::newRow("newer")
        << true << R"({"type":"sketchroom","shapes":[{"kind":"hologram"}],"version":2})"_ba
        << u"This drawing was saved by a newer version of Sketchroom. Update Sketchroom to open it."_s;
    QTest::newRow("no shapes") << true << R"({"type":"sketchroom","version":1})"_ba << u"“shapes” is not a list."_s;
}

void TestDamaged::theRefusalSaysWhatAndWhere()
{
    QFETCH(bool, ours);
    QFETCH(QByteArray, file);
    const auto drawing = ours ? readSketchroom(file) : readExcalidraw(file);
    QVERIFY(!drawing);
    QTEST(drawing.error().message, "message");
}

void TestDamaged::everyTruncatedFileIsRefused()
{
    QVERIFY(readExcalidraw(scene));
    for (const Reader reader : {Reader(readExcalidraw), Reader(readSketchroom)}) {
        const QByteArray whole = (reader == Reader(readSketchroom) ? board : scene).trimmed();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            // A copy of its own, so that a sanitizer sees a read past the end.
            const auto drawing = reader(QByteArray(whole.constData(), size), {});
            QVERIFY2(!drawing, qPrintable(QString::number(size)));
            QCOMPARE(drawing.error().code, ErrorCode::Damaged);
            QVERIFY(!drawing.error().message.isEmpty());
        }
    }
}

void TestDamaged::noiseNeverCrashes_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestDamaged::noiseNeverCrashes()
{
    QFETCH(quint64, seed);
    Random random(seed);
    static constexpr char likely[] = "{}[]\",:0e-.\\ntf";
    for (int round = 0; round < 200; ++round) {
        const bool ours = random.chance(0.5);
        QByteArray file = ours ? board : scene;
        for (int i = 0; i < 3; ++i) {
            const qsizetype at = random.below(quint32(file.size()));
            file[at] = random.chance(0.5) ? likely[random.below(sizeof likely - 1)] : char(random.below(256));
        }
        const auto drawing = ours ? readSketchroom(file) : readExcalidraw(file);
        if (!drawing)
            QVERIFY(!drawing.error().message.isEmpty());
        else
            QVERIFY(drawing->shapes.size() <= 3);
    }
}

void TestDamaged::theFileIsNamed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"plan.excalidraw"_s);
    const auto missing = readDrawing(path);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::Io);
    QVERIFY(missing.error().message.startsWith(u"“plan.excalidraw” cannot be opened: "_s));

    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n\"type");
    file.close();
    const auto damaged = readDrawing(path);
    QVERIFY(!damaged);
    QVERIFY2(damaged.error().message.startsWith(u"“plan.excalidraw” is damaged and was not opened. Line 2, column "_s),
             qPrintable(damaged.error().message));

    const auto picture = readDrawing(folder.filePath(u"a.png"_s));
    QVERIFY(!picture);
    QCOMPARE(picture.error().message, u"“a.png” is a picture, which cannot be opened as a drawing."_s);
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestDamaged)
#include "files_damaged.moc"
