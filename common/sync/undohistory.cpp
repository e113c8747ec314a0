#include "common/sync/undohistory.h"

#include "common/model/diff.h"

namespace sketchroom {

namespace {

/// What takes `change` back on the board as it is now, as a change itself. Nothing where it would have no effect, or
/// where somebody else has written since: the value is then not the one that we left.
std::optional<Change> backwards(const Change &change, const Document &document)
{
    const ShapeRef now = document.find(change.id());
    if (change.removed())
        return now ? std::nullopt : std::optional(Change{nullptr, change.before, {}});
    if (!now)
        return std::nullopt;
    if (change.added())
        return differing(*now, *change.after).isEmpty() ? std::optional(Change{now, nullptr, {}}) : std::nullopt;
    auto restored = std::make_shared<Shape>(*now);
    for (const RegisterInfo &row : registers()) {
        if (change.registers.contains(row.reg) && row.same(*now, *change.after))
            row.set(*restored, row.get(*change.before));
    }
    const RegisterSet changed = differing(*now, *restored);
    return changed.isEmpty() ? std::nullopt : std::optional(Change{now, restored, changed});
}

} // namespace

void UndoHistory::record(const ChangeSet &changes, const GestureId &gesture, const QString &label)
{
    m_undone.clear();
    if (!gesture.isEmpty() && !m_done.empty() && m_done.back().gesture == gesture) {
        Entry &entry = m_done.back();
        entry.changes = coalesced(entry.changes + changes);
        entry.label = label;
        if (entry.changes.isEmpty())
            m_done.pop_back();
        return;
    }
    const ChangeSet made = coalesced(changes);
    if (!made.isEmpty())
        m_done.push_back({gesture, label, made});
}

std::optional<UndoHistory::Step> UndoHistory::undo(const Document &document)
{
    return takeBack(m_done, m_undone, document);
}

std::optional<UndoHistory::Step> UndoHistory::redo(const Document &document)
{
    return takeBack(m_undone, m_done, document);
}

std::optional<UndoHistory::Step> UndoHistory::takeBack(std::deque<Entry> &from, std::deque<Entry> &to,
                                                       const Document &document)
{
    while (!from.empty()) {
        const Entry entry = std::move(from.back());
        from.pop_back();
        ChangeSet back;
        for (const Change &change : entry.changes) {
            if (const auto step = backwards(change, document))
                back.append(*step);
        }
        if (back.isEmpty())
            continue;
        to.push_back({{}, entry.label, back});
        return Step{toOps(back), entry.label};
    }
    return std::nullopt;
}

void UndoHistory::clear()
{
    m_done.clear();
    m_undone.clear();
}

} // namespace sketchroom
