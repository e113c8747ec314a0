#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace sketchroom {

/// The head of an HTTP request.
struct RequestHead
{
    QByteArray method;
    QByteArray path;                                  ///< as sent, not decoded, without the query
    QByteArray query;                                 ///< without the question mark
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    bool isHttp11 = true;                             ///< false: 1.0
    // What the head itself does not say, of who asks and how it came here.
    bool isEncrypted = false;
    QByteArray basePath = {}; ///< that stood before the path, such as /draw

    /// Takes `base` off the path, where that is below it. What is not is asked for without the proxy.
    void takeBasePath(const QByteArray &base);
    /// Empty where there is none.
    QByteArray header(QByteArrayView name) const;
    bool has(QByteArrayView name) const;
    bool wantsWebSocket() const;
};

inline constexpr qsizetype requestHeadMaxBytes = qsizetype(16) * 1024;
inline constexpr qsizetype headerLineMaxBytes = qsizetype(8) * 1024; ///< with its name; QWebSocketServer takes no more

/// What is to be made of the first bytes of a connection.
struct HeadReading
{
    enum class State { Incomplete, Complete, Malformed, TooLarge };
    State state = State::Incomplete;
    RequestHead head;    ///< when complete
    qsizetype bytes = 0; ///< of the head and the empty line after it, when complete
};

/// Reads a head from the beginning of `bytes`; what follows it is not looked at. Never throws, whatever the bytes.
HeadReading readHead(QByteArrayView bytes);

} // namespace sketchroom
