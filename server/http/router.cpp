#include "server/http/router.h"

#include "common/base/jsonwriter.h"
#include "common/protocol/codec.h"
#include "server/http/frontpage.h"

#include <QCoreApplication>

namespace sketchroom {

namespace {

struct Sentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Http)
};

HttpResponse json(const QByteArray &body)
{
    return {200, body + '\n', "application/json"};
}

HttpResponse nothingHere()
{
    return HttpResponse::plain(404, Sentences::tr("There is nothing here."));
}

HttpResponse health(const RequestHead &, const QList<RoomSummary> &rooms)
{
    int people = 0;
    for (const RoomSummary &room : rooms)
        people += room.people;
    QByteArray body;
    JsonWriter out(body);
    out.beginObject().key("status").ascii("ok").key("version").ascii(SKETCHROOM_VERSION);
    out.key("protocol").value(protocolVersion).key("rooms").value(qint64(rooms.size()));
    out.key("people").value(people).endObject();
    return json(body);
}

HttpResponse roomList(const RequestHead &, const QList<RoomSummary> &rooms)
{
    return json(encodeRooms(rooms));
}

HttpResponse frontPage(const RequestHead &request, const QList<RoomSummary> &rooms)
{
    return {200, renderFrontPage(request.header("host"), rooms), "text/html; charset=utf-8"};
}

HttpResponse oneRoom(const RoomId &id, const QList<RoomSummary> &rooms)
{
    if (!isValidRoomId(id))
        return HttpResponse::plain(400, Sentences::tr("That is no name of a room."));
    for (const RoomSummary &room : rooms) {
        if (room.id == id) {
            const QByteArray list = encodeRooms({room});
            return json(list.mid(1, list.size() - 2));
        }
    }
    return HttpResponse::plain(404, Sentences::tr("There is no room %1.").arg(QString::fromLatin1(id)));
}

struct Route
{
    const char *path;
    HttpResponse (*make)(const RequestHead &, const QList<RoomSummary> &);
};
constexpr std::array routes = {
    Route{"/", frontPage},
    Route{"/healthz", health},
    Route{"/api/rooms", roomList},
};

} // namespace

HttpResponse answer(const RequestHead &request, const QList<RoomSummary> &rooms)
{
    static const QByteArray roomPath = "/api/rooms/";
    const bool known =
        request.path.startsWith(roomPath) ||
        std::any_of(routes.begin(), routes.end(), [&](const Route &r) { return request.path == r.path; });
    if (!known)
        return nothingHere();
    if (request.method != "GET" && request.method != "HEAD")
        return HttpResponse::plain(405, Sentences::tr("Only GET and HEAD work here."));
    for (const Route &route : routes) {
        if (request.path == route.path)
            return route.make(request, rooms);
    }
    return oneRoom(request.path.mid(roomPath.size()), rooms);
}

} // namespace sketchroom
