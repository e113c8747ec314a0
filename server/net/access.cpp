#include "server/net/access.h"

#include "common/base/constanttime.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QUrl>
#include <QUrlQuery>

namespace sketchroom {

namespace {

struct AccessSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Access)
};

constexpr int wrongPerMinute = 10;
constexpr qint64 scale = 60; // a bucket counts in whole tokens a second: one wrong guess takes so many
constexpr size_t mostRemembered = 10'000;

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
    , m_clock(clock)
{
}

std::optional<HttpResponse> Access::refusal(const RequestHead &request, const QHostAddress &address)
{
    if (!isAllowedOrigin(request))
        return HttpResponse::plain(
            403,
            AccessSentences::tr("Pages of this origin are not allowed here. The host's --origins says which are."));
    if (m_tokenHash.isEmpty() || isOpenToAll(request))
        return std::nullopt;
    if (isSlowed(address))
        return HttpResponse::plain(429, AccessSentences::tr("Too many wrong access tokens. Wait a minute."));
    if (hasToken(request))
        return std::nullopt;
    if (!tokenOf(request).isEmpty())
        guessedWrong(address);
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
    // The page that this host serves.
    const QUrl page(QString::fromLatin1(origin));
    return !page.authority().isEmpty() && page.authority().toLatin1().toLower() == request.header("host").toLower();
}

void Access::guessedWrong(const QHostAddress &address)
{
    // An attacker with very many addresses must not fill the memory; the others of before get their guesses back.
    if (m_guesses.size() >= mostRemembered)
        m_guesses.clear();
    const auto [guesses, isNew] =
        m_guesses.try_emplace(address.toString(), wrongPerMinute, wrongPerMinute * scale, m_clock.steadyMs());
    guesses->second.take(scale, m_clock.steadyMs());
}

bool Access::isSlowed(const QHostAddress &address)
{
    const auto guesses = m_guesses.find(address.toString());
    if (guesses == m_guesses.end())
        return false;
    TokenBucket next = guesses->second;
    return !next.take(scale, m_clock.steadyMs());
}

} // namespace sketchroom
