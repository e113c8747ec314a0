#pragma once

#include <QByteArray>
#include <QStringView>

namespace sketchroom {

// WebSocket frames as a server sends them (RFC 6455): whole, not masked. A message for two hundred people is framed
// once.

QByteArray textFrame(QByteArrayView payload);
QByteArray pingFrame();
QByteArray pongFrame(QByteArrayView payload);
/// `reason` is cut to the 123 bytes that there is room for.
QByteArray closeFrame(quint16 code, QStringView reason);

} // namespace sketchroom
