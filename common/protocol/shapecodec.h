#pragma once

// Private to the codec: shapes, registers and operations.

#include "common/base/jsonwriter.h"
#include "common/model/operation.h"
#include "common/protocol/jsonreader.h"
#include "common/protocol/limits.h"

namespace sketchroom::json {

/// Reads a shape. What no room would take (a register out of range, one the kind has no use for, …) is a problem with
/// code Invalid or Limit. Stamps are read where they stand.
Shape readShape(simdjson::dom::element value, const Limits &limits, Problem &refusal);
void write(JsonWriter &out, const Shape &shape);

/// Reads an operation. Structure that is wrong goes to `problem` (BadMessage), values that no room takes to `refusal`.
std::optional<Op> readOp(simdjson::dom::element value, const Limits &limits, Problem &problem, Problem &refusal);
void write(JsonWriter &out, const Op &op);

void write(JsonWriter &out, const CommittedEdit &edit);
CommittedEdit readCommitted(simdjson::dom::element value, Problem &problem);

} // namespace sketchroom::json
