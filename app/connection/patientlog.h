#pragma once

#include "server/storage/roomlog.h"

#include <QObject>

#include <deque>

namespace sketchroom {

/// A log that takes every commit: what cannot be stored at the moment is kept in memory, in order, and stored with what
/// comes later. For a room that only its own user is in, whose drawing must go on when the disk is full.
class PatientLog final : public QObject, public RoomLog
{
    Q_OBJECT

public:
    explicit PatientLog(std::unique_ptr<RoomLog> inner);
    ~PatientLog() override;

    Result<QList<RoomSummary>> rooms() override { return m_inner->rooms(); }
    Result<std::optional<StoredRoom>> load(const RoomId &room) override { return m_inner->load(room); }
    void append(const RoomId &room, const Commit &commit, const Done &done) override;
    void checkpoint(const RoomId &room, qint64 seq, const QList<ShapeRef> &shapes) override;
    Result<QList<QByteArray>> read(const RoomId &room, qint64 from, qint64 to, qint64 maxBytes) override;
    void flush() override { m_inner->flush(); }

Q_SIGNALS:
    /// The disk is full, or the like; once until it works again.
    void failed(const QString &why);

private:
    struct Waiting
    {
        RoomId room;
        Commit commit;
        Done done; ///< empty once it has been told
    };
    void storeNext();
    void stored(const Result<void> &outcome);

    std::unique_ptr<RoomLog> m_inner;
    std::deque<Waiting> m_waiting;
    bool m_storing = false;
    bool m_failing = false;
    std::shared_ptr<PatientLog *> m_self; ///< what the inner log's report finds this by, if it is still there
};

} // namespace sketchroom
