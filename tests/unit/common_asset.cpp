#include "common/model/asset.h"
#include "tests/support/images.h"

#include <QTest>

using namespace sketchroom;

class TestCommonAsset final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idIsTheHashOfTheBytes()
    {
        QCOMPARE(assetIdOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QVERIFY(isAssetId(assetIdOf("")));
        QVERIFY(!isAssetId(assetIdOf("").toUpper()));
        QVERIFY(!isAssetId(assetIdOf("").chopped(1)));
        QVERIFY(!isAssetId(QByteArray(64, '/')));
    }

    void headerSaysKindAndSize_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("png") << pngLike(640, 480) << QByteArray("image/png") << 640 << 480;
        QTest::newRow("gif") << QByteArray("GIF89a\x40\x01\xf0\x00\x00\x00", 12) << QByteArray("image/gif") << 320
                             << 240;
        const QByteArray size("\xff\xc2\x00\x11\x08\x01\xe0\x02\x80\x03", 10);
        QTest::newRow("jpeg") << QByteArray("\xff\xd8\xff\xe0\x00\x04\x00\x00", 8) + size << QByteArray("image/jpeg")
                              << 640 << 480;
        QTest::newRow("jpeg with fill bytes and tables before its size")
            << QByteArray("\xff\xd8\xff\xff\xff\xc4\x00\x06\xff\xc0\x00\x00", 12) + size << QByteArray("image/jpeg")
            << 640 << 480;
        QTest::newRow("webp, lossy") << webp("VP8 ", QByteArray("\x00\x00\x00\x9d\x01\x2a\x80\x42\xe0\x01", 10))
                                     << QByteArray("image/webp") << 640 << 480;
        QTest::newRow("webp, lossless") << webp("VP8L", QByteArray("\x2f\x7f\xc2\x77\x00\x00\x00\x00\x00\x00", 10))
                                        << QByteArray("image/webp") << 640 << 480;
        QTest::newRow("webp, extended") << webp("VP8X", QByteArray("\x00\x00\x00\x00\x7f\x02\x00\xdf\x01\x00", 10))
                                        << QByteArray("image/webp") << 640 << 480;
    }
    void headerSaysKindAndSize()
    {
        QFETCH(QByteArray, bytes);
        const auto header = readImageHeader(bytes);
        QVERIFY(header);
        QTEST(mimeTypeOf(header->type), "type");
        QTEST(header->width, "width");
        QTEST(header->height, "height");
        // However much of it is missing, it is never read past its end.
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const auto part = readImageHeader(QByteArray(bytes.constData(), size));
            QVERIFY(!part || part->width == header->width);
        }
    }

    void whatIsNoImageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("<html><script>alert(1)</script></html>");
        QTest::newRow("drawing") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>");
        QTest::newRow("other chunk first") << pngLike(1, 1).replace("IHDR", "IDAT");
        QTest::newRow("no width") << pngLike(0, 10);
        QTest::newRow("too wide") << pngLike(100'000, 1);
        QTest::newRow("negative") << pngLike(-5, 5);
        QTest::newRow("too many pixels") << pngLike(60'000, 60'000);
        QTest::newRow("jpeg without a size") << QByteArray("\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xd9", 10);
        QTest::newRow("sound") << QByteArray("RIFF\x24\x00\x00\x00WAVEfmt ", 16).leftJustified(40, ' ');
    }
    void whatIsNoImageIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!readImageHeader(bytes));
    }

private:
    static QByteArray webp(const QByteArray &kind, const QByteArray &data)
    {
        return QByteArray("RIFF\x00\x00\x00\x00WEBP", 12) + kind + QByteArray(4, '\0') + data;
    }
};

QTEST_APPLESS_MAIN(TestCommonAsset)
#include "common_asset.moc"
