#pragma once

#include "common/model/document.h"

#include <QHash>

#include <deque>

namespace sketchroom {

/// What was done to the texts of a room of late, so that a splice that was said against an older text can be moved over
/// what came since (PROTOCOL.md, E16). Of bounded size; the oldest goes first. Pure.
class TextHistory final
{
public:
    static constexpr size_t defaultMaxSteps = 20'000;
    explicit TextHistory(size_t maxSteps = defaultMaxSteps)
        : m_maxSteps(maxSteps)
    {
    }

    /// Forgets everything: nothing is known of what was done up to `seq`.
    void restartAfter(qint64 seq);

    /// An edit as its author meant it, with its splices moved to where they belong now.
    struct Moved
    {
        QList<Op> ops;
        /// By shape: what others had done that the author had not heard of, as said after this edit.
        struct Unheard
        {
            qint64 seq = 0;
            Splices splices;
        };
        QHash<ShapeId, QList<Unheard>> unheard;
    };
    /// `lastSeq`: of the edit before it. Errors: Invalid; Gone, where all shapes that it is about were deleted
    /// meanwhile; Conflict, where it is too old, or follows an own edit that was refused.
    Result<Moved> move(const Edit &edit, const ClientId &client, qint64 lastSeq) const;
    /// The edit has its place, and `changes` is what its `ops` did.
    void add(qint64 seq, const ClientId &client, qint64 editId, const QList<Op> &ops, const ChangeSet &changes,
             const Moved &moved);

private:
    using Unheard = Moved::Unheard;
    /// The last edit of a client to a text.
    struct Own
    {
        qint64 seq = 0;
        qint64 edit = 0;
        QList<Unheard> unheard;
    };
    struct Text
    {
        qint64 start = 0; ///< the shape was made or deleted then
        std::deque<Unheard> steps;
        QHash<ClientId, Own> own;
    };
    /// What the author of a splice has not heard of.
    Result<QList<Unheard>> unheard(const SpliceOp &op, const ClientId &client) const;
    void count(const ShapeId &id, qint64 seq, qint64 bytes);

    size_t m_maxSteps;
    qint64 m_start = 0;
    QHash<ShapeId, Text> m_texts;
    struct Kept
    {
        qint64 seq = 0;
        ShapeId id;
        qint64 bytes = 0;
    };
    std::deque<Kept> m_order; ///< of all that is kept
    qint64 m_bytes = 0;       ///< that it takes, about
};

} // namespace sketchroom
