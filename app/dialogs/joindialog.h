#pragma once

#include "app/rooms/roomcontrol.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sketchroom {

class LobbyClient;
class NameField;
class DetailList;

/// The way into a room of somebody else's host. The address is what counts; a host with one room needs no more. Stays
/// open, with a sentence beside what has to be changed, until a room has let the user in.
class JoinDialog final : public QDialog
{
    Q_OBJECT

public:
    JoinDialog(RoomControl &rooms, QWidget *parent);
    ~JoinDialog() override;

    /// Asked before the room or board in view is left, once. Without it, it may always be left.
    void setMayLeave(const std::function<bool()> &mayLeave) { m_mayLeave = mayLeave; }
    /// Joins that room now, unless the user has yet to say their name.
    void begin(const RecentRoom &room);
    /// Goes on with what the session is joining already: its room is not there.
    void takeOver();

    void reject() override;

private:
    QWidget *makeRoomsOfHost();
    QWidget *makeNewRoom();
    QWidget *makeMissing();
    void addressEdited();
    void lookAtHost();
    void offerAnswer(const Demand &demand);
    void answerHost();
    void showRooms(const QList<RoomSummary> &rooms);
    void hostFailed(const QString &sentence);
    void join();
    void joinListed();
    void joinAddress(const RoomAddress &address, RoomConnection::Missing missing, const QString &title = {});
    void makeNamedRoom();
    void hostAgain(const RoomId &room);
    void watchJoining();
    void askAboutMissing(const Demand &demand);
    void setJoining(bool joining);
    void say(const QString &sentence);
    void fitHeight();
    bool commitName();
    bool mayLeave() const { return m_left || !m_mayLeave || m_mayLeave(); }

    RoomControl &m_rooms;
    NameField *m_name;
    QLineEdit *m_address;
    QPushButton *m_join;
    QLabel *m_message;
    QWidget *m_missing; ///< the question about a room that is not there
    QLabel *m_missingText;
    QVBoxLayout *m_missingAnswers;
    QWidget *m_roomsOfHost;
    QLabel *m_hostCaption;
    DetailList *m_list;
    QPushButton *m_answer; ///< to what the host wants before it tells its rooms
    QWidget *m_newRoom;
    QLineEdit *m_newTitle;
    std::unique_ptr<LobbyClient> m_lobby;
    std::optional<QList<RoomSummary>> m_listed; ///< the rooms of the host; nothing before it has answered
    QString m_hostProblem;                      ///< why it does not answer
    QTimer m_typing;                            ///< the user is still typing: no host is asked yet
    std::function<bool()> m_mayLeave;
    bool m_joinsListed = false; ///< the user has asked to join, and the rooms are not known yet
    bool m_joining = false;
    bool m_left = false; ///< the room before was left for one that did not let the user in
};

} // namespace sketchroom
