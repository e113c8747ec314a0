#include "app/ui/widgets.h"

#include "app/ui/icons.h"

#include <QAction>
#include <QGuiApplication>
#include <QMessageBox>
#include <QScreen>

#include <algorithm>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

void dressBarButton(QToolButton *button)
{
    button->setFixedSize(barButtonSize, barButtonSize);
    button->setIconSize(QSize(barIconSize, barIconSize));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoRaise(true);
}

} // namespace

void setRole(QWidget *widget, const QByteArray &role)
{
    widget->setProperty("role", QString::fromLatin1(role));
}

QLabel *makeLabel(const QString &text, const QByteArray &role, Wrap wrap)
{
    auto *const label = new QLabel(text);
    setRole(label, role);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wrap == Wrap::Yes);
    return label;
}

QFrame *makePanel(const QString &accessibleName, QBoxLayout::Direction direction)
{
    auto *const panel = new QFrame;
    setRole(panel, "panel"_ba);
    panel->setAccessibleName(accessibleName);
    panel->setCursor(Qt::ArrowCursor);
    auto *const layout = new QBoxLayout(direction, panel);
    layout->setContentsMargins(gridStep / 2, gridStep / 2, gridStep / 2, gridStep / 2);
    layout->setSpacing(gridStep / 4);
    return panel;
}

QFrame *makeSeparator(Qt::Orientation orientation)
{
    auto *const line = new QFrame;
    setRole(line, "separator"_ba);
    if (orientation == Qt::Vertical)
        line->setFixedSize(1, barButtonSize - 2 * gridStep);
    else
        line->setFixedHeight(1);
    return line;
}

QToolButton *makeBarButton(QAction *action)
{
    auto *const button = new QToolButton;
    dressBarButton(button);
    button->setDefaultAction(action);
    const auto tellName = [button, action] { button->setAccessibleName(QString(action->text()).remove(u'&')); };
    QObject::connect(action, &QAction::changed, button, tellName);
    tellName();
    return button;
}

QToolButton *makeIconButton(const QString &icon, const QString &name)
{
    auto *const button = new QToolButton;
    dressBarButton(button);
    button->setIcon(themedIcon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

void dressMessage(QMessageBox &box, const QString &icon)
{
    constexpr int iconSide = gridStep * 4;
    box.setIconPixmap(themedIcon(icon).pixmap(QSize(iconSide, iconSide), box.devicePixelRatioF()));
    if (QLayout *const layout = box.layout())
        layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
}

QRect movedInto(const QRect &rect, const QRect &area)
{
    const QSize size = rect.size().boundedTo(area.size());
    return {QPoint(std::clamp(rect.left(), area.left(), area.left() + area.width() - size.width()),
                   std::clamp(rect.top(), area.top(), area.top() + area.height() - size.height())),
            size};
}

void keepOnScreen(QWidget &window)
{
    if (window.isMaximized() || window.isFullScreen())
        return;
    const QScreen *at = QGuiApplication::screenAt(window.geometry().center());
    const QRect area = (at ? at : window.screen())->availableGeometry();
    if (const QRect place = movedInto(window.geometry(), area); place != window.geometry())
        window.setGeometry(place);
}

QString toolTipOf(const QString &text, const QKeySequence &shortcut)
{
    QString plain = QString(text).remove(u'&').remove(u'…');
    if (shortcut.isEmpty())
        return plain;
    return plain + u" — "_s + shortcut.toString(QKeySequence::NativeText);
}

} // namespace sketchroom
