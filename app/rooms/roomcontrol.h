#pragma once

#include "app/rooms/address.h"
#include "app/session/boardsession.h"
#include "app/session/clientfolder.h"
#include "app/session/identity.h"
#include "app/session/roomconnection.h"
#include "common/base/faultyline.h"

#include <QPointer>

namespace sketchroom {

class ForwardingAddress;
class HostedSession;

/// A room that this user was in: on some host, or one that this computer hosts.
struct RecentRoom
{
    RoomAddress address; ///< host is empty for a room of this computer
    QString title = {};  ///< as it was last seen; empty: it had none
    qint64 seenAt = 0;   ///< ms since 1970; 0: not known
    bool isOwn() const { return address.host.isEmpty(); }
    bool operator==(const RecentRoom &) const = default;
};
/// By which a room is told from others, and found again.
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

    /// What is wrong with the network of connections that begin from now on; for developers.
    void setFaults(const LineFaults &faults) { m_faults = faults; }
    const Identity &identity() const { return m_identity; }
    // Remembered, and told to the room at once.
    void setName(const QString &name);
    void setColor(Color color);
    Random &random() const { return m_random; }
    qint64 now() const { return m_clock.wallMs(); } ///< ms since 1970
    Settings &settings() const { return m_settings; }
    /// What this computer knows of hosts that do not let everybody in.
    HostAccess &access() { return m_access; }

    /// A board that nobody else sees, with these shapes on it; `then` is called when it is there.
    void drawAlone(const QList<ShapeRef> &shapes = {}, const std::function<void()> &then = {});
    /// The board that was drawn alone when the program ended without being closed, if there is one: boardRestored()
    /// follows.
    bool restoreBoard();
    /// Out of the room; what is on the board stays on it. A session hosted here ends.
    void leave();
    /// Into a room on a host. How it goes is told by session().stateChanged. A room that is made is given `title`.
    void join(const RoomAddress &address, RoomConnection::Missing missing = RoomConnection::Missing::Ask,
              const QString &title = {});
    /// The room that was to be joined is not there: makes it.
    void makeRoom();
    /// Starts a host in this program, and takes the board into its room `room`. The error is a sentence.
    Result<void> host(const RoomId &room);
    /// The same in a new room, called `title`: its id is made from that, or made up. The error is a sentence.
    Result<void> startSession(const QString &title);
    /// Goes on with a room that was hosted here before, with its own board. The error is a sentence.
    Result<void> hostAgain(const RoomId &room);
    /// The room goes on, as it is known here, on a host in this program. Those who are in the old one, or come back to
    /// it, are told where. The error is a sentence.
    Result<void> continueHere();
    bool canContinueHere() const;
    /// After the room began anew on its host: what is in view goes into a new room there.
    void putUpAsNewRoom();
    /// After the room began anew on its host: what is in view is drawn on alone.
    void keepCopy();
    /// After the room began anew on its host: the board becomes what the room is now, and the copy goes.
    void takeNewBoard();
    /// After a join that failed: back to where the user was, with the board as it was.
    void goBack();

    bool isAlone() const;
    bool isHosting() const { return m_hosted != nullptr; }
    quint16 hostedPort() const { return m_hostedPort; } ///< of the session hosted here
    /// People in the session hosted here, without this user.
    int guests() const;
    /// Before the program ends: says bye to the guests and waits until the host has stored everything, about a second
    /// at most.
    void shutDown();
    /// Where others can join, the likeliest first; empty when alone.
    QList<RoomAddress> invitations() const;

    /// Newest first.
    QList<RecentRoom> recentRooms() const;
    /// Edits of earlier that have not reached their rooms. To continue, join the room.
    QList<UnsentEdits> unsent() const { return m_folder.unsent(); }
    /// What the room is called that the window is in, or is joining; empty when alone.
    QString roomName() const;

    BoardSession &session() const { return m_session; }

Q_SIGNALS:
    /// The room, or who is in a hosted session, or the identity is another.
    void changed();
    void boardRestored();
    /// A sentence for a quiet message.
    void noticed(const QString &sentence);

private:
    void connectTo(const RoomAddress &address, BoardSession::Board board,
                   RoomConnection::Missing missing = RoomConnection::Missing::Make);
    void identityChanged();
    void nameNewRoom();
    void letNewcomersIn(const RoomMessage &message);
    void encryptIfDemanded();
    void goAlone(BoardSession::Board board, const QList<ShapeRef> &shapes = {});
    Result<void> startHosting();
    /// Whether it is the host in this program that answers there.
    bool isHere(const RoomAddress &address) const;
    RoomAddress ownAddress(const RoomId &room) const;
    RecentRoom recentOf(const RoomAddress &address) const;
    /// Files whose content is on the board go when the board is kept elsewhere.
    void leaveFile(const QString &path);
    void leaveJournal();
    void removeLeftFiles();
    void remember();
    bool isInOwnRoom() const;
    void stopHosting();
    QString sessionFolder() const;

    BoardSession &m_session;
    Settings &m_settings;
    const Clock &m_clock;
    Random &m_random;
    Identity m_identity;
    const ClientFolder m_folder;
    const QByteArray m_window; ///< tells this window from others with the same key
    HostAccess m_access;
    LineFaults m_faults;
    QString m_board;         ///< the file of the board that is drawn alone
    QStringList m_leftFiles; ///< to be removed once what was in them is kept in the new place
    std::unique_ptr<HostedSession> m_hosted;
    QPointer<HostedSession> m_ending; ///< the one before, while it says bye
    std::unique_ptr<ForwardingAddress> m_forwarding;
    quint16 m_hostedPort = 0;
    std::optional<RoomAddress> m_current; ///< joined, or being joined
    BoardSession::Board m_boardOfJoin = BoardSession::Board::Replace;
    RoomConnection::Missing m_missing = RoomConnection::Missing::Ask; ///< as m_current was joined
    QString m_titleOfNew;                                             ///< what m_current is to be called, if it is made
    std::optional<Newcomers> m_newcomersBefore; ///< as the room had it, until it has a secret again
    std::optional<RoomAddress> m_joined;        ///< the last one that let us in
    std::function<void()> m_then;
};

} // namespace sketchroom
