#pragma once

#include "server/http/httpresponse.h"

class QTcpSocket;

namespace sketchroom {

/// Answers, and ends the connection gently; the socket deletes itself.
void answerLast(QTcpSocket *socket, const HttpResponse &response, bool withBody);

/// Ends a connection so that the other side can read what was written to it last: a close with unread input would
/// reset the connection and with it what is on its way. Writes what is left, says that nothing more comes, and throws
/// away what comes in until the other side ends too, `ms` at the most. QTcpSocket::disconnected tells the end.
/// Nobody else hears of the socket from now on: all its signals are disconnected.
void closeGently(QTcpSocket *socket, int ms);

} // namespace sketchroom
