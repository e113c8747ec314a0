#pragma once

#include <QWidget>

class QLineEdit;

namespace sketchroom {

class PersonColorRow;
class RoomControl;

/// Who the user is to the others: name and colour, kept as they are changed.
class IdentityFields final : public QWidget
{
    Q_OBJECT

public:
    explicit IdentityFields(RoomControl &rooms, QWidget *parent = nullptr);

    /// Takes over what is typed. Returns a sentence where it cannot be taken, else nothing.
    QString commit();

private:
    RoomControl &m_rooms;
    QLineEdit *m_name;
    PersonColorRow *m_colors;
};

} // namespace sketchroom
