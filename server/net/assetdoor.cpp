#include "server/net/assetdoor.h"

#include "server/net/assettransfer.h"
#include "server/net/httpconnection.h"

#include <QPointer>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr QByteArrayView roomsPath = "/api/rooms/";
constexpr QByteArrayView assetsPath = "/assets/";

struct AssetAddress
{
    RoomId room;
    AssetId id;
};

/// Nothing where a name is none.
std::optional<AssetAddress> addressIn(const QByteArray &path)
{
    const qsizetype middle = path.indexOf(assetsPath, roomsPath.size());
    const AssetAddress address{path.mid(roomsPath.size(), middle - roomsPath.size()),
                               path.mid(middle + assetsPath.size())};
    if (!isValidRoomId(address.room) || !isAssetId(address.id))
        return std::nullopt;
    return address;
}

} // namespace

bool isAssetPath(const QByteArray &path)
{
    return path.startsWith(roomsPath) && path.indexOf(assetsPath, roomsPath.size()) > 0;
}

AssetDoor::AssetDoor(AssetStore &store, const HostOptions &options, RoomExists roomExists, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_options(options)
    , m_roomExists(std::move(roomExists))
{
}

void AssetDoor::enter(const RequestHead &head, HttpConnection *connection)
{
    const bool isRead = head.method == "GET" || head.method == "HEAD";
    const bool withBody = head.method != "HEAD";
    const auto address = addressIn(head.path);
    if (!address)
        return connection->answer(
            HttpResponse::plain(400, tr("An image is at /api/rooms/ROOM/assets/ and its SHA-256 in small "
                                        "hex digits.")),
            withBody);
    if (!m_roomExists(address->room))
        return connection->answer(
            HttpResponse::plain(404, tr("There is no room %1.").arg(QString::fromLatin1(address->room))), withBody);
    if (isRead)
        return give(address->id, connection, withBody);
    if (head.method == "PUT")
        return take(address->id, head, connection);
    HttpResponse refusal = HttpResponse::plain(405, tr("Only GET, HEAD and PUT work here."));
    refusal.allowed = "GET, HEAD, PUT";
    connection->answer(refusal);
}

void AssetDoor::give(const AssetId &id, HttpConnection *connection, bool withBody)
{
    std::unique_ptr<QIODevice> image = m_store.read(id);
    if (!image)
        return connection->answer(HttpResponse::plain(404, tr("This image is not here.")), withBody);
    constexpr qint64 magicBytes = 16;
    const auto type = imageTypeOf(image->peek(magicBytes));
    HttpResponse response;
    response.contentType = type ? mimeTypeOf(*type) : QByteArray("application/octet-stream");
    // Its name says what is in it, so it never is another. Not for caches that others share: they know no token.
    response.caching = "private, max-age=31536000, immutable";
    response.streamed = image->size();
    if (!withBody)
        return connection->answer(response, false);
    connection->write(toBytes(response, true));
    (new AssetDownload(std::move(image), connection, m_options.times.stuckMs))->start();
}

void AssetDoor::makeRoom()
{
    while (m_comingIn + m_store.bytesUnderWay() > m_options.imageMemory && !m_uploads.isEmpty()) {
        // Those that have just begun are given a chance.
        constexpr qint64 newMs = 1'000;
        const auto isSlower = [](const AssetUpload *a, const AssetUpload *b) {
            const bool aIsNew = a->ageMs() < newMs;
            const bool bIsNew = b->ageMs() < newMs;
            return aIsNew != bIsNew ? bIsNew : a->bytesPerMs() < b->bytesPerMs();
        };
        const QList<AssetUpload *> uploads = m_uploads.keys();
        AssetUpload *const slowest = *std::min_element(uploads.begin(), uploads.end(), isSlower);
        const auto giveUp = m_uploads.take(slowest);
        slowest->letGo();
        giveUp();
    }
}

void AssetDoor::take(const AssetId &id, const RequestHead &head, HttpConnection *connection)
{
    bool isNumber = false;
    const qint64 length = head.header("content-length").toLongLong(&isNumber);
    const auto refuse = [connection](int status, const QString &sentence) {
        connection->answer(HttpResponse::plain(status, sentence));
    };
    if (!isNumber || length < 0 || !head.header("transfer-encoding").isEmpty())
        return refuse(411, tr("An image has to come with its Content-Length."));
    if (length > m_options.limits.imageBytes)
        return refuse(413, tr("This image is too large: %1 bytes are the limit.").arg(m_options.limits.imageBytes));
    auto *upload = new AssetUpload(connection, length, m_options.times.uploadMs, m_comingIn);
    m_uploads.insert(upload, [refuse, upload] {
        upload->deleteLater();
        refuse(503, tr("Too many images are coming in. Try again in a moment."));
    });
    const auto forget = [this, upload] { m_uploads.remove(upload); };
    connect(upload, &QObject::destroyed, this, forget);
    connect(upload, &AssetUpload::finished, this, forget);
    connect(upload, &AssetUpload::tooSlow, this, forget);
    connect(upload, &AssetUpload::grew, this, &AssetDoor::makeRoom, Qt::QueuedConnection);
    connect(upload, &AssetUpload::tooSlow, this, [refuse, upload] {
        upload->deleteLater();
        refuse(408, tr("The image did not come in time."));
    });
    connect(upload, &AssetUpload::finished, this,
            [this, id, refuse, there = QPointer(upload)](const QByteArray &bytes) {
                m_store.add(id, bytes, [refuse, there](AssetStore::Outcome outcome) {
                    using Outcome = AssetStore::Outcome;
                    if (!there)
                        return;
                    there->deleteLater();
                    switch (outcome) {
                    case Outcome::Kept:
                        return refuse(201, tr("Kept."));
                    case Outcome::KeptBefore:
                        return refuse(200, tr("It was here already."));
                    case Outcome::NoImage:
                        return refuse(415, tr("Images are PNG, JPEG, GIF or WebP, of at most %1 million pixels.")
                                               .arg(imageMaxPixels / 1'000'000));
                    case Outcome::WrongName:
                        return refuse(422, tr("These bytes have another SHA-256 than the address says."));
                    case Outcome::NoRoom:
                        return refuse(507, tr("This host has no room for more images."));
                    }
                });
            });
    if (head.header("expect").toLower() == "100-continue")
        connection->write("HTTP/1.1 100 Continue\r\n\r\n");
    upload->start();
}

} // namespace sketchroom
