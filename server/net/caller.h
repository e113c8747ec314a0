#pragma once

#include <QByteArray>
#include <QHostAddress>

#include <memory>

namespace sketchroom {

/// Who has come through the front door: a connection that speaks WebSocket from now on.
struct Caller
{
    int descriptor = -1; ///< of a socket that does not block; whoever is handed the caller closes it
    QByteArray early;    ///< what it sent right after its request
    QHostAddress address;
    std::shared_ptr<const void> ticket; ///< the connection counts until this is gone
};

} // namespace sketchroom
