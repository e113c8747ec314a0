#pragma once

#include "common/model/document.h"
#include "common/protocol/limits.h"

#include <QPointF>
#include <QRectF>

class QCursor;

namespace sketchroom {

class LassoArea;
class Selection;
class SelectionFrame;
class ShapeCommands;
class StyleState;

/// All that a tool may touch.
class ToolContext
{
public:
    virtual ~ToolContext() = default;

    virtual const Document &document() const = 0;
    /// Another number once the board is another one altogether.
    virtual quint64 board() const = 0;
    virtual bool mayEdit() const = 0; ///< a viewer, say, may not
    virtual const Limits &limits() const = 0;
    /// Returns what has changed; nothing where the edit was refused, and then the user is told why.
    virtual std::optional<ChangeSet> submit(const QList<Op> &ops, const QString &label, const GestureId &gesture) = 0;
    virtual GestureId newGesture() = 0;
    virtual ShapeId newShapeId() = 0;

    virtual Selection &selection() = 0;
    virtual const StyleState &style() const = 0;
    virtual ShapeCommands &commands() = 0;

    /// The frame around the selection as it is shown.
    virtual const std::optional<SelectionFrame> &selectionFrame() const = 0;
    virtual double pixelsPerUnit() const = 0;
    /// The topmost shape within some pixels of a point of the scene; locked shapes are looked through. Null: none.
    virtual ShapeRef shapeAt(QPointF scene) const = 0;
    /// The topmost shape there that is locked, where no other is. Null: none.
    virtual ShapeRef lockedShapeAt(QPointF scene) const = 0;
    /// The topmost closed shape around `scene`, whether it is filled or not: what an arrow's end there is attached to.
    virtual ShapeRef enclosingShapeAt(QPointF scene) const = 0;
    /// The shapes that are not locked and lie in the area whole.
    virtual QList<ShapeRef> shapesInside(const QRectF &area) const = 0;
    virtual QList<ShapeRef> shapesInside(const LassoArea &area) const = 0;

    /// A drawing tool has made this shape: it is selected, and Select comes into use, unless the user keeps the tool.
    virtual void finishDrawing(const ShapeId &id) = 0;
    /// The same for a tool that has selected something.
    virtual void finishSelecting() = 0;
    /// Edits the text, or the label, of a shape in place. Who may not draw is told so instead.
    virtual void editText(const ShapeId &id) = 0;
    /// Types a new text whose first line begins at `scene`. Who may not draw is told so instead.
    virtual void typeText(QPointF scene) = 0;

    /// Puts a sticky note with its middle there, and types on it. Who may not draw is told so instead.
    virtual void putNote(QPointF scene) = 0;
    /// The trail of a laser pointer, as everybody is to see it; empty: none.
    virtual void showLaser(const QList<QPointF> &points) = 0;

    /// A sentence for a quiet message.
    virtual void say(const QString &sentence) = 0;

    /// Moves what the view shows, in pixels.
    virtual void panBy(QPointF pixels) = 0;
    virtual void setCursor(const QCursor &cursor) = 0;
    /// A null rectangle: none.
    virtual void showRubberBand(const QRectF &area) = 0;
    /// The way of a lasso; empty: none.
    virtual void showLasso(const QList<QPointF> &way) = 0;
    virtual void setHandlesShown(bool shown) = 0;
};

} // namespace sketchroom
