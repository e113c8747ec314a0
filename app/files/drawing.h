#pragma once

#include "common/base/result.h"
#include "common/model/asset.h"
#include "common/model/shape.h"

#include <QStringList>

#include <functional>

namespace sketchroom {

/// What a file holds: shapes bottom first, with ids and z indexes that are unique among them and registers in range.
struct Drawing
{
    QList<ShapeRef> shapes;
    /// Sentences about what could not be taken over as it is.
    QStringList notes;
};

/// How a reader tells how far it is, is told to stop, and hands over the images of a file. Called on the reader's own
/// thread.
struct LoadMonitor
{
    std::function<void(double share)> progressed = [](double) {}; ///< 0..1, never backwards
    std::function<bool()> isCancelled = [] { return false; };
    std::function<void(const AssetId &, const QByteArray &)> keepImage = [](const AssetId &, const QByteArray &) {};
};

} // namespace sketchroom
