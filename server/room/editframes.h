#pragma once

#include <QByteArray>
#include <QList>

namespace sketchroom {

/// `edits` messages around encoded edits, none much longer than a frame of a snapshot.
QList<QByteArray> inFrames(const QList<QByteArray> &encodedEdits);

} // namespace sketchroom
