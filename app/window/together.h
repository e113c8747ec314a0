#pragma once

#include "common/base/ids.h"

#include <QObject>

namespace sketchroom {

class BoardSession;
class BoardView;
class ChatPanel;
class Following;
class Theme;

/// What people in a room do with each other besides drawing: they write, raise a hand, go where others are.
class Together final : public QObject
{
    Q_OBJECT

public:
    Together(BoardSession &session, BoardView &view, const Theme &theme, QObject *parent);

    /// Belongs to whoever places it.
    ChatPanel *chat() const { return m_chat; }
    bool isChatShown() const;
    void showChat(bool shown);
    void toggleChat() { showChat(!isChatShown()); }

    bool isHandUp() const;
    void toggleHand();

    void goTo(const PeerId &peer);
    void follow(const PeerId &peer);
    bool isFollowing() const;
    void stopFollowing();

Q_SIGNALS:
    /// The chat is shown or hidden, has lines that are not read, or the hand is up or down.
    void changed();
    void noticed(const QString &sentence);

private:
    BoardSession &m_session;
    BoardView &m_view;
    ChatPanel *m_chat;
    Following *m_following; ///< a child of the view's
    QByteArray m_handRoom;  ///< where the hand was raised
};

} // namespace sketchroom
