#pragma once

#include "common/base/clock.h"
#include "common/base/random.h"
#include "common/model/document.h"
#include "server/room/memberlist.h"
#include "server/room/outgoing.h"
#include "server/room/presenceboard.h"
#include "server/room/recentedits.h"
#include "server/room/roomdirectory.h"
#include "server/room/roomstats.h"
#include "server/room/secrethasher.h"
#include "server/room/session.h"
#include "server/room/snapshotpacker.h"
#include "server/room/texthistory.h"
#include "server/room/wrongguesses.h"
#include "server/storage/roomlog.h"

#include <QCoreApplication>

#include <atomic>
#include <deque>
#include <memory>
#include <vector>

namespace sketchroom {

struct RoomOptions
{
    Limits limits;
    bool createRooms = true;            ///< whether a join may make a room that is not there
    SnapshotPacker *packer = nullptr;   ///< of the room's thread; none: nothing is packed
    qint64 packFromBytes = 64 << 10;    ///< of a board in memory: then packing it saves more than it takes
    RoomDirectory *directory = nullptr; ///< of the host, which a new room has to fit in; none: it may always be made
    /// Of the host, so that a peer's id is used once while it runs (J1), also by a room that comes back to memory.
    std::shared_ptr<std::atomic<quint64>> lastPeer = std::make_shared<std::atomic<quint64>>(0);
    ClientId owner = {};          ///< an owner of every room: whoever hosts the session; empty: nobody
    qint64 joinMs = 10'000;       ///< how long a session may take to join, and may wait for its secret to be checked
    qint64 recentBytes = 4 << 20; ///< of edits kept at hand for those who come back
    qint64 deletedMs = 7 * qint64(86'400'000); ///< for which what was deleted can be brought back; 0: not at all
    qint64 checkpointBytes = 1 << 20;          ///< of edits after which the board is stored anew, at least
};

/// One room: who is in it, the order of its edits, and who is told what. Pure: it is handed messages, and takes
/// connections, time, storage and hashes from ports, so that a whole room with its people runs in a test.
///
/// After each call the caller carries out takeOutput(); also after the log or the hasher has reported, of which
/// `onOutput` tells.
/// An edit is validated and gets its place at once, but nobody hears of it, joiners included, before it is committed.
/// One commit is under way at a time; what comes in meanwhile goes into the next, so a busy room batches by itself.
/// All on one thread.
class Room final
{
    Q_DECLARE_TR_FUNCTIONS(Room)

public:
    enum class LeaveReason : quint8 { Closed, Timeout, Kicked, Replaced };

    Room(RoomId id, RoomLog &log, SecretHasher &hasher, const Clock &clock, Random &random, const RoomOptions &options);
    ~Room();
    Room(const Room &) = delete;
    Room &operator=(const Room &) = delete;

    /// Brings the room back from the log; to be called once, first. A room that is not stored yet is empty. Errors: Io,
    /// Damaged.
    Result<void> load();
    /// The same of what somebody has read from the log already.
    Result<void> load(const Result<std::optional<StoredRoom>> &stored);
    /// `onOutput` is called when there is output although nobody called: a commit has ended, or a
    /// secret is hashed or checked.
    void setOnOutput(std::function<void()> onOutput) { m_onOutput = std::move(onOutput); }

    /// A connection has come. Its first message must be a join.
    void open(SessionId session, const QHostAddress &address);
    /// `bytes`: how long the message was on the wire, for the rate; 0 for one that was never there.
    void receive(SessionId session, const ClientMessage &message, qint64 bytes = 0);
    /// What the session sent was no message: it is told, and hung up on unless the code is UnknownType.
    void refuse(SessionId session, const Error &error);
    /// The connection has ended. Unknown sessions are ignored.
    void close(SessionId session, LeaveReason reason);
    /// The session does not read and its queue was thrown away: it gets nothing more until restart().
    void cut(SessionId session);
    /// It reads again: it gets a resync and the room anew.
    void restart(SessionId session);
    /// It reads again, and presence was thrown away meanwhile: it gets everybody's.
    void refreshPresence(SessionId session);

    /// From hold() to release() nothing is handed to the log: what several messages have changed becomes one commit.
    void hold() { m_held = true; }
    void release();

