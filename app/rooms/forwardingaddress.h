#pragma once

#include "app/session/identity.h"
#include "app/session/roomconnection.h"

namespace sketchroom {

/// Tells those who are in a room, or come back to it when its host does, by a line of chat where it goes on. Tries for
/// as long as it lives, and ends when it was said, or when the host wants something that only the user has.
class ForwardingAddress final : public QObject
{
    Q_OBJECT

public:
    ForwardingAddress(const QUrl &room, const Identity &identity, const QString &line, HostAccess &access,
                      Random &random, QObject *parent = nullptr);

Q_SIGNALS:
    /// It cannot be said: a sentence with the reason.
    void failed(const QString &problem);

private:
    void receive(const HostMessage &message);

    const QString m_line;
    RoomConnection m_link;
};

} // namespace sketchroom
