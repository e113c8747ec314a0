#pragma once

#include "server/net/wire.h"

#include <QByteArray>
#include <QHostAddress>

#include <memory>

namespace sketchroom {

/// Who has come through the front door: a connection that speaks WebSocket from now on. May go to another thread.
struct Caller
{
    std::shared_ptr<Wire> wire;
    QByteArray early; ///< what it sent right after its request
    QHostAddress address;
    std::shared_ptr<const void> ticket; ///< the connection counts until this is gone
};

} // namespace sketchroom
