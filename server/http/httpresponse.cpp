#include "server/http/httpresponse.h"

#include <QString>

namespace sketchroom {

namespace {

QByteArray phrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

} // namespace

HttpResponse HttpResponse::plain(int status, const QString &sentence)
{
    return {status, sentence.toUtf8() + '\n'};
}

QByteArray toBytes(const HttpResponse &response, bool withBody)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + phrase(response.status) +
                      "\r\nContent-Type: " + response.contentType +
                      "\r\nContent-Length: " + QByteArray::number(response.body.size()) +
                      "\r\nCache-Control: no-store"
                      "\r\nX-Content-Type-Options: nosniff"
                      "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'"
                      "\r\nConnection: close\r\n";
    if (response.status == 405)
        head += "Allow: GET, HEAD\r\n";
    if (response.status == 401)
        head += "WWW-Authenticate: Bearer\r\n";
    if (response.status == 429)
        head += "Retry-After: 60\r\n";
    head += "\r\n";
    return withBody ? head + response.body : head;
}

} // namespace sketchroom
