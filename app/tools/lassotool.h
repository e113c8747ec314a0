#pragma once

#include "app/tools/tool.h"
#include "common/base/ids.h"

#include <QList>

namespace sketchroom {

class ToolContext;

/// Selects what it is drawn around; with Shift, besides what is selected. Select comes into use afterwards.
class LassoTool final : public Tool
{
public:
    explicit LassoTool(ToolContext &context)
        : m_context(context)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    bool cancel() override;

private:
    void select();

    ToolContext &m_context;
    QList<QPointF> m_way;
    QList<ShapeId> m_before;
    QList<ShapeId> m_kept;
};

} // namespace sketchroom
