#pragma once

#include "common/base/clock.h"
#include "server/config/hostoptions.h"
#include "server/http/httpresponse.h"
#include "server/net/requesthead.h"
#include "server/room/tokenbucket.h"

#include <QHostAddress>

#include <map>
#include <optional>

namespace sketchroom {

/// Who is let in before any room is asked: by the access token, by the page that a browser is on, and by how often an
/// address has guessed wrong. One address may be wrong ten times at once and then ten times a minute.
class Access final
{
public:
    Access(const HostOptions &options, const Clock &clock);

    /// The answer to a request that is not let in; nothing for one that is.
    std::optional<HttpResponse> refusal(const RequestHead &request, const QHostAddress &address);
    /// Somebody there has tried a token or a room's secret that is wrong.
    void guessedWrong(const QHostAddress &address);
    /// Whether it is too early for that address to try another.
    bool isSlowed(const QHostAddress &address);

private:
    bool hasToken(const RequestHead &request) const;
    bool isAllowedOrigin(const RequestHead &request) const;

    const QByteArray m_tokenHash; ///< empty: none is needed
    const QStringList m_origins;
    const Clock &m_clock;
    std::map<QString, TokenBucket> m_guesses; ///< by address, of those that have guessed wrong of late
};

} // namespace sketchroom
