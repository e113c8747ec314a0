#include "server/net/upgrade.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocketServer>

namespace sketchroom {

namespace {

struct UpgradeSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Upgrade)
};

bool isWebSocketKey(const QByteArray &text)
{
    const auto key = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return bool(key) && (*key).size() == 16;
}

bool asksForUpgrade(const RequestHead &request)
{
    for (const QByteArray &word : request.header("connection").toLower().split(',')) {
        if (word.trimmed() == "upgrade")
            return true;
    }
    return false;
}

/// As Qt sees it.
bool namesAHost(const QByteArray &host)
{
    QUrl url;
    url.setAuthority(QString::fromLatin1(host));
    return !url.host().isEmpty() && url.userInfo().isEmpty();
}

} // namespace

Result<void> checkUpgrade(const RequestHead &request)
{
    const auto objection = [](const QString &sentence) { return failure(ErrorCode::Invalid, sentence); };
    constexpr qsizetype frame = 16; // “GET ”, “?”, “ HTTP/1.1”
    if (request.path.size() + request.query.size() + frame > headerLineMaxBytes)
        return objection(UpgradeSentences::tr("The address is too long."));
    if (!request.isHttp11)
        return objection(UpgradeSentences::tr("A WebSocket needs HTTP/1.1."));
    if (!asksForUpgrade(request))
        return objection(UpgradeSentences::tr("The request lacks “Connection: Upgrade”."));
    if (request.header("sec-websocket-version") != "13")
        return objection(UpgradeSentences::tr("Only version 13 of WebSocket is spoken here."));
    if (!isWebSocketKey(request.header("sec-websocket-key")))
        return objection(UpgradeSentences::tr("The request has no lawful Sec-WebSocket-Key."));
    if (!namesAHost(request.header("host")))
        return objection(UpgradeSentences::tr("The request has no Host that is one."));
    return {};
}

QWebSocket *upgrade(QWebSocketServer &server, QTcpSocket &socket)
{
    server.handleConnection(&socket);
    // Qt looks at what has come when the event loop gets to it. Had it to wait for that, more could come in, and would
    // stay unread.
    QCoreApplication::sendPostedEvents(&server, QEvent::MetaCall);
    socket.flush(); // the answer, so that nothing waits behind it
    return server.nextPendingConnection();
}

} // namespace sketchroom
