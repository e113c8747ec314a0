#include "server/http/httpresponse.h"

#include <QString>

namespace sketchroom {

namespace {

QByteArray phrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
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
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    case 507:
        return "Insufficient Storage";
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
                      "\r\nContent-Length: " + QByteArray::number(response.body.size() + response.streamed) +
                      "\r\nCache-Control: " + response.caching +
                      "\r\nX-Content-Type-Options: nosniff"
                      "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'"
                      "\r\nConnection: close\r\n";
    if (response.status == 405)
        head += "Allow: " + response.allowed + "\r\n";
    if (response.status == 401)
        head += "WWW-Authenticate: Bearer\r\n";
    if (response.status == 426)
        head += "Upgrade: TLS/1.2\r\n";
    if (response.status == 429 || response.status == 503)
        head += response.status == 429 ? "Retry-After: 60\r\n" : "Retry-After: 5\r\n";
    head += "\r\n";
    return withBody ? head + response.body : head;
}

} // namespace sketchroom
