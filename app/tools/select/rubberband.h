#pragma once

#include "app/tools/select/selectstate.h"
#include "common/base/ids.h"

#include <QList>

namespace sketchroom {

class ToolContext;

/// A rectangle is drawn from where the pointer was pressed on nothing; what lies in it whole is selected.
class RubberBand final : public SelectState
{
public:
    RubberBand(ToolContext &context, const PointerEvent &press);

    std::unique_ptr<SelectState> moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void cancel() override;

private:
    ToolContext &m_context;
    PointerEvent m_press;
    QList<ShapeId> m_before; ///< the selection until now
    QList<ShapeId> m_kept;   ///< what stays selected besides
};

} // namespace sketchroom
