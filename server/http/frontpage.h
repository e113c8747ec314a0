#pragma once

#include "common/protocol/messages.h"
#include "server/net/requesthead.h"

namespace sketchroom {

/// The page for people who open the host's address in a browser. It calls the host what their browser calls it, as in
/// the request; that and every title are escaped.
QByteArray renderFrontPage(const RequestHead &request, const QList<RoomSummary> &rooms);

} // namespace sketchroom