    /// Does what is due; when the next is due, on the steady clock.
    void tick();
    std::optional<qint64> nextTickMs() const;
    /// Says bye and hangs up on everybody; a checkpoint is left in the log.
    void stop(qint64 retryMs);

    /// Says why, and hangs up on everybody (4404): the room is about to go for good.
    void dissolve(const QString &why);
    /// Makes somebody an owner, whoever they are.
    void grant(const ClientId &client);

    QList<Outgoing> takeOutput() { return std::exchange(m_output, {}); }

    const RoomId &id() const { return m_id; }
    RoomSummary summary() const;
    /// The board as it was committed; nothing while more is being stored.
    std::optional<QList<ShapeRef>> committedShapes() const;
    qint64 seq() const { return m_committedSeq; }
    QList<PeerInfo> peers() const;
    bool hasSessions() const { return !m_sessions.empty(); }
    bool isStored() const { return m_stored; } ///< false for a room that nobody has joined yet
    /// Whether nobody is there and everything is stored: it can go from memory.
    bool isIdle() const { return m_sessions.empty() && !m_committing && m_waiting.isEmpty() && !m_hashing; }
    const RoomStats &stats() const { return m_stats; }
    bool canStore() const { return m_canStore; } ///< whether its last commit succeeded

private:
    /// An edit that has its place and is applied, but not committed.
    struct Accepted
    {
        LoggedEdit edit;
        ChangeSet changes;
        QString name; ///< of its author
        qint64 at = 0;
        GestureId gesture;
    };
    /// A board as it was once committed, encoded: shared by all who join until much has changed, however slowly they
    /// read.
    struct Snapshot
    {
        QList<QByteArray> frames;
        qint64 seq = 0;
        qint64 bytes = 0;
        QHash<ClientId, qint64> lastEdits;     ///< committed by then
        qint64 usedMs = 0;                     ///< when somebody got it last, on the steady clock
        bool isWhole = true;                   ///< false: it is still being packed
        std::shared_ptr<const void> work = {}; ///< of the packer
    };
    /// What somebody wants back, as far as it has come.
    struct Restoring
    {
        SessionId session = 0;
        DeletionFilter filter;
        GestureId gesture;
        std::optional<DeletedPart> after;
        bool isSomethingBack = false;
        qint64 bytes = 0; ///< of the newest part
    };
    struct KeptRates
    {
        ClientRates rates;
        qint64 leftMs = 0; ///< on the steady clock
    };
    /// A secret that an owner wants the room to have.
    struct SecretWish
    {
        SessionId actor = 0;
        PeerId by;
        QString secret;
        int number = 0;
    };
    /// A change to the room that its people hear of when it is committed.
    struct Act
    {
        SessionId actor = 0;
        RoomMessage message;
    };
    struct Batch
    {
        std::vector<Accepted> edits;
        std::vector<Act> acts;
        QList<ChatLine> chat;
        std::optional<RoomRecord> record;
        KnownPeople people;
        std::optional<QList<ShapeRef>> shapes; ///< the board after the batch, where somebody needs it
        bool isEmpty() const { return edits.empty() && acts.empty() && chat.isEmpty() && !record; }
    };

    // room.cpp: sessions and time
    Result<void> restore(const StoredRoom &stored);
    void handle(SessionId session, Live &peer, const EditMessage &message);
    void handle(SessionId session, Live &peer, const PresenceMessage &message);
    void handle(SessionId session, Live &peer, const ChatMessage &message);
    void handle(SessionId session, Live &peer, const RoomActionMessage &message);
    void handle(SessionId session, Live &peer, const HistoryRequest &message);
    void handle(SessionId session, Live &peer, const BansRequest &message);
    void handle(SessionId session, Live &peer, const DeletionsRequest &message);
    void handle(SessionId session, Live &peer, const MembersRequest &message);
    void handle(SessionId session, Live &peer, const JoinMessage &message);
    void reject(SessionId session, qint64 editId, const Error &error);
    void overRate(SessionId session, const Live &peer, const ClientMessage &message);
    void say(SessionId session, const HostMessage &message);
    void sayAll(const HostMessage &message, SessionId except = 0);
    void complain(SessionId session, const Error &error);
    void hangUp(SessionId session, CloseCode closeCode, const ErrorMessage &error,
                LeaveReason reason = LeaveReason::Closed);
    void hangUp(SessionId session, CloseCode closeCode, const Error &error);
    QList<SessionId> people(SessionId except = 0) const;
    std::optional<SessionId> sessionOf(const PeerId &peer) const;
    QHostAddress addressOf(SessionId session) const;
    std::optional<SessionId> sessionOfClient(const ClientId &client) const;
    void flushPresence();
    void sendKnownPresence(SessionId session);
    void sendPresence(const QList<SessionId> &to, const std::map<PeerId, QByteArray> &encoded, const PeerId &except);

