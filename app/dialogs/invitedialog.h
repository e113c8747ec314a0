#pragma once

#include <QDialog>

class QLabel;
class QVBoxLayout;

namespace sketchroom {

class RoomControl;
struct RoomAddress;

/// How others get into this room: what to tell them, large enough to be read out or seen from the back of a classroom,
/// and who is there.
class InviteDialog final : public QDialog
{
    Q_OBJECT

public:
    InviteDialog(RoomControl &rooms, QWidget *parent);

Q_SIGNALS:
    /// The session that is hosted here is to end.
    void endWanted();

private:
    void addAddress(QVBoxLayout &layout);
    void addNotes(QVBoxLayout &layout);
    QWidget *makeButtons();
    void showLarge();
    void refresh();
    QString told(const RoomAddress &address) const;

    RoomControl &m_rooms;
    QLabel *m_people;
};

} // namespace sketchroom
