#pragma once

// Private to the codec: shapes, registers and operations.

#include "common/base/jsonwriter.h"
#include "common/model/operation.h"
#include "common/protocol/jsonreader.h"
#include "common/protocol/limits.h"

namespace sketchroom::json {

/// What becomes of kinds, registers and values that this program does not know.
enum class Unknown : quint8 {
    Refuse, ///< a host, of what clients say
    Keep,   ///< a client, of what a newer host says (Shape::unknown)
};

/// Reads a shape. What no room would take (a register out of range, one the kind has no use for, …) is a problem with
/// code Invalid or Limit. Stamps are read where they stand.
Shape readShape(simdjson::dom::element value, const Limits &limits, Problem &refusal,
                Unknown unknown = Unknown::Refuse);
void write(JsonWriter &out, const Shape &shape);

/// Reads an operation. Structure that is wrong goes to `problem` (BadMessage), values that no room takes to `refusal`.
/// Nothing without a problem for an operation that this program does not know, where those are kept.
std::optional<Op> readOp(simdjson::dom::element value, const Limits &limits, Problem &problem, Problem &refusal,
                         Unknown unknown = Unknown::Refuse);
void write(JsonWriter &out, const Op &op);

void write(JsonWriter &out, const CommittedEdit &edit);
CommittedEdit readCommitted(simdjson::dom::element value, Problem &problem);

} // namespace sketchroom::json