    // roomjoin.cpp: coming in, and coming back
    void join(SessionId session, const JoinMessage &message);
    std::optional<JoinMessage> proven(SessionId session, const JoinMessage &message);
    void goOnJoining(SessionId session, const JoinMessage &message);
    bool mayJoin(SessionId session, const JoinMessage &message);
    bool isAnotherWindow(const Live &older, const JoinMessage &message) const;
    void enter(SessionId session, const JoinMessage &message);
    bool create(SessionId session, const JoinMessage &message);
    bool somebodyWaits() const;
    void admitWaiting(const QList<ShapeRef> &shapes);
    void admit(SessionId session, const Joining &joining, const QList<ShapeRef> &shapes);
    std::optional<Error> whyFull(const Joining &joining) const;
    QString readableName(const QString &wanted) const;
    QString nameFor(const QString &wanted) const;
    void keepRates(const ClientId &client, const ClientRates &rates);
    ClientRates ratesOf(const ClientId &client) const;
    void resync(SessionId session, Live &peer, const QList<ShapeRef> &shapes);
    std::optional<QList<QByteArray>> tail(const HistoryPoint &resume) const;
    RoomInfo info() const;

    // roomsnapshots.cpp: the board whole
    /// The newest snapshot, made anew from the board as committed where the one that there is has fallen too far
    /// behind. A packed one may not be whole yet.
    const Snapshot &snapshotFor(bool packed, const QList<ShapeRef> &shapes);
    Snapshot &plainSnapshot(const QList<ShapeRef> &shapes);
    Snapshot *packedSnapshot(const QList<ShapeRef> &shapes);
    bool isFresh(const Snapshot &snapshot, qint64 share) const;
    /// What there is of the snapshot and, when it is whole, what was committed since; what the welcome says is as of
    /// the snapshot.
    Live::Feed sendSnapshot(SessionId session, const Snapshot &snapshot);
    void packed(quint64 number, const std::optional<SnapshotPacker::Part> &part);
    void forgetSnapshots();
    std::optional<qint64> snapshotsForgottenMs() const;

    // roomsecret.cpp: what is known of the secret, and what takes long to find out
    bool knowsSecret(const JoinMessage &message) const;
    void knock(SessionId session, const JoinMessage &message);
    QList<SessionId> knocking() const;
    void turnAwayWrong(SessionId session, const JoinMessage &message);
    void wishSecret(SessionId session, const Live &owner, const QString &secret);
    /// Has the next secret hashed or checked, if none is: one at a time, however many people try.
    void hashNext();
    void letInWhoKnowsSecret();
    void hashed(int wish, const Result<QByteArray> &outcome);
    void checked(const QByteArray &kept, const QString &secret, const Result<SecretCheck> &outcome);
    QByteArray digestOf(const QString &secret) const;

    // roomedits.cpp: the order
    std::optional<Error> accept(const Live &peer, const Edit &edit);
    void commitNext();
    void committed(const Result<void> &outcome);
    /// What has waited for everything to be stored, if it is: people are let in, an empty room leaves a checkpoint.
    void settle();
    void checkpointIfEmpty();
    void publish(const Batch &batch);
    void tellEdits(const QList<QByteArray> &messages);
    void takeBack(const Batch &batch);
    bool isCheckpointDue() const;
    void leaveCheckpoint(const QList<ShapeRef> &shapes);

    // roommembers.cpp: who did something here, and who has a role
    void meet(Live &peer);
    std::optional<Error> setRole(SessionId session, const Live &owner, const RoomActionMessage &message);
    std::optional<ClientId> targetOf(const RoomActionMessage &message) const;
    void giveRole(const ClientId &client, Role role);

