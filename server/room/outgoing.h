#pragma once

#include "common/protocol/limits.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <variant>

namespace sketchroom {

/// One connection to a room, named by whoever brings it; never used twice.
using SessionId = quint64;

/// A message, to be delivered in order and not to be lost.
struct Deliver
{
    QByteArray message;
};
/// The same, but one that a peer which does not read may lose: Room::cut() is called then.
struct DeliverEdits
{
    QByteArray message;
};
/// A snapshot or a long tail: many messages in order, to be handed on as the connection empties, so that they don't
/// count as a queue of a peer that does not read.
struct DeliverBulk
{
    QList<QByteArray> messages;
};
/// A message that is thrown away for a peer that is behind: presence.
struct DeliverIfIdle
{
    QByteArray message;
};
/// The connection ends, after what was sent before. The room has forgotten the session already.
struct Hangup
{
    CloseCode code = CloseCode::Malformed;
    QString reason;
};

/// What a room wants done for some of its sessions. Encoded once, however many they are.
struct Outgoing
{
    QList<SessionId> to;
    std::variant<Deliver, DeliverEdits, DeliverBulk, DeliverIfIdle, Hangup> what;
};

} // namespace sketchroom
