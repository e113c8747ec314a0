#pragma once

#include <QByteArrayView>

namespace sketchroom {

/// How many slips of the pen lie between two words: letters left out, put in, taken for another or swapped with their
/// neighbour (optimal string alignment distance; L. Boytsov, 2011). Stops counting past `most`, and returns `most` + 1.
int editDistance(QByteArrayView a, QByteArrayView b, int most);

} // namespace sketchroom
