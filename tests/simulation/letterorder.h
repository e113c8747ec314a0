#pragma once

#include "common/model/document.h"

namespace sketchroom::simulation {

/// Between which letters people have typed, and whether their letters stand there still. Judges E16 from outside: equal
/// boards alone do not show that a splice was moved over what its author had not heard of. Letters are told apart by
/// what they are; those that were ever removed, or are there twice, are left out.
class LetterOrder final
{
public:
    /// Somebody has typed this, as they saw it.
    void typed(const ChangeSet &changes);
    /// What a host has ordered, in its order: `edits` as they are in the log, on the board that the log begins with.
    void ordered(const QList<ShapeRef> &beginning, const QList<QByteArray> &edits);
    /// The room goes on at another host, where what was acknowledged may come again: letters of before are not judged.
    void forgetPlaces() { m_pairs.clear(); }
    /// Somebody starts again with what they had typed and not sent, on a board that may be older than what they saw:
    /// what it was typed against is not known any more, and these letters are not judged.
    void exclude(const QList<Op> &ops);
    /// Which letter does not stand where it was typed, or empty.
    QString broken(const Document &board) const;

private:
    /// `first` stood before `second`.
    struct Pair
    {
        QChar first;
        QChar second;
    };
    QHash<ShapeId, QList<Pair>> m_pairs;
    QHash<ShapeId, QSet<QChar>> m_removed; ///< or not judged for another reason
    QSet<ShapeId> m_deleted;               ///< what is made anew may have another text
};

} // namespace sketchroom::simulation
