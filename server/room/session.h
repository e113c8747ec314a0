#pragma once

#include "common/protocol/messages.h"
#include "server/room/rateguard.h"
#include "server/room/tokenbucket.h"

#include <QHostAddress>

namespace sketchroom {

/// Has not said who it is.
struct AwaitingJoin
{
    qint64 deadlineMs = 0;
    QHostAddress address;
    QByteArray nonce; ///< that it has to sign
};

/// Has proven who it is, and waits for the secret that it knows to be checked.
struct Knocking
{
    JoinMessage join;
    qint64 deadlineMs = 0;
    QHostAddress address;
};

/// Has proven who it is, and waits for an owner to let it in.
struct Applying
{
    JoinMessage join;
    QHostAddress address;
};

/// Has joined, and waits for what is being stored to be stored: nobody is let in on an edit that is not.
struct Joining
{
    JoinMessage join;
    QHostAddress address;
};

/// What one client may do in a while. Outlives a connection, so that nobody begins anew by coming back.
struct ClientRates
{
    RateGuard traffic;
    TokenBucket chat;      ///< lines that may be said
    TokenBucket deletions; ///< requests for what was deleted, which cost the log some work
    TokenBucket lists;     ///< requests for who is a member
};

/// Is in the room.
struct Live
{
    /// What of the room reaches it.
    enum class Feed : quint8 {
        Flowing,
        Loading,   ///< a snapshot that is still being packed, part by part; edits follow
        Cut,       ///< it does not read, and its queue was thrown away
        Returning, ///< it reads again, and waits like a joiner for the room anew
    };

    PeerInfo info;
    QByteArray window; ///< as it was said in the join
    QHostAddress address;
    ClientRates rates;
    Feed feed = Feed::Flowing;
    bool takesPacked = false;        ///< messages
    bool getsPlainSnapshots = false; ///< all the same, since one did not come to an end
    bool isMet = false;              ///< has done something, and is in the list of members
    bool watchesBans = false;        ///< is told who is banned, as long as it is an owner
};

/// One connection to a room. Each state holds only what it needs.
using Session = std::variant<AwaitingJoin, Knocking, Applying, Joining, Live>;

} // namespace sketchroom
