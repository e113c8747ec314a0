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
    /// Begins anew with what was kept when the program ended: the board, where there is one, and the edits that were
    /// pending, in the order of their ids.
    void restore(const std::optional<BoardCopy> &board, const QList<Pending> &pending);
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
    std::deque<std::pair<qint64, Pending>> m_acknowledged; ///< own edits of late, by seq
};

} // namespace sketchroom
