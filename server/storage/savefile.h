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

/// Copies a file to a name that is not taken, for its owner only, and waits until the copy is on the disk. What was
/// copied of it is left where it fails. Any thread. Errors: Io, as above.
Result<void> copyFile(const QString &from, const QString &to);
/// Waits until what somebody else has written to the file is on the disk, with its name. Any thread. Errors: Io, as
/// above.
Result<void> syncFile(const QString &path);
/// What is appended to the name of a damaged file that is kept: ".damaged-" and the time.
QString damagedMark();

} // namespace sketchroom
