#include "app/window/together.h"

#include "app/panels/chatpanel.h"
#include "app/panels/edgehints.h"
#include "app/panels/following.h"
#include "app/rooms/roomnews.h"
#include "app/session/boardsession.h"
#include "app/view/boardview.h"

namespace sketchroom {

Together::Together(BoardSession &session, BoardView &view, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_view(view)
    , m_chat(new ChatPanel(session, theme))
    , m_following(new Following(session, view))
{
    const auto *const hints = new EdgeHints(session, view);
    connect(hints, &EdgeHints::goToWanted, this, &Together::goTo);
    m_chat->hide();
    const auto *const news = new RoomNews(session, this);
    connect(news, &RoomNews::noticed, this, &Together::noticed);
    connect(m_following, &Following::noticed, this, &Together::noticed);
    connect(m_chat, &ChatPanel::closeWanted, this, [this] { showChat(false); });
    connect(m_chat, &ChatPanel::unreadChanged, this, &Together::changed);
    connect(&session, &BoardSession::stateChanged, this, [this] {
        const bool isAlone = !m_session.link() || m_session.link()->isLocal();
        if (isHandUp() && (isAlone || m_session.room().id != m_handRoom))
            toggleHand();
        if (isAlone && isChatShown())
            showChat(false);
    });
}

bool Together::isChatShown() const
{
    return !m_chat->isHidden();
}

void Together::showChat(bool shown)
{
    m_chat->setVisible(shown);
    if (shown)
        m_chat->setFocus();
    else
        m_view.setFocus();
    Q_EMIT changed();
}

bool Together::isHandUp() const
{
    return m_session.presence().hand.value_or(false);
}

void Together::toggleHand()
{
    Presence presence;
    presence.hand = !isHandUp();
    m_handRoom = m_session.room().id;
    m_session.setPresence(presence);
    Q_EMIT m_session.peopleChanged(); // this user's own disc shows it too
    Q_EMIT changed();
}

void Together::goTo(const PeerId &peer)
{
    m_following->goTo(peer);
}

void Together::follow(const PeerId &peer)
{
    m_following->follow(peer);
}

bool Together::isFollowing() const
{
    return !m_following->followed().isEmpty();
}

void Together::stopFollowing()
{
    m_following->stop();
}

} // namespace sketchroom
