#pragma once

#include "common/protocol/messages.h"
#include "server/http/httpresponse.h"
#include "server/http/metrics.h"
#include "server/net/requesthead.h"

namespace sketchroom {

/// The HTTP side of a host: what there is for programs and for people who come with a browser. Pure.
HttpResponse answer(const RequestHead &request, const QList<RoomSummary> &rooms, const HostFacts &facts = {});

} // namespace sketchroom