    // roombans.cpp: who is kept out
    std::optional<Error> ban(const Live &peer, bool withAddress);
    std::optional<Error> unban(const ClientId &client);
    bool isBanned(const ClientId &client, const QHostAddress &address) const;
    void turnAwayBanned(SessionId session);
    BansMessage bans() const;
    void tellBans();

    // roomnewcomers.cpp: who comes for the first time
    Role roleOf(const ClientId &client) const;
    bool mustWait(const ClientId &client) const;
    void letWait(SessionId session, const JoinMessage &message);
    /// Those who need not wait any more go on joining.
    void letInWhoNeedNotWait();
    QList<SessionId> applying(const ClientId &client = {}) const;
    void tellWaiting();
    std::optional<Error> setNewcomers(const RoomActionMessage &message);
    std::optional<Error> admitApplicant(const RoomActionMessage &message);
    std::optional<Error> turnAwayApplicant(const RoomActionMessage &message);

    // roomdeletions.cpp: what was deleted
    void keepDeleted(const Accepted &accepted);
    /// Why somebody may not bring back what this client (empty: anybody) has deleted.
    std::optional<Error> objectionToRestore(const Live &peer, const ClientId &client) const;
    DeletionFilter recentDeletions(const ClientId &client) const;
    std::optional<Error> restoreDeleted(SessionId session, Live &peer, const RoomActionMessage &message);
    /// Does a part of what is to be brought back, since all at once could keep other rooms waiting.
    void goOnRestoring();
    /// Returns whether there may be more.
    Result<bool> restoreSome(Restoring &restoring, Live &peer);

    // roomactions.cpp: what owners do
    std::optional<Error> act(SessionId session, Live &peer, const RoomActionMessage &message);
    std::optional<Error> expel(SessionId session, const Live &owner, const RoomActionMessage &message);
    std::optional<Error> clearBoard(const Live &owner);
    void announce(SessionId session, const PeerId &owner, const RoomActionMessage &message);
    static Error nobody(const PeerId &peer);
    static Error nobodyWaits();

    const RoomId m_id;
    RoomLog &m_log;
    SecretHasher &m_hasher;
    const Clock &m_clock;
    Random &m_random;
    const RoomOptions m_options;
    std::function<void()> m_onOutput;
    std::shared_ptr<Room *> m_self; ///< what reports find the room by, if it is still there

    std::map<SessionId, Session> m_sessions;
    std::map<ClientId, KeptRates> m_rates; ///< of who has left of late
    PresenceBoard m_presence;

    RoomRecord m_record;          ///< as it is for those who act on it
    RoomRecord m_committedRecord; ///< as it is stored
    MemberList m_members;
    bool m_stored = false;
    QList<ChatLine> m_chat;

    std::optional<SecretWish> m_wish; ///< the newest, until it is hashed
    int m_lastWish = 0;
    bool m_hashing = false;       ///< a secret is being hashed or checked
    WrongGuesses m_guesses;       ///< at the secret
    const QByteArray m_secretKey; ///< of digests
    QByteArray m_knownSecret;     ///< the digest of one that was found right: who comes with the same need not wait …
    QList<QByteArray> m_knownOf;  ///< … while this, one of it, is what is kept of the secret

    Document m_document; ///< with what is accepted and not committed yet
    qint64 m_acceptedSeq = 0;
    qint64 m_committedSeq = 0;
    QHash<ClientId, qint64> m_acceptedEdits; ///< the highest edit id of each client
    QHash<ClientId, qint64> m_committedEdits;
    Batch m_waiting;
    std::optional<Batch> m_committing;
    bool m_held = false;
    bool m_appending = false; ///< the log may report at once, in the midst of a call
    std::deque<Restoring> m_restoring;
    qint64 m_restoreNotBeforeMs = 0; ///< so that others get their turns between two parts
    RecentEdits m_recent;
    TextHistory m_texts;
    qint64 m_bytesSinceCheckpoint = 0;
    std::optional<Snapshot> m_snapshot; ///< plain
    std::optional<Snapshot> m_packed;
    quint64 m_packings = 0; ///< that were begun
    qint64 m_changedMs = 0;

    RoomStats m_stats;
    bool m_canStore = true;
    qint64 m_appendedMs = 0; ///< when the batch that is being committed was handed to the log

    QList<Outgoing> m_output;
};

} // namespace sketchroom
