#pragma once

#include <QDialog>

class QLabel;

namespace sketchroom {

class RoomControl;

/// How others get into this room: its addresses with a copy button each, and who is in it. Where the room is hosted by
/// this program the session can be ended here.
class InviteDialog final : public QDialog
{
    Q_OBJECT

public:
    InviteDialog(RoomControl &rooms, QWidget *parent);

Q_SIGNALS:
    void endWanted();

private:
    QWidget *makeAddress(const QString &url);
    void refresh();

    RoomControl &m_rooms;
    QLabel *m_people;
};

} // namespace sketchroom
