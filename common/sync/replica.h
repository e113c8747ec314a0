#pragma once

#include "common/model/document.h"

#include <QSet>

#include <deque>
#include <map>

namespace sketchroom {

/// A confirmed board, as it is after the edit `seq` of the history `epoch`.
struct BoardCopy
{
    QByteArray epoch;
    qint64 seq = 0;
    QList<ShapeRef> shapes;
};

/// One client's copy of a room: the confirmed document and the edits that are not acknowledged yet. What the user sees
/// is the confirmed document with the pending edits replayed on top, so an incoming value for a register with an
/// unacknowledged local write changes the confirmed layer only, and nothing flickers.
/// Pure: takes edits, returns what changed in view. Every call costs O(what it touches), not O(document). Changes of
/// nothing but stamps are made without being reported.
class Replica final
{
public:
    explicit Replica(const ClientId &client)
        : m_client(client)
    {
    }

    struct Pending
    {
        Edit edit;
        qint64 at = 0; ///< when it was made, ms since 1970
    };
    using PendingEdits = std::map<qint64, Pending>; ///< by edit id

    const Document &visible() const { return m_visible; }
    const Document &confirmed() const { return m_confirmed; }
    /// Whether there is nothing yet: no room's board was here, and nothing is pending.
    bool isEmpty() const { return m_epoch.isEmpty() && m_pending.empty(); }
    qint64 seq() const { return m_seq; } ///< of the last confirmed edit
    const QByteArray &epoch() const { return m_epoch; }
    const PendingEdits &pending() const { return m_pending; }
    const ClientId &client() const { return m_client; }
    BoardCopy confirmedCopy() const { return {m_epoch, m_seq, m_confirmed.shapes()}; }
    /// The highest edit ids of clients, of those whose edits came in here.
    const QHash<ClientId, qint64> &lastEdits() const { return m_lastEdits; }

    struct Local
    {
        Edit edit; ///< to be sent to the host
        ChangeSet changes;
    };
    /// A local edit, shown at once and pending until confirm() or reject(). Atomic; errors as of Document::apply.
    Result<Local> edit(const QList<Op> &ops, const GestureId &gesture, qint64 nowMs);

    /// An edit in the host's order, anybody's. One that is here already (seq not above ours) changes nothing. One of
    /// our own also settles what is pending with a lower id.
    ChangeSet confirm(const CommittedEdit &edit);
    /// The host refused this pending edit: exactly it is taken back.
    ChangeSet reject(qint64 editId);

    /// The first board of a replica that has nothing yet, neither shapes nor pending edits.
    void begin(const QByteArray &epoch, qint64 seq, const QList<ShapeRef> &shapes, qint64 lastEdit);
    /// The room anew, from a snapshot; pending edits stay on top, but those up to `lastEdit`, which are in the
    /// snapshot or were refused.
    ChangeSet reset(const QByteArray &epoch, qint64 seq, const QList<ShapeRef> &shapes, qint64 lastEdit);
    /// Drops pending edits up to `lastEdit`: those that a resumed tail did not bring were refused.
    ChangeSet dropUpTo(qint64 lastEdit);
    /// The history goes on at another host, from the board at `seq`: own edits that were acknowledged later are
    /// pending again. Only the last thousand are known, which is far more than are ever on their way.
    ChangeSet repend(qint64 seq);
    /// Whether the confirmed board is no longer as after seq(): what comes next has to be a whole board.
    bool needsReset() const { return m_needsReset; }
    /// Begins anew with what was kept when the program ended: the board, where there is one, and the edits that were
    /// pending, in the order of their ids.
    void restore(const std::optional<BoardCopy> &board, const QList<Pending> &pending);
    /// The edit as it has to be said to the host now: each splice against the confirmed board. To a host that does not
    /// know splices it tells whole texts.
    enum class Splicing : quint8 { Known, Unknown };
    Edit toSend(const Edit &edit, Splicing host) const;
    /// Pending edits that have changed since the last call, because others have changed a text below their splices.
    QList<Pending> takeMoved();
    /// The ids of edits that are pending no more, since the last call.
    QList<qint64> takeSettled() { return std::exchange(m_settled, {}); }

    /// How many pending edits, since the last call, turned out to have been refused without our hearing of it.
    qint64 takeRefused() { return std::exchange(m_refused, 0); }

    qint64 lastEditId() const { return m_lastEditId; }
    /// The next edit's id will be above this.
    void setLastEditId(qint64 id) { m_lastEditId = qMax(m_lastEditId, id); }

private:
    /// Where a pending operation on a shape stands.
    struct PendingOp
    {
        qint64 editId;
        qsizetype index;
    };

    ChangeSet refresh(const QSet<ShapeId> &ids);
    ShapeRef replayed(const ShapeId &id) const;
    void addPending(Pending pending);
    /// Removes it and returns the shapes that it touched.
    QSet<ShapeId> takePending(PendingEdits::iterator position);
    QSet<ShapeId> takePendingUpTo(qint64 lastEdit);

    // Splices that are pending are moved whenever the text changes that they are said against.
    using Texts = QHash<ShapeId, QString>;
    enum class Which : quint8 { Touched, All };
    /// The texts that splices pending after `editId` are said against: of the shapes that earlier ones touch, or of
    /// all.
    Texts textsAfter(qint64 editId, Which which) const;
    /// Moves them over what has become of those texts.
    void moveOverChanges(const Texts &before, qint64 editId);
    /// Moves the splices pending after `editId` that do not know of the edit `seq` yet over what it did.
    void movePending(const ShapeId &id, qint64 editId, qint64 seq, Splices steps);
    void movePendingOver(const CommittedEdit &edit, const ChangeSet &changes);
    void acknowledge(const CommittedEdit &edit);
    /// What is pending was written after this edit of ours, and need not be moved over it: also not where the program
    /// starts again from the journal, with a board from before the edit.
    void basePendingOn(const CommittedEdit &own);
    void replaceOps(qint64 editId, const QList<Op> &ops);
    void indexPending(const Pending &pending);
    void unindexPending(const Edit &edit);
    bool splicesLater(const ShapeId &id, qint64 editId) const;
    /// The shape with what is pending up to this edit.
    ShapeRef replayed(const ShapeId &id, qint64 editId) const;

    ClientId m_client;
    QByteArray m_epoch;
    qint64 m_seq = 0;
    qint64 m_lastEditId = 0;
    Document m_confirmed;
    Document m_visible;
    PendingEdits m_pending;
    QList<qint64> m_settled;
    qint64 m_refused = 0;
    QHash<ShapeId, QList<PendingOp>> m_pendingOps;
    QHash<ClientId, qint64> m_lastEdits;
    /// An own edit that was acknowledged.
    struct Acknowledged
    {
        qint64 seq = 0;
        Pending pending;
        Texts texts; ///< that its splices were said against
    };
    std::deque<Acknowledged> m_acknowledged; ///< of late
    bool m_needsReset = false;
    QSet<qint64> m_moved;
    Texts m_deletedTexts; ///< of deleted shapes that splices are pending for
};

} // namespace sketchroom
