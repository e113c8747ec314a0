#include "server/http/router.h"

#include "common/base/jsonwriter.h"
#include "common/protocol/codec.h"
#include "server/http/frontpage.h"

#include <QCoreApplication>

namespace sketchroom {

namespace {

struct HttpSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Http)
};

HttpResponse json(const QByteArray &body)
{
    return {200, body + '\n', "application/json"};
}

HttpResponse nothingHere()
{
    return HttpResponse::plain(404, HttpSentences::tr("There is nothing here."));
}

/// What there is to tell of the host.
struct Telling
{
    const QList<RoomSummary> &rooms;
    const HostFacts &facts;
};

HttpResponse health(const RequestHead &, const Telling &host)
{
    int people = 0;
    for (const RoomSummary &room : host.rooms)
        people += room.people;
    QByteArray body;
    JsonWriter out(body);
    out.beginObject().key("status").ascii("ok").key("version").ascii(SKETCHROOM_VERSION);
    out.key("protocol").value(protocolVersion).key("rooms").value(qint64(host.rooms.size()));
    out.key("people").value(people).endObject();
    return json(body);
}

HttpResponse readiness(const RequestHead &, const Telling &host)
{
    return host.facts.canStore ? HttpResponse::plain(200, HttpSentences::tr("Ready."))
                               : HttpResponse::plain(503, HttpSentences::tr("Nothing can be stored at the moment."));
}

HttpResponse metrics(const RequestHead &, const Telling &host)
{
    return {200, renderMetrics(host.facts, residentMemory()), "text/plain; version=0.0.4; charset=utf-8"};
}

HttpResponse roomList(const RequestHead &, const Telling &host)
{
    return json(encodeRooms(host.rooms));
}

HttpResponse frontPage(const RequestHead &request, const Telling &host)
{
    return {200, renderFrontPage(request, host.rooms), "text/html; charset=utf-8"};
}

HttpResponse oneRoom(const RoomId &id, const QList<RoomSummary> &rooms)
{
    if (!isValidRoomId(id))
        return HttpResponse::plain(400, HttpSentences::tr("That is no name of a room."));
    for (const RoomSummary &room : rooms) {
        if (room.id == id) {
            const QByteArray list = encodeRooms({room});
            return json(list.mid(1, list.size() - 2));
        }
    }
    return HttpResponse::plain(404, HttpSentences::tr("There is no room %1.").arg(QString::fromLatin1(id)));
}

struct Route
{
    const char *path;
    HttpResponse (*make)(const RequestHead &, const Telling &);
};
constexpr std::array routes = {
    Route{"/", frontPage},      Route{"/healthz", health},     Route{"/readyz", readiness},
    Route{"/metrics", metrics}, Route{"/api/rooms", roomList},
};

} // namespace

HttpResponse answer(const RequestHead &request, const QList<RoomSummary> &rooms, const HostFacts &facts)
{
    static const QByteArray roomPath = "/api/rooms/";
    const bool known =
        request.path.startsWith(roomPath) ||
        std::any_of(routes.begin(), routes.end(), [&](const Route &r) { return request.path == r.path; });
    if (!known)
        return nothingHere();
    if (request.method != "GET" && request.method != "HEAD")
        return HttpResponse::plain(405, HttpSentences::tr("Only GET and HEAD work here."));
    for (const Route &route : routes) {
        if (request.path == route.path)
            return route.make(request, {rooms, facts});
    }
    return oneRoom(request.path.mid(roomPath.size()), rooms);
}

} // namespace sketchroom
