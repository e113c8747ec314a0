#include "server/storage/historyremover.h"

#include <QSqlQuery>
#include <QVariant>

namespace sketchroom {

Result<void> HistoryRemover::step()
{
    Result<void> outcome;
    if (const auto before = std::exchange(m_before, {}))
        outcome = look(*before);
    else if (!m_rooms.isEmpty())
        outcome = removeSome();
    else
        outcome = giveSomeBack();
    if (!outcome) {
        m_rooms.clear();
        m_givingBack = false;
    }
    return outcome;
}

Result<void> HistoryRemover::look(qint64 before)
{
    // A row is as old as its last edit. Of rows from before version 6 no age is known: they are older than those after
    // them, and than the room's last change.
    auto rooms = m_connection.prepare(
        QStringLiteral("SELECT key, min(checkpoints.seq, CASE WHEN changed < ? THEN checkpoints.seq ELSE coalesce("
                       "(SELECT last FROM history WHERE room = key AND at > 0 AND at < ? ORDER BY at DESC LIMIT 1), 0)"
                       " END) AS old FROM rooms JOIN checkpoints ON checkpoints.room = key WHERE EXISTS (SELECT 1 FROM"
                       " history WHERE room = key AND first <= old AND last <= old)"));
    if (!rooms)
        return tl::unexpected(rooms.error());
    rooms->addBindValue(before);
    rooms->addBindValue(before);
    if (auto done = SqliteConnection::execute(*rooms); !done)
        return done;
    m_rooms.clear();
    while (rooms->next())
        m_rooms.append({rooms->value(0).toLongLong(), rooms->value(1).toLongLong()});
    if (auto whole = SqliteConnection::allRead(*rooms); !whole)
        return whole;
    m_givingBack = true; // also what an earlier pass has left behind, when the host was killed
    return {};
}

Result<void> HistoryRemover::removeSome()
{
    constexpr int rowsAtOnce = 16; // of about 64 KiB
    const Room room = m_rooms.constLast();
    auto rows = m_connection.prepare(
        QStringLiteral("DELETE FROM history WHERE rowid IN (SELECT rowid FROM history WHERE room = ? AND first <= ? AND"
                       " last <= ? ORDER BY first LIMIT ?)"));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const qint64 value : {room.key, room.last, room.last, qint64(rowsAtOnce)})
        rows->addBindValue(value);
    if (auto done = SqliteConnection::execute(*rows); !done)
        return done;
    if (rows->numRowsAffected() < rowsAtOnce)
        m_rooms.removeLast();
    return {};
}

Result<void> HistoryRemover::giveSomeBack()
{
    constexpr int pagesAtOnce = 256;
    const QString countFree = QStringLiteral("PRAGMA freelist_count");
    const auto before = m_connection.value(countFree);
    if (!before)
        return tl::unexpected(before.error());
    // Qt takes one step of a statement without a result: one page.
    for (int i = 0; i < qMin(pagesAtOnce, before->toInt()); ++i) {
        if (auto done = m_connection.run(QStringLiteral("PRAGMA incremental_vacuum(1)")); !done)
            return done;
    }
    const auto after = m_connection.value(countFree);
    if (!after)
        return tl::unexpected(after.error());
    m_givingBack = after->toInt() > 0 && after->toInt() < before->toInt();
    return {};
}

} // namespace sketchroom
