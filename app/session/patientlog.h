#pragma once

#include "server/storage/roomlog.h"

#include <QObject>

#include <deque>

namespace sketchroom {

/// Keeps a room that only its own user is in: takes every edit, and what cannot be stored at the moment stays in
/// memory, in order, and is stored with what comes later, since drawing must go on when the disk is full. Edits are
/// encoded when their turn comes, a few at a time. Lives on the thread of its log.
class PatientLog final : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        CommittedEdit edit;
        qint64 shapes = 0; ///< in the room afterwards
    };

    /// `first` is stored before anything else; there is one for a room that is not stored yet.
    PatientLog(std::unique_ptr<RoomLog> inner, RoomId room, std::optional<Commit> first);
    /// Hands on what is left.
    ~PatientLog() override;

    void append(const Entry &entry);
    /// The board as it is after all that was appended. Left out while not all of that is stored.
    void checkpoint(qint64 seq, const QList<ShapeRef> &shapes);

Q_SIGNALS:
    /// All edits up to `seq` are stored, or count as stored because the disk is full, which only this user suffers
    /// from.
    void stored(qint64 seq);
    /// The disk is full, or the like; once until it works again.
    void failed(const QString &why);
    /// So much was stored since the last checkpoint that one is worth its time.
    void checkpointDue();

private:
    void storeNext();
    /// Of the entries that wait, as many as are worth a commit of their own. Never none.
    Commit nextCommit(qint64 mostBytes) const;
    void reported(const Result<void> &outcome);

    std::unique_ptr<RoomLog> m_inner;
    const RoomId m_room;
    std::optional<Commit> m_first; ///< until it is stored
    std::deque<Entry> m_waiting;
    /// What the inner log is at: so many of those that wait.
    struct Storing
    {
        qsizetype edits;
        qint64 bytes;
    };
    std::optional<Storing> m_storing;
    qint64 m_bytesSinceCheckpoint = 0;
    bool m_failing = false;
    std::shared_ptr<PatientLog *> m_self; ///< what the inner log's report finds this by, if it is still there
};

} // namespace sketchroom
