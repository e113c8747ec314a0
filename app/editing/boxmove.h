#pragma once

#include "common/model/document.h"

#include <functional>

namespace sketchroom {

/// Shapes that a drag or a command moves, resizes or turns, as they were when it began. Arrows among them start from
/// where they are shown, and let go of shapes that are not moved with them.
class BoxMove final
{
public:
    /// What becomes of one shape; the box at least.
    using Change = std::function<QList<RegisterValue>(const Shape &)>;

    /// `shapes` with the children of frames among them, without what is locked.
    BoxMove(const Document &document, const QList<ShapeRef> &shapes);

    const QList<ShapeRef> &shapes() const { return m_shapes; }
    /// The updates that take the shapes from how they stand on `document` to `change` of how they were when it began.
    /// Whatever is so already is left out; shapes that are gone, too.
    QList<Op> opsFor(const Document &document, const Change &change) const;

private:
    QList<ShapeRef> m_shapes;
    QHash<ShapeId, QList<RegisterValue>> m_loosened;
};

} // namespace sketchroom
