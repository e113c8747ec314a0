#pragma once

#include "common/model/document.h"

#include <QSet>

#include <deque>

namespace sketchroom {

/// One client's copy of a room: the confirmed document and the edits that are not acknowledged yet. What the user sees
/// is the confirmed document with the pending edits replayed on top, so an incoming value for a register with an
/// unacknowledged local write changes the confirmed layer only, and nothing flickers.
/// Pure: takes edits, returns what changed in view. Every call costs O(what it touches), not O(document).
class Replica final
{
public:
    explicit Replica(ClientId client)
        : m_client(std::move(client))
    {
    }

    const Document &visible() const { return m_visible; }
    const Document &confirmed() const { return m_confirmed; }
    qint64 seq() const { return m_seq; } ///< of the last confirmed edit
    const QByteArray &epoch() const { return m_epoch; }
    const std::deque<Edit> &pending() const { return m_pending; }
    const ClientId &client() const { return m_client; }

    struct Local
    {
        Edit edit; ///< to be sent to the host
        ChangeSet changes;
    };
    /// A local edit, shown at once and pending until confirm() or reject(). Atomic; errors as of Document::apply.
    Result<Local> edit(const QList<Op> &ops, const GestureId &gesture, qint64 nowMs);

    /// An edit in the host's order, anybody's. Ones that are already here (seq not above ours) change nothing.
    ChangeSet confirm(const CommittedEdit &edit);
    /// The host refused this pending edit: exactly it is taken back.
    ChangeSet reject(qint64 editId);

    /// The room anew, from a snapshot; pending edits stay on top. `lastEdit`: pending edits up to it are in the
    /// snapshot or were refused, and are dropped. Returns what changed in view.
    ChangeSet reset(const QByteArray &epoch, qint64 seq, const QList<ShapeRef> &shapes, qint64 lastEdit);
    /// Drops pending edits up to `lastEdit` that a resumed tail did not bring: the host refused them.
    ChangeSet dropUpTo(qint64 lastEdit);
    /// Edits that were pending before the program ended, to be put back after a start. Ids must go up.
    ChangeSet restorePending(const QList<Edit> &edits, qint64 nowMs);
    /// The next edit's id will be above this.
    void setLastEditId(qint64 id) { m_lastEditId = qMax(m_lastEditId, id); }

private:
    ChangeSet refresh(const QSet<ShapeId> &ids);
    ShapeRef replayed(const ShapeId &id) const;
    void index(const Edit &edit, int delta);
    ChangeSet dropPending(const std::function<bool(const Edit &)> &drop);

    ClientId m_client;
    QByteArray m_epoch;
    qint64 m_seq = 0;
    qint64 m_lastEditId = 0;
    qint64 m_nowMs = 0;
    Document m_confirmed;
    Document m_visible;
    std::deque<Edit> m_pending;
    QHash<ShapeId, int> m_pendingOps; ///< how many pending operations touch a shape
};

} // namespace sketchroom
