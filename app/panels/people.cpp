#include "app/panels/people.h"

#include "app/canvas/colors.h"
#include "app/panels/avatar.h"
#include "app/panels/colorrow.h"
#include "app/ui/elidedlabel.h"
#include "app/ui/widgets.h"

#include <QLineEdit>
#include <QMenu>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostDiscs = 4;
constexpr qsizetype mostDiscsCompact = 2;

QString roleText(Role role)
{
    switch (role) {
    case Role::Owner:
        return PeopleList::tr("Owner");
    case Role::Viewer:
        return PeopleList::tr("Viewer");
    case Role::Editor:
        return {};
    }
    Q_UNREACHABLE();
}

Avatar *avatarOf(const Person &person)
{
    auto *const avatar = new Avatar;
    avatar->setPerson(person.name, toQColor(person.color, false));
    return avatar;
}

void deleteItems(QLayout *layout)
{
    while (QLayoutItem *const item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

QList<Person> peopleIn(const BoardSession &session)
{
    QList<Person> people;
    for (const auto &[id, peer] : session.peers())
        people.append({id, peer.info.name, peer.info.color, peer.info.role, false});
    std::stable_sort(people.begin(), people.end(),
                     [](const Person &a, const Person &b) { return a.name.localeAwareCompare(b.name) < 0; });
    const PeerInfo self = session.self();
    people.prepend({self.peer, self.name, self.color, self.role, true});
    return people;
}

PeopleBar::PeopleBar(BoardSession &session, QAction *invite, const QList<QAction *> &roomActions, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_room(new QToolButton)
    , m_alone(makeLabel(tr("You are alone here"), "hint"_ba))
    , m_discs(new QWidget)
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("People"));
    setCursor(Qt::ArrowCursor);
    auto *const discs = new QHBoxLayout(m_discs);
    discs->setContentsMargins(gridStep / 2, 0, gridStep / 2, 0);
    discs->setSpacing(gridStep / 4);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(gridStep / 2, gridStep / 2, gridStep / 2, gridStep / 2);
    layout->setSpacing(gridStep / 4);
    setRole(m_room, "pill"_ba);
    m_room->setObjectName("room"_L1);
    m_room->setPopupMode(QToolButton::InstantPopup);
    m_room->setFocusPolicy(Qt::TabFocus);
    m_room->setFixedHeight(barButtonSize);
    auto *const menu = new QMenu(m_room);
    menu->addActions(roomActions);
    connect(menu->addAction(tr("&Who is here")), &QAction::triggered, this, &PeopleBar::listWanted);
    m_room->setMenu(menu);
    layout->addWidget(m_room);
    layout->addWidget(m_alone);
    layout->addWidget(m_discs);
    layout->addWidget(makeBarButton(invite));
    connect(&session, &BoardSession::stateChanged, this, &PeopleBar::refreshRoom);
    connect(&session, &BoardSession::peopleChanged, this, &PeopleBar::refresh);
    refresh();
}

void PeopleBar::setCompact(bool compact)
{
    if (std::exchange(m_compact, compact) != compact)
        refresh();
}

void PeopleBar::refresh()
{
    refreshRoom();
    const QList<Person> people = peopleIn(m_session);
    const qsizetype most = m_compact ? mostDiscsCompact : mostDiscs;
    // "+1" would take as much room as the person that it stands for.
    const qsizetype shown = people.size() <= most + 1 ? people.size() : most;
    deleteItems(m_discs->layout());
    const auto add = [this](Avatar *disc) {
        connect(disc, &Avatar::clicked, this, &PeopleBar::listWanted);
        m_discs->layout()->addWidget(disc);
    };
    for (const Person &person : people.first(shown)) {
        Avatar *const disc = avatarOf(person);
        if (person.self)
            disc->setToolTip(tr("%1 (you)").arg(person.name));
        add(disc);
    }
    if (shown < people.size()) {
        auto *const more = new Avatar;
        more->setCount(int(people.size() - shown));
        add(more);
    }
}

void PeopleBar::refreshRoom()
{
    constexpr int widest = gridStep * 22;
    constexpr int widestCompact = gridStep * 9;
    const RoomLink *const link = m_session.link();
    const bool isInRoom = link && !link->isLocal() && !m_session.room().id.isEmpty();
    const QString name =
        m_session.room().title.isEmpty() ? QString::fromLatin1(m_session.room().id) : m_session.room().title;
    m_room->setVisible(isInRoom);
    m_room->setText(m_room->fontMetrics().elidedText(name, Qt::ElideRight, m_compact ? widestCompact : widest));
    m_room->setAccessibleName(tr("Room %1").arg(name));
    m_room->setToolTip(name);
    m_alone->setVisible(isInRoom && !m_compact && link->state() == RoomLink::State::Connected &&
                        m_session.peers().empty());
}

PeopleList::PeopleList(BoardSession &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_name(new QLineEdit)
    , m_caption(makeLabel({}, "caption"_ba))
    , m_rows(new QVBoxLayout)
{
    setRole(this, "panel"_ba);
    setAccessibleName(tr("People in this room"));
    setCursor(Qt::ArrowCursor);
    setFixedWidth(gridStep * 40);
    setFocusProxy(m_name);
    m_name->setAccessibleName(tr("Your name"));
    m_name->setPlaceholderText(tr("Your name"));
    m_name->setMaxLength(Limits{}.nameLength);
    auto *const colors = new PersonColorRow(session.self().color);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 2, gridStep * 2, gridStep * 2, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("You"), "caption"_ba));
    layout->addWidget(m_name);
    layout->addWidget(colors);
    layout->addWidget(makeSeparator(Qt::Horizontal));
    layout->addWidget(m_caption);
    layout->addLayout(m_rows);
    m_rows->setSpacing(gridStep / 2);

    connect(m_name, &QLineEdit::editingFinished, this, &PeopleList::rename);
    connect(colors, &PersonColorRow::colorChosen, this, &PeopleList::colorChosen);
    connect(&session, &BoardSession::peopleChanged, this, &PeopleList::refresh);
    connect(&session, &BoardSession::stateChanged, this, &PeopleList::refresh);
    refresh();
}

