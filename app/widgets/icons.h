#pragma once

#include <QIcon>

namespace sketchroom {

/// The icon resources/icons/NAME.svg: drawn in the application palette's button text (disabled: its disabled one;
/// checked: its link colour), sharp at every size and scale, and following the palette when that changes.
QIcon themedIcon(const QString &name);
/// The same, mirrored left to right.
QIcon mirroredIcon(const QString &name);

} // namespace sketchroom
