#pragma once

#include "server/net/requesthead.h"

#include <QHostAddress>
#include <QStringList>

namespace sketchroom {

/// Who asks, as far as is known.
struct Requester
{
    QHostAddress address;
    bool isEncrypted = false; ///< on the whole way, for all that the host knows
};

/// The proxies in front of a host, which are believed about whom they ask for. Nobody else is: anybody could say
/// anything. Immutable.
class Proxies final
{
public:
    /// Each an address, or a network such as 10.0.0.0/8.
    explicit Proxies(const QStringList &trusted = {});
    /// Whether `text` is one of those.
    static bool isNetwork(const QString &text);

    bool trusts(const QHostAddress &address) const;
    /// Who is behind a request from `direct`: by X-Forwarded-For, the last that is no trusted proxy, and by
    /// X-Forwarded-Proto. What cannot be read ends at who said it.
    Requester requester(const RequestHead &head, const Requester &direct) const;

private:
    QList<std::pair<QHostAddress, int>> m_networks;
};

} // namespace sketchroom
