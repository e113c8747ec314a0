#pragma once

#include <QAbstractSocket>
#include <QUrl>

#include <optional>

namespace sketchroom {

/// Why a connection to `url` failed, as a sentence that a person can act on. `detail`: what the socket said.
QString connectProblem(QAbstractSocket::SocketError error, const QString &detail, const QUrl &url);

/// What a close code of the protocol means, and whether it makes sense to try again.
struct Closing
{
    QString sentence;
    bool reconnect = true;
    int waitMs = 0; ///< before trying again, at least
};
Closing closingOf(int code, const QString &reason);

} // namespace sketchroom
