#pragma once

#include "common/base/ids.h"
#include "server/assets/assetstore.h"
#include "server/config/hostoptions.h"
#include "server/net/requesthead.h"

namespace sketchroom {

class AssetUpload;
class HttpConnection;

/// Whether a request with this path is about an image of a room: /api/rooms/ROOM/assets/SHA256.
bool isAssetPath(const QByteArray &path);

/// Takes images in and gives them out, over connections whose request head has been read. Bounded in memory, whoever is
/// slow: what is coming in shares a budget, and what goes out is read as fast as the other side takes it.
class AssetDoor final : public QObject
{
    Q_OBJECT

public:
    using RoomExists = std::function<bool(const RoomId &)>;
    AssetDoor(AssetStore &store, const HostOptions &options, RoomExists roomExists, QObject *parent = nullptr);

    /// Answers, in the end, whatever the request says.
    void enter(const RequestHead &head, HttpConnection *connection);

private:
    void give(const AssetId &id, HttpConnection *connection, bool withBody);
    void take(const AssetId &id, const RequestHead &head, HttpConnection *connection);
    /// Gives up on the slowest, until what comes in is within its budget.
    void makeRoom();

    AssetStore &m_store;
    const HostOptions m_options;
    const RoomExists m_roomExists;
    qint64 m_comingIn = 0; ///< bytes that are in memory
    /// Each with what gives up on it.
    QHash<AssetUpload *, std::function<void()>> m_uploads;
};

} // namespace sketchroom
