#pragma once

#include "tests/bench/load/scenarios.h"

namespace sketchroom::bench {

/// What others notice, in rooms of their own, of guests who mean harm: the same load without and beside each attack,
/// and how much memory the host takes meanwhile beyond what it had when the attacked room was ready.
void measureHostile(const ServerRecipe &host, double seconds);

} // namespace sketchroom::bench
