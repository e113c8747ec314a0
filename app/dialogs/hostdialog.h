#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;

namespace sketchroom {

class NameField;
class RoomControl;

/// Asks for the name of the room before a session is started on this computer. Accepted once the session runs.
class HostDialog final : public QDialog
{
    Q_OBJECT

public:
    HostDialog(RoomControl &rooms, QWidget *parent);

    void accept() override;

private:
    void refuse(const QString &sentence);

    RoomControl &m_rooms;
    NameField *m_name;
    QLineEdit *m_title;
    QLabel *m_error;
};

} // namespace sketchroom
