#pragma once

#include "common/base/result.h"
#include "server/net/requesthead.h"

namespace sketchroom {

/// What a WebSocket begins with (RFC 6455, 4.2): the answer to a request for one, as bytes. Errors: Invalid, with what
/// is wrong with the request.
Result<QByteArray> acceptWebSocket(const RequestHead &request);

} // namespace sketchroom
