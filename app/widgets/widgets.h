#pragma once

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QToolButton>

class QMessageBox;

namespace sketchroom {

// The small parts that panels and dialogs are made of. All lengths in device-independent pixels, on a grid of 8.

inline constexpr int gridStep = 8;
inline constexpr int barButtonSize = 36;
inline constexpr int barIconSize = 20;

/// Names what a widget is to the style sheet: "panel", "pill", "title", "caption", "error", "option"…
void setRole(QWidget *widget, const QByteArray &role);

/// A label with a role; texts that users read are wrapped where `wraps`.
enum class Wrap { No, Yes };
QLabel *makeLabel(const QString &text, const QByteArray &role, Wrap wrap = Wrap::No);

/// A rounded panel with a layout, for BoardFrame to float over the board.
QFrame *makePanel(const QString &accessibleName, QBoxLayout::Direction direction);
/// A thin line between the buttons of a bar.
QFrame *makeSeparator(Qt::Orientation orientation);

/// A flat button for an action, as bars have them. Clicking it leaves the keyboard with the board.
QToolButton *makeBarButton(QAction *action);
/// A flat button of its own.
QToolButton *makeIconButton(const QString &icon, const QString &name);

/// Gives a message box one of our icons and room around its words.
void dressMessage(QMessageBox &box, const QString &icon);

/// The rectangle as large and as near as `area` allows, all of it inside.
QRect movedInto(const QRect &rect, const QRect &area);
/// Moves a window that was placed on a larger or another screen onto one that there is.
void keepOnScreen(QWidget &window);
/// From now on, for as long as `owner` is there, each dialog is as small as the screen that it opens on, and wholly on
/// it: its buttons can be reached.
void keepDialogsOnScreen(QObject *owner);

/// "Rectangle — R": what a tool tip says of an action.
QString toolTipOf(const QString &text, const QKeySequence &shortcut);

} // namespace sketchroom
