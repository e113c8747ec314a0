#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace sketchroom {

class AccessDialog;
class FileControl;
class JoinDialog;
class RoomControl;
struct RecentRoom;

/// The Room menu: the dialogs in which the user chooses a room, hosts one, invites others and leaves.
class RoomDialogs final : public QObject
{
    Q_OBJECT

public:
    RoomDialogs(RoomControl &rooms, FileControl &files, QWidget &window);

    /// What there is to do: start, join, go on with a room of before.
    void showStart();
    // Where another room is joined: one that the user is asked for, or this one.
    void showJoin();
    void showJoin(const RecentRoom &room);
    void showHost();
    /// How others get into this room; drawing alone, the dialog that hosts one.
    void showInvitation();
    void leaveRoom();
    /// What was deleted of late, to bring it back.
    void showDeletions();
    /// Takes the room over from its host.
    void continueHere();
    bool canContinueHere() const;
    /// The room has begun anew on its host: what becomes of the copy here?
    void offerCopy();
    /// Asks whether to go on where edits of last time wait to be sent. Returns whether the user does.
    bool offerUnsent();

private:
    /// Asks for what the host wants, and goes on with it.
    void meetDemand();
    JoinDialog *makeJoin();
    void drawAlone();
    void warn(const QString &title, const QString &sentence);

    RoomControl &m_rooms;
    FileControl &m_files;
    QWidget &m_window;
    QPointer<AccessDialog> m_asking;
    QPointer<JoinDialog> m_joining;
};

} // namespace sketchroom
