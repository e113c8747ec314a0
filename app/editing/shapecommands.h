#pragma once

#include "app/editing/selection.h"
#include "app/editing/stylestate.h"

namespace sketchroom {

/// What the menus and keys do to the selection. Each command is one edit and one undo step; with nothing to do it does
/// nothing.
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

    void bringToFront();
    void bringForward();
    void sendBackward();
    void sendToBack();

    void group();
    void ungroup();
    bool canUngroup() const;

    void cut();
    void copy();
    /// Puts the clipboard's shapes, or its text as a text shape, with the middle at `center`, and selects them.
    void paste(QPointF center);
    bool canPaste() const;

    /// Sets a style register of the selection (where a shape's kind has it) and of what comes next.
    void setStyle(const RegisterValue &style);

private:
    BoardSession &m_session;
    Selection &m_selection;
    StyleState &m_style;
};

} // namespace sketchroom
