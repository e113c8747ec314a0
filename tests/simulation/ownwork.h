#pragma once

#include "common/model/document.h"

namespace sketchroom::simulation {

/// What one user has ever left on the board. Knows nothing of UndoHistory, and judges it: undo and redo may change a
/// register only where its value is one that this user has left there.
class OwnWork final
{
public:
    /// An edit, undo or redo of this user did this.
    void left(const ChangeSet &changes);
    /// What of an undo or redo was not this user's to change, as a sentence; empty where all of it was. `changes` are
    /// coalesced.
    QString trespass(const ChangeSet &changes) const;
    void clear()
    {
        m_left.clear();
        m_letters.clear();
    }

private:
    struct Left
    {
        ShapeRef shape; ///< null: deleted
        RegisterSet registers;
    };
    bool hasLeft(const ShapeRef &shape, const RegisterInfo &row) const;
    /// The first letter that the change takes or brings and this user has neither written nor removed there.
    std::optional<QChar> foreignLetter(const Change &change) const;
    bool hasDeleted(const ShapeId &id) const;

    QHash<ShapeId, QList<Left>> m_left;
    QHash<ShapeId, QSet<QChar>> m_letters; ///< that this user has written or removed
};

} // namespace sketchroom::simulation
