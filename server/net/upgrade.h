#pragma once

#include "common/base/result.h"
#include "server/net/requesthead.h"

class QTcpSocket;
class QWebSocket;
class QWebSocketServer;

namespace sketchroom {

/// What is wrong with a request for a WebSocket, as a sentence. QWebSocketServer would close the connection over it
/// without a word. Errors: Invalid.
Result<void> checkUpgrade(const RequestHead &request);

/// Has `server` answer the request that waits in `socket`, whole and without anything behind it. Null where it does not
/// come to a WebSocket; then the socket is closed. On the thread of both.
QWebSocket *upgrade(QWebSocketServer &server, QTcpSocket &socket);

} // namespace sketchroom
