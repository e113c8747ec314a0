#pragma once

#include "common/base/result.h"
#include "common/model/operation.h"
#include "common/protocol/limits.h"

#include <QPointF>
#include <QRectF>

#include <map>

namespace sketchroom {

// The messages of PROTOCOL.md as structs, and the two variants that hold them: what a client may say and what a host
// may say. Handle them with std::visit, so that a forgotten one does not compile.

enum class Role : quint8 { Owner, Editor, Viewer };
/// What somebody is who comes to a room for the first time.
enum class Newcomers : quint8 {
    Editor,
    Viewer,
    Wait, ///< outside, until an owner lets them in
};
enum class RoomVerb : quint8 {
    Kick,
    Ban,
    Role,
    Lock,
    Unlock,
    Title,
    Secret,
    Summon,
    Clear,
    Unban,
    Newcomers,
    Admit,
    TurnAway,
    Restore,
};

/// How a client that joins gets the board.
enum class Sync : quint8 {
    Snapshot, ///< whole
    Tail,     ///< what it has missed
};

const char *name(Role value);
const char *name(Newcomers value);
const char *name(RoomVerb value);
const char *name(Sync value);
template <>
std::span<const char *const> namesOf<Role>();
template <>
std::span<const char *const> namesOf<Newcomers>();
template <>
std::span<const char *const> namesOf<RoomVerb>();
template <>
std::span<const char *const> namesOf<Sync>();
template <>
std::optional<Role> fromName(QByteArrayView text);
template <>
std::optional<Newcomers> fromName(QByteArrayView text);
template <>
std::optional<RoomVerb> fromName(QByteArrayView text);
template <>
std::optional<Sync> fromName(QByteArrayView text);

struct PeerInfo
{
    PeerId peer;
    QString name;
    Color color;
    Role role = Role::Editor;
    ClientId client = {};
    bool operator==(const PeerInfo &) const = default;
};

struct RoomInfo
{
    RoomId id;
    QString title;
    bool locked = false;
    bool hasSecret = false; ///< whoever joins has to know one
    bool operator==(const RoomInfo &) const = default;
};

/// Somebody whom an owner keeps out of a room.
struct Ban
{
    ClientId client;
    QString name;    ///< that they had
    QString address; ///< of the network that is kept out too; empty: none is
    qint64 at = 0;   ///< ms since 1970
    bool operator==(const Ban &) const = default;
};

/// What the lobby and /api/rooms tell of a room.
struct RoomSummary
{
    RoomId id;
    QString title;
    bool locked = false;
    int people = 0;
    qint64 shapes = 0;
    qint64 changed = 0; ///< ms since 1970 of the last edit
    bool operator==(const RoomSummary &) const = default;
};

struct ChatLine
{
    PeerId peer;
    QString name;
    QString text;
    qint64 at = 0;
    bool operator==(const ChatLine &) const = default;
};

/// What a peer is doing now. A field that is not there leaves what was known.
struct Presence
{
    std::optional<std::optional<QPointF>> cursor; ///< inner empty: not over the board
    std::optional<QRectF> view;
    std::optional<QList<ShapeId>> selection;
    std::optional<QByteArray> tool;
    std::optional<ShapeId> typing;  ///< empty id: not typing
    std::optional<PointList> laser; ///< x, y a point
    std::optional<bool> hand;
    bool operator==(const Presence &) const = default;

