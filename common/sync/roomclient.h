#pragma once

#include "common/protocol/messages.h"
#include "common/sync/replica.h"
#include "common/sync/undohistory.h"

#include <QSet>
#include <QStringList>

namespace sketchroom {

/// The client's side of a room, without a socket, a clock or a screen: takes what the user does and what the host says,
/// and returns what has to be sent and what has changed in view. So whole rooms run in a test.
class RoomClient final
{
public:
    struct Outcome
    {
        ChangeSet changes;             ///< of the document in view, in order
        ChangeSet undoable;            ///< made by the host for this user, and a step that can be undone now
        bool reset = false;            ///< the document is another one altogether; `changes` is empty
        QList<ClientMessage> messages; ///< for the host, in order
        QStringList notices;           ///< sentences for the user
        QList<Replica::Pending> made;  ///< edits that are pending now: for the journal
        QList<qint64> settled;         ///< ids of edits that are pending no more: not for the journal any longer
        bool rejoin = false;           ///< something is missing: the room has to be joined anew, without a resume
        bool beganAnew = false;        ///< the room has another history than the board in view, which is left as it is
        bool carried = false;          ///< another host goes on with the room: what is pending goes there
    };

    explicit RoomClient(const ClientId &client)
        : m_replica(client)
    {
    }

    const Replica &replica() const { return m_replica; }
    const UndoHistory &history() const { return m_undo; }
    const Limits &limits() const { return m_limits; }

    /// A local edit: shown at once, and one undo step a gesture (which must not be empty). More operations than the
    /// room takes in one edit go out as several. All or nothing. Errors: as of Document::apply, and Limit.
    Result<Outcome> edit(const QList<Op> &ops, const QString &label, const GestureId &gesture, qint64 nowMs);
    Outcome undo(const GestureId &gesture, qint64 nowMs);
    Outcome redo(const GestureId &gesture, qint64 nowMs);

    /// Another room comes: with its snapshot the document becomes that room's, and undo begins anew. Unless it is the
    /// same one that goes on at another host: then nothing is lost.
    void expectNewRoom();
    /// After all it is the room whose document is in view that comes.
    void expectSameRoom();
    /// Begins again after the program ended, with what its journal kept of the room that comes now: the board, the
    /// edits that were pending, and the highest edit id that is known to have been used.
    Outcome restore(const std::optional<BoardCopy> &board, const QList<Replica::Pending> &pending, qint64 lastEditId);
    /// The connection is gone: edits wait until it is back.
    void disconnected();
    /// Where to resume from; nothing before the room was here once.
    std::optional<HistoryPoint> resumePoint() const;
    /// Where a room that goes on from the confirmed board would come from, newest first.
    QList<HistoryPoint> ancestry() const;
    /// The snapshot that is coming in: shapes so far and in all; nothing when none is.
    struct Loading
    {
        qint64 sent = 0;
        qint64 total = 0;
    };
    std::optional<Loading> loading() const;
    /// Whether the room is here as the host has it, and edits go out at once.
    bool isSynced() const { return m_synced; }

    Outcome receive(const WelcomeMessage &message);
    Outcome receive(const SnapshotMessage &message);
    Outcome receive(const EditsMessage &message);
    Outcome receive(const RejectMessage &message);
    Outcome receive(const ResyncMessage &message);

private:
    /// A snapshot that is coming in.
    struct Incoming
    {
        QByteArray epoch;
        qint64 seq = 0;
        qint64 lastEdit = 0;
        QList<ShapeRef> shapes;
        qint64 total = 0;
        qint64 upTo = 0; ///< edits follow it up to this seq
    };
    /// A tail that is coming in.
    struct Tail
    {
        qint64 end = 0; ///< the seq of its last edit
        qint64 lastEdit = 0;
    };

    Result<Outcome> perform(const QList<Op> &ops, const GestureId &gesture, qint64 nowMs);
    ClientMessage messageOf(const Edit &edit) const;
    std::optional<Error> strangeToHost(const QList<Op> &ops) const;
    /// Without the kinds and registers that neither this program nor the host knows: they come from files.
    QList<Op> withoutStrange(const QList<Op> &ops, QStringList &notices) const;
    void learn(const Vocabulary &host);
    /// Undoes the edits of an outcome that is not told to anybody.
    void takeBack(const Outcome &outcome);
    Result<QList<QList<Op>>> split(const QList<Op> &ops) const;
    using Report = void (UndoHistory::*)(const ChangeSet &changes);
    Outcome performStep(const std::optional<UndoHistory::Step> &step, Report report, const GestureId &gesture,
                        qint64 nowMs);
    Outcome finishSnapshot();
    /// The room is here as the host has it: what it did not get is sent.
    void sync(Outcome &outcome);
    /// What is pending no more, and what the user has to hear of that.
    void settle(Outcome &outcome);

    std::optional<Vocabulary> m_host; ///< what the host knows; nothing: it has not said so yet
    QSet<QByteArray> m_missingKinds;  ///< that this program knows and the host does not
    QSet<QByteArray> m_missingRegisters;
    Replica::Splicing m_splicing = Replica::Splicing::Known; ///< of the host
    Replica m_replica;
    UndoHistory m_undo;
    Limits m_limits;
    QList<HistoryPoint> m_continues; ///< where the room itself came from, newest first
    std::optional<Incoming> m_incoming;
    std::optional<Tail> m_tail;
    bool m_newRoom = false; ///< the snapshot that comes is of another room than what is in view
    bool m_synced = false;
    bool m_beganAnew = false; ///< what the host says is about another board than the one in view
};

} // namespace sketchroom
