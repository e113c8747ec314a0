#pragma once

#include "app/tools/toolid.h"
#include "app/view/boardinput.h"
#include "common/model/shape.h"

#include <QObject>

#include <memory>

namespace sketchroom {

class BoardScene;
class BoardSession;
class BoardView;
class Selection;
class ShapeCommands;
class StyleState;

/// Joins the board's pointer and keys to the tool in use, and tells the room about pointer, selection and tool.
/// Installs itself as the view's input. Lives on the GUI thread; session, scene and view outlive it.
class ToolController final : public QObject, public BoardInput
{
    Q_OBJECT

public:
    ToolController(BoardSession &session, BoardScene &scene, BoardView &view, QObject *parent = nullptr);
    ~ToolController() override;

    ToolId tool() const;
    /// Ends what the old tool was doing, as if the pointer had been released.
    void setTool(ToolId tool);
    /// Whether a drawing tool stays in use after a shape is drawn, instead of going back to Select.
    bool keepsTool() const;
    void setKeepsTool(bool keep);

    Selection &selection() const;
    StyleState &style() const;
    ShapeCommands &commands() const;

    /// Where a paste goes, in the scene: under the pointer, or the middle of the view when it is elsewhere.
    QPointF pastePosition() const;
    bool isEditingText() const;
    /// Takes over the text that is being typed, as Ctrl+Enter does.
    void finishTextEditing();
    /// Types in the one shape that is selected.
    void editSelectedText();
    /// Puts the words of a shape onto the board once more, as a text beside it.
    void putBeside(const Shape &shape);

    void pointerPressed(const PointerEvent &event) override;
    void pointerMoved(const PointerEvent &event) override;
    void pointerReleased(const PointerEvent &event) override;
    void pointerHovered(const PointerEvent &event) override;
    void pointerDoubleClicked(const PointerEvent &event) override;
    void pointerLeft() override;
    bool keyPressed(QKeyEvent *event) override;
    bool keyReleased(QKeyEvent *event) override;
    QCursor cursor() const override;

Q_SIGNALS:
    void toolChanged(sketchroom::ToolId tool);
    void keepsToolChanged(bool keep);
    void typingChanged(bool typing);
    /// The user wants to know what can be done with the selection: at this place of the screen.
    void menuWanted(QPoint at);
    /// Something could not be done: a sentence for a quiet message.
    void noticed(const QString &sentence);
    /// See TextConflicts; putBeside() brings the words back.
    void wordsLost(const sketchroom::Shape &shape, const QString &by);

private:
    void useTool(ToolId tool);
    void finishDrawing(const ShapeId &id);
    void modifierChanged(int key, bool down);
    void escape();
    void openMenu(QPointF scene, QPointF inView);
    void selectForMenu(QPointF scene);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sketchroom
