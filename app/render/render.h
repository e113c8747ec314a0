#pragma once

#include "app/render/textlayout.h"
#include "common/model/document.h"

class QPainter;

namespace sketchroom {

class ImageSource;

struct RenderOptions
{
    bool dark = false;
    /// Outlines: for files that are opened where the fonts may be missing (SVG).
    Glyphs glyphs = Glyphs::Text;
    /// Where attached arrows find their shapes; null: among those that are rendered.
    const Document *board = nullptr;
    ImageSource *images = nullptr; ///< null: images are placeholders
};

/// The reference renderer: paints the shapes in paint order, in scene units, without cache or level of detail. The
/// background is the caller's. Usable from any thread.
void renderShapes(QPainter &painter, const QList<ShapeRef> &shapes, const RenderOptions &options);
/// The bounds of all that renderShapes() paints, texts with the fonts of this system included; null for no shapes.
QRectF renderedBounds(const QList<ShapeRef> &shapes, const RenderOptions &options);

} // namespace sketchroom
