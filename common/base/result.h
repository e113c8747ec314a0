#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <map>
#include <variant>

namespace sketchroom {

/// Why something was refused. The first eight are the reject codes of the protocol.
enum class ErrorCode {
    Invalid,
    Gone,
    Exists,
    Conflict,
    Forbidden,
    Locked,
    Limit,
    Rate,
    BadJson,     ///< not JSON, or JSON nested too deep
    BadMessage,  ///< JSON, but not a message of the protocol
    UnknownType, ///< a message whose type this version does not know
    NotFound,
    Io,
    Damaged,
    Newer, ///< written by a newer version of the program
    Cancelled,
};

/// The code as it stands on the wire ("bad-json", "gone", …).
const char *codeName(ErrorCode code);
/// The reverse of codeName(); Invalid for a name that this version does not know.
ErrorCode codeFromName(QByteArrayView name);

/// What a sentence says besides its code, by name: numbers and names, so that a client can say it in its own language.
using Params = std::map<QByteArray, std::variant<qint64, QString>>;

/// An error as a value: a code for programs and a sentence for people.
struct Error
{
    ErrorCode code = ErrorCode::Invalid;
    QString message;
    Params params = {};
    bool operator==(const Error &) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, const QString &message, const Params &params = {})
{
    return tl::unexpected<Error>(Error{code, message, params});
}

} // namespace sketchroom