    void merge(const Presence &newer);
    bool isEmpty() const { return *this == Presence{}; }
};

/// A place in a room's history: after its edit `seq`.
struct HistoryPoint
{
    QByteArray epoch;
    qint64 seq = 0;
    bool operator==(const HistoryPoint &) const = default;
};

// ---- from a client ----

struct JoinMessage
{
    int protocol = protocolVersion;
    QByteArray key;   ///< the public key of whoever joins (common/base/signingkey.h)
    QByteArray proof; ///< joinText() signed with it
    ClientId client;  ///< of `key`; not on the wire: the host derives it when the proof is right
    QString name;
    Color color;
    QString secret;
    bool make = false; ///< the room, if it is not there
    QByteArray window; ///< tells a connection that comes back from another one of the same client; may be empty
    std::optional<HistoryPoint> resume = {};
    QList<QByteArray> packings = {}; ///< ways in which messages may come packed (packing.h)
    bool operator==(const JoinMessage &) const = default;
};
struct EditMessage
{
    Edit edit;
    /// The first thing in the edit that no room would take (a register out of range, …): to be answered by a reject.
    std::optional<Error> refusal;
    bool operator==(const EditMessage &) const = default;
};
struct PresenceMessage
{
    Presence presence;
    bool operator==(const PresenceMessage &) const = default;
};
struct ChatMessage
{
    QString text;
    bool operator==(const ChatMessage &) const = default;
};
struct RoomActionMessage
{
    RoomVerb action = RoomVerb::Title;
    PeerId peer;
    std::optional<Role> role;
    QString title;
    QString secret;
    bool address = false; ///< whether a ban is of the peer's address too
    ClientId client = {}; ///< whose ban is to be lifted, who waits, or gets a role without being here
    std::optional<Newcomers> newcomers = {};
    qint64 since = 0;                 ///< ms since 1970: what was deleted from then on is to come back …
    std::optional<qint64> until = {}; ///< … up to then
    bool operator==(const RoomActionMessage &) const = default;
};
/// What was deleted of late and can be brought back.
struct DeletionsRequest
{
    bool operator==(const DeletionsRequest &) const = default;
};
/// Who did something in the room, and who has a role in it.
struct MembersRequest
{
    bool operator==(const MembersRequest &) const = default;
};
/// Who is banned, now and whenever that changes.
struct BansRequest
{
    bool operator==(const BansRequest &) const = default;
};
struct HistoryRequest
{
    qint64 from = 1;
    qint64 to = 1;
    bool operator==(const HistoryRequest &) const = default;
};
using ClientMessage = std::variant<JoinMessage, EditMessage, PresenceMessage, ChatMessage, RoomActionMessage,
                                   HistoryRequest, BansRequest, DeletionsRequest, MembersRequest>;

// ---- from a host ----

/// The first word on every connection to a room.
struct HelloMessage
{
    int protocol = protocolVersion;
    QByteArray nonce; ///< for the proof in the join; serves once, and for this connection only
    bool operator==(const HelloMessage &) const = default;
};
/// What a host takes from clients, by the names on the wire.
struct Vocabulary
{
    QList<QByteArray> kinds;
    QList<QByteArray> registers;
    QList<QByteArray> ops;
    bool operator==(const Vocabulary &) const = default;
};
struct WelcomeMessage
{
    using Sync = sketchroom::Sync;
    int protocol = protocolVersion;
    PeerId peer;
    Role role = Role::Editor;
    RoomInfo room;
    QByteArray epoch;
    qint64 seq = 0;
    qint64 lastEdit = 0;
    QList<HistoryPoint> continues; ///< the rooms on other hosts that this one goes on from, newest first
    QList<PeerInfo> peers;
    QList<ChatLine> chat;
    Limits limits;
    Sync sync = Sync::Snapshot;
    qint64 upTo = 0; ///< the seq up to which edits follow the snapshot at once; not above `seq`: none do
    QList<ClientId> owners;
    Newcomers newcomers = Newcomers::Editor;
    Vocabulary knows;
    bool operator==(const WelcomeMessage &) const = default;
};
struct SnapshotMessage
{
    QList<ShapeRef> shapes;
    qint64 sent = 0; ///< shapes sent so far, with these
    qint64 total = 0;
    bool done = false;
    bool operator==(const SnapshotMessage &other) const; ///< the shapes by what they are
};
struct EditsMessage
{
    QList<CommittedEdit> edits;
    bool operator==(const EditsMessage &) const = default;
};
struct RejectMessage
{
    qint64 id = 0;
    Error error;
    bool operator==(const RejectMessage &) const = default;
};
struct PeersPresenceMessage
{
    std::map<PeerId, Presence> peers;
    bool operator==(const PeersPresenceMessage &) const = default;
};
struct JoinedMessage
{
    PeerInfo peer;
    bool operator==(const JoinedMessage &) const = default;
};
struct LeftMessage
{
    PeerId peer;
    QByteArray reason; ///< closed, timeout, kicked, replaced
    bool operator==(const LeftMessage &) const = default;
};
struct ChatLineMessage
{
    ChatLine line;
    bool operator==(const ChatLineMessage &) const = default;
};
struct RoomMessage
{
    RoomInfo room;
    PeerId by;
    std::optional<RoomVerb> action;
    PeerId peer; ///< whom it was done to, for kick, ban, role
    std::optional<Role> role;
    std::optional<Newcomers> newcomers = {};
    ClientId client = {}; ///< who has got `role`, also where they are not here
    bool operator==(const RoomMessage &) const = default;
};
struct HistoryMessage
{
    qint64 from = 1;
    qint64 to = 0;
    QList<CommittedEdit> edits;
    bool done = false;
    bool operator==(const HistoryMessage &) const = default;
};
struct ErrorMessage
{
    QByteArray code;
    QString message;
    Params params = {};
    QList<RoomId> near = {}; ///< rooms that are spelled like one that is not there
    bool operator==(const ErrorMessage &) const = default;
};
struct ByeMessage
{
    qint64 retryMs = 0;
    bool operator==(const ByeMessage &) const = default;
};
struct ResyncMessage
{
    QByteArray epoch;
    qint64 seq = 0;
    QByteArray reason;
    qint64 lastEdit = 0; ///< as in welcome: acknowledgements may have been in the queue that was thrown away
    qint64 upTo = 0;     ///< as in welcome
    bool operator==(const ResyncMessage &) const = default;
};
/// For owners who have asked.
struct BansMessage
{
    QList<Ban> bans; ///< the newest first
    bool operator==(const BansMessage &) const = default;
};
/// What somebody deleted in one go, and the host still has.
struct Deletion
{
    ClientId client;
    QString name;     ///< that they had
    qint64 since = 0; ///< ms since 1970 of its first edit
    qint64 until = 0; ///< of its last
    qint64 shapes = 0;
    bool operator==(const Deletion &) const = default;
};
struct DeletionsMessage
{
    QList<Deletion> deletions; ///< the newest first
    bool operator==(const DeletionsMessage &) const = default;
};
/// Somebody who did something in the room, or has a role in it, whether they are here or not.
struct Member
{
    ClientId client;
    QString name;             ///< as they were called last; empty: not known
    qint64 seen = 0;          ///< ms since 1970 of when they last began to do something here; 0: not known
    std::optional<Role> role; ///< that they were given; nothing: they are what newcomers are
    bool operator==(const Member &) const = default;
};
struct MembersMessage
{
    QList<Member> members; ///< who was seen last first
    bool operator==(const MembersMessage &) const = default;
};
/// Somebody who has to wait until an owner lets them in.
struct Applicant
{
    ClientId client;
    QString name;
    Color color;
    bool operator==(const Applicant &) const = default;
};
/// To owners: who waits to be let in. To one who has to wait it comes before the welcome, and names nobody.
struct WaitingMessage
{
    QList<Applicant> people; ///< who has waited longest first
    bool operator==(const WaitingMessage &) const = default;
};
/// The lobby's list of rooms.
struct RoomsMessage
{
    QList<RoomSummary> rooms;
    bool operator==(const RoomsMessage &) const = default;
};
using HostMessage =
    std::variant<WelcomeMessage, SnapshotMessage, EditsMessage, RejectMessage, PeersPresenceMessage, JoinedMessage,
                 LeftMessage, ChatLineMessage, RoomMessage, HistoryMessage, ErrorMessage, ByeMessage, ResyncMessage,
                 RoomsMessage, BansMessage, HelloMessage, WaitingMessage, DeletionsMessage, MembersMessage>;

} // namespace sketchroom
