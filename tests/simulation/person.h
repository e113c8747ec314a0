#pragma once

#include "common/sync/roomclient.h"
#include "server/room/outgoing.h"
#include "tests/simulation/ownwork.h"

#include <deque>

namespace sketchroom::simulation {

/// Something on its way to a client: a message, decoded once for all who get it, or the end of the connection.
using Down = std::variant<std::shared_ptr<const HostMessage>, CloseCode>;

/// One user at a client, with its disk and what is on its way from and to it.
struct Person
{
    QByteArray key; ///< what their key is called (tests/support/people.h)
    ClientId id;
    std::unique_ptr<RoomClient> client;
    SessionId session = 0; ///< 0: not connected
    bool joins = false;    ///< the join is on its way, or there
    std::deque<ClientMessage> up;
    std::deque<std::pair<Down, bool>> down; ///< whether it is one that a slow reader may lose
    bool cut = false;                       ///< reads nothing just now

    std::map<qint64, Replica::Pending> journal; ///< what its disk holds
    qint64 journaledId = 0;
    std::optional<BoardCopy> board; ///< the confirmed one, which it keeps now and then
    QList<qint64> forgetting;       ///< settled, and not erased from the journal yet

    QHash<qint64, qint64> acknowledged; ///< edit id → seq
    GestureId gesture;
    OwnWork ownWork;

    QString name() const { return QString::fromLatin1(key); }
    void forgetSettled()
    {
        for (const qint64 edit : std::exchange(forgetting, {}))
            journal.erase(edit);
    }
};

} // namespace sketchroom::simulation
