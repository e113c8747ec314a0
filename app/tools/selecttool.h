#pragma once

#include "app/editing/selectionframe.h"
#include "app/tools/select/selectstate.h"
#include "app/tools/tool.h"
#include <QCoreApplication>

namespace sketchroom {

class ToolContext;

/// Selects shapes, and moves, resizes and turns what is selected. What happens between a press and its release is in
/// the states in select/.
class SelectTool final : public Tool
{
    Q_DECLARE_TR_FUNCTIONS(SelectTool)

public:
    explicit SelectTool(ToolContext &context)
        : m_context(context)
    {
    }

    void activate() override;
    void pressed(const PointerEvent &event) override;
    void moved(const PointerEvent &event) override;
    void released(const PointerEvent &event) override;
    void hovered(const PointerEvent &event) override;
    void doubleClicked(const PointerEvent &event) override;
    bool keyPressed(const QKeyEvent &event) override;
    void keyReleased(const QKeyEvent &event) override;
    bool cancel() override;

private:
    std::unique_ptr<SelectState> unlock();
    std::unique_ptr<SelectState> stateFor(const PointerEvent &press);
    std::unique_ptr<SelectState> stateFor(const PointerEvent &press, const SelectionFrame &frame, Handle handle);
    void becomeIdle();
    bool nudge(const QKeyEvent &event);
    bool editSelectedText();

    ToolContext &m_context;
    std::unique_ptr<SelectState> m_state;
    QByteArray m_enteredGroup; ///< the group that the user has gone into by a double-click
    GestureId m_nudges;        ///< while an arrow key is held down
};

} // namespace sketchroom
