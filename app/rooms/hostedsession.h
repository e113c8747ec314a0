#pragma once

#include "common/base/result.h"
#include "server/config/hostoptions.h"
#include "server/room/roomcopy.h"

#include <QObject>
#include <QThread>

namespace sketchroom {

class RoomHost;

/// A room host in this program, on a thread of its own, so that neither waits for the other. Lives on the GUI thread.
class HostedSession final : public QObject
{
    Q_OBJECT

public:
    explicit HostedSession(QObject *parent = nullptr);
    /// Stops the host, and waits for it to have stored everything.
    ~HostedSession() override;

    /// Starts the host and waits until it listens, which takes a moment. Where the port is taken a free one is used.
    /// Returns the port. Errors: Io, Damaged, Newer, each with a sentence.
    Result<quint16> start(HostOptions options);
    /// Makes a room of what is known of one that another host had; see RoomHost::takeOver(). Waits until it is stored.
    Result<RoomId> takeOver(const RoomCopy &copy);
    /// Whether it has a room of that name, be it of an earlier session.
    bool hasRoom(const RoomId &room) const;
    /// Says bye to everybody; stopped() follows.
    void stop();

    quint16 port() const { return m_port; } ///< 0: not running
    const QList<RoomSummary> &rooms() const { return m_rooms; }
    int people() const; ///< in all rooms, this user included

    /// The addresses of this computer that others on the network can reach it at, the likeliest first; its own loopback
    /// address where there is no network.
    static QStringList addresses();

Q_SIGNALS:
    void roomsChanged();
    void stopped();

private:
    QThread m_thread;
    RoomHost *m_host = nullptr; ///< lives on m_thread, deleted there
    quint16 m_port = 0;
    QList<RoomSummary> m_rooms;
};

} // namespace sketchroom
