#pragma once

#include <QByteArrayView>
#include <QHostAddress>

namespace sketchroom {

/// What a proxy says of whom it connects, before all else (PROXY protocol, version 2).
struct ProxyHeader
{
    enum class State : quint8 {
        None,       ///< there is none
        Incomplete, ///< so far it may be one
        Complete,
        Malformed,
    };
    State state = State::None;
    qsizetype bytes = 0;  ///< of it, when complete
    QHostAddress address; ///< null where it does not say, as for a proxy that asks for itself
};

inline constexpr qsizetype proxyHeaderMaxBytes = 16 + 0xffff;

/// Reads one from the beginning of `bytes`; what follows it is not looked at. Never throws, whatever the bytes.
ProxyHeader readProxyHeader(QByteArrayView bytes);

} // namespace sketchroom
