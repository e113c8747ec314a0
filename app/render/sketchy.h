#pragma once

#include "common/base/ids.h"

#include <QPainterPath>

namespace sketchroom {

// The hand-drawn look. Seeded by the shape's id, so that everybody sees the same and it stays when the shape changes.

quint64 sketchSeed(const ShapeId &id);

/// The path as a hand would draw it: each stretch once or twice, a little bent, a little beside its place. Nothing is
/// further than `reach` from the exact path. `rough`: 1 careful, 2 careless.
QPainterPath sketched(const QPainterPath &exact, int rough, double reach, quint64 seed, int strokes = 2);

/// Parallel lines that fill the path by the even-odd rule, `gap` apart, at `degrees`. Empty where they would be more
/// than anybody can tell apart, and the path is to be filled instead.
QPainterPath hatchLines(const QPainterPath &area, double gap, double degrees);

} // namespace sketchroom
