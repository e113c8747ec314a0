#pragma once

#include "app/connection/boardsession.h"
#include "app/rooms/address.h"
#include "app/ui/identity.h"

namespace sketchroom {

class HostedSession;

/// A room that this user was in: on some host, or one that this computer hosts.
struct RecentRoom
{
    RoomAddress address; ///< host is empty for a room of this computer
    bool isOwn() const { return address.host.isEmpty(); }
    bool operator==(const RecentRoom &) const = default;
};
QString toText(const RecentRoom &room);
std::optional<RecentRoom> recentRoomFromText(const QString &text);

/// Which room the window is in, and how it gets into another: joining, hosting, drawing alone. No dialogs here.
class RoomControl final : public QObject
{
    Q_OBJECT

public:
    RoomControl(BoardSession &session, const Identity &identity, Settings &settings, const Clock &clock, Random &random,
                QObject *parent = nullptr);
    ~RoomControl() override;

    const Identity &identity() const { return m_identity; }
    /// Remembered, and told to the room at once.
    void setIdentity(const QString &name, Color color);
    Random &random() const { return m_random; }
    Settings &settings() const { return m_settings; }

    /// An empty board that nobody else sees; `then` is called when it is there.
    void drawAlone(const std::function<void()> &then = {});
    /// Out of the room; what is on the board stays on it. A session hosted here ends.
    void leave();
    /// Into a room on a host. How it goes is told by session().stateChanged.
    void join(const RoomAddress &address);
    /// Starts a host in this program, and takes the board into its room `room`. The error is a sentence.
    Result<void> host(const RoomId &room);
    /// After a join that failed: back to where the user was, with the board as it was.
    void goBack();

    bool isAlone() const;
    bool isHosting() const { return m_hosted != nullptr; }
    /// People in the session hosted here, without this user.
    int guests() const;
    /// Before the program ends: says bye to the guests and waits until the host has stored everything, about a second
    /// at most.
    void shutDown();
    /// What to tell others so that they can join: the likeliest first; empty when alone.
    QStringList invitations() const;

    /// Newest first.
    QList<RecentRoom> recentRooms() const;

    BoardSession &session() const { return m_session; }

Q_SIGNALS:
    /// The room, or who is in a hosted session, or the identity is another.
    void changed();

private:
    void connectTo(const RoomAddress &address, BoardSession::Board board);
    void remember();
    bool isInOwnRoom() const;
    void stopHosting();
    QString sessionFolder() const;

    BoardSession &m_session;
    Settings &m_settings;
    const Clock &m_clock;
    Random &m_random;
    Identity m_identity;
    std::unique_ptr<HostedSession> m_hosted;
    quint16 m_hostedPort = 0;
    std::optional<RoomAddress> m_current; ///< joined, or being joined
    std::optional<RoomAddress> m_joined;  ///< the last one that let us in
    std::function<void()> m_then;
};

} // namespace sketchroom
