#include "server/net/administration.h"

#include "common/model/document.h"
#include "common/protocol/codec.h"
#include "server/assets/assetstore.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonArray>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

struct AdministrationSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Administration)
};

Document boardOf(const StoredRoom &room)
{
    Document board;
    for (const ShapeRef &shape : room.shapes)
        board.put(shape);
    for (const QByteArray &json : room.edits) {
        if (const auto edit = decodeCommitted(json))
            board.applyLeniently(edit->ops, {edit->client, edit->at});
    }
    return board;
}

} // namespace

QJsonObject refused(const QString &why, const QList<RoomId> &near)
{
    QStringList names;
    for (const RoomId &id : near)
        names.append(QString::fromLatin1(id));
    return {{u"error"_s,
             names.isEmpty() ? why : AdministrationSentences::tr("%1 Did you mean %2?").arg(why, names.join(u", "))}};
}

QJsonObject done(const QString &what)
{
    return {{u"done"_s, what}};
}

QJsonObject listed(const QList<RoomSummary> &rooms)
{
    QJsonArray list;
    for (const RoomSummary &room : rooms)
        list.append(QJsonObject{{u"id"_s, QString::fromLatin1(room.id)},
                                {u"title"_s, room.title},
                                {u"locked"_s, room.locked},
                                {u"people"_s, room.people},
                                {u"shapes"_s, room.shapes},
                                {u"changed"_s, room.changed}});
    return {{u"rooms"_s, list}};
}

QJsonObject described(const RoomId &id, const StoredRoom &room, const QList<PeerInfo> &people)
{
    const RoomRecord &record = room.record;
    QJsonArray roles;
    for (auto role = record.roles.cbegin(); role != record.roles.cend(); ++role)
        roles.append(QJsonObject{{u"client"_s, QString::fromLatin1(role.key())},
                                 {u"role"_s, QLatin1StringView(name(role.value()))}});
    QJsonArray here;
    for (const PeerInfo &person : people)
        here.append(QJsonObject{{u"name"_s, person.name},
                                {u"client"_s, QString::fromLatin1(person.client)},
                                {u"role"_s, QLatin1StringView(name(person.role))}});
    return {{u"id"_s, QString::fromLatin1(id)},
            {u"title"_s, record.title},
            {u"changed"_s, room.changed},
            {u"shapes"_s, boardOf(room).size()},
            {u"edits"_s, room.seq + room.edits.size()},
            {u"locked"_s, record.locked},
            {u"secret"_s, !record.secret.isEmpty()},
            {u"newcomers"_s, QLatin1StringView(name(record.newcomers))},
            {u"bans"_s, record.bans.size()},
            {u"roles"_s, roles},
            {u"people"_s, here}};
}

bool isClientId(const ClientId &client)
{
    constexpr qsizetype letters = 22;
    return client.size() == letters && isValidId(client);
}

QByteArray drawingOf(const StoredRoom &room, AssetStore &assets)
{
    QByteArray json = "{\"type\":\"sketchroom\",\"version\":1,\"shapes\":[";
    const char *separator = "\n";
    QSet<AssetId> named;
    for (const ShapeRef &shape : boardOf(room).shapes()) {
        json.append(separator).append(encodeShape(*shape));
        separator = ",\n";
        if (!shape->asset.isEmpty())
            named.insert(shape->asset);
    }
    json.append("\n],\"images\":[");
    separator = "\n";
    for (const AssetId &id : std::as_const(named)) {
        const auto image = assets.read(id);
        if (!image)
            continue;
        json.append(separator).append("{\"id\":\"").append(id).append("\",\"data\":\"");
        json.append(image->readAll().toBase64()).append("\"}");
        separator = ",\n";
    }
    return json.append("\n]}\n");
}

} // namespace sketchroom
