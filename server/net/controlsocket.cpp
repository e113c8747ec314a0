#include "server/net/controlsocket.h"

#include "common/base/logging.h"

#include <QDir>
#include <QJsonDocument>
#include <QLocalSocket>

namespace sketchroom {

namespace {

QString socketIn(const QString &dataFolder)
{
    return QDir(dataFolder).absoluteFilePath(QStringLiteral("control"));
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

ControlSocket::ControlSocket(const QString &dataFolder, Answer answer, QObject *parent)
    : QObject(parent)
    , m_answer(std::move(answer))
{
    const QString path = socketIn(dataFolder);
    QLocalServer::removeServer(path); // of a host that was killed
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(path))
        qCWarning(lcNet, "“sketchroom-server rooms” will not reach this host: %s.",
                  qUtf8Printable(m_server.errorString()));
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *const socket = m_server.nextPendingConnection())
            take(socket);
    });
}

void ControlSocket::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        constexpr qint64 longest = 64 << 10;
        if (socket->bytesAvailable() > longest && !socket->canReadLine())
            return socket->abort();
        while (socket->canReadLine())
            socket->write(lineOf(m_answer(QJsonDocument::fromJson(socket->readLine()).object())));
    });
}

Result<QJsonObject> ControlSocket::ask(const QString &dataFolder, const QJsonObject &command)
{
    constexpr int patienceMs = 30'000;
    const auto noAnswer = [&](const QString &why) {
        return failure(ErrorCode::Io,
                       tr("The host that runs on %1 does not answer: %2. Are you the user that it runs as?")
                           .arg(QDir::toNativeSeparators(dataFolder), why));
    };
    QLocalSocket socket;
    socket.connectToServer(socketIn(dataFolder));
    if (!socket.waitForConnected(patienceMs))
        return noAnswer(socket.errorString());
    socket.write(lineOf(command));
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patienceMs))
            return noAnswer(socket.errorString());
    }
    return QJsonDocument::fromJson(socket.readLine()).object();
}

} // namespace sketchroom
