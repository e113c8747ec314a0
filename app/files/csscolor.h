#pragma once

#include "common/model/shape.h"

#include <QStringView>

namespace sketchroom {

/// A colour as CSS writes it: a name, #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(…), rgba(…), hsl(…), hsla(…) or transparent,
/// which is none. Nothing for anything else.
std::optional<Color> parseCssColor(QStringView text);

} // namespace sketchroom
