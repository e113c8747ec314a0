#pragma once

#include "app/tools/select/selectstate.h"
#include "common/model/shape.h"

#include <QList>

namespace sketchroom {

class ToolContext;

/// A rectangle is drawn from where the pointer was pressed on nothing, or on what is locked; what lies in it whole is
/// selected. Where none is drawn, what is locked there is: so it can be unlocked again.
class RubberBand final : public SelectState
{
public:
    RubberBand(ToolContext &context, const PointerEvent &press, const ShapeRef &locked);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    ToolContext &m_context;
    PointerEvent m_press;
    QList<ShapeId> m_before; ///< the selection until now
    QList<ShapeId> m_kept;   ///< what stays selected besides
    const ShapeRef m_locked; ///< that was pressed on; null: none
    bool m_drawn = false;
};

} // namespace sketchroom
