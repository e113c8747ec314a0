#pragma once

#include "common/model/document.h"
#include "common/protocol/messages.h"

#include <functional>

namespace sketchroom {

// Bytes <-> messages. Pure; may be called on any thread.

/// Errors: BadJson, BadMessage (both end the connection with 4400) and UnknownType (it stays). An edit whose registers
/// are out of range decodes, and carries a refusal. Limits checked: nesting, numbersInPoints, textLength, opsPerEdit.
Result<ClientMessage> decodeClient(QByteArrayView json, const Limits &limits = {});
/// Errors: BadJson, BadMessage, UnknownType.
Result<HostMessage> decodeHost(QByteArrayView json);

QByteArray encode(const ClientMessage &message);
QByteArray encode(const HostMessage &message);

/// An edit in the host's order as one JSON object: what the log keeps, and what `edits` messages are spliced from.
QByteArray encodeCommitted(const CommittedEdit &edit);
Result<CommittedEdit> decodeCommitted(QByteArrayView json);
/// The `edits` message around edits that are encoded already.
QByteArray encodeEdits(const QList<QByteArray> &encodedEdits);
/// What one peer is doing, and the `presence` message around several of these.
QByteArray encodePresence(const PeerId &peer, const Presence &presence);
QByteArray encodePresences(const QList<QByteArray> &encodedPresence);
/// The `history` answer around edits that are encoded already.
QByteArray encodeHistory(qint64 from, qint64 to, const QList<QByteArray> &encodedEdits, bool done);

/// The `snapshot` messages for these shapes, each at most about 256 KiB (a single larger shape has its own). One with
/// no shapes and done = true for an empty board.
QList<QByteArray> encodeSnapshot(const QList<ShapeRef> &shapes);
/// The same, one after the other, until `take` returns false.
void encodeSnapshot(const QList<ShapeRef> &shapes,
                    const std::function<bool(const QByteArray &message, bool isLast)> &take);

/// One shape as canonical JSON: registers in the table's order, those at their default left out, stamps last.
/// Two equal shapes give the same bytes.
QByteArray encodeShape(const Shape &shape);
/// As the `shape` of a `create`, stamps included where they stand. Errors: BadJson, BadMessage, Invalid, Limit.
Result<Shape> decodeShape(QByteArrayView json, const Limits &limits = {});
/// A shape of a file that a newer program may have written. Kinds and registers that are not known here are kept
/// (Shape::unknown), and so is what stands for a register and cannot be its value. Errors: as decodeShape().
Result<Shape> decodeStoredShape(QByteArrayView json);
/// The value of a register as it stands in a shape.
QByteArray encodeValue(const Value &value);
/// A JSON array of shapes, in paint order: equal documents give the same bytes.
QByteArray encodeShapes(const QList<ShapeRef> &shapes);
/// What is not known here is kept (Shape::unknown).
Result<QList<ShapeRef>> decodeShapes(QByteArrayView json, const Limits &limits = {});

/// The limits by their names on the wire.
QList<std::pair<QByteArray, qint64>> limitValues(const Limits &limits);

QByteArray encodeRooms(const QList<RoomSummary> &rooms); ///< the array alone, as in GET /api/rooms
Result<QList<RoomSummary>> decodeRooms(QByteArrayView json);

} // namespace sketchroom
