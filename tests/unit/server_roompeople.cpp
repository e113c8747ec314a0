#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// Presence, chat, history and what owners do. Rules of PROTOCOL.md in the names.
class TestRoomPeople final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void P1_newcomersAreToldWhatIsKnown()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, at(1, 2));
        Presence tool;
        tool.tool = "pen";
        f.send(1, PresenceMessage{tool});
        f.join(2);
        const Presence known = f.first<PeersPresenceMessage>(2).peers.at(f.peerOf(1));
        QCOMPARE(**known.cursor, QPointF(1, 2));
        QCOMPARE(*known.tool, "pen"_ba);
    }

    void P2_newestValueIsToldAtMostThirtyTimesASecond()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        for (int ms = 0; ms < 1'000; ++ms) {
            f.send(1, at(ms, 0));
            f.clock.advance(1);
            f.tick();
        }
        const auto told = int(f.all<PeersPresenceMessage>(2).size());
        QVERIFY2(told >= 25 && told <= 31, qPrintable(QString::number(told)));
        f.clock.advance(100);
        f.tick();
        const auto newest = f.last<PeersPresenceMessage>(2).peers.at(f.peerOf(1));
        QCOMPARE((*newest.cursor)->x(), 999);
        QVERIFY(f.room->nextTickMs() > f.clock.steadyMs() + 1'000); // nothing more of this
    }

    void P2_thirtyWhoMoveTakeLittleOfANetwork()
    {
        constexpr int everybody = 30;
        constexpr int seconds = 2;
        RoomFixture f;
        for (SessionId session = 1; session <= everybody; ++session)
            f.join(session);
        for (SessionId session = 1; session <= everybody; ++session)
            f.forget(session);
        for (int ms = 0; ms < seconds * 1'000; ++ms) {
            if (ms % 33 == 0) {
                for (SessionId session = 1; session <= everybody; ++session)
                    f.send(session, at(12345.67 + ms, -2345.67));
            }
            f.clock.advance(1);
            f.tick();
        }
        const auto told = f.all<PeersPresenceMessage>(1);
        qsizetype bytes = 0;
        for (const PeersPresenceMessage &message : told) {
            QCOMPARE(message.peers.size(), size_t(everybody - 1));
            bytes += encode(HostMessage(message)).size();
        }
        QVERIFY2(bytes <= seconds * 20'000, qPrintable(QString::number(bytes)));
        QVERIFY2(told.size() >= seconds * 8, qPrintable(QString::number(told.size())));
    }

    void P2_quietRoomTellsAtOnce()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.clock.advance(1'000);
        f.send(1, at(5, 5));
        QCOMPARE(f.all<PeersPresenceMessage>(2).size(), 1);
    }

    void P2_nobodyIsToldTheirOwn()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.join(3);
        f.clock.advance(1'000);
        f.send(1, at(1, 1)); // told at once
        f.send(1, at(2, 2));
        f.send(2, at(3, 3));
        f.clock.advance(1'000);
        f.tick();
        QCOMPARE(f.last<PeersPresenceMessage>(3).peers.size(), 2);
        QCOMPARE(f.last<PeersPresenceMessage>(1).peers.size(), 1);
        QVERIFY(f.last<PeersPresenceMessage>(1).peers.contains(f.peerOf(2)));
        QVERIFY(!f.last<PeersPresenceMessage>(2).peers.contains(f.peerOf(2)));
    }

    void P3_hugeSelectionIsCut()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        Presence presence;
        presence.selection = QList<ShapeId>(5'000, "s1");
        f.send(1, PresenceMessage{presence});
        QCOMPARE(f.last<PeersPresenceMessage>(2).peers.at(f.peerOf(1)).selection->size(), 1'000);
    }

    void P5_whoHasFallenBehindIsToldEverythingKnown()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, at(1, 1));
        f.forget(2);
        f.room->refreshPresence(2);
        f.collect();
        QVERIFY(f.last<PeersPresenceMessage>(2).peers.contains(f.peerOf(1)));
    }

    void C1_chatGoesToEverybody()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, ChatMessage{u"  안녕 👋 "_s});
        for (const SessionId session : {1, 2}) {
            const ChatLine line = f.last<ChatLineMessage>(session).line;
            QCOMPARE(line, (ChatLine{f.peerOf(1), u"client-1"_s, u"안녕 👋"_s, f.clock.wallMs()}));
        }
    }

    void C1_emptyAndTooLongChatIsRefused()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, ChatMessage{u"   "_s});
        QCOMPARE(f.lastError(1), "invalid"_ba);
        f.send(1, ChatMessage{u"x"_s.repeated(2'001)});
        QCOMPARE(f.lastError(1), "limit"_ba);
        QVERIFY(f.all<ChatLineMessage>(1).isEmpty());
        QCOMPARE(f.closedWith(1), 0);
    }

    void C2_onlyOwnersAct_data()
    {
        QTest::addColumn<int>("verb");
        for (int verb = 0; verb <= int(RoomVerb::TurnAway); ++verb)
            QTest::newRow(name(RoomVerb(verb))) << verb;
    }
    void C2_onlyOwnersAct()
    {
        QFETCH(int, verb);
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.join(2);
        f.send(2, RoomActionMessage{RoomVerb(verb), f.peerOf(1), Role::Viewer, u"Mine"_s, u"mine"_s});
        QCOMPARE(f.lastError(2), "forbidden"_ba);
        QCOMPARE(f.closedWith(1), 0);
        QVERIFY(f.all<RoomMessage>(1).isEmpty());
        QCOMPARE(f.room->committedShapes()->size(), 1);
    }

    void C2_changeIsToldWhenItIsStored()
    {
        RoomFixture f;
        f.join(1);
        f.log.held = true;
        f.send(1, action(RoomVerb::Lock));
        QVERIFY(f.all<RoomMessage>(1).isEmpty());
        f.releaseCommit();
        QVERIFY(f.last<RoomMessage>(1).room.locked);
        QCOMPARE(f.last<RoomMessage>(1).by, f.peerOf(1));
    }

    void C2_changeThatCannotBeStoredIsTakenBack()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.log.failing = true;
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(2), Role::Viewer, {}, {}});
        QCOMPARE(f.lastError(1), "limit"_ba);
        QVERIFY(f.all<RoomMessage>(2).isEmpty());
        f.log.failing = false;
        f.edit(2, 1, {f.create("a")});
        QCOMPARE(f.edits(2).size(), 1);
    }

    void C3_kickAndBan()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.join(3);
        f.send(1, RoomActionMessage{RoomVerb::Kick, f.peerOf(2), {}, {}, {}});
        QCOMPARE(f.closedWith(2), int(CloseCode::Kicked));
        QCOMPARE(f.lastError(2), "forbidden"_ba);
        QCOMPARE(f.last<LeftMessage>(3).reason, "kicked"_ba);
        f.join(4, "client-2"); // may come back
        QCOMPARE(f.all<WelcomeMessage>(4).size(), 1);
        f.send(1, RoomActionMessage{RoomVerb::Ban, f.peerOf(4), {}, {}, {}});
        QCOMPARE(f.closedWith(4), int(CloseCode::Kicked));
        f.start();
        f.join(5, "client-2");
        QCOMPARE(f.closedWith(5), int(CloseCode::Kicked));
        QVERIFY(f.all<WelcomeMessage>(5).isEmpty());
    }

    void C3_nobodyPutsThemselvesOut()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, RoomActionMessage{RoomVerb::Ban, f.peerOf(1), {}, {}, {}});
        QCOMPARE(f.lastError(1), "invalid"_ba);
        QCOMPARE(f.closedWith(1), 0);
    }

    void C4_rolesHoldForTheClient()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(2), Role::Viewer, {}, {}});
        QCOMPARE(f.last<RoomMessage>(2).peer, f.peerOf(2));
        QCOMPARE(f.last<RoomMessage>(2).role, Role::Viewer);
        f.edit(2, 1, {f.create("a")});
        QCOMPARE(f.rejects(2), QList{ErrorCode::Forbidden});
        f.start();
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Viewer);
    }

    void C4_lastOwnerStaysOne()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(1), Role::Editor, {}, {}});
        QCOMPARE(f.lastError(1), "invalid"_ba);
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(2), Role::Owner, {}, {}});
        f.send(1, RoomActionMessage{RoomVerb::Role, f.peerOf(1), Role::Editor, {}, {}});
        QCOMPARE(f.all<ErrorMessage>(1).size(), 1);
        f.send(2, action(RoomVerb::Lock));
        QVERIFY(f.last<RoomMessage>(1).room.locked);
    }

    void C4_somebodyWhoIsNotHereGetsARole()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.edit(2, 1, {f.create("a")});
        f.room->close(2, Room::LeaveReason::Closed);
        RoomActionMessage message = action(RoomVerb::Role);
        message.role = Role::Owner;
        // C9: not somebody whom the room does not know.
        message.client = f.clientOf(7);
        f.send(1, message);
        QCOMPARE(f.lastError(1), "not-found"_ba);
        message.client = f.clientOf(2);
        f.send(1, message);
        QCOMPARE(f.last<RoomMessage>(1).client, f.clientOf(2));
        QCOMPARE(f.last<RoomMessage>(1).peer, PeerId());
        QCOMPARE(f.last<RoomMessage>(1).role, Role::Owner);
        f.start();
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).role, Role::Owner);
        // J17
        QVERIFY(f.first<WelcomeMessage>(2).owners.contains(f.clientOf(1)));
        // The first owner's old computer is no owner any more.
        message.client = f.clientOf(1);
        message.role = Role::Viewer;
        f.send(2, message);
        f.join(1);
        QCOMPARE(f.first<WelcomeMessage>(1).role, Role::Viewer);
    }

    void C16_membersAreToldAlsoWhenTheyHaveLeft()
    {
        RoomFixture f;
        f.join(1);
        f.join(2, "Ben");
        f.join(3, "Eve"); // does nothing
        f.clock.advance(1'000);
        f.edit(2, 1, {f.create("a")});
        f.room->close(2, Room::LeaveReason::Closed);
        f.room->close(3, Room::LeaveReason::Closed);
        f.start();
        f.join(1);
        f.send(1, MembersRequest());
        const QList<Member> members = f.last<MembersMessage>(1).members;
        QCOMPARE(members.size(), 2);
        QCOMPARE(members.at(0).client, clientNamed("Ben"));
        QCOMPARE(members.at(0).name, u"Ben"_s);
        QCOMPARE(members.at(0).role, std::optional<Role>());
        QVERIFY(members.at(0).seen > 0);
        QCOMPARE(members.at(1).client, f.clientOf(1));
        QCOMPARE(members.at(1).role, std::optional(Role::Owner));
    }

    void C16_askingIsLimited()
    {
        RoomFixture f;
        f.join(1);
        for (int i = 0; i < 5; ++i)
            f.send(1, MembersRequest());
        QCOMPARE(f.all<MembersMessage>(1).size(), 5);
        QCOMPARE(f.all<ErrorMessage>(1).size(), 0);
        f.send(1, MembersRequest());
        QCOMPARE(f.lastError(1), "rate"_ba);
    }

    void C16_namesThatCouldNotBeStoredComeWithTheNextCommit()
    {
        RoomFixture f;
        f.join(1);
        f.log.failing = true;
        f.edit(1, 1, {f.create("a")});
        f.log.failing = false;
        f.edit(1, 2, {f.create("b")});
        f.start();
        f.join(2);
        f.send(2, MembersRequest());
        QVERIFY(!f.last<MembersMessage>(2).members.constFirst().name.isEmpty());
    }

    void C16_thoseSeenLongAgoAreForgotten()
    {
        MemberList list;
        QMap<ClientId, Role> roles{{"client-0", Role::Owner}};
        const qsizetype many = MemberList::most + 1;
        for (qsizetype i = 0; i < many; ++i)
            list.met("client-" + QByteArray::number(i), u"Ann"_s, i);
        const KnownPeople changes = list.takeChanges(roles);
        QVERIFY(list.contains("client-0"));
        QVERIFY(!list.contains("client-1"));
        QVERIFY(list.contains("client-" + QByteArray::number(many - 1)));
        QVERIFY(changes.value("client-1").name.isEmpty()); // so it goes from the disk too
        QVERIFY(list.all(roles).size() >= 1'000);
        QVERIFY(list.all(roles).size() < MemberList::most);
    }

    void C5_inALockedRoomOnlyOwnersEdit()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, action(RoomVerb::Lock));
        f.edit(2, 1, {f.create("a")});
        QCOMPARE(f.rejects(2), QList{ErrorCode::Locked});
        f.edit(1, 1, {f.create("b")});
        QCOMPARE(f.edits(1).size(), 1);
        f.send(1, action(RoomVerb::Unlock));
        f.edit(2, 2, {f.create("c")});
        QCOMPARE(f.edits(2).size(), 2);
    }

    void C6_titleAndSecret()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, RoomActionMessage{RoomVerb::Title, {}, {}, u" Floor  plan "_s, {}});
        QCOMPARE(f.last<RoomMessage>(1).room.title, u"Floor plan"_s);
        f.send(1, RoomActionMessage{RoomVerb::Secret, {}, {}, {}, u"pässword"_s});
        f.start();
        const QByteArray kept = (*f.log.load("r1"))->record.secret;
        QVERIFY(!kept.isEmpty());
        QVERIFY(!kept.contains("ssword"));
        f.join(2);
        QCOMPARE(f.closedWith(2), int(CloseCode::Secret));
        JoinMessage message = joinOf("client-3");
        message.secret = u"password"_s;
        f.join(3, message);
        QCOMPARE(f.closedWith(3), int(CloseCode::Secret));
        message.secret = u"pässword"_s;
        f.join(4, message);
        QCOMPARE(f.first<WelcomeMessage>(4).room.title, u"Floor plan"_s);
    }

    void C8_aBoardOfLongAttachedArrowsIsCleared()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("box")});
        for (int i = 0; i < 3; ++i) {
            Shape arrow = Shape::defaults(Kind::Arrow);
            arrow.id = "a" + QByteArray::number(i);
            for (int number = 0; number < 25'000; ++number)
                arrow.points << number << number % 7;
            arrow.to = Anchor{"box", 0.5, 0.5};
            f.edit(1, 2 + i, {f.create(arrow)});
        }
        f.edit(1, 10, {DeleteOp{"box"}});
        QCOMPARE(f.rejects(1), QList<ErrorCode>{ErrorCode::Limit});
        f.send(1, RoomActionMessage{RoomVerb::Clear, {}, {}, {}, {}});
        QVERIFY(f.room->committedShapes()->isEmpty());
    }

    void C7_summonIsToldToTheOthers()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, action(RoomVerb::Summon));
        QCOMPARE(f.last<RoomMessage>(2).action, RoomVerb::Summon);
        QCOMPARE(f.last<RoomMessage>(2).by, f.peerOf(1));
        QVERIFY(f.all<RoomMessage>(1).isEmpty());
    }

    void C8_clearDeletesEverythingAsEditsOfOneGesture()
    {
        RoomOptions options;
        options.limits.opsPerEdit = 2;
        RoomFixture f(options);
        f.join(1);
        for (int id = 1; id <= 5; ++id)
            f.edit(1, id, {f.create("s" + QByteArray::number(id))});
        f.forget(1);
        f.send(1, action(RoomVerb::Clear));
        const auto edits = f.edits(1);
        QCOMPARE(edits.size(), 3);
        for (const CommittedEdit &edit : edits) {
            QCOMPARE(edit.id, 0);
            QCOMPARE(edit.gesture, edits.first().gesture);
        }
        QVERIFY(f.room->committedShapes()->isEmpty());
        f.join(2);
        QCOMPARE(f.first<WelcomeMessage>(2).seq, 8);
        QCOMPARE(f.first<WelcomeMessage>(1).lastEdit, 0);
        f.edit(1, 6, {f.create("a")});
        QCOMPARE(f.room->committedShapes()->size(), 1);
    }

    void C9_whoIsNotThereIsNotFound()
    {
        RoomFixture f;
        f.join(1);
        f.send(1, RoomActionMessage{RoomVerb::Kick, "p99\"", {}, {}, {}});
        QCOMPARE(f.lastError(1), "not-found"_ba);
        f.send(1, RoomActionMessage{RoomVerb::Lock, "p99\"", {}, {}, {}}); // not passed on
        QVERIFY(f.last<RoomMessage>(1).peer.isEmpty());
    }

    void C10_historyIsToldInParts()
    {
        RoomFixture f;
        f.join(1);
        for (int id = 1; id <= 250; ++id)
            f.edit(1, id, {id == 1 ? f.create("a") : f.move("a", id)});
        f.send(1, HistoryRequest{1, 1'000});
        auto part = f.last<HistoryMessage>(1);
        QCOMPARE(part.from, 1);
        QCOMPARE(part.to, 200);
        QCOMPARE(part.edits.size(), 200);
        QVERIFY(!part.done);
        f.send(1, HistoryRequest{201, 1'000});
        part = f.last<HistoryMessage>(1);
        QCOMPARE(part.to, 250);
        QVERIFY(part.done);
        f.send(1, HistoryRequest{900, 1'000});
        part = f.last<HistoryMessage>(1);
        QVERIFY(part.edits.isEmpty());
        QVERIFY(part.done);
    }

    void C10_historyBeginsWithWhatIsKept()
    {
        RoomFixture f;
        f.join(1);
        for (int id = 1; id <= 250; ++id)
            f.edit(1, id, {id == 1 ? f.create("a") : f.move("a", id)});
        f.log.forgotten = 240;
        f.send(1, HistoryRequest{1, 1'000});
        auto part = f.last<HistoryMessage>(1);
        QCOMPARE(part.from, 241);
        QCOMPARE(part.to, 250);
        QCOMPARE(part.edits.first().seq, 241);
        QVERIFY(part.done);
        f.send(1, HistoryRequest{1, 100});
        part = f.last<HistoryMessage>(1);
        QCOMPARE(part.from, 241);
        QCOMPARE(part.to, 240);
        QVERIFY(part.edits.isEmpty());
        QVERIFY(part.done);
    }

    void C10_historyTellsOnlyWhatIsCommitted()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.log.held = true;
        f.edit(1, 2, {f.create("b")});
        f.send(1, HistoryRequest{1, 10});
        QCOMPARE(f.last<HistoryMessage>(1).to, 1);
    }

private:
    static PresenceMessage at(double x, double y)
    {
        Presence presence;
        presence.cursor = QPointF(x, y);
        return {presence};
    }
    static RoomActionMessage action(RoomVerb verb) { return {verb, {}, {}, {}, {}}; }
};

QTEST_GUILESS_MAIN(TestRoomPeople)
#include "server_roompeople.moc"
