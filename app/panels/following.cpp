#include "app/panels/following.h"

#include "app/render/colors.h"
#include "app/session/boardsession.h"
#include "app/view/boardview.h"

#include <QEvent>
#include <QPainter>
#include <QScopedValueRollback>

namespace sketchroom {

Following::Following(BoardSession &session, BoardView &view)
    : QWidget(view.viewport())
    , m_session(session)
    , m_view(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    view.viewport()->installEventFilter(this);
    connect(&view, &BoardView::viewChanged, this, [this] {
        if (!m_moves && !m_peer.isEmpty())
            stop();
        tellView();
    });
    connect(&session, &BoardSession::stateChanged, this, &Following::tellView);
    connect(&session, &BoardSession::presenceChanged, this, &Following::update);
    connect(&session, &BoardSession::peopleChanged, this, [this] {
        if (!m_peer.isEmpty() && !m_session.peers().contains(m_peer))
            stop();
    });
}

void Following::tellView()
{
    Presence presence;
    presence.view = m_view.visibleScene();
    m_session.setPresence(presence);
}

void Following::follow(const PeerId &peer)
{
    const auto found = m_session.peers().find(peer);
    if (found == m_session.peers().end())
        return;
    m_peer = peer;
    m_shown = {};
    Q_EMIT noticed(tr("You see what %1 sees. Move the board to go your own way.").arg(found->second.info.name));
    resize(m_view.viewport()->size());
    show();
    raise();
    QWidget::update();
    update(peer);
}

void Following::stop()
{
    m_peer.clear();
    hide();
}

void Following::goTo(const PeerId &peer)
{
    const auto found = m_session.peers().find(peer);
    if (found == m_session.peers().end())
        return;
    const Presence &presence = found->second.presence;
    if (presence.cursor && *presence.cursor)
        m_view.centerOnScene(**presence.cursor);
    else if (presence.view)
        m_view.centerOnScene(presence.view->center());
    else
        Q_EMIT noticed(tr("Nobody knows yet where %1 is.").arg(found->second.info.name));
}

void Following::update(const PeerId &peer)
{
    if (m_peer.isEmpty() || peer != m_peer)
        return;
    const auto found = m_session.peers().find(peer);
    if (found == m_session.peers().end() || !found->second.presence.view || *found->second.presence.view == m_shown)
        return;
    m_shown = *found->second.presence.view;
    const QScopedValueRollback moving(m_moves, true);
    m_view.zoomToRect(m_shown, BoardView::maximumZoom);
}

bool Following::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        resize(m_view.viewport()->size());
    return QWidget::eventFilter(watched, event);
}

void Following::paintEvent(QPaintEvent *)
{
    constexpr int thickness = 4;
    const auto found = m_session.peers().find(m_peer);
    if (found == m_session.peers().end())
        return;
    QPainter painter(this);
    painter.setPen(
        QPen(toQColor(found->second.info.color, false), thickness, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(QRectF(rect()).adjusted(thickness / 2.0, thickness / 2.0, -thickness / 2.0, -thickness / 2.0));
}

} // namespace sketchroom
