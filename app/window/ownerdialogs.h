#pragma once

#include "common/protocol/messages.h"

#include <QObject>

class QMenu;
class QWidget;

namespace sketchroom {

class BoardView;
class RoomControl;

/// What owners can do about the room and the people in it: the questions that are asked first, and what is sent then.
class OwnerDialogs final : public QObject
{
    Q_OBJECT

public:
    OwnerDialogs(RoomControl &rooms, const BoardView &view, QWidget &window);

    /// Everybody looks at what this user sees.
    void summon();
    void toggleLock();
    void renameRoom();
    void setSecret();
    void showBans();
    /// For everybody; owners can give roles there.
    void showMembers();
    void clearBoard();

    /// What can be done about one person, as a menu there on the screen: everybody may go where they are, owners say
    /// what they may do.
    void showPersonMenu(const PeerId &peer, QPoint at);

    /// About somebody who waits.
    void decide(const ClientId &client, bool letIn);

Q_SIGNALS:
    void goToWanted(const sketchroom::PeerId &peer);
    void followWanted(const sketchroom::PeerId &peer);

private:
    void addRoles(QMenu &menu, const PeerId &peer, Role now);
    void act(RoomVerb action);
    void kick(const PeerId &peer);
    void ban(const PeerId &peer);

    RoomControl &m_rooms;
    const BoardView &m_view;
    QWidget &m_window;
};

} // namespace sketchroom
