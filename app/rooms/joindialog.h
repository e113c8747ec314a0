#pragma once

#include "app/rooms/address.h"
#include "app/rooms/roomcontrol.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace sketchroom {

class IdentityFields;
class LobbyClient;
class RoomList;

/// Where the user chooses the room: recent ones, those of a host, a new one, one on this computer, or none. The
/// address field is what counts: choosing from a list fills it in. Stays open, with a sentence, until a room has let
/// the user in.
class RoomPicker final : public QDialog
{
    Q_OBJECT

public:
    RoomPicker(RoomControl &rooms, QWidget *parent);
    ~RoomPicker() override;

    /// Asked before the room or board in view is left, once. Without it, it may always be left.
    void setMayLeave(const std::function<bool()> &mayLeave) { m_mayLeave = mayLeave; }

    void reject() override;

Q_SIGNALS:
    void hostWanted();
    void fileWanted();

private:
    QWidget *makeLists();
    QWidget *makeButtons();
    void fillRecent();
    void chooseRecent(const QString &key);
    void lookAtHost();
    void offerAnswer(const Demand &demand);
    void answerHost();
    void showRooms(const QList<RoomSummary> &rooms);
    void join();
    void joinAddress(const RoomAddress &address);
    void makeRoom();
    void hostAgain(const RoomId &room);
    void drawAlone();
    void watchJoining();
    void setJoining(bool joining);
    void say(const QString &sentence);
    bool commitIdentity();
    bool mayLeave() const { return m_left || !m_mayLeave || m_mayLeave(); }

    RoomControl &m_rooms;
    IdentityFields *m_identity;
    QLineEdit *m_address;
    QLineEdit *m_newRoom;
    QLabel *m_hostCaption;
    QLabel *m_message;
    RoomList *m_recent;
    RoomList *m_onHost;
    QPushButton *m_answer; ///< to what the host wants before it tells its rooms
    QPushButton *m_join;
    QWidget *m_choices;
    std::unique_ptr<LobbyClient> m_lobby;
    QTimer m_typing;                 ///< the user is still typing: no host is asked yet
    std::optional<RoomId> m_ownRoom; ///< chosen among the recent: one that this computer hosts
    std::function<bool()> m_mayLeave;
    bool m_joining = false;
    bool m_left = false; ///< the room before was left for one that did not let the user in
};

} // namespace sketchroom
