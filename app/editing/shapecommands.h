#pragma once

#include "app/editing/selection.h"
#include "app/editing/stylestate.h"

#include <QPointF>

namespace sketchroom {

enum class ZMove : quint8;

/// What the menus and keys do to the selection. Each command is one edit and one undo step; with nothing to do it does
/// nothing. Locked shapes are left alone by all but setLocked().
class ShapeCommands final : public QObject
{
    Q_OBJECT

public:
    ShapeCommands(BoardSession &session, Selection &selection, StyleState &style, QObject *parent = nullptr);

    /// Everything that is not locked.
    void selectAll();
    void deleteSelected();
    /// Copies beside the originals, and selects them.
    void duplicate();
    /// Moves by scene units. Nudges of one gesture (a key held down) are one undo step.
    void nudge(double dx, double dy, const GestureId &gesture = {});
    void flipHorizontally();
    void flipVertically();
    void setLocked(bool locked);
    /// Locks the selection, or unlocks it where all of it is locked.
    void toggleLocked();
    /// An empty one takes it away.
    void setLink(const ShapeId &shape, const QString &link);
    /// Everything on the board that is locked, selected or not.
    void unlockAll();

    void bringToFront();
    void bringForward();
    void sendBackward();
    void sendToBack();

    void group();
    void ungroup();
    bool canUngroup() const;

    void cut();
    void copy();
    /// Puts copies of the shapes with their middle at `center`, and selects them.
    void insert(const QList<ShapeRef> &shapes, QPointF center, const QString &label);
    /// Puts the clipboard's shapes, or its text as a text shape, with the middle at `center`, and selects them.
    void paste(QPointF center);
    bool canPaste() const;

    /// The value that the style panel shows: of the first selected shape that has the register, or of what comes next.
    Value shownStyle(Register reg) const;
    /// Sets a style register of the selection (where a shape's kind has it) and of what comes next. Of a font and of
    /// ends only the fields that differ from what is shown are set, so that a new size leaves each family as it is.
    /// Changes of one gesture (a slider that is dragged) are one undo step.
    void setStyle(const RegisterValue &style, const GestureId &gesture = {});

Q_SIGNALS:
    /// An edit was refused: a sentence for a quiet message.
    void noticed(const QString &sentence);

private:
    QList<ShapeRef> movable() const;
    /// The selection and what is in its frames, arrows where they follow to.
    QList<ShapeRef> shownWithChildren() const;
    bool submit(const QList<Op> &ops, const QString &label, const GestureId &gesture = {});
    void create(const QList<Shape> &shapes, const QString &label);
    void flip(Qt::Orientation orientation, const QString &label);
    void reorder(ZMove move, const QString &label);
    void pasteText(const QString &text, QPointF center);

    BoardSession &m_session;
    Selection &m_selection;
    StyleState &m_style;
};

} // namespace sketchroom
