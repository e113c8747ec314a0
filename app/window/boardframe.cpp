#include "app/window/boardframe.h"

#include "app/widgets/panelshadow.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

namespace sketchroom {

namespace {

constexpr int margin = gridStep * 3 / 2;
constexpr int gap = gridStep;
constexpr QSize compactBelow(820, 520);

bool hasRole(const QWidget *widget, QLatin1StringView role)
{
    return widget->property("role").toString() == role;
}

} // namespace

BoardFrame::BoardFrame(QWidget *board, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
    , m_shadow(new PanelShadow(this))
{
    m_board->setParent(this);
    m_shadow->raise();
    m_shadow->setColor(theme.colors().shadow);
    connect(&theme, &Theme::changed, m_shadow, [this, &theme] { m_shadow->setColor(theme.colors().shadow); });
}

void BoardFrame::place(QWidget *panel, Place place)
{
    panel->setParent(this);
    m_panels.insert(place, panel);
    panel->raise();
    if (place == Place::Middle)
        panel->stackUnder(m_shadow); // the other panels lie over it
    arrange();
}

void BoardFrame::popUp(QWidget *popover, const QWidget *anchor)
{
    closePopover();
    popover->setParent(this);
    m_popover = popover;
    m_popoverAnchor = anchor;
    placePopover();
    popover->raise();
    popover->show();
    popover->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
    castShadows();
}

void BoardFrame::closePopover()
{
    if (!m_popover)
        return;
    qApp->removeEventFilter(this);
    QWidget *const popover = std::exchange(m_popover, nullptr);
    popover->hide();
    m_board->setFocus(Qt::PopupFocusReason);
    castShadows();
}

bool BoardFrame::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

bool BoardFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_popover || !watched->isWidgetType())
        return false;
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *const pressed = static_cast<QWidget *>(watched);
        const bool inside = pressed == m_popover || m_popover->isAncestorOf(pressed);
        // A menu or dialog that the popover has opened belongs to it.
        if (!inside && pressed->window() == window()) {
            const bool onAnchor = pressed == m_popoverAnchor || m_popoverAnchor->isAncestorOf(pressed);
            closePopover();
            return onAnchor;
        }
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape &&
        static_cast<QWidget *>(watched)->window() == window()) {
        closePopover();
        return true;
    }
    return false;
}

void BoardFrame::resizeEvent(QResizeEvent *)
{
    m_board->setGeometry(rect());
    m_shadow->setGeometry(rect());
    const bool compact = width() < compactBelow.width() || height() < compactBelow.height();
    if (std::exchange(m_compact, compact) != compact)
        Q_EMIT compactChanged(compact);
    arrange();
}

QSize BoardFrame::sizeOf(Place place) const
{
    const QWidget *const panel = panelAt(place);
    return panel && !panel->isHidden() ? panel->sizeHint().expandedTo(panel->minimumSize()) : QSize(0, 0);
}

QRect BoardFrame::put(Place place, QPoint topLeft, const QSize &size)
{
    const QRect area(topLeft, size);
    if (QWidget *const panel = panelAt(place))
        panel->setGeometry(area);
    return area;
}

void BoardFrame::arrange()
{
    arrangeBottom();
    arrangeTop();
    arrangeMiddle();
    placePopover();
    castShadows();
    if (const QMargins now = covered(); std::exchange(m_covered, now) != now)
        Q_EMIT coveredChanged(now);
}

/// By what stands at the top, at the bottom and at the sides; not by what comes and goes over it.
QMargins BoardFrame::covered() const
{
    const int top = margin + std::max({sizeOf(Place::TopLeft).height(), sizeOf(Place::TopRight).height(),
                                       m_compact ? 0 : sizeOf(Place::TopCenter).height()});
    const QSize side = sizeOf(Place::Side);
    const QSize chat = sizeOf(Place::Chat);
    const int left = side.isEmpty() || m_compact ? 0 : margin + side.width();
    const int right = chat.isEmpty() || m_compact ? 0 : margin + chat.width();
    return {left, top, right, height() - m_bottom};
}

