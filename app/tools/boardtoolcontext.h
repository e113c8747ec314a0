#pragma once

#include "app/editing/selection.h"
#include "app/editing/shapecommands.h"
#include "app/editing/stylestate.h"
#include "app/tools/textconflicts.h"
#include "app/tools/texteditor.h"
#include "app/tools/toolcontext.h"
#include "app/tools/toolid.h"

#include <QCursor>
#include <QPointer>

namespace sketchroom {

class BoardScene;
class BoardView;
class LaserTrail;
class SelectionOverlay;

/// What the tools touch, on a real board: session, scene and view, and the state of editing that belongs to them.
class BoardToolContext final : public QObject, public ToolContext
{
    Q_OBJECT

public:
    BoardToolContext(BoardSession &session, BoardScene &scene, BoardView &view);
    ~BoardToolContext() override;

    TextEditor &textEditor() { return m_editor; }
    QCursor cursor() const { return m_cursor; }

    const Document &document() const override;
    quint64 board() const override;
    bool mayEdit() const override;
    const Limits &limits() const override;
    std::optional<ChangeSet> submit(const QList<Op> &ops, const QString &label, const GestureId &gesture) override;
    GestureId newGesture() override;
    ShapeId newShapeId() override;
    Selection &selection() override { return m_selection; }
    const StyleState &style() const override { return m_style; }
    StyleState &style() { return m_style; }
    ShapeCommands &commands() override { return m_commands; }
    const std::optional<SelectionFrame> &selectionFrame() const override;
    double pixelsPerUnit() const override;
    ShapeRef shapeAt(QPointF at) const override;
    ShapeRef lockedShapeAt(QPointF at) const override;
    ShapeRef enclosingShapeAt(QPointF at) const override;
    QList<ShapeRef> shapesInside(const QRectF &area) const override;
    QList<ShapeRef> shapesInside(const LassoArea &area) const override;
    void finishDrawing(const ShapeId &id) override;
    void finishSelecting() override;
    void editText(const ShapeId &id) override;
    void putNote(QPointF scene) override;
    void showLaser(const QList<QPointF> &points) override;
    void typeText(QPointF at) override;
    void say(const QString &sentence) override { Q_EMIT noticed(sentence); }
    void panBy(QPointF pixels) override;
    void setCursor(const QCursor &cursor) override;
    void showRubberBand(const QRectF &area) override;
    void showLasso(const QList<QPointF> &way) override;
    void setHandlesShown(bool shown) override;

Q_SIGNALS:
    /// A drawing tool is done with a shape; empty: nothing came of it.
    void drawingFinished(const sketchroom::ShapeId &id);
    void selectingFinished();
    void noticed(const QString &sentence);
    /// See TextConflicts.
    void wordsLost(const sketchroom::Shape &shape, const QString &by);

private:
    bool mayType();
    void putNoteLike(const Shape &model, QPointF center);
    void putNextNote(const Shape &before);
    void tell(const Error &error);

    BoardSession &m_session;
    BoardScene &m_scene;
    BoardView &m_view;
    Selection m_selection;
    StyleState m_style;
    ShapeCommands m_commands;
    TextEditor m_editor;
    TextConflicts m_conflicts;
    QPointer<SelectionOverlay> m_overlay; ///< the scene may go first, and takes it along
    QPointer<LaserTrail> m_laser;         ///< likewise
    QCursor m_cursor;
};

} // namespace sketchroom
