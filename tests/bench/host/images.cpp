// Starts the real sketchroom-server and measures, on loopback: how long it takes to bring an image of 10 MiB and to
// fetch it, what 200 connections take up that ask for it and read nothing, and 200 that fetch it at once.

#include "tests/support/images.h"
#include "common/model/asset.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

#include <unistd.h>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int many = 200;
constexpr qsizetype imageBytes = qsizetype(10) << 20;

QList<QByteArray> procFields(const ServerProcess &server, const QString &file)
{
    QFile proc(u"/proc/%1/%2"_s.arg(server.processId()).arg(file));
    return proc.open(QIODevice::ReadOnly) ? proc.readAll().split(' ') : QList<QByteArray>();
}

double mebibytes(const ServerProcess &server)
{
    return procFields(server, u"statm"_s).value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / double(1 << 20);
}

double cpuSeconds(const ServerProcess &server)
{
    const QList<QByteArray> fields = procFields(server, u"stat"_s);
    return (fields.value(13).toDouble() + fields.value(14).toDouble()) / double(sysconf(_SC_CLK_TCK));
}

using Sockets = std::vector<std::unique_ptr<QTcpSocket>>;

QTcpSocket &ask(const ServerProcess &server, const QByteArray &request, Sockets &sockets)
{
    auto &socket = sockets.emplace_back(std::make_unique<QTcpSocket>());
    socket->connectToHost(u"127.0.0.1"_s, server.port());
    socket->write(request);
    return *socket;
}

/// Reads them all to their ends; returns how many bytes came.
qint64 readAll(
    Sockets &sockets, const std::function<void()> &meanwhile = [] {})
{
    qint64 bytes = 0;
    for (const auto &socket : sockets)
        QObject::connect(socket.get(), &QIODevice::readyRead, socket.get(),
                         [&bytes, from = socket.get()] { bytes += from->readAll().size(); });
    waitUntil([&] {
        meanwhile();
        return std::all_of(sockets.begin(), sockets.end(),
                           [](const auto &socket) { return socket->state() == QAbstractSocket::UnconnectedState; });
    });
    return bytes;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    ServerProcess server(folder.path());
    if (!server.start())
        return 1;
    ForeignClient ann(server.url(u"/rooms/r1"_s));
    ann.join("client-ann");
    const QByteArray image = pngLike(100, 100, QByteArray(imageBytes - 29, 'x'));
    const QByteArray path = "/api/rooms/r1/assets/" + assetIdOf(image) + " HTTP/1.1\r\n";
    const QByteArray get = "GET " + path + "\r\n";

    QElapsedTimer clock;
    const auto single = [&](const char *what, const QByteArray &request) {
        Sockets sockets;
        clock.start();
        ask(server, request, sockets);
        readAll(sockets);
        std::printf("%-52s %8lld ms\n", what, clock.elapsed());
    };
    single("bring 10 MiB", "PUT " + path + "Content-Length: " + QByteArray::number(image.size()) + "\r\n\r\n" + image);
    single("fetch it", get);

    const double before = mebibytes(server);
    Sockets stuck;
    for (int i = 0; i < many; ++i) {
        QTcpSocket &socket = ask(server, get, stuck);
        socket.setReadBufferSize(1);
    }
    waitUntil([&] {
        return std::all_of(stuck.begin(), stuck.end(), [](const auto &socket) { return socket->bytesAvailable() > 0; });
    });
    single("fetch it while 200 ask for it and read nothing", get);
    std::printf("%-52s %8.1f MiB more\n", "those take up", mebibytes(server) - before);
    stuck.clear();

    const double worked = cpuSeconds(server);
    double most = 0;
    Sockets all;
    clock.start();
    for (int i = 0; i < many; ++i)
        ask(server, get, all);
    const qint64 bytes = readAll(all, [&] { most = qMax(most, mebibytes(server)); });
    std::printf("%-52s %8lld ms, %lld MiB, %.2f s of the host's processor time, %.0f MiB resident\n",
                "200 fetch it at once", clock.elapsed(), bytes >> 20, cpuSeconds(server) - worked, most);
    return 0;
}