void BoardFrame::arrangeTop()
{
    const QSize menu = sizeOf(Place::TopLeft);
    const QSize people = sizeOf(Place::TopRight);
    const QSize tools = sizeOf(Place::TopCenter);
    put(Place::TopLeft, {margin, margin}, menu);
    put(Place::TopRight, {width() - margin - people.width(), margin}, people);
    if (!m_compact) {
        // In the middle of the window, or beside it where people need the room.
        const int rightmost = width() - margin - people.width() - gap - tools.width();
        const int x = std::max(std::min((width() - tools.width()) / 2, rightmost), margin + menu.width() + gap);
        put(Place::TopCenter, {x, margin}, tools);
    }
    const int top = margin + menu.height() + gap;
    const QSize side = sizeOf(Place::Side);
    put(Place::Side, {margin, top}, {side.width(), std::min(side.height(), m_bottom - gap - top)});
    const QSize chat = sizeOf(Place::Chat);
    const int wide = std::min(chat.width(), width() - 2 * margin);
    const int below = margin + std::max(people.height(), menu.height()) + gap;
    put(Place::Chat, {width() - margin - wide, below},
        {wide, std::max(0, std::min(chat.height(), m_bottom - gap - below))});
}

void BoardFrame::arrangeBottom()
{
    const QSize zoom = sizeOf(Place::BottomLeft);
    const QSize status = sizeOf(Place::BottomRight);
    int bottom = height() - margin;
    if (m_compact) {
        const QSize tools = sizeOf(Place::TopCenter);
        bottom -= tools.height();
        put(Place::TopCenter, {std::max((width() - tools.width()) / 2, 0), bottom}, tools);
        bottom -= gap;
    }
    put(Place::BottomLeft, {margin, bottom - zoom.height()}, zoom);
    const int room = width() - 2 * margin - zoom.width() - gap;
    const QSize fitting(std::min(status.width(), room), status.height());
    put(Place::BottomRight, {width() - margin - fitting.width(), bottom - fitting.height()}, fitting);
    m_bottom = bottom - std::max(zoom.height(), status.height());
}

void BoardFrame::arrangeMiddle()
{
    int bottom = m_bottom;
    if (const QSize way = sizeOf(Place::Way); !way.isEmpty()) {
        bottom -= gap + way.height();
        put(Place::Way, {(width() - way.width()) / 2, bottom}, way);
    }
    if (QWidget *const notice = panelAt(Place::Notice)) {
        const int most = width() - 2 * margin;
        const int wide = std::min(notice->sizeHint().width(), most);
        const int high = notice->hasHeightForWidth() ? notice->heightForWidth(wide) : notice->sizeHint().height();
        put(Place::Notice, {(width() - wide) / 2, bottom - gap - high}, {wide, high});
    }
    if (QWidget *const hint = panelAt(Place::Middle)) {
        const int wide = std::min(hint->sizeHint().width(), width() - 2 * margin);
        const int high = hint->hasHeightForWidth() ? hint->heightForWidth(wide) : hint->sizeHint().height();
        // In the middle of what the panels at the sides leave free.
        const auto isThere = [](const QWidget *panel) { return panel && !panel->isHidden(); };
        const QWidget *const side = panelAt(Place::Side);
        const QWidget *const chat = panelAt(Place::Chat);
        const int left = isThere(side) && !m_compact ? side->geometry().right() + gap : 0;
        const int right = isThere(chat) ? std::max(left + wide, chat->geometry().left() - gap) : width();
        put(Place::Middle, {left + (right - left - wide) / 2, (height() - high) / 2}, {wide, high});
    }
}

void BoardFrame::placePopover()
{
    if (!m_popover)
        return;
    const QRect anchor(m_popoverAnchor->mapTo(this, QPoint()), m_popoverAnchor->size());
    const QSize size = m_popover->sizeHint()
                           .boundedTo(m_popover->maximumSize())
                           .boundedTo(this->size() - QSize(2 * margin, 2 * margin));
    const bool below = anchor.bottom() + gap + size.height() <= height() - margin;
    const int y = below ? anchor.bottom() + 1 + gap : std::max(anchor.top() - gap - size.height(), margin);
    const int x = std::clamp(anchor.right() + 1 - size.width(), margin, width() - margin - size.width());
    m_popover->setGeometry(QRect(QPoint(x, y), size));
}

void BoardFrame::castShadows()
{
    QList<QRect> areas;
    const auto add = [&](const QWidget *panel) {
        if (panel && panel->isVisibleTo(this) && (hasRole(panel, QLatin1StringView("panel"))))
            areas.append(QRect(panel->mapTo(this, QPoint()), panel->size()));
    };
    for (const QWidget *const panel : std::as_const(m_panels)) {
        add(panel);
        const auto inner = panel->findChildren<QFrame *>(Qt::FindDirectChildrenOnly);
        for (const QFrame *const frame : inner)
            add(frame);
    }
    add(m_popover);
    m_shadow->setPanels(areas);
}

} // namespace sketchroom
