#include "common/protocol/codec.h"

#include "common/protocol/fieldcodec.h"
#include "common/protocol/registercodec.h"

#include <QCoreApplication>

namespace sketchroom {

using namespace json;
using simdjson::dom::element;

namespace {

struct CodecSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Codec)
};

QByteArray joined(const QList<QByteArray> &parts, QByteArray bytes, QByteArrayView end)
{
    qsizetype size = bytes.size() + end.size();
    for (const QByteArray &part : parts)
        size += part.size() + 1;
    bytes.reserve(size);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            bytes.append(',');
        bytes.append(parts.at(i));
    }
    bytes.append(end);
    return bytes;
}

} // namespace

QByteArray encodeCommitted(const CommittedEdit &edit)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    write(out, edit);
    return bytes;
}

Result<CommittedEdit> decodeCommitted(QByteArrayView json)
{
    const auto root = parse(json, deepestNesting);
    if (!root)
        return tl::unexpected(root.error());
    Problem problem;
    CommittedEdit edit = readCommitted(*root, problem);
    if (problem)
        return tl::unexpected(*problem.error());
    return edit;
}

QByteArray encodeEdits(const QList<QByteArray> &encodedEdits)
{
    return joined(encodedEdits, R"({"type":"edits","edits":[)", "]}");
}

QByteArray encodePresence(const PeerId &peer, const Presence &presence)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    out.key(peer);
    write(Plain(), out, presence);
    return bytes;
}

QByteArray encodePresences(const QList<QByteArray> &encodedPresence)
{
    return joined(encodedPresence, R"({"type":"presence","peers":{)", "}}");
}

QByteArray encodeHistory(qint64 from, qint64 to, const QList<QByteArray> &encodedEdits, bool done)
{
    QByteArray head;
    JsonWriter out(head);
    out.beginObject()
        .key("type")
        .ascii("history")
        .key("from")
        .value(from)
        .key("to")
        .value(to)
        .key("edits")
        .beginArray();
    return joined(encodedEdits, head,
                  done ? QByteArrayView(R"(],"done":true})") : QByteArrayView(R"(],"done":false})"));
}

QList<QByteArray> encodeSnapshot(const QList<ShapeRef> &shapes)
{
    QList<QByteArray> frames;
    encodeSnapshot(shapes, [&](const QByteArray &message, bool) {
        frames.append(message);
        return true;
    });
    return frames;
}

void encodeSnapshot(const QList<ShapeRef> &shapes,
                    const std::function<bool(const QByteArray &message, bool isLast)> &take)
{
    QByteArray frame;
    qint64 sent = 0;
    const auto begin = [&] { frame = R"({"type":"snapshot","shapes":[)"; };
    const auto finish = [&](bool done) {
        JsonWriter out(frame);
        out.endArray()
            .key("sent")
            .value(sent)
            .key("total")
            .value(qint64(shapes.size()))
            .key("done")
            .value(done)
            .endObject();
        return take(frame, done);
    };
    begin();
    for (const ShapeRef &shape : shapes) {
        const QByteArray encoded = encodeShape(*shape);
        if (!frame.endsWith('[') && frame.size() + encoded.size() + 64 > snapshotFrameBytes) {
            if (!finish(false))
                return;
            begin();
        }
        JsonWriter(frame).raw(encoded);
        ++sent;
    }
    finish(true);
}

QByteArray encodeShape(const Shape &shape)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    write(out, shape);
    return bytes;
}

QByteArray encodeValue(const Value &value)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    writeRegisterValue(out, value);
    return bytes;
}

QList<std::pair<QByteArray, qint64>> limitValues(const Limits &limits)
{
    QList<std::pair<QByteArray, qint64>> values;
    for (const LimitRow &row : limitRows())
        values.append({row.name, row.get(limits)});
    return values;
}

namespace {

Result<Shape> decodedShape(QByteArrayView json, const Limits &limits, Unknown unknown)
{
    const auto root = parse(json, limits.nesting);
    if (!root)
        return tl::unexpected(root.error());
    Problem problem;
    Shape shape = readShape(*root, limits, problem, unknown);
    if (problem)
        return tl::unexpected(*problem.error());
    return shape;
}

} // namespace

Result<Shape> decodeShape(QByteArrayView json, const Limits &limits)
{
    return decodedShape(json, limits, Unknown::Refuse);
}

Result<Shape> decodeStoredShape(QByteArrayView json)
{
    return decodedShape(json, withoutLimits(), Unknown::Keep);
}

QByteArray encodeShapes(const QList<ShapeRef> &shapes)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    out.beginArray();
    for (const ShapeRef &shape : shapes)
        write(out, *shape);
    out.endArray();
    return bytes;
}

Result<QList<ShapeRef>> decodeShapes(QByteArrayView json, const Limits &limits)
{
    const auto root = parse(json, deepestNesting);
    if (!root)
        return tl::unexpected(root.error());
    simdjson::dom::array list;
    if (root->get(list))
        return failure(ErrorCode::BadMessage, CodecSentences::tr("The shapes must be a list."));
    QList<ShapeRef> shapes;
    for (const element value : list) {
        Problem problem;
        shapes.append(std::make_shared<const Shape>(readShape(value, limits, problem, Unknown::Keep)));
        if (problem)
            return failure(problem.error()->code,
                           CodecSentences::tr("Shape number %1: %2").arg(shapes.size()).arg(problem.error()->message));
    }
    return shapes;
}

QByteArray encodeRooms(const QList<RoomSummary> &rooms)
{
    QByteArray bytes;
    JsonWriter out(bytes);
    write(Plain(), out, rooms);
    return bytes;
}

Result<QList<RoomSummary>> decodeRooms(QByteArrayView json)
{
    const auto root = parse(json, deepestNesting);
    if (!root)
        return tl::unexpected(root.error());
    simdjson::dom::array list;
    if (root->get(list))
        return failure(ErrorCode::BadMessage, CodecSentences::tr("The rooms must be a list."));
    QList<RoomSummary> rooms;
    const Limits limits;
    Problem problem;
    Reading reading{limits, problem, false};
    for (const element value : list)
        readPart(value, rooms.emplaceBack(), reading);
    if (problem)
        return tl::unexpected(*problem.error());
    return rooms;
}

} // namespace sketchroom
