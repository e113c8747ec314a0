#pragma once

#include "app/tools/select/selectstate.h"
#include "common/base/ids.h"

#include <QList>

namespace sketchroom {

class ToolContext;

/// The pointer is down on a shape or within the selection, and may be about to drag it.
class Pressing final : public SelectState
{
public:
    /// `targets`: what a click here selects; empty: within the frame of the selection, but on no shape.
    Pressing(ToolContext &context, const PointerEvent &press, const QList<ShapeId> &targets);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    ToolContext &m_context;
    PointerEvent m_press;
    QList<ShapeId> m_targets;
    QList<ShapeId> m_before; ///< the selection until now
    bool m_wasSelected;
};

} // namespace sketchroom
