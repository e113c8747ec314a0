#pragma once

#include "common/base/result.h"

#include <QFileDevice>
#include <QString>

#include <optional>

namespace sketchroom {

/// Writes a whole file, or leaves the old one as it was: what is saved survives a full disk and a loss of power. The
/// bytes are flushed, synced and checked before they take the file's name. (QSaveFile alone holds back up to 16 KiB
/// until commit(), and says yes when writing these fails.) `permissions` hold before there is anything to be read;
/// without them an old file keeps its own. Any thread. Errors: Io, with the system's reason, which is no whole
/// sentence.
Result<void> saveFile(const QString &path, QByteArrayView bytes,
                      std::optional<QFileDevice::Permissions> permissions = std::nullopt);

} // namespace sketchroom
