#pragma once

#include "common/protocol/messages.h"

namespace sketchroom {

/// The page for people who open the host's address in a browser. `host` is what their browser calls it, as in the
/// request; it and every title are escaped.
QByteArray renderFrontPage(const QByteArray &host, const QList<RoomSummary> &rooms);

} // namespace sketchroom
