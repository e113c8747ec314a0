#pragma once

#include <QByteArray>
#include <QString>

namespace sketchroom {

/// A text message as one WebSocket frame of a server (RFC 6455, 5.2): whole, not masked. QWebSocket would make it anew
/// for each of two hundred people.
QByteArray textFrame(QByteArrayView payload);
/// The same, or a binary one where the message is packed (packing.h).
QByteArray messageFrame(QByteArrayView message);

/// `reason` as far as a close frame has room for it: 123 bytes of UTF-8.
QString closeReason(const QString &reason);

} // namespace sketchroom
