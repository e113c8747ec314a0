#pragma once

#include "common/base/random.h"
#include "common/model/document.h"

namespace sketchroom::simulation {

/// What a person at the board might do next, as the operations of one edit: drawing, moving, colouring, framing,
/// grouping, attaching, pasting, deleting, and now and then something that a host has to refuse.
QList<Op> randomEdit(const Document &board, Random &random);
/// A few hundred shapes at once.
QList<Op> bringMany(const Document &board, Random &random);

} // namespace sketchroom::simulation
