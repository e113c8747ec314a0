#pragma once

#include "common/protocol/messages.h"

#include <QHash>
#include <QMap>

#include <limits>

namespace sketchroom {

/// What a room keeps of itself besides its edits.
struct RoomRecord
{
    QByteArray epoch;
    QString title;
    bool locked = false;
    QByteArray secret; ///< what is kept of it (server/room/secret.h); empty: the room has none
    Newcomers newcomers = Newcomers::Editor;
    QMap<ClientId, Role> roles; ///< of everybody who was given one; others are what newcomers are
    QMap<ClientId, Ban> bans;
    QList<HistoryPoint> continues; ///< the rooms on other hosts that it goes on from, newest first
    bool operator==(const RoomRecord &) const = default;
};

/// What somebody was called last in a room; without a name in a Commit: what is stored of them goes.
struct KnownPerson
{
    QString name;
    qint64 seen = 0; ///< ms since 1970 of when they last began to do something
    bool operator==(const KnownPerson &) const = default;
};
using KnownPeople = QHash<ClientId, KnownPerson>;

/// An edit in the host's order, encoded, with what the log must know of it.
struct LoggedEdit
{
    qint64 seq = 0;
    ClientId client;
    qint64 id = 0; ///< 0 for an edit of the host's own
    QByteArray json;
};

/// What an edit deleted, so that it can be brought back.
struct LoggedDeletion
{
    qint64 seq = 0; ///< of the edit
    GestureId gesture;
    Deletion deletion;
    QList<Op> ops; ///< that bring it back, those first that others refer to
};

/// A part of a LoggedDeletion, of which there are several where it is long.
struct DeletedPart
{
    qint64 seq = 0;
    int part = 0;
    QList<Op> ops = {};
};

/// Deletions by one client (empty: by anybody) in a time, in ms since 1970, both ends included.
struct DeletionFilter
{
    ClientId client;
    qint64 since = 0;
    qint64 until = std::numeric_limits<qint64>::max();

    bool matches(const Deletion &deletion) const
    {
        return (client.isEmpty() || client == deletion.client) && deletion.since >= since && deletion.until <= until;
    }
};

/// What is stored together or not at all.
struct Commit
{
    std::optional<RoomRecord> record; ///< when it has changed; always there in a room's first commit
    QList<LoggedEdit> edits;          ///< ascending, following the edits that are stored
    QList<ChatLine> chat;
    qint64 shapes = 0;                      ///< in the room afterwards, for the list of rooms
    qint64 at = 0;                          ///< ms since 1970
    QHash<ClientId, qint64> lastEdits = {}; ///< of clients whose edits are in the board that a room goes on from
    QList<ShapeRef> board = {};             ///< what a room begins with, at seq 0; in its first commit only
    KnownPeople people = {};                ///< of whom something has changed
};

/// A room as the log knows it: the board at `seq` and the encoded edits after it.
struct StoredRoom
{
    RoomRecord record;
    qint64 seq = 0;
    QList<ShapeRef> shapes;
    QList<QByteArray> edits;
    QHash<ClientId, qint64> lastEdits; ///< the highest committed edit id of each client
    QList<ChatLine> chat;              ///< the last lines, oldest first
    qint64 changed = 0;                ///< ms since 1970 of the last commit
    KnownPeople people = {};           ///< who did something in it
};

/// Whether nothing has ever come of a room: nobody has drawn, said or set anything in it.
bool isUnused(const RoomId &id, const StoredRoom &room);

inline constexpr qsizetype chatLinesKept = 100;

} // namespace sketchroom
