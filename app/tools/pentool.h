#pragma once

#include "app/tools/gesture.h"
#include "app/tools/tool.h"

#include <optional>

namespace sketchroom {

/// Draws ink. The others see the stroke grow: it is created with its first point, and points are appended.
class PenTool final : public Tool
{
public:
    /// A highlighter is broad, the same all along, and lets through what is below.
    enum class Ink { Pen, Highlighter };
    explicit PenTool(ToolContext &context, Ink ink = Ink::Pen)
        : m_context(context)
        , m_ink(ink)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override;

private:
    void addPoint(const PointerEvent &event);
    QList<Op> collect();

    ToolContext &m_context;
    const Ink m_ink;
    std::unique_ptr<Gesture> m_gesture;
    ShapeId m_id;
    QPointF m_origin; ///< the first point: the others are kept relative to it
    QPointF m_last;
    PointList m_points;   ///< of the whole stroke
    qsizetype m_sent = 0; ///< numbers of m_points that the document has
};

} // namespace sketchroom
