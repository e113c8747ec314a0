#pragma once

#include "common/protocol/fields.h"
#include "common/protocol/messages.h"

namespace sketchroom {

// One row a message, and a part of one: its fields in their order on the wire. They are read and written by it
// (fieldcodec.h), made at random by it (tests/support/randommessages.h), and resources/schema and the tables of
// PROTOCOL.md are made from it.

// ---- parts ----

template <>
inline constexpr auto
    description<PeerInfo> = describe("a peer", required<IsId>("peer", &PeerInfo::peer),
                                     defaulted<IsId>("client", &PeerInfo::client), defaulted("name", &PeerInfo::name),
                                     omitted("color", &PeerInfo::color), defaulted("role", &PeerInfo::role));

template <>
inline constexpr auto description<RoomInfo> = describe("room", required<IsId>("id", &RoomInfo::id),
                                                       defaulted("title", &RoomInfo::title),
                                                       defaulted("locked", &RoomInfo::locked),
                                                       omitted("secret", &RoomInfo::hasSecret, "J19"));

template <>
inline constexpr auto description<Ban> = describe("a ban", required<IsId>("client", &Ban::client),
                                                  defaulted("name", &Ban::name),
                                                  omitted("address", &Ban::address, "C11"), defaulted("at", &Ban::at));

template <>
inline constexpr auto description<RoomSummary> = describe("a room", required<IsRoomName>("id", &RoomSummary::id),
                                                          defaulted("title", &RoomSummary::title),
                                                          defaulted("locked", &RoomSummary::locked),
                                                          defaulted("people", &RoomSummary::people),
                                                          defaulted("shapes", &RoomSummary::shapes),
                                                          defaulted("changed", &RoomSummary::changed));

template <>
inline constexpr auto description<ChatLine> = describe("a line of chat", defaulted<IsId>("peer", &ChatLine::peer),
                                                       defaulted("name", &ChatLine::name),
                                                       required("text", &ChatLine::text),
                                                       defaulted("at", &ChatLine::at));

template <>
inline constexpr auto description<Presence> =
    describe("presence", omitted("cursor", &Presence::cursor, "null: not over the board"),
             omitted("view", &Presence::view), omitted<IsIdList>("selection", &Presence::selection, "P3"),
             omitted<IsWord>("tool", &Presence::tool, "P4"), omitted<IsIdOrNull>("typing", &Presence::typing),
             omitted<IsNumberList>("laser", &Presence::laser, "P3"), omitted("hand", &Presence::hand));

template <>
inline constexpr auto description<HistoryPoint> = describe("a history", required<IsId>("epoch", &HistoryPoint::epoch),
                                                           required("seq", &HistoryPoint::seq));

template <>
inline constexpr auto description<Vocabulary> = describe("knows", defaulted<IsWordList>("kinds", &Vocabulary::kinds),
                                                         defaulted<IsWordList>("registers", &Vocabulary::registers),
                                                         defaulted<IsWordList>("ops", &Vocabulary::ops));

template <>
inline constexpr auto
    description<Deletion> = describe("a deletion", required<IsId>("client", &Deletion::client),
                                     defaulted("name", &Deletion::name), defaulted("since", &Deletion::since),
                                     defaulted("until", &Deletion::until), defaulted("shapes", &Deletion::shapes));

template <>
inline constexpr auto description<Member> = describe("a member", required<IsId>("client", &Member::client),
                                                     defaulted("name", &Member::name), omitted("seen", &Member::seen),
                                                     omitted("role", &Member::role));

template <>
inline constexpr auto
    description<Applicant> = describe("somebody who waits", required<IsId>("client", &Applicant::client),
                                      defaulted("name", &Applicant::name), omitted("color", &Applicant::color));

// ---- from a client ----

template <>
inline constexpr auto description<JoinMessage> = describe(
    "join", required<IsVersion>("protocol", &JoinMessage::protocol, "J4"),
    required<IsBase64Url>("key", &JoinMessage::key, "J16"), required<IsBase64Url>("proof", &JoinMessage::proof, "J16"),
    defaulted("name", &JoinMessage::name, "J6"), omitted("color", &JoinMessage::color),
    omitted("secret", &JoinMessage::secret, "J5"), omitted("make", &JoinMessage::make, "J3"),
    omitted<IsId>("window", &JoinMessage::window, "J2"), omitted("resume", &JoinMessage::resume, "J9"),
    omitted<IsWordList>("packings", &JoinMessage::packings, "J20"));

template <>
inline constexpr auto
    description<EditMessage> = describe("edit",
                                        required<IsEditId>(
                                            "id", [](auto &message) -> auto & { return message.edit.id; }, "E1"),
                                        omitted<IsId>(
                                            "gesture", [](auto &message) -> auto & { return message.edit.gesture; }),
                                        required<IsOperations>(
                                            "ops", [](auto &message) -> auto & { return message; }));

template <>
inline constexpr auto description<PresenceMessage> = describe("presence", inlined(&PresenceMessage::presence));

template <>
inline constexpr auto description<ChatMessage> = describe("chat", required("text", &ChatMessage::text, "C1"));

/// A predicate: whether a room action is this one.
template <RoomVerb verb>
struct IsAction
{
    constexpr bool operator()(const RoomActionMessage &message) const { return message.action == verb; }
};

template <>
inline constexpr auto description<RoomActionMessage> = describe(
    "room", required("action", &RoomActionMessage::action), omitted<IsId>("peer", &RoomActionMessage::peer),
    omitted("role", &RoomActionMessage::role, "C4, C13"), omitted("newcomers", &RoomActionMessage::newcomers, "C13"),
    conditional("title", &RoomActionMessage::title, IsAction<RoomVerb::Title>(), "with `title`: C6"),
    conditional("secret", &RoomActionMessage::secret, IsAction<RoomVerb::Secret>(), "with `secret`: C6"),
    omitted("address", &RoomActionMessage::address, "C11"),
    omitted<IsId>("client", &RoomActionMessage::client, "C4, C12, C13, C14"),
    conditional("since", &RoomActionMessage::since, IsAction<RoomVerb::Restore>(), "with `restore`: C14"),
    omitted("until", &RoomActionMessage::until, "C14"));

template <>
inline constexpr auto description<DeletionsRequest> = describe("deletions");
template <>
inline constexpr auto description<MembersRequest> = describe("members");
template <>
inline constexpr auto description<BansRequest> = describe("bans");
template <>
inline constexpr auto description<HistoryRequest> = describe("history", required("from", &HistoryRequest::from),
                                                             required("to", &HistoryRequest::to));

// ---- from a host ----

template <>
inline constexpr auto description<HelloMessage> = describe("hello", required("protocol", &HelloMessage::protocol),
                                                           required<IsId>("nonce", &HelloMessage::nonce));

/// Of a welcome and a resync: `upTo` is absent where no edits follow the snapshot at once.
struct HasMore
{
    template <class Message>
    constexpr bool operator()(const Message &message) const
    {
        return message.upTo > message.seq;
    }
};

template <>
inline constexpr auto description<WelcomeMessage> = describe(
    "welcome", required("protocol", &WelcomeMessage::protocol), required<IsId>("peer", &WelcomeMessage::peer),
    defaulted("role", &WelcomeMessage::role), required("room", &WelcomeMessage::room),
    required<IsId>("epoch", &WelcomeMessage::epoch), required("seq", &WelcomeMessage::seq),
    defaulted("lastEdit", &WelcomeMessage::lastEdit, "J8"), omitted("continues", &WelcomeMessage::continues, "J15"),
    required("peers", &WelcomeMessage::peers, "J7"), defaulted("chat", &WelcomeMessage::chat, "J7"),
    defaulted("limits", &WelcomeMessage::limits, "L"), defaulted<IsWordList>("owners", &WelcomeMessage::owners, "J17"),
    defaulted("newcomers", &WelcomeMessage::newcomers, "C13"), defaulted("knows", &WelcomeMessage::knows, "J17"),
    required("sync", &WelcomeMessage::sync, "J9"), conditional("upTo", &WelcomeMessage::upTo, HasMore(), "J18"));

template <>
inline constexpr auto description<SnapshotMessage> = describe("snapshot", required("shapes", &SnapshotMessage::shapes),
                                                              required("sent", &SnapshotMessage::sent),
                                                              required("total", &SnapshotMessage::total),
                                                              defaulted("done", &SnapshotMessage::done));

template <>
inline constexpr auto description<EditsMessage> = describe("edits", required("edits", &EditsMessage::edits));

template <>
inline constexpr auto description<RejectMessage> =
    describe("reject", required("id", &RejectMessage::id, "of the edit"),
             required(
                 "code", [](auto &message) -> auto & { return message.error.code; }, "E12"),
             defaulted(
                 "message", [](auto &message) -> auto & { return message.error.message; }),
             omitted(
                 "params", [](auto &message) -> auto & { return message.error.params; }, "X"));

template <>
inline constexpr auto description<PeersPresenceMessage> = describe("presence",
                                                                   required("peers", &PeersPresenceMessage::peers));

template <>
inline constexpr auto description<JoinedMessage> = describe("joined", required("peer", &JoinedMessage::peer));

template <>
inline constexpr auto description<LeftMessage> = describe("left", required<IsId>("peer", &LeftMessage::peer),
                                                          defaulted<IsId>("reason", &LeftMessage::reason,
                                                                          "`closed` `timeout` `kicked` `replaced`"));

template <>
inline constexpr auto description<ChatLineMessage> = describe("chat", inlined(&ChatLineMessage::line));

template <>
inline constexpr auto description<RoomMessage> = describe("room", required("room", &RoomMessage::room),
                                                          defaulted<IsId>("by", &RoomMessage::by),
                                                          omitted("action", &RoomMessage::action),
                                                          omitted<IsId>("peer", &RoomMessage::peer),
                                                          omitted("role", &RoomMessage::role),
                                                          omitted("newcomers", &RoomMessage::newcomers),
                                                          omitted<IsId>("client", &RoomMessage::client, "C4"));

template <>
inline constexpr auto description<HistoryMessage> = describe("history", required("from", &HistoryMessage::from),
                                                             required("to", &HistoryMessage::to),
                                                             required("edits", &HistoryMessage::edits),
                                                             defaulted("done", &HistoryMessage::done));

template <>
inline constexpr auto description<ErrorMessage> = describe("error", required<IsId>("code", &ErrorMessage::code),
                                                           defaulted("message", &ErrorMessage::message),
                                                           omitted("params", &ErrorMessage::params),
                                                           omitted<IsWordList>("near", &ErrorMessage::near, "J3"));

template <>
inline constexpr auto description<ByeMessage> = describe("bye", defaulted("retry", &ByeMessage::retryMs, "ms"));

template <>
inline constexpr auto description<ResyncMessage> =
    describe("resync", required<IsId>("epoch", &ResyncMessage::epoch), required("seq", &ResyncMessage::seq),
             defaulted<IsId>("reason", &ResyncMessage::reason), defaulted("lastEdit", &ResyncMessage::lastEdit, "J8"),
             conditional("upTo", &ResyncMessage::upTo, HasMore(), "J18"));

template <>
inline constexpr auto description<RoomsMessage> = describe("rooms", required("rooms", &RoomsMessage::rooms, "H5"));
template <>
inline constexpr auto description<BansMessage> = describe("bans", required("bans", &BansMessage::bans));
template <>
inline constexpr auto description<WaitingMessage> = describe("waiting", defaulted("people", &WaitingMessage::people));
template <>
inline constexpr auto description<DeletionsMessage> = describe("deletions",
                                                               required("deletions", &DeletionsMessage::deletions));
template <>
inline constexpr auto description<MembersMessage> = describe("members", required("members", &MembersMessage::members));

} // namespace sketchroom
