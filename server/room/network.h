#pragma once

#include <QHostAddress>

namespace sketchroom {

/// What is banned with an address: the address itself, or all that one line to the Internet has of IPv6 (64 bits), as a
/// computer there takes another whenever it likes. The same text for the same network; empty for no address.
QString networkOf(const QHostAddress &address);

} // namespace sketchroom
