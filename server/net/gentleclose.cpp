#include "server/net/gentleclose.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace sketchroom {

namespace {
constexpr int farewellMs = 2'000;
}

void answerLast(QTcpSocket *socket, const HttpResponse &response, bool withBody)
{
    socket->write(toBytes(response, withBody));
    closeGently(socket, farewellMs);
    QObject::connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
}

void closeGently(QTcpSocket *socket, int ms)
{
    socket->disconnect();
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        QMetaObject::invokeMethod(socket, &QAbstractSocket::disconnected, Qt::QueuedConnection);
        return;
    }
    const auto endWriting = [socket] {
        if (socket->bytesToWrite() == 0)
            ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
    };
    socket->setReadBufferSize(qint64(64) * 1024);
    QObject::connect(socket, &QIODevice::bytesWritten, socket, endWriting);
    QObject::connect(socket, &QIODevice::readyRead, socket, [socket] { socket->skip(socket->bytesAvailable()); });
    QTimer::singleShot(ms, socket, [socket] { socket->abort(); });
    socket->skip(socket->bytesAvailable());
    socket->flush();
    endWriting();
}

} // namespace sketchroom
