#include "server/room/network.h"

namespace sketchroom {

QString networkOf(const QHostAddress &address)
{
    bool isIpv4 = false; // or that in the clothes of IPv6
    const QHostAddress ipv4(address.toIPv4Address(&isIpv4));
    if (isIpv4)
        return ipv4.toString();
    if (address.isNull() || address.isLoopback())
        return address.toString();
    QHostAddress plain = address;
    plain.setScopeId({});
    // All computers of a local network share these 64 bits.
    if (address.isLinkLocal())
        return plain.toString();
    constexpr int prefix = 8;
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(std::begin(bytes.c) + prefix, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes).toString() + QStringLiteral("/64");
}

} // namespace sketchroom
