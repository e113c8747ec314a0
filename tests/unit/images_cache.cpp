#include "app/images/imagecache.h"
#include "app/images/imagedecoder.h"
#include "app/images/imagefolder.h"
#include "app/images/wholeimages.h"
#include "tests/support/pictures.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// How often a signal has come. Not a QSignalSpy, which hears of it on the thread that emits it.
class Count final : public QObject
{
public:
    Count(ImageCache &cache, void (ImageCache::*signal)(const AssetId &))
    {
        connect(&cache, signal, this, [this] { ++m_times; });
    }
    int times() const { return m_times; }

private:
    int m_times = 0;
};

} // namespace

class TestImagesCache final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = std::make_shared<ImageFolder>(path());
    }

    void levelIsTheCoarsestThatSuffices()
    {
        QCOMPARE(levelFor({1000, 500}, {1000, 500}), 0);
        QCOMPARE(levelFor({1000, 500}, {501, 10}), 0);
        QCOMPARE(levelFor({1000, 500}, {500, 250}), 1);
        QCOMPARE(levelFor({1000, 500}, {100, 60}), 3); // 125 × 62
        QCOMPARE(levelFor({1000, 500}, {5000, 5000}), 0);
        QCOMPARE(sizeOfLevel({1000, 500}, 9), QSize(1, 1));
    }

    void decodesEachLevel_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("png") << QByteArray("PNG");
        QTest::newRow("jpeg") << QByteArray("JPEG");
        QTest::newRow("webp") << QByteArray("WEBP");
    }
    void decodesEachLevel()
    {
        QFETCH(QByteArray, format);
        const QByteArray bytes = encoded(quarters({200, 120}), format.constData());
        QVERIFY(readImageHeader(bytes));
        QCOMPARE(imageSize(bytes), QSize(200, 120));
        for (int level = 0; level < 3; ++level) {
            const QImage image = decodeImage(bytes, level);
            QCOMPARE(image.size(), sizeOfLevel({200, 120}, level));
            const QColor corner = image.pixelColor(2, 2);
            QVERIFY2(corner.red() > 240 && corner.green() < 15, qPrintable(corner.name()));
        }
    }

    void whatIsNoImageHasNoSize()
    {
        QVERIFY(!imageSize("no image").isValid());
        QVERIFY(decodeImage("no image", 0).isNull());
        const QByteArray whole = encoded(quarters({20, 12}));
        QVERIFY(decodeImage(whole.first(whole.size() / 2), 0).isNull());
    }

    void imageTurnedByItsCameraIsUpright()
    {
        // What a camera that is held upright writes: wide, and a note that it is to be turned by a quarter.
        QByteArray bytes = encoded(quarters({200, 120}), "JPEG");
        const QByteArray exif("\xff\xe1\x00\x22"
                              "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
                              36);
        bytes.insert(2, exif);
        QCOMPARE(imageSize(bytes), QSize(120, 200));
        for (int level = 0; level < 2; ++level) {
            const QImage image = decodeImage(bytes, level);
            QCOMPARE(image.size(), sizeOfLevel({120, 200}, level));
            QVERIFY(image.pixelColor(image.width() - 3, 3).red() > 240); // was at the top left
        }
    }

    void folderKeepsAndNoticesDamage()
    {
        const QByteArray bytes = encoded(quarters({20, 12}));
        const AssetId id = assetIdOf(bytes);
        QVERIFY(!m_folder->has(id));
        QVERIFY(m_folder->keep(id, bytes));
        QVERIFY(m_folder->has(id));
        QCOMPARE(ImageFolder(path()).read(id).value_or(QByteArray()), bytes);
        QFile file(path() + u'/' + QString::fromLatin1(id));
        QVERIFY(file.open(QIODevice::Append));
        file.write("more");
        file.close();
        QVERIFY(!m_folder->read(id));
        QVERIFY(!m_folder->has(id)); // so that it is fetched again
    }

    void folderThatCannotBeWrittenKeepsImagesForNow()
    {
        QFile inTheWay(path());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const QByteArray bytes = encoded(quarters({20, 12}));
        const auto kept = m_folder->keep(assetIdOf(bytes), bytes);
        QVERIFY(!kept);
        QVERIFY(kept.error().message.contains(u"disk"));
        QCOMPARE(m_folder->read(assetIdOf(bytes)).value_or(QByteArray()), bytes);
        QVERIFY(!m_folder->keep(assetIdOf(bytes), bytes)); // it is not kept by having been refused once
        QCOMPARE(m_folder->unwritten(), QList<AssetId>{assetIdOf(bytes)});
        QVERIFY(inTheWay.remove());
        QVERIFY(m_folder->keep(assetIdOf(bytes), bytes));
        QVERIFY(m_folder->unwritten().isEmpty());
    }

    void folderIsTrimmedButForWhatIsNeeded()
    {
        QList<AssetId> ids;
        for (int i = 0; i < 4; ++i) {
            const QByteArray bytes = encoded(quarters({20 + i, 12})).leftJustified(1'000, '.');
            ids.append(assetIdOf(bytes));
            QVERIFY(m_folder->keep(ids.last(), bytes));
            QFile file(path() + u'/' + QString::fromLatin1(ids.last()));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(i - 10), QFile::FileModificationTime));
        }
        m_folder->trim(2'000, {ids.first()});
        QVERIFY(m_folder->has(ids.at(0))); // the oldest, but needed
        QVERIFY(!m_folder->has(ids.at(1)));
        QVERIFY(m_folder->has(ids.at(2)) && m_folder->has(ids.at(3)));
    }

    void cacheNeverWaitsAndTellsWhenItHasMore()
    {
        ImageCache cache(m_folder);
        const AssetId id = keep({800, 400});
        const Count changed(cache, &ImageCache::changed);
        QCOMPARE(cache.find(id, {100, 50}).state, ImageState::Loading);
        QTRY_COMPARE(changed.times(), 1);
        ImageView view = cache.find(id, {100, 50});
        QCOMPARE(view.state, ImageState::Ready);
        QCOMPARE(view.image.size(), QSize(100, 50));
        QCOMPARE(cache.find(id, {30, 15}).image.size(), QSize(50, 25));
        // Until it is sharp it is shown blurred.
        QCOMPARE(cache.find(id, {700, 350}).image.size(), QSize(100, 50));
        QTRY_COMPARE(changed.times(), 2);
        QCOMPARE(cache.find(id, {700, 350}).image.size(), QSize(800, 400));
        QCOMPARE(cache.find(id, {30, 15}).image.size(), QSize(50, 25));
        QCOMPARE(changed.times(), 2);
    }

    void imageThatIsNotHereIsWantedOnceAndComes()
    {
        ImageCache cache(m_folder);
        const Count changed(cache, &ImageCache::changed);
        const Count wanted(cache, &ImageCache::wanted);
        const QByteArray bytes = encoded(quarters({80, 40}));
        const AssetId id = assetIdOf(bytes);
        QCOMPARE(cache.find(id, {80, 40}).state, ImageState::Loading);
        QTRY_COMPARE(wanted.times(), 1);
        QCOMPARE(cache.find(id, {80, 40}).state, ImageState::Loading);
        cache.giveUp(id);
        QCOMPARE(cache.find(id, {80, 40}).state, ImageState::Missing);
        QVERIFY(m_folder->keep(id, bytes));
        cache.arrived(id);
        QTRY_COMPARE(changed.times(), 2);
        QCOMPARE(cache.find(id, {80, 40}).state, ImageState::Loading);
        QTRY_COMPARE(changed.times(), 3);
        QCOMPARE(cache.find(id, {80, 40}).state, ImageState::Ready);
        QCOMPARE(wanted.times(), 1);
    }

    void damagedImageIsSaidToBe()
    {
        ImageCache cache(m_folder);
        const QByteArray bytes = encoded(quarters({80, 40})).first(60);
        const AssetId id = assetIdOf(bytes);
        QVERIFY(m_folder->keep(id, bytes));
        QTRY_COMPARE(cache.find(id, {80, 40}).state, ImageState::Damaged);
        QCOMPARE(WholeImages(m_folder.get()).find(id, {80, 40}).state, ImageState::Damaged);
    }

    void memoryIsBoundedWithoutEnd()
    {
        // Eight images in view that take 1.3 MB each, in 4 MB.
        constexpr qsizetype budget = 4 << 20;
        ImageCache cache(m_folder, budget);
        QList<AssetId> ids;
        for (int i = 0; i < 8; ++i)
            ids.append(keep({500 + i, 500}));
        const auto paint = [&] {
            for (const AssetId &id : std::as_const(ids))
                cache.find(id, {500, 500});
        };
        // As the board does: whatever changes is painted again, and with it what lies beside it.
        connect(&cache, &ImageCache::changed, &cache, paint);
        const Count changed(cache, &ImageCache::changed);
        paint();
        int before = 0;
        do {
            before = changed.times();
            QVERIFY2(before < 100, "It goes on for ever.");
        } while (QTest::qWaitFor([&] { return changed.times() > before; }, 500));
        QVERIFY(cache.bytes() <= budget);
        for (const AssetId &id : std::as_const(ids))
            QCOMPARE(cache.find(id, {500, 500}).state, ImageState::Ready);
    }

    void wholeImagesAreThereAtOnce()
    {
        WholeImages images(m_folder.get());
        const AssetId id = keep({800, 400});
        QCOMPARE(images.find(id, {100, 50}).image.size(), QSize(100, 50));
        QCOMPARE(images.find(id, {800, 400}).image.size(), QSize(800, 400));
        QCOMPARE(images.find(assetIdOf("other"), {1, 1}).state, ImageState::Missing);
        QCOMPARE(WholeImages(nullptr).find(id, {1, 1}).state, ImageState::Missing);
    }

private:
    QString path() const { return m_temporary->filePath(u"images"_s); }
    AssetId keep(QSize size)
    {
        const QByteArray bytes = encoded(quarters(size));
        const AssetId id = assetIdOf(bytes);
        if (!m_folder->keep(id, bytes))
            qFatal("The image cannot be kept.");
        return id;
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::shared_ptr<ImageFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestImagesCache)
#include "images_cache.moc"
