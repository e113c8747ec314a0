#pragma once

#include "common/model/document.h"

#include <deque>

namespace sketchroom {

/// Undo and redo of one user's own edits, per register: a step keeps what this user changed, and taking it back leaves
/// alone what somebody else has written since. One gesture is one step. Steps hold values, never items or pointers
/// into the board. As many steps as fit into a bound of memory; the oldest go first. Pure: it is told what local edits
/// did, and returns the operations of an undo, which are sent as an ordinary edit.
class UndoHistory final
{
public:
    static constexpr qint64 defaultMaxBytes = 128 << 20;
    explicit UndoHistory(qint64 maxBytes = defaultMaxBytes)
        : m_maxBytes(maxBytes)
    {
    }

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

    bool canUndo() const { return !m_done.isEmpty(); }
    bool canRedo() const { return !m_undone.isEmpty(); }
    QString undoLabel() const { return m_done.isEmpty() ? QString() : m_done.newest().label; }
    QString redoLabel() const { return m_undone.isEmpty() ? QString() : m_undone.newest().label; }
    void clear();

private:
    struct Entry
    {
        GestureId gesture;
        QString label;
        ChangeSet changes; ///< coalesced: one a shape
    };
    /// Entries, and about how much memory they take.
    class Stack
    {
    public:
        bool isEmpty() const { return m_entries.empty(); }
        const Entry &newest() const { return m_entries.back(); }
        size_t size() const { return m_entries.size(); }
        qint64 bytes() const { return m_bytes; }
        void push(Entry entry);
        Entry pop();
        void dropOldest();
        void clear() { *this = {}; }

    private:
        std::deque<Entry> m_entries; ///< oldest first
        qint64 m_bytes = 0;
    };
    static std::optional<Step> next(Stack &stack, const Document &document);
    static void move(Stack &from, Stack &to, const ChangeSet &changes);

    qint64 m_maxBytes;
    Stack m_done;
    Stack m_undone;
};

} // namespace sketchroom
