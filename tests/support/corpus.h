#pragma once

#include <QStringList>

namespace sketchroom::testing {

/// The real drawings that the environment variable SKETCHROOM_CORPUS points to; none where it is not set.
QStringList corpusFiles();

} // namespace sketchroom::testing
