#pragma once

#include "common/protocol/messages.h"

#include <QObject>

#include <set>

namespace sketchroom {

class PeerConnection;

/// Those who look at the list of rooms: they get it when they come and when it changes, and say nothing.
class Lobby final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Lobby() override;

    void enter(PeerConnection *connection, const QList<RoomSummary> &rooms);
    void show(const QList<RoomSummary> &rooms);
    void stop(qint64 retryMs);
    void keepAlive();
    bool isEmpty() const { return m_connections.empty(); }

Q_SIGNALS:
    void emptied();

private:
    void tell(PeerConnection *connection, const HostMessage &message);

    std::set<PeerConnection *> m_connections;
};

} // namespace sketchroom
