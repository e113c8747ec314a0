#include "server/net/proxyheader.h"

#include <QtEndian>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr QByteArrayView signature("\r\n\r\n\0\r\nQUIT\n", 12);
// After it: version and command, family and transport, the length of what follows.
constexpr qsizetype commandAt = 12;
constexpr qsizetype familyAt = 13;
constexpr qsizetype lengthAt = 14;
constexpr qsizetype headBytes = 16;
constexpr uchar localCommand = 0x20;
constexpr uchar proxyCommand = 0x21;
constexpr uchar tcpOverIpv4 = 0x11;
constexpr uchar tcpOverIpv6 = 0x21;
// Both addresses, and both ports.
constexpr qsizetype ipv4Bytes = 12;
constexpr qsizetype ipv6Bytes = 36;

} // namespace

ProxyHeader readProxyHeader(QByteArrayView bytes)
{
    using State = ProxyHeader::State;
    const qsizetype common = std::min(bytes.size(), signature.size());
    if (bytes.first(common) != signature.first(common))
        return {};
    if (bytes.size() < headBytes)
        return {State::Incomplete, 0, {}};
    const auto command = uchar(bytes.at(commandAt));
    const auto family = uchar(bytes.at(familyAt));
    const qsizetype length = qFromBigEndian<quint16>(bytes.data() + lengthAt);
    if (command != localCommand && command != proxyCommand)
        return {State::Malformed, 0, {}};
    if (bytes.size() < headBytes + length)
        return {State::Incomplete, 0, {}};
    ProxyHeader header{State::Complete, headBytes + length, {}};
    if (command == localCommand)
        return header;
    if ((family == tcpOverIpv4 && length < ipv4Bytes) || (family == tcpOverIpv6 && length < ipv6Bytes))
        return {State::Malformed, 0, {}};
    const auto *const source = reinterpret_cast<const quint8 *>(bytes.data() + headBytes);
    if (family == tcpOverIpv4)
        header.address.setAddress(qFromBigEndian<quint32>(source));
    else if (family == tcpOverIpv6)
        header.address.setAddress(source);
    return header;
}

} // namespace sketchroom
