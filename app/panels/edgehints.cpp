#include "app/panels/edgehints.h"

#include "app/panels/avatar.h"
#include "app/render/colors.h"
#include "app/session/boardsession.h"
#include "app/view/boardview.h"

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

constexpr int refreshMs = 50;

} // namespace

QPointF edgePlace(const QRectF &area, QPointF target)
{
    const QPointF way = target - area.center();
    // How often the way goes into the half of each side.
    const double times = std::max(std::abs(way.x()) / (area.width() / 2), std::abs(way.y()) / (area.height() / 2));
    return times > 1 ? area.center() + way / times : target;
}

EdgeHints::EdgeHints(BoardSession &session, BoardView &view)
    : QObject(&view)
    , m_session(session)
    , m_view(view)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(refreshMs);
    connect(&m_rest, &QTimer::timeout, this, &EdgeHints::refresh);
    connect(&view, &BoardView::viewChanged, this, &EdgeHints::later);
    connect(&session, &BoardSession::presenceChanged, this, &EdgeHints::later);
    connect(&session, &BoardSession::peopleChanged, this, &EdgeHints::later);
}

void EdgeHints::later()
{
    if (!m_rest.isActive())
        m_rest.start();
}

Avatar *EdgeHints::hintOf(const PeerId &peer)
{
    Avatar *&hint = m_hints[peer];
    if (!hint) {
        hint = new Avatar(m_view.viewport());
        hint->setObjectName(QStringLiteral("edgeHint"));
        hint->setCursor(Qt::PointingHandCursor);
        hint->setFocusPolicy(Qt::NoFocus); // the list of people has the same for the keyboard
        connect(hint, &Avatar::clicked, this, [this, peer] { Q_EMIT goToWanted(peer); });
    }
    return hint;
}

void EdgeHints::refresh()
{
    constexpr double half = Avatar::diameter / 2.0 + 2;
    const QRectF visible = m_view.visibleScene();
    const QRectF area = QRectF(m_view.freeArea()).adjusted(half, half, -half, -half);
    int shown = 0;
    for (const auto &[id, peer] : m_session.peers()) {
        const auto &cursor = peer.presence.cursor;
        const bool isBeyond = cursor && *cursor && !visible.contains(**cursor);
        if (!isBeyond || area.isEmpty() || shown == most) {
            if (const auto hint = m_hints.find(id); hint != m_hints.end())
                hint->second->hide();
            continue;
        }
        Avatar *const hint = hintOf(id);
        hint->setPerson(peer.info.name, toQColor(peer.info.color, false));
        hint->setToolTip(tr("%1 is over there. Click to go and see.").arg(peer.info.name));
        hint->resize(hint->sizeHint());
        const QPointF place = edgePlace(area, m_view.toView(**cursor));
        hint->move((place - QPointF(hint->width(), hint->height()) / 2).toPoint());
        hint->show();
        ++shown;
    }
    for (auto hint = m_hints.begin(); hint != m_hints.end();) {
        if (m_session.peers().contains(hint->first)) {
            ++hint;
            continue;
        }
        hint->second->deleteLater();
        hint->second->hide();
        hint = m_hints.erase(hint);
    }
}

} // namespace sketchroom
