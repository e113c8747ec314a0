#include "common/base/clock.h"
#include "server/assets/assetstore.h"
#include "server/storage/memorylog.h"
#include "server/storage/sqlitelog.h"
#include "server/storage/trustedtime.h"
#include "server/storage/upkeep.h"
#include "tests/support/images.h"
#include "tests/support/setclock.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = 3'600'000;

/// An image and its name.
struct Image
{
    explicit Image(int width)
        : bytes(pngLike(width, 10, QByteArray(100, 'x')))
        , id(assetIdOf(bytes))
    {
    }
    QByteArray bytes;
    AssetId id;
};

QByteArray creation(const QByteArray &shape, const AssetId &asset)
{
    const QByteArray json = "{'seq':1,'ops':[{'op':'create','shape':{'id':'" + shape + "','asset':'" + asset + "'}}]}";
    return QByteArray(json).replace('\'', '"');
}

} // namespace

class TestServerAssets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = ManualClock(QDateTime::currentMSecsSinceEpoch());
    }

    void keepsAnImageOnce_data()
    {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("in a folder") << false;
        QTest::newRow("in memory") << true;
    }
    void keepsAnImageOnce()
    {
        QFETCH(bool, inMemory);
        AssetStore store(inMemory ? QString() : folder(), 1'000, m_clock);
        QVERIFY(store.open());
        const Image image(5);
        QVERIFY(!store.read(image.id));
        QCOMPARE(add(store, image), AssetStore::Outcome::Kept);
        QCOMPARE(add(store, image), AssetStore::Outcome::KeptBefore);
        QCOMPARE(store.count(), 1);
        QCOMPARE(store.bytes(), image.bytes.size());
        QCOMPARE(store.bytesUnderWay(), 0);
        const auto device = store.read(image.id);
        QVERIFY(device);
        QCOMPARE(device->readAll(), image.bytes);
    }

    void refusesWhatItShould()
    {
        AssetStore store(folder(), 200, m_clock);
        QVERIFY(store.open());
        Image image(5);
        Image liar(6);
        liar.id = image.id;
        QCOMPARE(add(store, liar), AssetStore::Outcome::WrongName);
        Image page(7);
        page.bytes = "<html></html>";
        page.id = assetIdOf(page.bytes);
        QCOMPARE(add(store, page), AssetStore::Outcome::NoImage);
        QCOMPARE(add(store, image), AssetStore::Outcome::Kept);
        QCOMPARE(add(store, Image(8)), AssetStore::Outcome::NoRoom);
        QCOMPARE(store.count(), 1);
        QCOMPARE(QDir(folder()).entryList(QDir::Files), QStringList(QString::fromLatin1(image.id)));
    }

    /// H10: what nobody uses makes room for what somebody brings, but not what a board names.
    void unusedImagesMakeRoom()
    {
        AssetStore store(folder(), 300, m_clock);
        QVERIFY(store.open());
        const Image named(5);
        const Image unused(6);
        int asked = 0;
        store.setNames([&]() -> AssetStore::ReadNames {
            ++asked;
            return [id = named.id] { return Result<AssetNames>(AssetNames{id}); };
        });
        QCOMPARE(add(store, named), AssetStore::Outcome::Kept);
        QCOMPARE(add(store, unused), AssetStore::Outcome::Kept);
        QCOMPARE(add(store, Image(7)), AssetStore::Outcome::NoRoom); // the other one has only just come
        QCOMPARE(asked, 1);
        m_clock.advance(59'000);
        QCOMPARE(add(store, Image(7)), AssetStore::Outcome::NoRoom);
        QCOMPARE(asked, 1); // boards are not read again and again
        m_clock.advance(2'000);
        QCOMPARE(add(store, Image(7)), AssetStore::Outcome::Kept);
        QVERIFY(store.read(named.id));
        QVERIFY(!store.read(unused.id));
    }

    void isThereAfterARestart()
    {
        const Image image(5);
        {
            AssetStore store(folder(), 1'000, m_clock);
            QVERIFY(store.open());
            QCOMPARE(add(store, image), AssetStore::Outcome::Kept);
        }
        // What a host that was killed had begun to write.
        QFile half(folder() + u'/' + QString::fromLatin1(image.id) + u".Ab12Cd"_s);
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.close();
        AssetStore store(folder(), 1'000, m_clock);
        QVERIFY(store.open());
        QCOMPARE(store.count(), 1);
        QCOMPARE(store.bytes(), image.bytes.size());
        QVERIFY(store.read(image.id));
        QVERIFY(!half.exists());
    }

    void removesOnlyWhatNobodyUses()
    {
        AssetStore store(folder(), 10'000, m_clock);
        QVERIFY(store.open());
        const Image named(1);
        const Image unused(2);
        const Image asked(3);
        for (const Image &image : {named, unused, asked})
            QCOMPARE(add(store, image), AssetStore::Outcome::Kept);
        m_clock.advance(hour);
        QVERIFY(store.read(asked.id));
        const Image fresh(4);
        QCOMPARE(add(store, fresh), AssetStore::Outcome::Kept);
        m_clock.advance(hour / 2);
        sweep(store, AssetNames{named.id});
        QVERIFY(!store.read(unused.id));
        QVERIFY(!QFile::exists(folder() + u'/' + QString::fromLatin1(unused.id)));
        for (const Image &image : {named, asked, fresh})
            QVERIFY(store.read(image.id));
        QCOMPARE(store.bytes(), 3 * named.bytes.size());
    }

    void useIsRememberedOverARestart()
    {
        const Image image(1);
        {
            AssetStore store(folder(), 10'000, m_clock);
            QVERIFY(store.open());
            QCOMPARE(add(store, image), AssetStore::Outcome::Kept);
            m_clock.advance(hour);
            QVERIFY(store.read(image.id));
        }
        AssetStore store(folder(), 10'000, m_clock);
        QVERIFY(store.open());
        m_clock.advance(hour / 2);
        sweep(store, {});
        QCOMPARE(store.count(), 1);
        m_clock.advance(hour);
        sweep(store, {});
        QCOMPARE(store.count(), 0);
    }

    /// The machine's clock is set a year ahead: what has come today is not old by that.
    void aClockThatIsSetWrongRemovesNothingAtOnce_data() { keepsAnImageOnce_data(); }
    void aClockThatIsSetWrongRemovesNothingAtOnce()
    {
        QFETCH(bool, inMemory);
        SetClock clock;
        TrustedTime time({}, clock);
        const TrustedClock trusted(time, clock);
        auto store = std::make_unique<AssetStore>(inMemory ? QString() : folder(), 10'000, trusted);
        QVERIFY(store->open());
        QCOMPARE(add(*store, Image(1)), AssetStore::Outcome::Kept);
        sweep(*store, AssetNames());
        clock.wall += 365 * 24 * hour;
        sweep(*store, AssetNames());
        QCOMPARE(store->count(), 1);
        QCOMPARE(add(*store, Image(2)), AssetStore::Outcome::Kept);
        if (!inMemory) {
            // Nor does the next host take the time of a file for the right one.
            store = std::make_unique<AssetStore>(folder(), 10'000, trusted);
            QVERIFY(store->open());
        }
        clock.advance(hour / 2 - 1);
        sweep(*store, AssetNames());
        QCOMPARE(store->count(), 2);
        // Then it goes twice as fast until it has caught up.
        clock.advance(hour / 2);
        sweep(*store, AssetNames());
        QCOMPARE(store->count(), 0);
    }

    void removesNothingWhenTheNamesCannotBeRead()
    {
        AssetStore store(folder(), 10'000, m_clock);
        QVERIFY(store.open());
        QCOMPARE(add(store, Image(1)), AssetStore::Outcome::Kept);
        m_clock.advance(2 * hour);
        sweep(store, failure(ErrorCode::Io, u"The disk is gone."_s));
        QCOMPARE(store.count(), 1);
    }

    void findsNamesHoweverTheyAreWritten_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray id = Image(1).id;
        QTest::newRow("plain") << creation("s1", id);
        QTest::newRow("at the very end") << QByteArray("\"asset\" : \"" + id);
        QTest::newRow("behind longer digits") << creation(QByteArray(200, 'a'), id);
        QTest::newRow("in numbers") << creation("s1", "\\u00" + id.first(1).toHex() + id.sliced(1));
    }
    void findsNamesHoweverTheyAreWritten()
    {
        QFETCH(QByteArray, json);
        AssetNames names;
        addAssetNames(names, json);
        QCOMPARE(names, AssetNames{Image(1).id});
    }

    void boardsOfStoredRoomsNameTheirs()
    {
        const Image checkpointed(1);
        const Image edited(2);
        const Image replaced(3);
        const QString path = m_folder->filePath(u"rooms.sqlite"_s);
        {
            const auto log = SqliteLog::open(path);
            QVERIFY(log);
            fill(**log, replaced.id, checkpointed.id, edited.id);
        }
        const auto names = assetNamesIn(path);
        QVERIFY(names);
        QCOMPARE(*names, (AssetNames{checkpointed.id, edited.id}));
        MemoryLog memory;
        fill(memory, replaced.id, checkpointed.id, edited.id);
        QCOMPARE(memory.assetNames(), *names);
    }

    void backupHasTheImagesAndCheckReadsThem()
    {
        const Image image(5);
        const Image other(6);
        {
            const auto log = SqliteLog::open(m_folder->filePath(u"rooms.sqlite"_s));
            QVERIFY(log);
            RoomRecord record;
            record.epoch = "epoch-1";
            (*log)->append("r1", {record, {}, {}, 0, 1}, [](const Result<void> &stored) { QVERIFY(stored); });
            AssetStore store(folder(), 1'000, m_clock);
            QVERIFY(store.open());
            QCOMPARE(add(store, image), AssetStore::Outcome::Kept);
            QCOMPARE(add(store, other), AssetStore::Outcome::Kept);
        }
        const QString copy = m_folder->filePath(u"copy"_s);
        const auto done = backUp(m_folder->path(), copy);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        QFile file(copy + u"/assets/"_s + QString::fromLatin1(image.id));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.readAll(), image.bytes);
        file.write("more");
        file.close();
        const auto check = checkRooms(copy);
        QVERIFY(!check);
        QVERIFY2(check.error().message.contains(QString::fromLatin1(image.id)), qPrintable(check.error().message));
        // A backup of that is told from a sound one, and has what is sound.
        const QString again = m_folder->filePath(u"again"_s);
        const auto damaged = backUp(copy, again);
        QVERIFY(!damaged);
        QVERIFY2(damaged.error().message.contains(QString::fromLatin1(image.id)), qPrintable(damaged.error().message));
        QCOMPARE(QDir(again + u"/assets"_s).entryList(QDir::Files), QStringList{QString::fromLatin1(other.id)});
        QVERIFY(!QFile::exists(again + u"/rooms.sqlite"_s));
    }

private:
    QString folder() const { return m_folder->filePath(u"assets"_s); }
    static AssetStore::Outcome add(AssetStore &store, const Image &image)
    {
        std::optional<AssetStore::Outcome> outcome;
        store.add(image.id, image.bytes, [&](AssetStore::Outcome told) { outcome = told; });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }))
            qFatal("The store does not answer.");
        return *outcome;
    }
    /// Waits until it is over.
    static void sweep(AssetStore &store, const Result<AssetNames> &names)
    {
        QSignalSpy swept(&store, &AssetStore::swept);
        store.sweep(hour, [names] { return names; });
        QVERIFY(swept.wait());
    }
    /// A room with a board of one image, which replaced another, and one more that came after its checkpoint.
    static void fill(RoomLog &log, const AssetId &before, const AssetId &checkpointed, const AssetId &after)
    {
        Commit commit;
        commit.record = RoomRecord{};
        commit.record->epoch = "epoch";
        const RoomLog::Done nothing = [](const Result<void> &) {};
        commit.edits = {{1, "client-ann", 1, creation("s0", before)}};
        log.append("r1", commit, nothing);
        Shape shape = Shape::defaults(Kind::Image);
        shape.id = "s1";
        shape.z = "a1";
        shape.asset = checkpointed;
        log.flush();
        log.checkpoint("r1", 1, {std::make_shared<const Shape>(shape)});
        Commit next;
        next.edits = {{2, "client-ann", 2, creation("s2", after)}};
        log.append("r1", next, nothing);
        log.flush();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
};

QTEST_GUILESS_MAIN(TestServerAssets)
#include "server_assets.moc"
