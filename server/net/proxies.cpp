#include "server/net/proxies.h"

#include <algorithm>

namespace sketchroom {

namespace {

/// An IPv4 address in the clothes of IPv6 is that.
QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

/// "192.0.2.1", "192.0.2.1:4711", "::1", "[::1]:4711". Null where it is none.
QHostAddress addressWithPort(QByteArray text)
{
    if (text.startsWith('['))
        text = text.mid(1, text.indexOf(']') - 1);
    else if (text.count(':') == 1)
        text.truncate(text.indexOf(':'));
    return plainAddress(QHostAddress(QString::fromLatin1(text)));
}

/// Of all headers with this name, in their order.
QByteArrayList valuesOf(const RequestHead &head, QByteArrayView name)
{
    QByteArrayList values;
    for (const auto &[key, value] : head.headers) {
        if (key != name)
            continue;
        for (const QByteArray &part : value.split(','))
            values.append(part.trimmed());
    }
    return values;
}

} // namespace

Proxies::Proxies(const QStringList &trusted)
{
    for (const QString &network : trusted)
        m_networks.append(QHostAddress::parseSubnet(network));
}

bool Proxies::isNetwork(const QString &text)
{
    const auto network = QHostAddress::parseSubnet(text);
    return !network.first.isNull() && network.second >= 0;
}

bool Proxies::trusts(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    return std::any_of(m_networks.begin(), m_networks.end(),
                       [&](const auto &network) { return plain.isInSubnet(network); });
}

Requester Proxies::requester(const RequestHead &head, const Requester &direct) const
{
    Requester known = direct;
    QByteArrayList behind = valuesOf(head, "x-forwarded-for");
    while (trusts(known.address) && !behind.isEmpty()) {
        const QHostAddress next = addressWithPort(behind.takeLast());
        if (next.isNull())
            break;
        known.address = next;
    }
    if (trusts(direct.address) && head.has("x-forwarded-proto"))
        known.isEncrypted = valuesOf(head, "x-forwarded-proto").constLast().toLower() == "https";
    return known;
}

} // namespace sketchroom
