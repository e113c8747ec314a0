// The codec: every shape and message survives it; what is wrong is told apart and in a sentence.

#include "common/base/jsonwriter.h"
#include "common/protocol/codec.h"
#include "common/protocol/packing.h"
#include "tests/support/randomshapes.h"

#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

CommittedEdit committed(qint64 seq, const QList<Op> &ops)
{
    return {seq, "p1", "client-1", 7, 1760000000000, "g1", ops};
}

/// With ' for ", which moc would stumble over in so many raw strings.
QByteArray edit(QByteArray ops)
{
    return R"({"type":"edit","id":1,"ops":[)" + ops.replace('\'', '"') + "]}";
}

QByteArray update(const QByteArray &set)
{
    return edit(R"({"op":"update","id":"s","set":{)" + set + "}}");
}

QByteArray createWith(const QByteArray &fields)
{
    return edit(R"({"op":"create","shape":{)" + fields + "}}");
}

} // namespace

class CodecTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapesOfEveryKindComeBackEqual()
    {
        Random random(1);
        for (int i = 0; i < 2000; ++i) {
            const Shape shape = randomShape(makeId(random), Kind(i % kindCount), random);
            const QByteArray bytes = encodeShape(shape);
            const auto back = decodeShape(bytes);
            QVERIFY2(back, back ? "" : qPrintable(back.error().message + u' ' + QString::fromUtf8(bytes)));
            QCOMPARE(*back, shape);
            QCOMPARE(encodeShape(*back), bytes);
        }
    }

    void committedEditsComeBackEqual()
    {
        Random random(2);
        Document document;
        for (int i = 0; i < 500; ++i) {
            const Op op = randomOp(document, makeId(random, 6), random);
            const auto applied = document.apply({op}, {"client-1", 5});
            if (!applied)
                continue;
            const QByteArray bytes = encodeCommitted(committed(i, applied->ops));
            const auto back = decodeCommitted(bytes);
            QVERIFY2(back, back ? "" : qPrintable(back.error().message));
            QCOMPARE(encodeCommitted(*back), bytes);
        }
    }

    void charactersAreEscapedInOneWay()
    {
        // What we write, and what is kept as others wrote it: equal shapes are to give equal bytes.
        QString text = u"\"\\/"_s;
        for (char16_t c = 1; c < 0x20; ++c)
            text.append(c);
        QByteArray string;
        JsonWriter(string).value(QStringView(text));
        const QByteArray json = R"({"id":"s","kind":"rect","text":)" + string + R"(,"ext":{"a":)" + string + "}}";
        const auto shape = decodeShape(json);
        QVERIFY(shape);
        QCOMPARE(shape->text, text);
        QCOMPARE(encodeShape(*shape), json);
    }

    void S3_defaultsAreLeftOut()
    {
        Shape shape = Shape::defaults(Kind::Arrow);
        shape.id = "s";
        QCOMPARE(encodeShape(shape), R"({"id":"s","kind":"arrow"})"_ba);
    }

    void hostMessagesComeBackEqual_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const HostMessage &message) { QTest::newRow(name) << encode(message); };
        WelcomeMessage welcome;
        welcome.peer = "p7";
        welcome.role = Role::Owner;
        welcome.room = {"r1", u"Our \"room\""_s, true};
        welcome.epoch = "e1";
        welcome.seq = 130;
        welcome.lastEdit = 17;
        welcome.continues = {{"e0", 12}, {"e", 3}};
        welcome.peers = {{"p3", u"Ben 벤"_s, Color::rgb(0x1971c2), Role::Viewer}};
        welcome.chat = {{"p3", u"Ben"_s, u"hi"_s, 5}};
        welcome.limits.frameBytes = 4711;
        welcome.sync = WelcomeMessage::Sync::Tail;
        row("welcome", welcome);
        Random random(3);
        const auto shape = std::make_shared<const Shape>(randomShape("s1", Kind::Ink, random));
        row("snapshot", SnapshotMessage{{shape}, 1, 2, false});
        row("edits", EditsMessage{{committed(3, {DeleteOp{"s1"}}), committed(4, {AppendOp{"s1", 12, {1, 2.5, 0.1}}})}});
        row("edits with a splice", EditsMessage{{committed(5, {makeSplice("s1", 4, 2, u"🙂\n"_s)})}});
        row("reject", RejectMessage{18, {ErrorCode::Conflict, u"no"_s}});
        Presence presence;
        presence.cursor = QPointF(1, -2.5);
        presence.view = QRectF(0, 0, 10, 20);
        presence.selection = QList<ShapeId>{"s1", "s2"};
        presence.tool = "pen"_ba;
        presence.typing = ""_ba;
        presence.laser = PointList{1, 2, 3, 4};
        presence.hand = true;
        Presence gone;
        gone.cursor.emplace();
        row("presence", PeersPresenceMessage{{{"p1", presence}, {"p2", gone}}});
        row("joined", JoinedMessage{{"p9", u"Cy"_s, Color(), Role::Editor}});
        row("left", LeftMessage{"p9", "timeout"});
        row("chat", ChatLineMessage{{"p9", u"Cy"_s, u"there"_s, 9}});
        row("room", RoomMessage{{"r", u"t"_s, false}, "p1", RoomVerb::Role, "p2", Role::Viewer});
        row("history", HistoryMessage{1, 2, {committed(1, {DeleteOp{"q"}})}, true});
        row("error", ErrorMessage{"bad-json", u"what"_s});
        row("bye", ByeMessage{250});
        row("resync", ResyncMessage{"e1", 9, "slow", 3});
        row("deletions", DeletionsMessage{{{"client-1", u"Ben"_s, 5, 7, 143}}});
        row("members", MembersMessage{{{"client-1", u"Ben"_s, 5, Role::Owner}, {"client-2", {}, 0, {}}}});
        row("role of somebody who is not here",
            RoomMessage{{"r", u"t"_s, false, true}, "p1", RoomVerb::Role, {}, Role::Owner, {}, "client-2"});
        row("bans", BansMessage{{{"client-1", u"Eve"_s, u"192.0.2.7"_s, 5}, {"client-2", {}, {}, 0}}});
        row("rooms", RoomsMessage{{{"r", u"t"_s, false, 3, 400, 5}}});
    }

    void hostMessagesComeBackEqual()
    {
        QFETCH(QByteArray, bytes);
        const auto message = decodeHost(bytes);
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        QCOMPARE(encode(*message), bytes);
    }

    void clientMessagesComeBackEqual_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const ClientMessage &message) { QTest::newRow(name) << encode(message); };
        row("join",
            JoinMessage{
                2, "key", "proof", {}, u"Ann"_s, Color::rgb(0xe64980), u"s"_s, true, "w1", HistoryPoint{"e", 123}});
        JoinMessage packed{2, "key", "proof", {}, {}, {}, {}, false, {}, {}};
        packed.packings = {packingName};
        row("join, packed", packed);
        row("join, least", JoinMessage{2, "key", "proof", {}, {}, {}, {}, false, {}, {}});
        row("edit", EditMessage{{18, "g5", {DeleteOp{"s"}, UpdateOp{"t", {{Register::Locked, true}}}}}, {}});
        Presence presence;
        presence.hand = false;
        row("presence", PresenceMessage{presence});
        row("chat", ChatMessage{u"hello"_s});
        row("room", RoomActionMessage{RoomVerb::Kick, "p3", {}, {}, {}});
        row("ban", RoomActionMessage{RoomVerb::Ban, "p3", {}, {}, {}, true});
        row("unban", RoomActionMessage{RoomVerb::Unban, {}, {}, {}, {}, false, "client-1"});
        row("bans", BansRequest());
        row("restore", RoomActionMessage{RoomVerb::Restore, {}, {}, {}, {}, false, "client-1", {}, 5, 7});
        row("restore, all", RoomActionMessage{RoomVerb::Restore, {}, {}, {}, {}});
        row("deletions", DeletionsRequest());
        row("members", MembersRequest());
        row("history", HistoryRequest{1, 500});
    }

    // S2: `ext` is kept verbatim, whatever its numbers are.
    void extIsKeptAsItIs_data()
    {
        QTest::addColumn<QByteArray>("ext");
        for (const char *ext :
             {"{'a':340282366920938463463374607431768211456}", "{'a':-123456789012345678901234567890}",
              "{'a':1.10,'b':1e400,'c':-0.0,'d':1E+2}", "{'a':{'ext':{'b':18446744073709551616}}}",
              "{'ext':{},'a':'\\u00e9 \\ud83d\\ude00 \\/'}", "{'a':'\x7f ext 0','b':[9007199254740993]}"})
            QTest::newRow(ext) << QByteArray(ext).replace('\'', '"').replace("\x7f ", "\x7f");
    }
    void extIsKeptAsItIs()
    {
        QFETCH(QByteArray, ext);
        const QByteArray json = R"({"id":"s","kind":"rect","box":[1,2,3,4,0],"ext":)" + ext + '}';
        const auto shape = decodeShape(json);
        QVERIFY2(shape, shape ? "" : qPrintable(shape.error().message));
        QCOMPARE(shape->ext.json, ext);
        QVERIFY2(encodeShape(*shape).contains(QByteArray("\"ext\":" + ext)), encodeShape(*shape).constData());
        // Blanks go; two shapes of one message have their own.
        const auto message =
            decodeClient(QByteArray(R"({"type":"edit","id":1,"ops":[{"op":"create","shape":{"id":"a","kind":"rect",
            "box":[1,2,3,4,0],"ext" : { "n" : 1.50 } } },{"op":"update","id":"a","set":{"ext":)" +
                                    ext + "}}]}"));
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        const auto &edit = std::get<EditMessage>(*message);
        QVERIFY(!edit.refusal);
        QCOMPARE(std::get<CreateOp>(edit.edit.ops.at(0)).shape->ext.json, R"({"n":1.50})"_ba);
        QCOMPARE(std::get<JsonObject>(std::get<UpdateOp>(edit.edit.ops.at(1)).set.at(0).value).json, ext);
        // The ext of something unknown, too.
        const auto newer = decodeShapes(
            QByteArray("[" + QByteArray(R"({"id":"s","kind":"rect","box":[1,2,3,4,0],"soon":{"ext":)") + ext + "}}]"));
        QVERIFY(newer);
        QCOMPARE(newer->constFirst()->unknown.value("soon"), "{\"ext\":" + ext + '}');
    }
    // T6, E13: what is no JSON, or no object, is refused as before.
    void extThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("ext");
        for (const char *ext :
             {"{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":+1}", "{\"a\":tru}", "{\"a\":\"\\x\"}",
              "{\"a\":\"\t\"}", "{\"a\":\"\\ud83d\"}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":[1,]}",
              "\"\x7f"
              "ext 0\"",
              "7", "null"})
            QTest::newRow(ext) << QByteArray(ext);
    }
    void extThatIsNoneIsRefused()
    {
        QFETCH(QByteArray, ext);
        QVERIFY(!decodeShape(QByteArray(R"({"id":"s","kind":"rect","box":[1,2,3,4,0],"ext":)" + ext + '}')));
    }

    void clientMessagesComeBackEqual()
    {
        QFETCH(QByteArray, bytes);
        const auto message = decodeClient(bytes);
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        QCOMPARE(encode(*message), bytes);
    }

    void malformedMessages_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code) {
            QTest::newRow(name) << bytes << int(code);
        };
        row("empty", "", ErrorCode::BadJson);
        row("null", {}, ErrorCode::BadJson);
        row("cut", R"({"type":"chat","text":"x")", ErrorCode::BadJson);
        row("not UTF-8", "{\"type\":\"chat\",\"text\":\"\xff\"}", ErrorCode::BadJson);
        row("infinite", update(R"("width":1e999)"), ErrorCode::BadJson);
        row("nested too deep", R"({"type":"chat","text":)" + QByteArray(40, '[') + QByteArray(40, ']') + "}",
            ErrorCode::BadJson);
        row("no object", "[]", ErrorCode::BadMessage);
        row("no type", "{}", ErrorCode::BadMessage);
        row("type no string", R"({"type":5})", ErrorCode::BadMessage);
        row("unknown type", R"({"type":"dance"})", ErrorCode::UnknownType);
        row("join: no key", R"({"type":"join","protocol":2,"proof":"b"})", ErrorCode::BadMessage);
        row("join: no proof", R"({"type":"join","protocol":2,"key":"a"})", ErrorCode::BadMessage);
        row("join: make", R"({"type":"join","protocol":2,"key":"a","proof":"b","make":1})", ErrorCode::BadMessage);
        row("join: bad colour", R"({"type":"join","protocol":2,"key":"a","proof":"b","color":"red"})",
            ErrorCode::BadMessage);
        row("edit: no ops", R"({"type":"edit","id":1})", ErrorCode::BadMessage);
        row("edit: ops no list", R"({"type":"edit","id":1,"ops":{}})", ErrorCode::BadMessage);
        row("edit: id no number", R"({"type":"edit","id":"1","ops":[]})", ErrorCode::BadMessage);
        row("edit: id 0", R"({"type":"edit","id":0,"ops":[]})", ErrorCode::BadMessage);
        row("edit: id -1", R"({"type":"edit","id":-1,"ops":[]})", ErrorCode::BadMessage);
        row("edit: id 2^53", R"({"type":"edit","id":9007199254740992,"ops":[]})", ErrorCode::BadMessage);
        row("edit: id 2^63 - 1", R"({"type":"edit","id":9223372036854775807,"ops":[]})", ErrorCode::BadMessage);
        row("edit: id 1e300", R"({"type":"edit","id":1e300,"ops":[]})", ErrorCode::BadMessage);
        row("edit: id 1.5", R"({"type":"edit","id":1.5,"ops":[]})", ErrorCode::BadMessage);
        row("edit: gesture that would break the log", R"({"type":"edit","id":1,"gesture":"a\\b","ops":[]})",
            ErrorCode::BadMessage);
        row("op: unknown", edit(R"({"op":"paint","id":"s"})"), ErrorCode::BadMessage);
        row("op: no id", edit(R"({"op":"delete"})"), ErrorCode::BadMessage);
        row("op: no set", edit(R"({"op":"update","id":"s"})"), ErrorCode::BadMessage);
        row("op: no shape", edit(R"({"op":"create"})"), ErrorCode::BadMessage);
        row("op: no at", edit(R"({"op":"append","id":"s","points":[]})"), ErrorCode::BadMessage);
        row("presence: cursor of 3", R"({"type":"presence","cursor":[1,2,3]})", ErrorCode::BadMessage);
        row("presence: selection that would break the others", R"({"type":"presence","selection":["a\\b"]})",
            ErrorCode::BadMessage);
        row("room: peer no id", R"({"type":"room","action":"kick","peer":"p 3"})", ErrorCode::BadMessage);
        row("join: epoch no id",
            R"({"type":"join","protocol":2,"key":"a","proof":"b","resume":{"epoch":"a b","seq":1}})",
            ErrorCode::BadMessage);
        row("room: unknown action", R"({"type":"room","action":"explode"})", ErrorCode::BadMessage);
    }

    void malformedMessages()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        const auto message = decodeClient(bytes);
        QVERIFY(!message);
        QCOMPARE(QByteArray(codeName(message.error().code)), QByteArray(codeName(ErrorCode(code))));
        QVERIFY(!message.error().message.isEmpty());
    }

    void whatNoRoomTakesIsARefusal_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code = ErrorCode::Invalid) {
            QTest::newRow(name) << bytes << int(code);
        };
        row("no operations", edit(""));
        row("delete: id no id", edit("{'op':'delete','id':'a b'}"));
        row("update: id no id", edit("{'op':'update','id':'','set':{}}"));
        row("width too large", update("'width':201"));
        row("width too small", update("'width':0"));
        row("width no number", update("'width':'thick'"));
        row("opacity above 1", update("'opacity':1.01"));
        row("rough 3", update("'rough':3"));
        row("rough 1.5", update("'rough':1.5"));
        row("colour name", update("'stroke':'red'"));
        row("colour short", update("'stroke':'#fff'"));
        row("unknown dash", update("'dash':'wavy'"));
        row("box of four", update("'box':[1,2,3,4]"));
        row("box far away", update("'box':[1e10,2,3,4,0]"));
        row("z empty", update("'z':''"));
        row("z not base 62", update("'z':'a-'"));
        row("parent no id", update("'parent':'a b'"));
        row("groups no ids", update("'groups':['a b']"));
        row("ends of three", update("'ends':['none','none','none']"));
        row("unknown end", update("'ends':['none','skull']"));
        row("from half", update("'from':{'shape':'s'}"));
        row("asset no hash", update("'asset':'ff'"));
        row("font size 0", update("'font':{'size':0}"));
        row("ext no object", update("'ext':[]"));
        row("link that runs", update("'link':'javascript:alert(1)'"));
        row("link to a file", update("'link':'file:///etc/passwd'"));
        row("unknown register", update("'colour':'#ffffff'"));
        row("id never changes", update("'id':'t'"));
        row("kind never changes", update("'kind':'rect'"));
        row("S4: who made it is no register", update("'by':'somebody-else'"));
        row("S4: when it was made is no register", update("'made':1"));
        row("S4: when it changed is no register", update("'changed':1"));
        row("create: no kind", createWith("'id':'s'"));
        row("create: unknown kind", createWith("'id':'s','kind':'gizmo'"));
        row("create: no id", createWith("'kind':'rect'"));
        row("create: id with a backslash", createWith("'kind':'rect','id':'a\\b'"));
        row("create: register of another kind", createWith("'kind':'rect','id':'s','points':[1,2]"));
        row("create: half a point", createWith("'kind':'ink','id':'s','points':[1,2]"));
        row("too long a text", update("'text':'" + QByteArray(20001, 'x') + "'"), ErrorCode::Limit);
        row("too many points", update("'points':[0" + QByteArray(",1").repeated(60002) + ']'), ErrorCode::Limit);
        row("too many operations", edit(QByteArray("{'op':'delete','id':'s'},").repeated(1001).chopped(1)),
            ErrorCode::Limit);
    }

    void whatNoRoomTakesIsARefusal()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        const auto message = decodeClient(bytes);
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        const auto &refusal = std::get<EditMessage>(*message).refusal;
        QVERIFY(refusal);
        QCOMPARE(QByteArray(codeName(refusal->code)), QByteArray(codeName(ErrorCode(code))));
        QVERIFY(!refusal->message.isEmpty());
    }

    void J17_whatIsNotKnownHereIsKeptAndSentBack_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::newRow("kind") << R"({"id":"s","kind":"gizmo","box":[1,2,3,4,0],"text":"six","sides":6})"_ba;
        QTest::newRow("kind with points") << R"({"id":"s","kind":"bezier","points":[1,2,[3]]})"_ba;
        QTest::newRow("register") << R"({"id":"s","kind":"rect","shadow":{"x":[1,null]},"by":"client-a"})"_ba;
        QTest::newRow("value") << R"({"id":"s","kind":"rect","dash":"wavy","made":5})"_ba;
    }
    void J17_whatIsNotKnownHereIsKeptAndSentBack()
    {
        QFETCH(QByteArray, shape);
        const auto message =
            decodeHost(QByteArray(R"({"type":"snapshot","shapes":[)" + shape + R"(],"sent":1,"total":1,"done":true})"));
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        const ShapeRef read = std::get<SnapshotMessage>(*message).shapes.constFirst();
        QVERIFY(!read->unknown.isEmpty());
        // As members, since theirs have no place in our order.
        QCOMPARE(QJsonDocument::fromJson(encodeShape(*read)), QJsonDocument::fromJson(shape));
        const auto again = decodeShapes(QByteArray('[' + encodeShape(*read) + ']'));
        QVERIFY(again);
        QCOMPARE(*again->constFirst(), *read);
    }

    void P6_presenceIsNoFartherThanShapesCanBe()
    {
        const auto message =
            decodeClient(R"({"type":"presence","cursor":[1e308,-1e300],"view":[0,0,1e12,-1e9],"laser":[2e9,5]})");
        QVERIFY(message);
        const Presence presence = std::get<PresenceMessage>(*message).presence;
        QCOMPARE(**presence.cursor, QPointF(1e9, -1e9));
        QCOMPARE(*presence.view, QRectF(0, 0, 1e9, -1e9));
        QCOMPARE(*presence.laser, (PointList{1e9, 5}));
    }

    void J17_anUpdateOfWhatIsNotKnownHere()
    {
        const auto message =
            decodeHost(R"({"type":"edits","edits":[{"seq":1,"peer":"p","client":"c","id":1,"at":1,"ops":[)"
                       R"({"op":"create","shape":{"id":"s","kind":"rect","dash":"wavy","glow":1}},)"
                       R"({"op":"update","id":"s","set":{"glow":2,"width":3}},)"
                       R"({"op":"update","id":"s","set":{"dash":"dotted"}}]}]})");
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        const CommittedEdit edit = std::get<EditsMessage>(*message).edits.constFirst();
        QVERIFY(!edit.incomplete);
        Document board;
        board.applyLeniently(edit.ops, {"c", 1});
        const ShapeRef shape = board.find("s");
        QCOMPARE(shape->width, 3);
        QCOMPARE(shape->dash, Dash::Dotted);
        QCOMPARE(shape->unknown, (QMap<QByteArray, QByteArray>{{"glow", "2"}}));
    }

    void J17_anOperationThatIsNotKnownHereIsMissed()
    {
        const auto message =
            decodeHost(R"({"type":"edits","edits":[{"seq":1,"peer":"p","client":"c","id":1,"at":1,"ops":[)"
                       R"({"op":"fold","id":"s"},{"op":"delete","id":"t"}]}]})");
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        const CommittedEdit edit = std::get<EditsMessage>(*message).edits.constFirst();
        QVERIFY(edit.incomplete);
        QCOMPARE(edit.ops.size(), 1);
    }

    void hostsThatWouldBreakWhatWeWrite_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        // What we know of a host goes on to others when the room goes on elsewhere.
        QTest::newRow("epoch") << R"({"type":"resync","epoch":"a\\b","seq":1})"_ba;
        QTest::newRow("peer") << R"({"type":"left","peer":"a\\b"})"_ba;
        QTest::newRow("presence") << R"({"type":"presence","peers":{"a\\b":{}}})"_ba;
        QTest::newRow("client") << R"({"type":"edits","edits":[{"seq":1,"peer":"p1","client":"a\\b","id":1,"at":1,)"
                                   R"("ops":[]}]})"_ba;
    }
    void hostsThatWouldBreakWhatWeWrite()
    {
        QFETCH(QByteArray, bytes);
        const auto message = decodeHost(bytes);
        QVERIFY(!message);
        QCOMPARE(message.error().code, ErrorCode::BadMessage);
    }

    void T4_unknownFieldsAreIgnored()
    {
        QVERIFY(decodeClient(R"({"type":"chat","text":"x","mood":{"a":[1]}})"));
        QVERIFY(decodeHost(R"({"type":"bye","retry":5,"why":null})"));
    }

    void aNestingOf32IsTaken()
    {
        // The message, ops, op, set and ext are five levels.
        const QByteArray deep = nested(27);
        const auto message = decodeClient(update(R"("ext":{"b":)" + deep + "}"));
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        QVERIFY(!std::get<EditMessage>(*message).refusal);
        QVERIFY(!decodeClient(update(R"("ext":{"b":{"c":)" + deep + "}}")));
    }

    void snapshotFramesStayUnder256KiB()
    {
        Random random(4);
        QList<ShapeRef> shapes;
        for (int i = 0; i < 3000; ++i) {
            Shape shape = randomShape(makeId(random), Kind::Ink, random);
            shape.points = PointList(300, random.real());
            shapes.append(std::make_shared<const Shape>(shape));
        }
        const QList<QByteArray> frames = encodeSnapshot(shapes);
        QVERIFY(frames.size() > 10);
        qsizetype count = 0;
        for (const QByteArray &frame : frames) {
            QVERIFY(frame.size() <= snapshotFrameBytes);
            const auto message = decodeHost(frame);
            QVERIFY(message);
            const auto &snapshot = std::get<SnapshotMessage>(*message);
            for (const ShapeRef &shape : snapshot.shapes)
                QCOMPARE(*shape, *shapes.at(count++));
            QCOMPARE(snapshot.sent, count);
            QCOMPARE(snapshot.total, shapes.size());
            QCOMPARE(snapshot.done, &frame == &frames.last());
        }
        QCOMPARE(count, shapes.size());
        QCOMPARE(encodeSnapshot({}).size(), 1);
    }

    void splicedEditsAreWhatIsEncodedWhole()
    {
        const QList<CommittedEdit> edits{committed(1, {DeleteOp{"a"}}), committed(2, {DeleteOp{"b"}})};
        QList<QByteArray> parts;
        for (const CommittedEdit &each : edits)
            parts << encodeCommitted(each);
        QCOMPARE(encodeEdits(parts), encode(EditsMessage{edits}));
        QCOMPARE(encodeHistory(1, 2, parts, true), encode(HistoryMessage{1, 2, edits, true}));
    }

    void everyCutOfAMessageIsRefusedWithoutHarm()
    {
        const QByteArray whole =
            createWith(R"("id":"s","kind":"arrow","points":[1,2,3,4],"ends":["none","arrow"],"ext":{"a":1})");
        QVERIFY(decodeClient(whole));
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!decodeClient(QByteArrayView(whole).first(size)));
    }
};

QTEST_APPLESS_MAIN(CodecTest)
#include "common_codec.moc"
