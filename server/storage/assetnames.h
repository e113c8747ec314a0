#pragma once

#include "common/base/result.h"
#include "common/model/asset.h"

#include <QSet>

namespace sketchroom {

using AssetNames = QSet<AssetId>;

/// Adds what may be the name of an image in a shape or an edit. Takes too much rather than too little: any 64 hex
/// digits.
void addAssetNames(AssetNames &names, const QByteArray &json);

/// What the boards of all rooms in the database name, also of those that are not in memory, as they are at one moment.
/// Opens it for itself, so any thread may ask, also while a host writes to it. Errors: Io, Damaged.
Result<AssetNames> assetNamesIn(const QString &databasePath);

} // namespace sketchroom
