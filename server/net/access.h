#pragma once

#include "common/base/clock.h"
#include "server/config/hostoptions.h"
#include "server/http/httpresponse.h"
#include "server/net/requesthead.h"
#include "server/room/wrongguesses.h"

#include <QHostAddress>
#include <QStringList>

#include <optional>

namespace sketchroom {

/// Who is let in before any room is asked: by the access token, and by the page that a browser is on. Whoever knows the
/// token is let in, however often their neighbours have been wrong.
class Access final
{
public:
    Access(const HostOptions &options, const Clock &clock);

    /// The answer to a request that is not let in; nothing for one that is.
    std::optional<HttpResponse> refusal(const RequestHead &request, const QHostAddress &address);

private:
    bool hasToken(const RequestHead &request) const;
    bool isAllowedOrigin(const RequestHead &request) const;
    /// Whether a page that calls itself after this host's address, or a name of it, may do so.
    bool isOwnName(const QString &host) const;

    const QByteArray m_tokenHash; ///< empty: none is needed
    const QStringList m_origins;
    const QStringList m_names;
    const Clock &m_clock;
    WrongGuesses m_guesses; ///< at the token
};

} // namespace sketchroom
