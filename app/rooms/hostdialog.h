#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;

namespace sketchroom {

class IdentityFields;
class RoomControl;

/// Asks what the room is to be called, and hosts it on this computer. Stays open, with a sentence, where that fails.
class HostDialog final : public QDialog
{
    Q_OBJECT

public:
    HostDialog(RoomControl &rooms, QWidget *parent);

    void accept() override;

private:
    void refuse(const QString &sentence);

    RoomControl &m_rooms;
    QLineEdit *m_room;
    IdentityFields *m_identity;
    QLabel *m_error;
};

} // namespace sketchroom
