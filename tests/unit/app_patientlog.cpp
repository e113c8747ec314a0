// Drawing alone goes on when the disk is full, and everything is on it afterwards.

#include "app/session/patientlog.h"
#include "common/protocol/codec.h"
#include "server/storage/memorylog.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// A log whose disk may be full. Reports when it is told to, as one with a thread of its own does.
class FullDisk final : public RoomLog
{
public:
    Result<QList<RoomSummary>> rooms() override { return kept.rooms(); }
    Result<std::optional<StoredRoom>> load(const RoomId &room) override { return kept.load(room); }
    void append(const RoomId &room, const Commit &commit, const Done &done) override
    {
        onAppend(commit);
        reports.push_back([this, room, commit, done] {
            if (isFull)
                done(failure(ErrorCode::Io, u"no space left"_s));
            else
                kept.append(room, commit, done);
        });
    }
    void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) override
    {
        kept.checkpoint(room, seq, shapes);
        ++checkpoints;
    }
    Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) override
    {
        return kept.read(room, from, to, maxBytes);
    }
    Result<qint64> firstKept(const RoomId &room) override { return kept.firstKept(room); }
    void keepDeleted(const RoomId &room, const LoggedDeletion &deletion) override { kept.keepDeleted(room, deletion); }
    Result<QList<Deletion>> deletions(const RoomId &room, const DeletionFilter &filter, qsizetype most) override
    {
        return kept.deletions(room, filter, most);
    }
    Result<QList<DeletedPart>> deleted(const RoomId &room, const DeletionFilter &filter,
                                       const std::optional<DeletedPart> &after, qint64 maxBytes) override
    {
        return kept.deleted(room, filter, after, maxBytes);
    }
    void remove(const RoomId &room) override { kept.remove(room); }
    void flush() override {}

    void report()
    {
        while (!reports.empty()) {
            const auto next = reports.front();
            reports.pop_front();
            next();
        }
    }

    MemoryLog kept;
    std::function<void(const Commit &)> onAppend = [](const Commit &) {};
    std::deque<std::function<void()>> reports;
    bool isFull = false;
    int checkpoints = 0;
};

} // namespace

class PatientLogTest final : public QObject
{
    Q_OBJECT

private:
    FullDisk *m_disk = nullptr;
    std::unique_ptr<PatientLog> m_log;
    qint64 m_seq = 0;

    static Commit firstCommit(const QList<ShapeRef> &board = {})
    {
        Commit first;
        first.record.emplace().epoch = "e";
        first.board = board;
        return first;
    }
    void begin(const std::optional<Commit> &first)
    {
        auto disk = std::make_unique<FullDisk>();
        m_disk = disk.get();
        m_log = std::make_unique<PatientLog>(std::move(disk), "local", first);
        m_seq = 0;
    }
    void append()
    {
        ++m_seq;
        m_log->append({{m_seq, "p1", "client-a", m_seq, 7, {}, QList<Op>(1, DeleteOp{"gone"})}, m_seq});
    }
    QList<qint64> stored() const
    {
        QList<qint64> seqs;
        const QList<QByteArray> edits = m_disk->kept.read("local", 1, 100, 1'000'000).value();
        for (const QByteArray &edit : edits)
            seqs.append(decodeCommitted(edit)->seq);
        return seqs;
    }
    std::optional<StoredRoom> room() const { return m_disk->kept.load("local").value(); }

private Q_SLOTS:
    void init() { begin(firstCommit()); }

    void nothingIsToldBeforeItIsStored()
    {
        const QSignalSpy told(m_log.get(), &PatientLog::stored);
        append();
        append();
        QVERIFY(told.isEmpty());
        m_disk->report();
        QVERIFY(!told.isEmpty());
        QCOMPARE(told.last().first().toLongLong(), 2);
        QCOMPARE(stored(), (QList<qint64>{1, 2}));
    }

    void aFullDiskIsSaidOnceAndDrawingGoesOn()
    {
        const QSignalSpy failed(m_log.get(), &PatientLog::failed);
        const QSignalSpy told(m_log.get(), &PatientLog::stored);
        m_disk->isFull = true;
        for (int i = 0; i < 3; ++i) {
            append();
            m_disk->report();
            QCOMPARE(told.last().first().toLongLong(), m_seq);
        }
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(), u"no space left"_s);
        QVERIFY(stored().isEmpty());
        m_disk->isFull = false;
        append();
        m_disk->report();
        QCOMPARE(stored(), (QList<qint64>{1, 2, 3, 4}));
        QCOMPARE(room()->record.epoch, "e");
        // It may be full again, which is news.
        m_disk->isFull = true;
        append();
        m_disk->report();
        QCOMPARE(failed.size(), 2);
    }

    void noCheckpointGetsAheadOfWhatIsStored()
    {
        append();
        m_log->checkpoint(1, {});
        QCOMPARE(m_disk->checkpoints, 0);
        m_disk->report();
        m_log->checkpoint(1, {});
        QCOMPARE(m_disk->checkpoints, 1);
        // There is nothing new to store.
        m_log->checkpoint(1, {});
        QCOMPARE(m_disk->checkpoints, 1);
    }

    void theBoardThatARoomBeginsWithIsStoredWithItsFirstEdit()
    {
        begin(firstCommit({std::make_shared<const Shape>(Shape::defaults(Kind::Rect))}));
        m_disk->report();
        QVERIFY(!room()); // there is time: it is in the file that it was opened from
        append();
        m_disk->report();
        QCOMPARE(room()->shapes.size(), 1);
        QCOMPARE(stored(), QList<qint64>{1});
    }

    void whatWaitsAtTheEndIsHandedOn()
    {
        append();
        append();
        QList<Commit> handed;
        m_disk->onAppend = [&handed](const Commit &commit) { handed.append(commit); };
        m_log.reset();
        QCOMPARE(handed.size(), 1);
        QCOMPARE(handed.first().edits.size(), 2);
    }
};

QTEST_GUILESS_MAIN(PatientLogTest)
#include "app_patientlog.moc"
