#include "app/widgets/widgets.h"

#include "app/widgets/icons.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
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
    const QRect whole = window.frameGeometry();
    const QRect inner = window.geometry();
    const QRect area = (at ? at : window.screen())
                           ->availableGeometry()
                           .adjusted(inner.left() - whole.left(), inner.top() - whole.top(),
                                     inner.right() - whole.right(), inner.bottom() - whole.bottom());
    if (const QRect place = movedInto(inner, area); place != inner)
        window.setGeometry(place);
}

namespace {

class DialogKeeper final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        auto *const dialog = qobject_cast<QDialog *>(watched);
        if (!dialog || !dialog->isWindow())
            return false;
        // Its frame is known when it is activated for the first time; later it is where its user wants it.
        static constexpr const char *isOpening = "isOpening";
        const bool isShown = event->type() == QEvent::Show && !event->spontaneous();
        const bool isFirst = event->type() == QEvent::WindowActivate && dialog->property(isOpening).toBool();
        if (isShown || isFirst) {
            dialog->setProperty(isOpening, isShown);
            QMetaObject::invokeMethod(
                dialog, [dialog] { keepOnScreen(*dialog); }, Qt::QueuedConnection);
        }
        return false;
    }
};

} // namespace

void keepDialogsOnScreen(QObject *owner)
{
    qApp->installEventFilter(new DialogKeeper(owner));
}

QString toolTipOf(const QString &text, const QKeySequence &shortcut)
{
    QString plain = QString(text).remove(u'&').remove(u'…');
    if (shortcut.isEmpty())
        return plain;
    return plain + u" — "_s + shortcut.toString(QKeySequence::NativeText);
}

} // namespace sketchroom
