// Real clients in real windows, the real server, the real pointer and keyboard.

#include "app/editing/selection.h"
#include "app/files/formats.h"
#include "app/rooms/hostedsession.h"
#include "app/tools/toolcontroller.h"
#include "app/view/boardview.h"
#include "app/window/filecontrol.h"
#include "tests/integration/clientwindow.h"
#include "tests/support/corpus.h"
#include "tests/support/serverprocess.h"

#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;

/// The shapes of a kind on the board, topmost first.
QList<ShapeRef> ofKind(const Document &board, Kind kind)
{
    QList<ShapeRef> found;
    for (const ShapeRef &shape : board.inPaintOrder()) {
        if (shape->kind == kind)
            found.prepend(shape);
    }
    return found;
}

} // namespace

class WindowsTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    std::unique_ptr<ClientWindow> client(const QString &name, int column = 0)
    {
        return std::make_unique<ClientWindow>(name, *m_theme, QPoint(20 + 940 * column, 60));
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, ThemeChoice::Light); }

    void aLateJoinerSeesTheSameBoardAndPicture()
    {
        const QStringList files = corpusFiles();
        if (files.isEmpty())
            QSKIP("SKETCHROOM_CORPUS is not set");
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"Ann"_s);
        ann->join(server.roomUrl(u"drawing"_s));
        QTRY_VERIFY(ann->isInSync());
        QVERIFY(ann->addDrawing(files.first()));
        QTRY_VERIFY_WITH_TIMEOUT(!ann->board().isEmpty() && ann->isInSync(), patienceMs);

        const auto ben = client(u"Ben"_s, 1);
        ben->join(server.roomUrl(u"drawing"_s));
        QTRY_VERIFY_WITH_TIMEOUT(ben->isInSync() && !ben->board().isEmpty(), patienceMs);
        QCOMPARE(ben->canonical(), ann->canonical());
        // Tiles come from other threads, so a picture is looked at until it is whole.
        ann->window().tools().selection().clear();
        QTRY_VERIFY_WITH_TIMEOUT(difference(ann->picture(), ben->picture()) < 0.005, patienceMs);
    }

    void whatOneDrawsTheOtherSees()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"Ann"_s);
        const auto ben = client(u"Ben"_s, 1);
        for (const auto &each : {ann.get(), ben.get()}) {
            each->join(server.roomUrl(u"together"_s));
            QTRY_VERIFY(each->isInSync());
        }
        ann->activate();

        struct Tool
        {
            const char *key;
            Kind kind;
        };
        int column = 0;
        for (const Tool &tool : {Tool{"r", Kind::Rect},
                                 {"o", Kind::Ellipse},
                                 {"g", Kind::Triangle},
                                 {"d", Kind::Diamond},
                                 {"l", Kind::Line},
                                 {"a", Kind::Arrow},
                                 {"p", Kind::Ink}}) {
            const QPoint from(270 + 85 * column++, 160);
            ann->key(QLatin1StringView(tool.key));
            ann->drag({from, from + QPoint(20, 10), from + QPoint(40, 40), from + QPoint(60, 50)});
            QTRY_COMPARE(ofKind(ben->board(), tool.kind).size(), 1);
        }
        ann->key(u"t"_s);
        ann->click({300, 320});
        ann->type(u"hello"_s);
        ann->key(u"Escape"_s);
        QTRY_COMPARE(ofKind(ben->board(), Kind::Text).size(), 1);
        QCOMPARE(ofKind(ben->board(), Kind::Text).first()->text, u"hello"_s);

        // A click stamps a shape of the standard size.
        ann->key(u"r"_s);
        ann->click({450, 450});
        QTRY_COMPARE(ofKind(ben->board(), Kind::Rect).size(), 2);
        const ShapeId stamped = ofKind(ben->board(), Kind::Rect).first()->id;
        const auto box = [&] { return ben->board().find(stamped)->box; };
        const Box before = box();

        ann->key(u"Right"_s);
        QTRY_COMPARE(box().x, before.x + 1);
        ann->key(u"shift+Down"_s);
        QTRY_COMPARE(box().y, before.y + 10);
        const double y = box().y;
        const QPoint edge = ann->view().toView({before.x + 1, before.y + 10 + before.h / 4}).toPoint();
        ann->drag({edge, edge + QPoint(4, 20), edge + QPoint(4, 60), edge + QPoint(0, 100)});
        QTRY_COMPARE(box().y, y + 100);
        ann->key(u"ctrl+z"_s);
        QTRY_COMPARE(box().y, y);
        ann->key(u"Delete"_s);
        QTRY_VERIFY(!ben->board().contains(stamped));
        ann->key(u"ctrl+z"_s);
        QTRY_VERIFY(ben->board().contains(stamped));
        ann->key(u"ctrl+shift+z"_s);
        QTRY_VERIFY(!ben->board().contains(stamped));
        QTRY_VERIFY(ann->isInSync());
        QCOMPARE(ben->canonical(), ann->canonical());
        QCOMPARE(ann->notices(), QStringList());
        QCOMPARE(ben->notices(), QStringList());
    }

    void everyElementOfEveryDrawingArrives()
    {
        const QStringList files = corpusFiles();
        if (files.isEmpty())
            QSKIP("SKETCHROOM_CORPUS is not set");
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"Ann"_s);
        const auto ben = client(u"Ben"_s, 1);
        for (const auto &each : {ann.get(), ben.get()}) {
            each->join(server.roomUrl(u"all"_s));
            QTRY_VERIFY(each->isInSync());
        }
        for (const QString &file : files) {
            const qsizetype before = ann->board().size();
            QVERIFY(ann->addDrawing(file));
            QTRY_VERIFY2(ann->board().size() > before && ann->isInSync(), qPrintable(file));
        }
        QTRY_COMPARE_WITH_TIMEOUT(ben->canonical().size(), ann->canonical().size(), patienceMs);
        QCOMPARE(ben->canonical(), ann->canonical());
        QCOMPARE(ann->notices(), QStringList());
        QVERIFY(ann->board().size() > 2000);
    }

    void whenTheHostingWindowClosesTheOthersKeepTheBoard()
    {
        auto host = client(u"Host"_s);
        QVERIFY(host->rooms().host("class"));
        QTRY_VERIFY(host->isInSync());
        const QUrl room = host->session().link()->address();
        const auto ann = client(u"Ann"_s);
        const auto ben = client(u"Ben"_s, 1);
        for (const auto &each : {ann.get(), ben.get()}) {
            each->join(QUrl(u"ws://127.0.0.1:%1/rooms/class"_s.arg(room.port())));
            QTRY_VERIFY(each->isInSync());
        }
        QTRY_COMPARE(host->session().peers().size(), 2u);
        ann->activate();
        ann->key(u"o"_s);
        ann->click({400, 400});
        QTRY_COMPARE(ben->board().size(), 1);
        QTRY_COMPARE(host->board().size(), 1);

        host->rooms().shutDown();
        host.reset();
        for (const auto &each : {ann.get(), ben.get()}) {
            QTRY_COMPARE(each->session().link()->state(), RoomLink::State::Reconnecting);
            QVERIFY(!each->session().link()->problem().isEmpty());
            QCOMPARE(each->board().size(), 1);
        }
        // They go on, and can keep what they have.
        ann->activate();
        ann->key(u"r"_s);
        ann->click({550, 500});
        QTRY_COMPARE(ann->board().size(), 2);
        QCOMPARE(ann->session().pendingEdits(), 1);
        const QString path = ann->folder() + u"/kept.sketchroom"_s;
        QVERIFY(writeDrawing(path, ann->board().shapes()));
        const auto kept = readDrawing(path);
        QVERIFY(kept);
        QCOMPARE(kept->shapes.size(), 2);
    }

    void aKilledServerLosesNothingThatWasAcknowledged()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"Ann"_s);
        const auto ben = client(u"Ben"_s, 1);
        for (const auto &each : {ann.get(), ben.get()}) {
            each->join(server.roomUrl(u"killed"_s));
            QTRY_VERIFY(each->isInSync());
        }
        ann->activate();
        for (int round = 0; round < 3; ++round) {
            ann->key(u"d"_s);
            ann->click({350 + 60 * round, 350});
            QTRY_COMPARE(ben->board().size(), 2 * round + 1);
            QTRY_VERIFY(ann->isInSync());
            server.kill();
            QTRY_COMPARE(ann->session().link()->state(), RoomLink::State::Reconnecting);
            ann->key(u"g"_s);
            ann->click({350 + 60 * round, 500});
            QCOMPARE(ann->session().pendingEdits(), 1);
            QVERIFY(server.start());
            QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync() && ben->isInSync(), patienceMs);
            QTRY_COMPARE(ben->board().size(), 2 * round + 2);
            QCOMPARE(ben->canonical(), ann->canonical());
        }
    }

    void aStoppedServerSaysByeAndThePeopleComeBack()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"Ann"_s);
        ann->join(server.roomUrl(u"stopped"_s));
        QTRY_VERIFY(ann->isInSync());
        QVERIFY(server.stop());
        QTRY_COMPARE(ann->session().link()->state(), RoomLink::State::Reconnecting);
        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync(), patienceMs);
    }
};

QTEST_MAIN(WindowsTest)
#include "windows.moc"
