#pragma once

#include "app/session/journal.h"
#include "app/session/roomlink.h"
#include "app/session/roommembers.h"
#include "common/base/clock.h"
#include "common/sync/roomclient.h"
#include "server/room/roomcopy.h"

#include <QObject>
#include <QTimer>

namespace sketchroom {

/// Another person in the room, as far as we know.
struct Peer
{
    PeerInfo info;
    Presence presence;
};

/// Where the journal of a room is, and what the room is called in it.
struct JournalPlace
{
    QString path; ///< empty: none is kept
    QString room;
};

/// The board that the user has open: the replica, undo, the people in the room and the link to its host. The one way
/// for the rest of the client to read and to change the board. Lives on the GUI thread.
class BoardSession final : public QObject
{
    Q_OBJECT

public:
    /// `client` outlives connections. The session has no room until setLink().
    BoardSession(const ClientId &client, const Clock &clock, Random &random, QObject *parent = nullptr);
    ~BoardSession() override;

    /// Joins a room through `link`. `adopt`: what is on the board now goes into the room (Host a session); otherwise
    /// the board becomes the room's.
    /// A room that goes on from the one before, at another host, also gets what is pending. With a journal what the
    /// host does not have outlives the program; what is in it from before is shown at once, and goes to the room.
    enum class Board { Replace, Adopt };
    void setLink(std::unique_ptr<RoomLink> link, Board board, const JournalPlace &journal = {});
    RoomLink *link() const { return m_link.get(); }
    /// Gives up what the room's host does not have.
    void dropPending();

    /// What the user sees.
    const Document &document() const { return m_client.replica().visible(); }
    const Replica &replica() const { return m_client.replica(); }
    /// Another number once the board is another one altogether (documentReset): what was begun on one board must not
    /// end on another.
    quint64 board() const { return m_board; }

    /// Makes an edit: shown at once, sent to the room, one undo step a gesture. `label` names the step in the Edit
    /// menu, e.g. tr("Move 3 shapes"). Edits with more operations than the room allows are sent as several, as one
    /// step. Returns what went wrong, if anything (a shape that is gone, a viewer in a locked room): nothing is
    /// changed then.
    Result<void> submit(const QList<Op> &ops, const QString &label, const GestureId &gesture = {});
    /// A new gesture id, for edits that belong to one drag or stroke.
    GestureId newGesture();
    ShapeId newShapeId();

    bool canUndo() const { return m_client.history().canUndo(); }
    bool canRedo() const { return m_client.history().canRedo(); }
    QString undoLabel() const { return m_client.history().undoLabel(); }
    QString redoLabel() const { return m_client.history().redoLabel(); }
    void undo();
    void redo();

    bool mayEdit() const; ///< a viewer, or anybody but the owner in a locked room, may not
    /// A sentence about why not; empty where the user may.
    QString whyNoEdit() const;
    /// Whether the user is an owner of a room that others can be in, and connected to it.
    bool isOwner() const;
    /// Asks the host to do what owners may do. Dropped where there is no connection.
    void act(const RoomActionMessage &action) { ask(action); }
    /// bansReceived() follows, and again when they change.
    void askForBans() { ask(BansRequest()); }
    /// deletionsReceived() follows.
    void askForDeletions() { ask(DeletionsRequest()); }
    /// membersChanged() follows.
    void askForMembers() { ask(MembersRequest()); }

    const std::map<PeerId, Peer> &peers() const { return m_peers; } ///< the others, not this user
    /// What that person is called, as far as it is known; else empty: members() may tell, once they were asked for.
    QString nameOf(const ClientId &client) const
    {
        return client == replica().client() ? m_self.name : m_members.nameOf(client);
    }
    const RoomMembers &members() const { return m_members; }
    PeerInfo self() const { return m_self; } ///< peer id and role as the host says; name and colour as set
    /// In a room it is joined once more, so that the others see it.
    void setSelf(const QString &name, Color color);
    const RoomInfo &room() const { return m_room; }
    /// What somebody is who comes for the first time.
    Newcomers newcomers() const { return m_newcomers; }
    /// For owners: who has to be let in; who has waited longest first.
    const QList<Applicant> &waiting() const { return m_waiting; }
    const Limits &limits() const { return m_client.limits(); }
    const QList<ChatLine> &chat() const { return m_chat; }

