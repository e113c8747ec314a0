#include "server/net/websockethandshake.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace sketchroom {

namespace {

struct WebSocketHandshakeSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::WebSocketHandshake)
};

bool isKey(const QByteArray &text)
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

} // namespace

Result<QByteArray> acceptWebSocket(const RequestHead &request)
{
    if (!asksForUpgrade(request))
        return failure(ErrorCode::Invalid, WebSocketHandshakeSentences::tr("The request lacks “Connection: Upgrade”."));
    if (request.header("sec-websocket-version") != "13")
        return failure(ErrorCode::Invalid,
                       WebSocketHandshakeSentences::tr("Only version 13 of WebSocket is spoken here."));
    const QByteArray key = request.header("sec-websocket-key");
    if (!isKey(key))
        return failure(ErrorCode::Invalid,
                       WebSocketHandshakeSentences::tr("The request has no lawful Sec-WebSocket-Key."));
    const QByteArray salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const QByteArray proof = QCryptographicHash::hash(salted, QCryptographicHash::Sha1);
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           proof.toBase64() + "\r\n\r\n";
}

} // namespace sketchroom
