// Drawing alone goes on when the disk is full, and everything is on it afterwards.

#include "app/connection/patientlog.h"
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
    QList<bool> m_told;
    qint64 m_seq = 0;

    void append()
    {
        Commit commit;
        commit.record.emplace().epoch = "e";
        ++m_seq;
        commit.edits = {{m_seq, "client-a", m_seq, QByteArray::number(m_seq)}};
        m_log->append("local", commit, [this](const Result<void> &outcome) { m_told.append(outcome.has_value()); });
    }
    QList<QByteArray> stored() const { return m_disk->kept.read("local", 1, 100, 1'000'000).value(); }

private Q_SLOTS:
    void init()
    {
        auto disk = std::make_unique<FullDisk>();
        m_disk = disk.get();
        m_log = std::make_unique<PatientLog>(std::move(disk));
        m_told.clear();
        m_seq = 0;
    }

    void nothingIsToldBeforeItIsStored()
    {
        append();
        append();
        QVERIFY(m_told.isEmpty());
        m_disk->report();
        QCOMPARE(m_told, (QList{true, true}));
        QCOMPARE(stored(), (QList<QByteArray>{"1", "2"}));
    }

    void aFullDiskIsSaidOnceAndDrawingGoesOn()
    {
        const QSignalSpy failed(m_log.get(), &PatientLog::failed);
        m_disk->isFull = true;
        for (int i = 0; i < 3; ++i) {
            append();
            m_disk->report();
        }
        QCOMPARE(m_told, (QList{true, true, true}));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(), u"no space left"_s);
        QVERIFY(stored().isEmpty());
        m_disk->isFull = false;
        append();
        m_disk->report();
        QCOMPARE(stored(), (QList<QByteArray>{"1", "2", "3", "4"}));
        // It may be full again, which is news.
        m_disk->isFull = true;
        append();
        m_disk->report();
        QCOMPARE(failed.size(), 2);
    }

    void noCheckpointGetsAheadOfWhatIsStored()
    {
        append();
        m_log->checkpoint("local", 1, {});
        QCOMPARE(m_disk->checkpoints, 0);
        m_disk->report();
        m_log->checkpoint("local", 1, {});
        QCOMPARE(m_disk->checkpoints, 1);
    }
};

QTEST_GUILESS_MAIN(PatientLogTest)
#include "app_patientlog.moc"
