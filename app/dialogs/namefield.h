#pragma once

#include <QWidget>

class QLineEdit;

namespace sketchroom {

class RoomControl;

/// Asks what the others are to call this user, as long as the user has not said so. Hidden from then on: the list of
/// people has the name too.
class NameField final : public QWidget
{
    Q_OBJECT

public:
    explicit NameField(RoomControl &rooms, QWidget *parent = nullptr);

    /// Takes the name over. Returns a sentence about what is missing, or nothing; with a sentence the field has the
    /// focus.
    QString commit();

private:
    RoomControl &m_rooms;
    QLineEdit *m_name;
};

} // namespace sketchroom
