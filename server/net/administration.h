#pragma once

#include "server/storage/roomrecord.h"

#include <QJsonObject>

namespace sketchroom {

class AssetStore;

// What an administrator is told, as JSON (roomscommand.h).

QJsonObject refused(const QString &why, const QList<RoomId> &near = {});
QJsonObject done(const QString &what);
QJsonObject listed(const QList<RoomSummary> &rooms);
QJsonObject described(const RoomId &id, const StoredRoom &room, const QList<PeerInfo> &people);
/// Whether this may name somebody: 22 characters of base64url.
bool isClientId(const ClientId &client);
/// The board as a .sketchroom file, with the images that are here.
QByteArray drawingOf(const StoredRoom &room, AssetStore &assets);

} // namespace sketchroom
