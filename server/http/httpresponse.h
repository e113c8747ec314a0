#pragma once

#include <QByteArray>

namespace sketchroom {

struct HttpResponse
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = "text/plain; charset=utf-8";
    QByteArray caching = "no-store";
    QByteArray allowed = "GET, HEAD"; ///< the methods that work, told with a 405
    qint64 streamed = 0;              ///< bytes that follow `body`, written by someone else

    /// A status with a sentence as its page.
    static HttpResponse plain(int status, const QString &sentence);
};

/// The response as it goes over the wire; without the body for HEAD. The connection ends after it.
QByteArray toBytes(const HttpResponse &response, bool withBody);

} // namespace sketchroom
