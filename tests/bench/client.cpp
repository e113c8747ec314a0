// Starts the real sketchroom-server and measures, on loopback and with real clients: how long an edit takes from one
// client's hand to another one's document, and how long it takes to join a room of 10,000 shapes until its board is
// painted in a window.

#include "app/session/boardsession.h"
#include "app/session/roomconnection.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "tests/support/boardgenerator.h"
#include "tests/support/serverprocess.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int shapesInRoom = 10'000;
constexpr int edits = 500;
constexpr int joins = 5;

/// Runs the event loop until `done`.
template <class Done>
void waitFor(const Done &done)
{
    QEventLoop loop;
    while (!done())
        loop.processEvents(QEventLoop::WaitForMoreEvents);
}

struct Client
{
    SystemClock clock;
    Random random = Random::fromSystem();
    HostAccess access;
    SigningKey key = SigningKey::make(random);
    BoardSession session{key.client(), clock, random};

    void join(const QUrl &room)
    {
        session.setLink(
            std::make_unique<RoomConnection>(room, Credentials{key, {}}, access, random, RoomConnection::Manner()),
            BoardSession::Board::Replace);
    }
    bool isInSync() const
    {
        return session.link()->state() == RoomLink::State::Connected && !session.loading() &&
               session.replica().seq() > 0 && session.pendingEdits() == 0;
    }
};

void report(const char *what, QList<double> ms)
{
    std::sort(ms.begin(), ms.end());
    std::printf("%-60s median %7.2f ms  p99 %7.2f ms  worst %7.2f ms\n", what, ms.at(ms.size() / 2),
                ms.at(ms.size() * 99 / 100), ms.last());
    std::fflush(stdout);
}

QList<Op> creations(const QList<ShapeRef> &shapes)
{
    QList<Op> ops;
    for (const ShapeRef &shape : shapes)
        ops.append(CreateOp{shape});
    return ops;
}

void measureEdits(const QUrl &room)
{
    Client ann;
    Client ben;
    ann.join(room);
    ben.join(room);
    waitFor([&] { return ann.session.link()->state() == RoomLink::State::Connected; });
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = ann.session.newShapeId();
    std::ignore = ann.session.submit({CreateOp{std::make_shared<const Shape>(shape)}}, u"Draw"_s);
    waitFor([&] { return ben.session.document().contains(shape.id); });
    QList<double> times;
    for (int i = 1; i <= edits; ++i) {
        QElapsedTimer timer;
        timer.start();
        std::ignore =
            ann.session.submit({UpdateOp{shape.id, {{Register::Box, Box{double(i), 0, 10, 10, 0}}}}}, u"Move"_s);
        waitFor([&] { return ben.session.document().find(shape.id)->box.x == double(i); });
        times.append(double(timer.nsecsElapsed()) / 1e6);
    }
    report("an edit, from submit to the other client's document", times);
}

void measureJoins(const QUrl &room)
{
    {
        Client author;
        author.join(room);
        waitFor([&] { return author.session.link()->state() == RoomLink::State::Connected; });
        std::ignore = author.session.submit(creations(testing::generateBoard(shapesInRoom, 1)), u"Bring"_s);
        waitFor([&] { return author.isInSync(); });
    }
    QList<double> arrived;
    QList<double> painted;
    for (int i = 0; i < joins; ++i) {
        Client client;
        BoardScene scene(client.session);
        BoardView view(scene);
        QObject::connect(&client.session, &BoardSession::documentReset, &view, &BoardView::zoomToFit);
        view.resize(1600, 900);
        view.show();
        QElapsedTimer timer;
        timer.start();
        client.join(room);
        waitFor([&] { return client.session.document().size() == shapesInRoom; });
        arrived.append(double(timer.nsecsElapsed()) / 1e6);
        waitFor([&] { return scene.isSettled(); });
        view.grab();
        painted.append(double(timer.nsecsElapsed()) / 1e6);
    }
    report("joining a room of 10,000 shapes, to the document", arrived);
    report("joining a room of 10,000 shapes, to all of it painted sharp", painted);
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    testing::ServerProcess server;
    if (!server.start()) {
        std::fprintf(stderr, "The server did not start: %s\n", qPrintable(server.errorOutput()));
        return 1;
    }
    measureEdits(server.roomUrl(u"edits"_s));
    measureJoins(server.roomUrl(u"joins"_s));
    return 0;
}
