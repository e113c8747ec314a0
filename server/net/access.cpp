#include "server/net/access.h"

#include "common/base/constanttime.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSysInfo>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace sketchroom {

namespace {

struct AccessSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Access)
};

QByteArray hashOf(QByteArrayView token)
{
    return QCryptographicHash::hash(token.toByteArray(), QCryptographicHash::Sha256);
}

/// Where a monitor asks, which has nothing to hide.
bool isOpenToAll(const RequestHead &request)
{
    return (request.path == "/healthz" || request.path == "/readyz") && !request.wantsWebSocket();
}

QByteArray tokenOf(const RequestHead &request)
{
    static constexpr QByteArrayView scheme = "bearer ";
    const QByteArray header = request.header("authorization");
    if (header.first(qMin(header.size(), scheme.size())).toLower() == scheme)
        return header.sliced(scheme.size()).trimmed();
    return QUrlQuery(QString::fromLatin1(request.query))
        .queryItemValue(QStringLiteral("token"), QUrl::FullyDecoded)
        .toUtf8();
}

} // namespace

Access::Access(const HostOptions &options, const Clock &clock)
    : m_tokenHash(options.token.isEmpty() ? QByteArray() : hashOf(options.token.toUtf8()))
    , m_origins(options.origins)
    , m_names(options.names)
    , m_clock(clock)
{
}

std::optional<HttpResponse> Access::refusal(const RequestHead &request, const QHostAddress &address)
{
    if (!isAllowedOrigin(request))
        return HttpResponse::plain(
            403, AccessSentences::tr(
                     "Pages of this origin are not allowed here. Open the page by the host's address, or have "
                     "the host started with the name in --names, or with the origin in --origins."));
    if (m_tokenHash.isEmpty() || isOpenToAll(request))
        return std::nullopt;
    if (hasToken(request))
        return std::nullopt;
    if (!tokenOf(request).isEmpty()) {
        const qint64 now = m_clock.steadyMs();
        const bool isSlowed = m_guesses.isSlowed(address, now);
        m_guesses.note(address, now);
        if (isSlowed)
            return HttpResponse::plain(429, AccessSentences::tr("Too many wrong access tokens. Wait a minute."));
    }
    return HttpResponse::plain(
        401,
        AccessSentences::tr("This host needs its access token: Authorization: Bearer …, or ?token=… in a browser."));
}

bool Access::hasToken(const RequestHead &request) const
{
    return sameInConstantTime(hashOf(tokenOf(request)), m_tokenHash);
}

bool Access::isAllowedOrigin(const RequestHead &request) const
{
    const QByteArray origin = request.header("origin");
    if (origin.isEmpty() || m_origins.contains(u"*"))
        return true;
    if (m_origins.contains(QString::fromLatin1(origin), Qt::CaseInsensitive))
        return true;
    // The page that this host serves, under a name that is its own: whoever has a name of their own lead here could
    // have their page ask as if it were this host's (DNS rebinding).
    const QUrl page(QString::fromLatin1(origin));
    return !page.authority().isEmpty() && page.authority().toLatin1().toLower() == request.header("host").toLower() &&
           isOwnName(page.host());
}

bool Access::isOwnName(const QString &host) const
{
    // Names that are given within a network only: nobody can have one of these lead here from outside.
    static constexpr std::array localDomains = {"",           ".local",    ".lan",        ".home",
                                                ".home.arpa", ".internal", ".localdomain"};
    const QString computer = QSysInfo::machineHostName();
    const auto isComputer = [&](const QString &name) {
        return !name.isEmpty() && std::any_of(localDomains.begin(), localDomains.end(), [&](const char *domain) {
            return host.compare(name + QLatin1StringView(domain), Qt::CaseInsensitive) == 0;
        });
    };
    return !QHostAddress(host).isNull() || host == u"localhost" || host.endsWith(u".localhost") ||
           isComputer(computer) || isComputer(computer.section(u'.', 0, 0)) ||
           m_names.contains(host, Qt::CaseInsensitive);
}

} // namespace sketchroom
