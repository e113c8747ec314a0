#pragma once

#include "app/session/hostaccess.h"

#include <QAbstractSocket>
#include <QSslError>

#include <optional>

class QWebSocket;

namespace sketchroom {

/// Why a connection to `url` failed, as a sentence that a person can act on. `detail`: what the socket said.
QString connectProblem(QAbstractSocket::SocketError error, const QString &detail, const QUrl &url);

/// What the host wants, as far as its answer to the request for a WebSocket says so.
std::optional<Demand> demandIn(const QString &detail, const QUrl &url);
/// What the other side has shown, while `errors` with it are being reported.
QSslCertificate certificateOf(const QWebSocket &socket, const QList<QSslError> &errors);

/// What a close code of the protocol means, and whether it makes sense to try again.
struct Closing
{
    QString sentence;
    bool reconnect = true;
    int waitMs = 0; ///< before trying again, at least
};
/// That the host speaks another version of the protocol.
QString otherVersion(int version);
Closing closingOf(int code, const QString &reason);

} // namespace sketchroom