void PeopleList::refresh()
{
    // Whoever is typing a name goes on with it.
    if (!m_name->hasFocus() || !m_name->isModified())
        m_name->setText(m_session.self().name);
    m_caption->setText(m_session.room().locked ? tr("In this room, which is locked") : tr("In this room"));
    deleteItems(m_rows);
    for (const Person &person : peopleIn(m_session))
        m_rows->addWidget(makeRow(person));
}

QWidget *PeopleList::makeRow(const Person &person)
{
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    Avatar *const disc = avatarOf(person);
    disc->setFocusPolicy(Qt::NoFocus);
    disc->setAttribute(Qt::WA_TransparentForMouseEvents);
    layout->addWidget(disc);
    auto *const name = new ElidedLabel(QByteArray());
    name->setText(person.self ? tr("%1 (you)").arg(person.name) : person.name);
    layout->addWidget(name, 1);
    if (const QString role = roleText(person.role); !role.isEmpty() && !m_session.peers().empty())
        layout->addWidget(makeLabel(role, "caption"_ba));
    if (person.self || !m_session.isOwner())
        return row;
    QToolButton *const more = makeIconButton(u"more"_s, tr("What you can do about %1").arg(person.name));
    more->setObjectName("personMenu"_L1);
    connect(more, &QToolButton::clicked, this, [this, more, peer = person.peer] {
        Q_EMIT personMenuWanted(peer, more->mapToGlobal(QPoint(0, more->height())));
    });
    layout->addWidget(more);
    return row;
}

void PeopleList::rename()
{
    const QString name = cleanName(m_name->text());
    m_name->setModified(false);
    if (name.isEmpty() || name == m_session.self().name)
        m_name->setText(m_session.self().name);
    else
        Q_EMIT nameChosen(name);
}

} // namespace sketchroom
