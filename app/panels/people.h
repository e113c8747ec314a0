#pragma once

#include "app/connection/boardsession.h"
#include "app/ui/identity.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace sketchroom {

/// A person as the lists show them.
struct Person
{
    PeerId peer;
    QString name;
    Color color;
    Role role = Role::Editor;
    bool self = false;
    bool operator==(const Person &) const = default;
};
/// This user first, then the others by name. One person with two windows is there twice, as in the room.
QList<Person> peopleIn(const BoardSession &session);

/// Top right: who is in the room, as discs with initials, and the button that invites more. A click opens the list.
class PeopleBar final : public QFrame
{
    Q_OBJECT

public:
    PeopleBar(BoardSession &session, QAction *invite, QWidget *parent = nullptr);

    void setCompact(bool compact);

Q_SIGNALS:
    void listWanted();

private:
    void refresh();

    BoardSession &m_session;
    QWidget *m_discs;
    bool m_compact = false;
};

/// The list of people with names, and the field for one's own. Shown as a popover.
class PeopleList final : public QFrame
{
    Q_OBJECT

public:
    PeopleList(BoardSession &session, const Identity &identity, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user wants to be called so, and to have this colour.
    void identityChosen(const QString &name, sketchroom::Color color);
    /// What an owner can do about that person; to be shown there on the screen.
    void personMenuWanted(const sketchroom::PeerId &peer, QPoint at);

private:
    void refresh();
    QWidget *makeRow(const Person &person);
    void rename();
    void chooseColor(Color color);

    BoardSession &m_session;
    Identity m_identity;
    QLineEdit *m_name;
    QLabel *m_caption;
    QVBoxLayout *m_rows;
};

} // namespace sketchroom
