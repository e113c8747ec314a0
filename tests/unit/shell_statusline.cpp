#include "app/panels/statusline.h"
#include "app/rooms/roomcontrol.h"
#include "app/widgets/englishplurals.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

using State = RoomLink::State;
using Tone = StatusLine::Tone;

Q_DECLARE_METATYPE(sketchroom::LinkFacts)

namespace {

LinkFacts connected()
{
    LinkFacts facts;
    facts.local = false;
    facts.state = State::Connected;
    return facts;
}

} // namespace

class TestStatusLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void theStatusSaysHowTheConnectionIs_data();
    void theStatusSaysHowTheConnectionIs();
    void progressIsAShare();
    void recentRoomsSurviveBeingStored_data();
    void recentRoomsSurviveBeingStored();
    void whatIsNoRecentRoomIsForgotten();

private:
    EnglishPlurals m_plurals;
};

void TestStatusLine::theStatusSaysHowTheConnectionIs_data()
{
    QTest::addColumn<LinkFacts>("facts");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    QTest::addColumn<bool>("canRetry");
    const auto row = [](const char *name, const LinkFacts &facts, const QString &text, Tone tone, bool canRetry) {
        QTest::newRow(name) << facts << text << int(tone) << canRetry;
    };
    const LinkFacts room = connected();
    LinkFacts facts = room;
    row("alone", {}, u"Drawing alone"_s, Tone::Quiet, false);
    row("connected", facts, u"Connected"_s, Tone::Good, false);
    facts.locked = true;
    row("locked", facts, u"Connected · locked"_s, Tone::Good, false);
    facts.role = Role::Viewer;
    row("viewer in a locked room", facts, u"Connected · viewer"_s, Tone::Good, false);
    facts = room;
    facts.pendingEdits = 5;
    row("a few edits on their way", facts, u"Connected"_s, Tone::Good, false);
    facts.pendingEdits = 1200;
    row("a queue of edits", facts, u"Connected · 1200 edits pending"_s, Tone::Busy, false);
    facts = room;
    facts.state = State::Connecting;
    row("connecting", facts, u"Connecting…"_s, Tone::Busy, false);
    facts.state = State::Reconnecting;
    row("trying again now", facts, u"Reconnecting…"_s, Tone::Bad, false);
    facts.retryInMs = 2100;
    row("waiting to try again", facts, u"Reconnecting in 3 s"_s, Tone::Bad, true);
    facts.pendingEdits = 1;
    row("waiting with an edit", facts, u"Reconnecting in 3 s · 1 edit pending"_s, Tone::Bad, true);
    facts = room;
    facts.state = State::Closed;
    facts.problem = u"You have been asked to leave."_s;
    row("closed", facts, u"You have been asked to leave."_s, Tone::Bad, true);
    facts = room;
    facts.loading = RoomClient::Loading{500, 1200};
    row("loading", facts, u"Loading the board: 500 of 1,200 shapes"_s, Tone::Busy, false);
    facts.loading = RoomClient::Loading{0, 0};
    row("about to load", facts, u"Loading the board…"_s, Tone::Busy, false);
}

void TestStatusLine::theStatusSaysHowTheConnectionIs()
{
    QLocale::setDefault(QLocale(QLocale::English));
    QFETCH(LinkFacts, facts);
    const StatusLine line = statusLine(facts);
    QTEST(line.text, "text");
    QTEST(int(line.tone), "tone");
    QTEST(line.canRetry, "canRetry");
}

void TestStatusLine::progressIsAShare()
{
    LinkFacts facts = connected();
    QVERIFY(!statusLine(facts).progress);
    facts.loading = RoomClient::Loading{300, 1200};
    QCOMPARE(statusLine(facts).progress.value(), 0.25);
}

void TestStatusLine::recentRoomsSurviveBeingStored_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("on a host") << u"ws://10.0.0.2:7538/rooms/plan"_s;
    QTest::newRow("secure") << u"wss://example.org:443/rooms/plan"_s;
    QTest::newRow("on this computer") << u"here:plan"_s;
}

void TestStatusLine::recentRoomsSurviveBeingStored()
{
    QFETCH(QString, text);
    const auto room = recentRoomFromText(text);
    QVERIFY(room);
    QCOMPARE(room->isOwn(), text.startsWith(u"here:"_s));
    QCOMPARE(toText(*room), text);
}

void TestStatusLine::whatIsNoRecentRoomIsForgotten()
{
    for (const QString &text : {u""_s, u"here:"_s, u"here:Bad Name"_s, u"ws://host"_s, u"nonsense /"_s})
        QVERIFY2(!recentRoomFromText(text), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestStatusLine)
#include "shell_statusline.moc"
