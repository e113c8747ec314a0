// Messages in fewer bytes: what was packed comes back byte by byte; what is damaged is told, whatever it claims.

#include "common/base/jsonwriter.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "tests/support/boardgenerator.h"
#include "tests/support/randomshapes.h"

#include <QtEndian>
#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

/// As a packed message is compressed, with any content.
QByteArray deflatedContent(const QByteArray &content)
{
    return qCompress(content).sliced(4);
}

/// With the length of the text in front.
QByteArray content(const QByteArray &text, const QByteArray &numbers)
{
    QByteArray length(sizeof(quint32), 0);
    qToBigEndian(quint32(text.size()), length.data());
    return length + text + numbers;
}

} // namespace

class PackingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J20_whatWasPackedComesBackByteByByte()
    {
        Random random(1);
        QList<ShapeRef> shapes;
        for (int i = 0; i < 3'000; ++i)
            shapes.append(std::make_shared<const Shape>(randomShape(makeId(random), Kind(i % kindCount), random)));
        for (const QByteArray &message : encodeSnapshot(shapes + generateBoard(2'000, 1))) {
            const QByteArray packed = packMessage(message);
            QVERIFY(isPacked(packed));
            QVERIFY(packed.size() < message.size());
            QCOMPARE(unpackMessage(packed).value_or("damaged"), message);
        }
    }

    void J20_anyListsOfNumbersComeBack_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QList<QByteArray> lists = {"",
                                         "0",
                                         "1.5,2.25,0.5,1.5,2.25,0.5",
                                         "-0.01,1e22",
                                         "1e+22",
                                         "-0",
                                         "1.0",
                                         "01",
                                         "0.1234567",
                                         "0.123456",
                                         "9007199254740992",
                                         "9007199254740993",
                                         "-9007199254740992,9007199254740992,-9007199254740992",
                                         "5e-324,1.7976931348623157e+308",
                                         "1,2,",
                                         ",",
                                         "[1],2",
                                         "\"a\"",
                                         " 1,2",
                                         "1 ,2",
                                         "nan",
                                         "inf",
                                         "null"};
        for (const QByteArray &list : lists)
            QTest::addRow("%s", list.constData()) << QByteArray("{\"points\":[" + list + "],\"x\":[]}");
        QTest::addRow("in a text") << QByteArray("{\"text\":\"\\\"points\\\":[1,2]\",\"points\":[3,4]}");
        QTest::addRow("cut off") << QByteArray("{\"points\":[1,2");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("many") << QByteArray("{\"points\":[1,2],\"points\":[],\"points\":[1.5]}").repeated(50);
    }
    void J20_anyListsOfNumbersComeBack()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(unpackMessage(packMessage(json)).value_or("damaged"), json);
    }

    /// Strokes as pens make them: that is what a board is heavy with.
    void J20_strokesTakeAThird()
    {
        QByteArray json = "{\"points\":[";
        JsonWriter out(json);
        for (int i = 0; i < 1'000; ++i)
            out.value(std::round(1e4 * std::sin(i / 30.0)) / 100).value(i * 1.25).value(0.5);
        out.endArray().endObject();
        const qsizetype asText = qCompress(json).size();
        const qsizetype packed = packMessage(json).size();
        QVERIFY2(packed * 3 < asText, qPrintable(u"%1 of %2"_s.arg(packed).arg(asText)));
    }

    void J20_aLongMessageIsLeftAsItIs()
    {
        const QByteArray longest = "{\"text\":\"" + QByteArray(longestPackedMessage - 11, 'a') + "\"}";
        QCOMPARE(longest.size(), longestPackedMessage);
        QCOMPARE(unpackMessage(packMessage(longest)).value_or("damaged"), longest);
        QVERIFY(!isPacked(packMessage(longest + ' ')));
    }

    void whatIsCutOffOrChangedIsTold()
    {
        const QByteArray message = encodeSnapshot(generateBoard(20, 2)).constFirst();
        const QByteArray packed = packMessage(message);
        for (qsizetype size = 0; size < packed.size(); ++size) {
            const auto unpacked = unpackMessage(packed.first(size));
            QVERIFY(!unpacked);
            QCOMPARE(unpacked.error().code, ErrorCode::BadMessage);
        }
        qsizetype unnoticed = 0;
        for (qsizetype at = 0; at < packed.size(); ++at) {
            QByteArray changed = packed;
            changed[at] = char(changed.at(at) ^ 0x10);
            const auto unpacked = unpackMessage(changed);
            QVERIFY(!unpacked || unpacked->size() <= longestPackedMessage);
            unnoticed += unpacked ? 1 : 0;
        }
        // The sum that zlib keeps is of 32 bits: some changes leave it as it was. What comes of them is read like any
        // other message.
        QVERIFY2(unnoticed * 100 < packed.size(), qPrintable(QString::number(unnoticed)));
        QVERIFY(!unpackMessage(QByteArray(packed + 'x')));
    }

    void whatItClaimsIsNotBelieved_data()
    {
        QTest::addColumn<QByteArray>("packed");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray list = "{\"points\":[]}";
        const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code = ErrorCode::BadMessage) {
            QTest::newRow(name) << deflatedContent(bytes) << code;
        };
        // Some 100 KiB that would be 100 MiB; nothing of that size is ever there.
        row("a bomb", QByteArray(100 << 20, '\0'), ErrorCode::Limit);
        row("text that is a byte too long", content(QByteArray(longestPackedMessage + 1, 'a'), {}), ErrorCode::Limit);
        // Each byte of them would be ".000001," as text.
        row("numbers that would be too long",
            content(list,
                    "\x80\x80\x20\x02\x06" + QByteArray((1 << 18), '\x7f') + '\x06' + QByteArray(1 << 18, '\x7f')),
            ErrorCode::Limit);
        row("no length", "abc");
        row("a text that is longer than all", QByteArray("\x7f\xff\xff\xff{}", 6));
        row("no numbers", content(list, {}));
        row("more numbers than bytes", content(list, "\xff\xff\xff\xff\x0f\x02\x00"_ba));
        row("no columns", content(list, QByteArray("\x01\x00\x00\x01", 4)));
        row("four columns", content(list, QByteArray("\x01\x04\x00\x01", 4)));
        row("seven places", content(list, QByteArray("\x01\x01\x07\x01", 4)));
        row("a number without an end",
            content(list, "\x01\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"_ba));
        row("numbers that are left", content(list, QByteArray("\x00\x00", 2)));
        QTest::newRow("nothing") << QByteArray() << ErrorCode::BadMessage;
        QTest::newRow("JSON") << "{\"type\":\"bye\"}"_ba << ErrorCode::BadMessage;
    }
    void whatItClaimsIsNotBelieved()
    {
        QFETCH(QByteArray, packed);
        QFETCH(ErrorCode, code);
        const auto unpacked = unpackMessage(packed);
        QVERIFY(!unpacked);
        QCOMPARE(unpacked.error().code, code);
        QVERIFY(!unpacked.error().message.isEmpty());
    }
};

QTEST_APPLESS_MAIN(PackingTest)
#include "common_packing.moc"