    /// Tells the others; fields that are not set leave what they know. Sent at most 30 times a second.
    void setPresence(const Presence &presence);
    /// What the others know, or are about to.
    const Presence &presence() const { return m_presence; }
    void sendChat(const QString &text);

    /// Whether the room has everything that is on the board.
    bool isSettled() const;
    /// Whether nothing would be lost were the program to end now: the host or the journal has everything.
    bool isKept() const;
    /// Has the journal write what the host does not have yet, and waits for that: to be called before the board goes.
    /// Errors: Io, with the reason why it would be lost.
    Result<void> keepNow();
    /// The room as it is known here, so that it can go on elsewhere.
    RoomCopy copyOfRoom() const;
    qsizetype pendingEdits() const { return qsizetype(replica().pending().size()); }
    /// The snapshot that is coming in; nothing when none is.
    std::optional<RoomClient::Loading> loading() const { return m_client.loading(); }

Q_SIGNALS:
    /// The document has changed, by anybody. Shapes in the changes are immutable and may be kept.
    void documentChanged(const sketchroom::ChangeSet &changes);
    /// The document is another one altogether: forget everything and look at document() anew.
    void documentReset();
    void undoChanged();
    /// Someone came, left, or has another name or role; or the room's own name or lock changed.
    void peopleChanged();
    /// A cursor, selection, view… of this peer changed.
    void presenceChanged(const sketchroom::PeerId &peer);
    /// An owner has done something to the room or to somebody in it.
    void acted(const sketchroom::RoomMessage &message);
    void chatReceived(const sketchroom::ChatLine &line);
    /// An owner asks everybody to look at what they see: the `view` of their presence, which may come a moment later.
    void summoned(const sketchroom::PeerId &by);
    void waitingChanged();
    void membersChanged();
    void bansReceived(const QList<sketchroom::Ban> &bans);
    void deletionsReceived(const QList<sketchroom::Deletion> &deletions);
    /// After the document has changed by it.
    void editedByOther(const sketchroom::CommittedEdit &edit);
    /// After the document has changed back.
    void editRefused(qint64 id);
    /// Connected, reconnecting, closed…: see link()->state(), and how many edits are pending.
    void stateChanged();
    void pendingChanged();
    void loadingChanged();
    /// The room has begun anew on its host, or is another one: the board in view is a copy of what it was, and the link
    /// is closed.
    void roomBeganAnew();
    /// The host says that it is about to stop. It may come back.
    void hostStopping();
    /// The host refused an edit of ours, or has something to say: a sentence for a quiet message.
    void noticed(const QString &sentence);

private:
    /// Receives each kind of message.
    struct Receiver;

    void ask(const ClientMessage &message);
    void receive(const HostMessage &message);
    void linkChanged();
    /// Sends, reports and says what came of something.
    void carryOut(const RoomClient::Outcome &outcome);
    void adoptBoard();
    void useJournal(const JournalPlace &place);
    /// Writes down what is pending now, and what no longer is.
    void record(const RoomClient::Outcome &outcome);
    void keepBoard();
    void closeJournalBefore();
    Journal *journalOfBoard() const { return m_journalIsOfBoard ? m_journal.get() : m_journalBefore.get(); }
    void say();
    enum class Resume { IfPossible, No };
    void join(Resume resume);
    bool isConnected() const;
    void sendPresence();

    const Clock &m_clock;
    Random &m_random;
    RoomClient m_client;
    quint64 m_board = 0;
    std::unique_ptr<RoomLink> m_link;
    std::unique_ptr<Journal> m_journal;
    QString m_noJournalBecause;               ///< where there is a place for one
    bool m_journalIsOfBoard = false;          ///< the board in view is the room's, no longer the one before's
    std::unique_ptr<Journal> m_journalBefore; ///< of the room before, until its board is no longer in view
    bool m_carrying = false; ///< the room goes on from the one before: its journal goes when ours is written
    std::map<PeerId, Peer> m_peers;
    RoomMembers m_members;
    PeerInfo m_self;
    RoomInfo m_room;
    Newcomers m_newcomers = Newcomers::Editor;
    QList<Applicant> m_waiting;
    QList<ChatLine> m_chat;
    QList<ShapeRef> m_adopted; ///< what goes into the room that is being hosted
    Presence m_presence;       ///< all that the others should know
    Presence m_unsentPresence;
    QTimer m_presenceTimer;
    QStringList m_unsaid; ///< sentences for the user, until all that came at once is here
};

} // namespace sketchroom
