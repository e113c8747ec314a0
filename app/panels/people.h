#pragma once

#include "app/session/boardsession.h"
#include "app/session/identity.h"

#include <QFrame>

class QLabel;
class QLabel;
class QLineEdit;
class QScrollArea;
class QToolButton;
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
    bool handUp = false;
    bool operator==(const Person &) const = default;
};
/// This user first, then the others by name. One person with two windows is there twice, as in the room.
QList<Person> peopleIn(const BoardSession &session);

/// Top right: what the room is called, who is in it, as discs with initials, and the button that invites more. A click
/// on a disc opens the list, one on the name what can be done about the room.
class PeopleBar final : public QFrame
{
    Q_OBJECT

public:
    /// `roomActions`: what the menu of the room's name offers, besides the list of people.
    /// `tools`: buttons, the last of them invites.
    PeopleBar(BoardSession &session, const QList<QAction *> &tools, const QList<QAction *> &roomActions,
              QWidget *parent = nullptr);

    void setCompact(bool compact);

Q_SIGNALS:
    void listWanted();
    /// What can be done about that person; to be shown there on the screen.
    void personMenuWanted(const sketchroom::PeerId &peer, QPoint at);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void refreshRoom();

    BoardSession &m_session;
    QToolButton *m_room;
    QLabel *m_alone; ///< says that nobody else is here
    QWidget *m_discs;
    QList<Person> m_shown;
    qsizetype m_shownTools = 0; ///< buttons
    bool m_compact = false;
};

/// The list of people with names, and the field for one's own. Shown as a popover.
class PeopleList final : public QFrame
{
    Q_OBJECT

public:
    explicit PeopleList(BoardSession &session, QWidget *parent = nullptr);

Q_SIGNALS:
    // What the user wants to be called, and to look like to the others.
    void nameChosen(const QString &name);
    void colorChosen(sketchroom::Color color);
    /// What can be done about that person; to be shown there on the screen.
    void personMenuWanted(const sketchroom::PeerId &peer, QPoint at);
    /// Who waits is to be let in, or turned away.
    void decided(const sketchroom::ClientId &client, bool letIn);

private:
    void refresh();
    QWidget *makeRow(const Person &person);
    QWidget *makeRow(const Applicant &applicant);
    void rename();

    BoardSession &m_session;
    QLineEdit *m_name;
    QLabel *m_caption;
    QVBoxLayout *m_rows;
    QScrollArea *m_scroll;
};

} // namespace sketchroom
