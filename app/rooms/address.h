#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "common/protocol/limits.h"

#include <QUrl>

namespace sketchroom {

/// Where a host is, and perhaps which of its rooms. What a person types into the address field, or is sent by mail.
struct RoomAddress
{
    QString host; ///< a name, an IPv4 address, or an IPv6 address without brackets
    quint16 port = defaultPort;
    RoomId room; ///< empty: the host alone
    bool secure = false;
    QString token; ///< for the host, where somebody has passed on ?token=…; in no URL from then on
    QString base;  ///< the path that a proxy has the host under, such as /draw; most often none

    bool operator==(const RoomAddress &) const = default;

    QUrl roomUrl() const; ///< only with a room
    QUrl lobbyUrl() const;
    /// As short as it can be said: "host", "host:7000", "[::1]:7000", "wss://host", "host/draw/lobby".
    QString hostText() const;
    /// The same with the room: "host/plan", "host/draw/rooms/plan".
    QString shortText() const;
};

/// Reads "host", "host:port", "host/x", "host/rooms/x", "host/draw/rooms/x", "[::1]:7538", "::1", or a ws, wss, http or
/// https URL. The error is a sentence for the user.
Result<RoomAddress> parseAddress(const QString &text);

/// The first room's URL in a text that somebody wrote; nothing where there is none.
std::optional<RoomAddress> addressIn(const QString &text);

/// The room id that a person's words mean: "My Plan 2" → "my-plan-2". Empty where nothing is left.
RoomId roomIdFrom(const QString &words);
/// A room name that can be said on the telephone, such as "calm-river-27".
RoomId suggestedRoomId(Random &random);

} // namespace sketchroom
