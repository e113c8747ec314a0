#include "app/panels/people.h"

#include "app/panels/avatar.h"
#include "app/panels/colorrow.h"
#include "app/render/colors.h"
#include "app/widgets/elidedlabel.h"
#include "app/widgets/widgets.h"

#include <QEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>

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
    avatar->setHandUp(person.handUp);
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
        people.append({id, peer.info.name, peer.info.color, peer.info.role, false, peer.presence.hand.value_or(false)});
    std::stable_sort(people.begin(), people.end(),
                     [](const Person &a, const Person &b) { return a.name.localeAwareCompare(b.name) < 0; });
    const PeerInfo self = session.self();
    people.prepend({self.peer, self.name, self.color, self.role, true, session.presence().hand.value_or(false)});
    return people;
}

PeopleBar::PeopleBar(BoardSession &session, const QList<QAction *> &tools, const QList<QAction *> &roomActions,
                     QWidget *parent)
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
    for (QAction *const tool : tools) {
        QToolButton *const button = makeBarButton(tool);
        button->setObjectName(tool->objectName());
        layout->addWidget(button);
    }
    m_shownTools = tools.size();
    // Presence comes many times a second; what is shown of it is only who raises a hand.
    connect(&session, &BoardSession::presenceChanged, this, [this] {
        if (peopleIn(m_session) != m_shown)
            refresh();
    });
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
    const QList<Person> people = peopleIn(m_session);
    m_shown = people;
    const qsizetype most = m_compact ? mostDiscsCompact : mostDiscs;
    // "+1" would take as much room as the person that it stands for.
    const qsizetype shown = people.size() <= most + 1 ? people.size() : most;
    deleteItems(m_discs->layout());
    const auto add = [this](Avatar *disc, const PeerId &other = {}) {
        connect(disc, &Avatar::clicked, this, [this, disc, other] {
            if (other.isEmpty())
                Q_EMIT listWanted();
            else
                Q_EMIT personMenuWanted(other, disc->mapToGlobal(QPoint(0, disc->height())));
        });
        m_discs->layout()->addWidget(disc);
    };
    for (const Person &person : people.first(shown)) {
        Avatar *const disc = avatarOf(person);
        if (person.self)
            disc->setToolTip(tr("%1 (you)").arg(person.name));
        add(disc, person.self ? PeerId() : person.peer);
    }
    if (shown < people.size()) {
        auto *const more = new Avatar;
        more->setCount(int(people.size() - shown));
        add(more);
    }
    refreshRoom();
}

bool PeopleBar::event(QEvent *event)
{
    if (event->type() == QEvent::ParentChange || event->type() == QEvent::Show)
        window()->installEventFilter(this);
    return QFrame::event(event);
}

bool PeopleBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        refreshRoom();
    return QFrame::eventFilter(watched, event);
}

void PeopleBar::refreshRoom()
{
    constexpr int widest = gridStep * 22;
    constexpr int least = gridStep * 7;
    constexpr int otherPanels = gridStep * 77; // the tools, the menu, and the gaps between
    constexpr int otherPanelsCompact = gridStep * 14;
    const RoomLink *const link = m_session.link();
    const bool isInRoom = link && !link->isLocal() && !m_session.room().id.isEmpty();
    const QString name =
        m_session.room().title.isEmpty() ? QString::fromLatin1(m_session.room().id) : m_session.room().title;
    // Of what the tools and the people leave.
    const int free = window()->width() - (m_compact ? otherPanelsCompact : otherPanels) - m_discs->sizeHint().width() -
                     int(m_shownTools) * (barButtonSize + gridStep / 4);
    const int room = std::min(free - gridStep * 3, widest);
    m_room->setVisible(isInRoom && room >= least);
    m_room->setText(m_room->fontMetrics().elidedText(name, Qt::ElideRight, room));
    m_room->setAccessibleName(tr("Room %1").arg(name));
    m_room->setToolTip(name);
    const int nameWidth = std::min(m_room->fontMetrics().horizontalAdvance(name), room) + gridStep * 4;
    m_alone->setVisible(isInRoom && free - nameWidth >= m_alone->sizeHint().width() &&
                        link->state() == RoomLink::State::Connected && m_session.peers().empty());
}

PeopleList::PeopleList(BoardSession &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_name(new QLineEdit)
    , m_caption(makeLabel({}, "caption"_ba))
    , m_rows(new QVBoxLayout)
    , m_scroll(new QScrollArea)
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
    auto *const rows = new QWidget;
    auto *const inside = new QVBoxLayout(rows);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addLayout(m_rows);
    inside->addStretch();
    m_scroll->setWidget(rows);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_scroll, 1);
    m_rows->setSpacing(gridStep / 2);

    connect(m_name, &QLineEdit::editingFinished, this, &PeopleList::rename);
    connect(colors, &PersonColorRow::colorChosen, this, &PeopleList::colorChosen);
    connect(&session, &BoardSession::peopleChanged, this, &PeopleList::refresh);
    connect(&session, &BoardSession::stateChanged, this, &PeopleList::refresh);
    connect(&session, &BoardSession::waitingChanged, this, &PeopleList::refresh);
    refresh();
}

void PeopleList::refresh()
{
    // Whoever is typing a name goes on with it.
    if (!m_name->hasFocus() || !m_name->isModified())
        m_name->setText(m_session.self().name);
    m_caption->setText(m_session.room().locked ? tr("In this room, which is locked") : tr("In this room"));
    deleteItems(m_rows);
    for (const Applicant &applicant : m_session.waiting())
        m_rows->addWidget(makeRow(applicant));
    for (const Person &person : peopleIn(m_session))
        m_rows->addWidget(makeRow(person));
    // As high as its rows, up to what fits a screen of a netbook; then it scrolls.
    constexpr int highest = gridStep * 44;
    m_scroll->setFixedHeight(std::min(m_scroll->widget()->sizeHint().height(), highest));
    updateGeometry();
}

QWidget *PeopleList::makeRow(const Applicant &applicant)
{
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *const name = new ElidedLabel(QByteArray());
    name->setText(tr("%1 waits").arg(applicant.name));
    layout->addWidget(name, 1);
    const auto add = [&](const QString &text, const char *objectName, bool letIn) {
        auto *const button = new QToolButton;
        setRole(button, "link"_ba);
        button->setText(text);
        button->setObjectName(QLatin1StringView(objectName));
        button->setAccessibleName(tr("%1: %2").arg(applicant.name, text));
        connect(button, &QToolButton::clicked, this,
                [this, client = applicant.client, letIn] { Q_EMIT decided(client, letIn); });
        layout->addWidget(button);
    };
    add(tr("Let in"), "letIn", true);
    add(tr("Turn away"), "turnAway", false);
    return row;
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
    if (person.self)
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
