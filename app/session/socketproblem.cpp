#include "app/session/socketproblem.h"

#include "common/protocol/limits.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSslSocket>
#include <QWebSocket>

namespace sketchroom {

namespace {
struct SocketProblemSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SocketProblem)
};
/// The status of an answer that is no WebSocket, which QWebSocket tells only in words. 0: there was none.
int httpStatusIn(const QString &detail)
{
    static const QRegularExpression status(QStringLiteral("http status code: (\\d{3})"));
    return status.match(detail).captured(1).toInt();
}

/// Why a host has answered so; empty for a status that it does not use.
QString refusal(int status, const QUrl &url)
{
    const QString host = url.host();
    switch (status) {
    case 400:
        return SocketProblemSentences::tr(
                   "“%1” cannot be the name of a room. Use small letters, digits and hyphens, up to 63.")
            .arg(url.path().section(QLatin1Char('/'), -1));
    case 401:
        return SocketProblemSentences::tr("%1 needs an access token, and the right one. Ask whoever runs it.")
            .arg(host);
    case 426:
        return isEncrypted(url)
                   ? SocketProblemSentences::tr("Something on the way to %1 takes the encryption away, which the host "
                                                "does not accept. Ask whoever runs it.")
                         .arg(host)
                   : SocketProblemSentences::tr("%1 speaks encrypted only: its address begins with wss://.").arg(host);
    case 429:
        return SocketProblemSentences::tr("%1 takes no more guesses from this computer for a minute.").arg(host);
    case 404:
        return SocketProblemSentences::tr("What answers at %1, port %2, is not a Sketchroom host.")
            .arg(host)
            .arg(url.port(defaultPort));
    case 503:
        return SocketProblemSentences::tr("%1 is full: it takes no more people now. Try again later.").arg(host);
    default:
        return {};
    }
}

} // namespace

QString connectProblem(QAbstractSocket::SocketError error, const QString &detail, const QUrl &url)
{
    const QString host = url.host();
    const int port = url.port(defaultPort);
    // With an answer that refuses, the error is that the connection was refused.
    if (QString refused = refusal(httpStatusIn(detail), url); !refused.isEmpty())
        return refused;
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return SocketProblemSentences::tr(
                   "There is no computer called “%1” on this network. Check the spelling, or use its number "
                   "address.")
            .arg(host);
    case QAbstractSocket::ConnectionRefusedError:
        return SocketProblemSentences::tr(
                   "Nobody hosts a session at %1, port %2. Ask whether it is still open, and for its address.")
            .arg(host)
            .arg(port);
    case QAbstractSocket::SocketTimeoutError:
        return SocketProblemSentences::tr("%1 does not answer. Check that both computers are on the same network.")
            .arg(host);
    case QAbstractSocket::NetworkError:
        return SocketProblemSentences::tr("%1 cannot be reached. Check the network connection of this computer.")
            .arg(host);
    case QAbstractSocket::RemoteHostClosedError:
        return SocketProblemSentences::tr("%1 ended the connection.").arg(host);
    case QAbstractSocket::SslHandshakeFailedError:
        return SocketProblemSentences::tr("No secure connection to %1 could be made: %2").arg(host, detail);
    default:
        break;
    }
    if (detail.contains(QLatin1StringView("Invalid statusline")))
        return refusal(404, url);
    return SocketProblemSentences::tr("The connection to %1, port %2, failed: %3").arg(host).arg(port).arg(detail);
}

std::optional<Demand> demandIn(const QString &detail, const QUrl &url)
{
    switch (httpStatusIn(detail)) {
    case 401:
        return Demand{Demand::Kind::Token};
    case 426:
        return isEncrypted(url) ? std::nullopt : std::optional(Demand{Demand::Kind::Encryption});
    default:
        return std::nullopt;
    }
}

QSslCertificate certificateOf(const QWebSocket &socket, const QList<QSslError> &errors)
{
    // QWebSocket does not tell (Qt 6.4), its socket does. An error names the certificate that it is about, which need
    // not be the host's own.
    if (const auto *const inner = socket.findChild<QSslSocket *>())
        return inner->peerCertificate();
    return errors.isEmpty() ? QSslCertificate() : errors.constFirst().certificate();
}

QString otherVersion(int version)
{
    return SocketProblemSentences::tr("The host speaks version %1 of the protocol, this program version %2. Use the "
                                      "same release on both.")
        .arg(version)
        .arg(protocolVersion);
}

Closing closingOf(int code, const QString &reason)
{
    switch (CloseCode(code)) {
    case CloseCode::Malformed:
        return {SocketProblemSentences::tr(
                    "The host did not understand this program: %1 They may be of different versions.")
                    .arg(reason),
                false};
    case CloseCode::Secret:
        return {SocketProblemSentences::tr(
                    "The room has a secret, and this is not it. Ask the person who opened the room."),
                false};
    case CloseCode::Kicked:
        return {reason.isEmpty() ? SocketProblemSentences::tr("An owner of this room has put you out of it.") : reason,
                false};
    case CloseCode::NoRoom:
        return {reason.isEmpty() ? SocketProblemSentences::tr("There is no such room on this host. Check the name.")
                                 : reason,
                false};
    case CloseCode::Replaced:
        return {SocketProblemSentences::tr(
                    "This room was opened in another window of yours, which goes on in place of this one."),
                false};
    case CloseCode::InUse:
        return {reason.isEmpty() ? SocketProblemSentences::tr("You are in this room already, in another window.")
                                 : reason,
                true, 5'000};
    case CloseCode::MessageTooBig:
    case CloseCode::FrameTooLarge:
        return {SocketProblemSentences::tr("The last change was too large for the host: %1").arg(reason), false};
    case CloseCode::Rate:
        return {SocketProblemSentences::tr("The host is slowing this connection down: %1").arg(reason), true, 5'000};
    case CloseCode::NoJoin:
        return {SocketProblemSentences::tr("The host waited too long for this program to join."), true};
    case CloseCode::Storage:
        return {SocketProblemSentences::tr("The host cannot store changes at the moment."), true, 2'000};
    case CloseCode::Stopping:
        return {SocketProblemSentences::tr("The host has been stopped."), true};
    }
    return {SocketProblemSentences::tr("The connection was lost."), true};
}

} // namespace sketchroom
