#pragma once

#include "common/base/result.h"
#include "common/model/operation.h"

#include <QHash>
#include <QSet>

#include <limits>
#include <set>

namespace sketchroom {

/// A change event: one shape, as it was and as it is. Never both null.
struct Change
{
    ShapeRef before;       ///< null: the shape was added
    ShapeRef after;        ///< null: the shape was removed
    RegisterSet registers; ///< what differs, when both stand
    bool spliced = false;  ///< where `text` differs: by splices alone

    bool added() const { return !before; }
    bool removed() const { return !after; }
    const ShapeId &id() const { return (after ? after : before)->id; }
};
using ChangeSet = QList<Change>;

/// Whether the text of two changes, one after the other, differs by splices alone.
bool splicedByBoth(const Change &earlier, const Change &later);

/// What one edit did to the text of a shape.
struct TextEdit
{
    bool anew = false; ///< the shape was created or deleted
    Splices splices;   ///< from the text before to the one after; where the text was replaced, replacement()
};
/// Of the shapes whose text an edit has changed. `changes` are what applying `ops` has done.
QHash<ShapeId, TextEdit> textEdits(const QList<Op> &ops, const ChangeSet &changes);

/// Who makes a change and when; goes into by, made and changed.
struct Stamp
{
    ClientId by;
    qint64 at = 0; ///< ms since 1970
};

struct DocumentLimits
{
    qsizetype shapes = std::numeric_limits<qsizetype>::max();
    qint64 bytes = std::numeric_limits<qint64>::max(); ///< that the shapes take in memory, about
    qsizetype numbersInPoints = std::numeric_limits<qsizetype>::max();
    qsizetype textLength = std::numeric_limits<qsizetype>::max(); ///< UTF-16 units
};

/// Bottom first; ties by id.
struct PaintsBefore
{
    bool operator()(const ShapeRef &a, const ShapeRef &b) const
    {
        const int order = a->z.compare(b->z);
        return order != 0 ? order < 0 : a->id < b->id;
    }
};
using PaintOrder = std::set<ShapeRef, PaintsBefore>;

/// The shapes of one board. A value: copying it shares the shapes, which never change once they are in.
/// Every change costs O(1), of the order O(log n), and is reported as a Change, by which it can be undone.
class Document final
{
public:
    /// What an edit did: the changes in order, and the operations that took part (those on missing shapes left out).
    struct Applied
    {
        ChangeSet changes;
        QList<Op> ops;
    };

    Document() = default;
    Document(const Document &other);
    Document &operator=(const Document &other);
    Document(Document &&other) = default;
    Document &operator=(Document &&other) = default;
    ~Document() = default;

    /// Null when there is no such shape.
    ShapeRef find(const ShapeId &id) const;
    bool contains(const ShapeId &id) const { return m_places.contains(id); }
    qsizetype size() const { return m_places.size(); }
    bool isEmpty() const { return m_places.isEmpty(); }
    qint64 bytes() const { return m_bytes; } ///< about what the shapes take in memory
    const PaintOrder &inPaintOrder() const { return m_order; }
    QList<ShapeRef> shapes() const; ///< in paint order
    QByteArray topZ() const;        ///< z of the topmost shape; empty for an empty board
    QByteArray bottomZ() const;

    void setLimits(const DocumentLimits &limits) { m_limits = limits; }

    /// Applies all operations or none. Operations on shapes that are gone are left out; where nothing is left the
    /// error is Gone. Other errors: Exists, Conflict (append at another length), Invalid, Limit.
    /// No reference to nothing comes of it: what refers to a missing shape is written without, and a deletion is
    /// followed by operations that release what referred to the shape (attachment.h). `Applied::ops` has them all.
    Result<Applied> apply(const QList<Op> &ops, const Stamp &stamp);
    /// Applies what can be applied and leaves out the rest: how pending edits are shown.
    ChangeSet applyLeniently(const QList<Op> &ops, const Stamp &stamp);
    /// Applies one operation. Errors as for apply(); an update that changes nothing gives no change and no error.
    Result<std::optional<Change>> applyOne(const Op &op, const Stamp &stamp);
    /// Takes back changes that were the last ones made.
    void revert(const ChangeSet &changes);

    /// Puts a shape in place of the one with its id, whatever that was.
    std::optional<Change> put(const ShapeRef &shape);
    std::optional<Change> remove(const ShapeId &id);
    void clear();
    /// Makes room, for speed alone.
    void reserve(qsizetype shapes) { m_places.reserve(shapes); }

private:
    /// `before`: the shape as it is on the board; null where it is not.
    Result<void> checkLimits(const Shape &shape, const ShapeRef &before) const;
    /// The operations that have to go before `op` is applied, so that nothing refers to what it deletes.
    /// How many numbers the releases before `op` tell anew, at the most.
    qsizetype pointsToRelease(const Op &op, const QSet<ShapeId> &leaving) const;
    /// For all that refer to what `op` deletes, but those in `leaving`.
    QList<Op> releasesBefore(const Op &op, const QSet<ShapeId> &leaving) const;
    void indexReferences(const Shape &shape);
    void unindexReferences(const Shape &shape);

    PaintOrder m_order;
    QHash<ShapeId, PaintOrder::iterator> m_places; ///< so that nothing has to be looked for in the order
    QHash<ShapeId, QSet<ShapeId>> m_referrers;     ///< who has a shape as parent, from or to
    qint64 m_bytes = 0;
    DocumentLimits m_limits;
};

/// What operation does to `shape` alone (null: not there): the pure core of Document::applyOne, without limits that
/// concern the whole board. Returns the shape afterwards (null: deleted), or the reason why it cannot be.
Result<ShapeRef> applyToShape(const ShapeRef &shape, const Op &op, const Stamp &stamp);

} // namespace sketchroom
