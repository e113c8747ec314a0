#pragma once

#include "common/model/document.h"

#include <deque>

namespace sketchroom {

/// Undo and redo of one user's own edits, per register: a step keeps what this user changed, and taking it back leaves
/// alone what somebody else has written since. One gesture is one step. Steps hold values, never items or pointers
/// into the board. Pure: it is told what local edits did, and returns the operations of an undo, which are sent as an
/// ordinary edit.
class UndoHistory final
{
public:
    /// What a local edit changed in view. Edits of one non-empty gesture become one step. `label`: what the step is
    /// called in the Edit menu ("Move 3 shapes").
    void record(const ChangeSet &changes, const GestureId &gesture, const QString &label);

    struct Step
    {
        QList<Op> ops;
        QString label;
    };
    /// The operations that undo the newest step that still has an effect on `document`; steps without one are dropped.
    /// Nothing when there is nothing to undo. The caller applies them, and reports with undone() what that changed
    /// (nothing, where they were refused), instead of record().
    std::optional<Step> nextUndo(const Document &document);
    void undone(const ChangeSet &changes);
    /// The same for the newest step that was undone.
    std::optional<Step> nextRedo(const Document &document);
    void redone(const ChangeSet &changes);

    bool canUndo() const { return !m_done.empty(); }
    bool canRedo() const { return !m_undone.empty(); }
    QString undoLabel() const { return m_done.empty() ? QString() : m_done.back().label; }
    QString redoLabel() const { return m_undone.empty() ? QString() : m_undone.back().label; }
    void clear();

private:
    struct Entry
    {
        GestureId gesture;
        QString label;
        ChangeSet changes; ///< coalesced: one a shape
    };
    using Entries = std::deque<Entry>; ///< oldest first
    static std::optional<Step> next(Entries &entries, const Document &document);
    static void move(Entries &from, Entries &to, const ChangeSet &changes);

    Entries m_done;
    Entries m_undone;
};

} // namespace sketchroom
