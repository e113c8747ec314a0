#include "app/panels/summons.h"

#include "app/session/boardsession.h"
#include "app/view/boardview.h"

namespace sketchroom {

namespace {
constexpr int lateMs = 1'000;
} // namespace

Summons::Summons(BoardSession &session, BoardView &view, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_view(view)
{
    connect(&session, &BoardSession::summoned, this, &Summons::begin);
    connect(&session, &BoardSession::presenceChanged, this, [this](const PeerId &peer) {
        // What they see may be told a moment after the call.
        if (peer == m_by && !m_late.hasExpired())
            follow(peer);
    });
}

void Summons::begin(const PeerId &by)
{
    const auto peer = m_session.peers().find(by);
    if (peer == m_session.peers().end())
        return;
    m_by = by;
    m_place = {};
    m_late.setRemainingTime(lateMs);
    follow(by);
    Q_EMIT noticed(tr("%1 brings everybody here.").arg(peer->second.info.name));
}

void Summons::follow(const PeerId &peer)
{
    const auto view = m_session.peers().at(peer).presence.view;
    if (!view || *view == m_place)
        return;
    m_place = *view;
    m_view.zoomToRect(*view);
}

} // namespace sketchroom
