#include "app/files/excalidrawfile.h"
#include "app/files/formats.h"
#include "app/files/sketchroomfile.h"
#include "app/images/imagefolder.h"
#include "app/images/imageimport.h"
#include "tests/support/pictures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 plenty = 10 << 20;

const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>"
                       "<rect width='20' height='10' fill='red'/></svg>";

QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray sceneWith(const QByteArray &files)
{
    return json("{'type':'excalidraw','version':2,'elements':[{'id':'a','type':'image','fileId':'f1','width':40,"
                "'height':20}],'files':") +
           files + '}';
}

QByteArray fileOf(const QByteArray &dataUrl)
{
    return json("{'f1':{'id':'f1','mimeType':'image/png','dataURL':'" + dataUrl + "'}}");
}

/// What a reader has handed over.
struct Kept
{
    LoadMonitor monitor;
    QHash<AssetId, QByteArray> images;
    Kept()
    {
        monitor.keepImage = [this](const AssetId &id, const QByteArray &bytes) { images.insert(id, bytes); };
    }
};

} // namespace

class TestFilesImages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void imagesThatBoardsShowStayAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"PNG", "JPEG", "WEBP"})
            QTest::newRow(format) << QByteArray(format);
    }
    void imagesThatBoardsShowStayAsTheyAre()
    {
        QFETCH(QByteArray, format);
        const QByteArray bytes = encoded(quarters({30, 20}), format.constData());
        const auto image = toBoardImage(bytes, u"it"_s, plenty);
        QVERIFY(image);
        QCOMPARE(image->bytes, bytes);
        QCOMPARE(image->id, assetIdOf(bytes));
        QCOMPARE(image->size, QSize(30, 20));
    }

    void othersBecomePng_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QSize>("size");
        QTest::newRow("bmp") << encoded(quarters({30, 20}), "BMP") << QSize(30, 20);
        QTest::newRow("svg") << svg << QSize(20, 10);
        QTest::newRow("svg with a view box only") << "<?xml version='1.0'?><!-- c --><!DOCTYPE svg>"
                                                     "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
                                                     "<rect width='24' height='24' fill='red'/></svg>"_ba
                                                  << QSize(24, 24);
        QTest::newRow("svg without its namespace")
            << "<svg width='120' height='80' viewBox='0 0 120 80'><rect width='120' height='80' fill='red'/></svg>"_ba
            << QSize(120, 80);
    }
    void othersBecomePng()
    {
        QFETCH(QByteArray, bytes);
        const auto image = toBoardImage(bytes, u"it"_s, plenty);
        QVERIFY2(image, image ? "" : qPrintable(image.error().message));
        QCOMPARE(imageTypeOf(image->bytes), ImageType::Png);
        QTEST(image->size, "size");
        QCOMPARE(QImage::fromData(image->bytes).pixelColor(2, 2), QColor(Qt::red));
    }

    void whatCannotBeShownIsExplained_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qint64>("most");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("text") << QByteArray("Dear all,") << plenty
                              << u"“a.png” is no image that can be shown here. Use PNG, JPEG, GIF, WebP or SVG."_s;
        QTest::newRow("large") << encoded(quarters({300, 200})) << qint64(100)
                               << u"“a.png” is too large: an image may have 9.54e-05 MiB at the most. Make it "
                                  "smaller, and insert it again."_s;
        QTest::newRow("damaged") << encoded(quarters({300, 200})).first(20) << plenty
                                 << u"“a.png” is damaged, or has more than 64 million pixels."_s;
    }
    void whatCannotBeShownIsExplained()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qint64, most);
        const auto image = toBoardImage(bytes, u"a.png"_s, most);
        QVERIFY(!image);
        QTEST(image.error().message, "sentence");
    }

    void excalidrawsFilesAreTakenByteByByte()
    {
        const QByteArray bytes = encoded(quarters({30, 20}));
        Kept kept;
        const auto drawing =
            readExcalidraw(sceneWith(fileOf("data:image/png;base64," + bytes.toBase64())), kept.monitor);
        QVERIFY2(drawing, drawing ? "" : qPrintable(drawing.error().message));
        QCOMPARE(drawing->shapes.first()->asset, assetIdOf(bytes));
        QCOMPARE(kept.images.value(assetIdOf(bytes)), bytes);
        QVERIFY(drawing->notes.isEmpty());
    }

    void excalidrawsDrawingsAreMadePictures()
    {
        Kept kept;
        const QByteArray url = "data:image/svg+xml," + QByteArray(svg).toPercentEncoding();
        const auto drawing = readExcalidraw(sceneWith(fileOf(url)), kept.monitor);
        QVERIFY(drawing);
        const AssetId asset = drawing->shapes.first()->asset;
        QCOMPARE(QImage::fromData(kept.images.value(asset)).pixelColor(5, 5), QColor(Qt::red));
    }

    void whatTheFileLacksHasAPlaceholder_data()
    {
        QTest::addColumn<QByteArray>("files");
        QTest::newRow("none") << QByteArray("{}");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("another") << json("{'f2':{'dataURL':'data:image/png;base64,'}}");
        QTest::newRow("no object") << json("{'f1':7}");
        QTest::newRow("no data") << json("{'f1':{'dataURL':7}}");
        QTest::newRow("no image") << fileOf("data:image/png;base64,SGVsbG8=");
        QTest::newRow("no url") << fileOf("hello");
    }
    void whatTheFileLacksHasAPlaceholder()
    {
        QFETCH(QByteArray, files);
        Kept kept;
        const auto drawing = readExcalidraw(sceneWith(files), kept.monitor);
        QVERIFY2(drawing, drawing ? "" : qPrintable(drawing.error().message));
        QCOMPARE(drawing->shapes.first()->asset, QByteArray());
        QVERIFY(kept.images.isEmpty());
        QCOMPARE(drawing->notes.size(), 1);
    }

    void ourOwnFilesCarryTheirImages()
    {
        const QTemporaryDir temporary;
        ImageFolder folder(temporary.path());
        const QByteArray bytes = encoded(quarters({30, 20}));
        const AssetId here = assetIdOf(bytes);
        QVERIFY(folder.keep(here, bytes));
        QList<ShapeRef> shapes;
        for (const AssetId &asset : {here, here, assetIdOf("elsewhere")}) {
            Shape shape = Shape::defaults(Kind::Image);
            shape.id = "s" + QByteArray::number(shapes.size());
            shape.z = "a" + QByteArray::number(shapes.size() + 1);
            shape.asset = asset;
            shapes.append(std::make_shared<const Shape>(shape));
        }
        ExportOptions options;
        options.images = &folder;
        const auto file = writeSketchroom(shapes, options);
        QVERIFY(file);
        QCOMPARE(file->count(bytes.toBase64()), 1);
        Kept kept;
        const auto again = readSketchroom(*file, kept.monitor);
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(again->shapes.size(), 3);
        QCOMPARE(again->shapes.first()->asset, here);
        QCOMPARE(kept.images, (QHash<AssetId, QByteArray>{{here, bytes}}));
        // One that is not what its name says is not taken for it.
        Kept other;
        QVERIFY(readSketchroom(QByteArray(*file).replace(bytes.toBase64(), "AAAA"), other.monitor));
        QVERIFY(other.images.isEmpty());
    }
};

QTEST_MAIN(TestFilesImages)
#include "files_images.moc"
