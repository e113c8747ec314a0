#pragma once

#include <QDialog>

class QLineEdit;

namespace sketchroom {

class RoomControl;

/// Asks an owner for a secret that whoever joins the room from now on has to know; or removes the one that there is.
class SecretDialog final : public QDialog
{
    Q_OBJECT

public:
    SecretDialog(RoomControl &rooms, QWidget *parent);

private:
    /// Empty: none.
    void set(const QString &secret);

    RoomControl &m_rooms;
    QLineEdit *m_secret;
};

} // namespace sketchroom
