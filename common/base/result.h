#pragma once

#include <QString>

#include <tl/expected.hpp>

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

/// An error as a value: a code for programs and a sentence for people.
struct Error
{
    ErrorCode code = ErrorCode::Invalid;
    QString message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, const QString &message)
{
    return tl::unexpected<Error>(Error{code, message});
}

} // namespace sketchroom
