#include "tests/unit/server_roomfixture.h"

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// In which order somebody is told what, from the welcome to the end. Rules of PROTOCOL.md in the names.
class TestRoomOrder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J11_editsFollowTheSnapshot()
    {
        RoomFixture f;
        f.join(1);
        f.edit(1, 1, {f.create("a")});
        f.join(2);
        f.edit(1, 2, {f.move("a", 5)});
        f.edit(1, 3, {f.move("a", 6)});
        QCOMPARE(placeOf<WelcomeMessage>(f, 2), 1); // the hello is before it
        QVERIFY(placeOf<SnapshotMessage>(f, 2) > placeOf<WelcomeMessage>(f, 2));
        QVERIFY(placeOf<EditsMessage>(f, 2) > placeOf<SnapshotMessage>(f, 2));
        QCOMPARE(seqs(f, 2), (QList<qint64>{2, 3}));
    }

    void J11_editsFollowTheTail()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        const QByteArray epoch = f.first<WelcomeMessage>(2).epoch;
        f.room->close(2, Room::LeaveReason::Closed);
        f.edit(1, 1, {f.create("a")});
        JoinMessage again = joinOf("client-2");
        again.resume = HistoryPoint{epoch, 0};
        f.join(3, again);
        f.edit(1, 2, {f.move("a", 5)});
        QCOMPARE(f.first<WelcomeMessage>(3).sync, WelcomeMessage::Sync::Tail);
        QCOMPARE(seqs(f, 3), (QList<qint64>{1, 2}));
    }

    void J14_afterTheWelcomeComesWhatEverybodyIsDoing()
    {
        RoomFixture f;
        f.join(1);
        Presence pen;
        pen.tool = "pen";
        f.send(1, PresenceMessage{pen});
        f.join(2);
        QVERIFY(placeOf<PeersPresenceMessage>(f, 2) > placeOf<WelcomeMessage>(f, 2));
        QCOMPARE(f.last<JoinedMessage>(1).peer.peer, f.peerOf(2));
        QVERIFY(f.all<JoinedMessage>(2).isEmpty()); // nobody is told of themselves
    }

    void X1_theCloseFrameSaysWhatTheErrorSaid()
    {
        RoomFixture f;
        f.join(1);
        f.join(2);
        f.send(1, RoomActionMessage{RoomVerb::Kick, f.peerOf(2), {}, {}, {}});
        QVERIFY(!f.reasonOf(2).isEmpty());
        QCOMPARE(f.reasonOf(2), f.last<ErrorMessage>(2).message);
        f.send(1, joinOf("client-1")); // a second join
        QCOMPARE(f.reasonOf(1), f.last<ErrorMessage>(1).message);
    }

private:
    /// How many messages came before the first of this type; -1: there is none.
    template <class Message>
    static qsizetype placeOf(const RoomFixture &f, SessionId session)
    {
        const QList<HostMessage> inbox = f.inbox(session);
        for (qsizetype i = 0; i < inbox.size(); ++i) {
            if (std::holds_alternative<Message>(inbox[i]))
                return i;
        }
        return -1;
    }
    static QList<qint64> seqs(RoomFixture &f, SessionId session)
    {
        QList<qint64> list;
        for (const CommittedEdit &edit : f.edits(session))
            list.append(edit.seq);
        return list;
    }
};

QTEST_GUILESS_MAIN(TestRoomOrder)
#include "server_roomorder.moc"
