#include "app/rooms/roompicker.h"

#include "app/connection/lobbyclient.h"
#include "app/rooms/accessdialog.h"
#include "app/rooms/identityfields.h"
#include "app/rooms/roomlist.h"
#include "app/ui/icons.h"
#include "app/ui/widgets.h"

#include <QLineEdit>
#include <QPushButton>

#include <chrono>

namespace sketchroom {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QPushButton *makeChoice(const QString &icon, const QString &text)
{
    auto *const button = new QPushButton(themedIcon(icon), text);
    button->setAutoDefault(false);
    return button;
}

QString peopleText(int people)
{
    if (people == 0)
        return RoomPicker::tr("Nobody there");
    return people == 1 ? RoomPicker::tr("One person there") : RoomPicker::tr("%1 people there").arg(people);
}

QString detailOf(const RoomSummary &room)
{
    const QString shapes = RoomPicker::tr("%n shape(s)", nullptr, int(room.shapes));
    const QString text = peopleText(room.people) + u" · "_s + shapes;
    return room.locked ? RoomPicker::tr("%1 · locked").arg(text) : text;
}

QString firstAddress(const RoomControl &rooms)
{
    for (const RecentRoom &room : rooms.recentRooms()) {
        if (!room.isOwn())
            return room.address.hostText();
    }
    return u"localhost"_s;
}

} // namespace

RoomPicker::RoomPicker(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_identity(new IdentityFields(rooms))
    , m_address(new QLineEdit(firstAddress(rooms)))
    , m_newRoom(new QLineEdit(QString::fromLatin1(suggestedRoomId(rooms.random()))))
    , m_hostCaption(makeLabel({}, "caption"_ba))
    , m_message(makeLabel({}, "error"_ba, Wrap::Yes))
    , m_recent(new RoomList(tr("Recent rooms")))
    , m_onHost(new RoomList(tr("Rooms of the host")))
    , m_answer(makeChoice(u"lock"_s, {}))
    , m_join(new QPushButton(tr("&Join")))
{
    setWindowTitle(tr("Rooms"));
    m_address->setObjectName("address"_L1);
    m_address->setAccessibleName(tr("Address of the host or room"));
    m_address->setPlaceholderText(tr("host, host:port or ws://host:port/rooms/name"));
    m_address->setClearButtonEnabled(true);
    m_message->setObjectName("message"_L1);
    m_message->hide();
    m_join->setObjectName("join"_L1);
    m_join->setDefault(true);

    auto *const addressRow = new QHBoxLayout;
    addressRow->setSpacing(gridStep);
    addressRow->addWidget(m_address, 1);
    addressRow->addWidget(m_join);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 3);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Draw with others"), "title"_ba));
    layout->addWidget(m_identity);
    layout->addSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Address of a host or room"), "caption"_ba));
    layout->addLayout(addressRow);
    layout->addWidget(m_message);
    layout->addWidget(makeLists(), 1);
    layout->addSpacing(gridStep);
    layout->addWidget(m_choices = makeButtons());

    connect(m_join, &QPushButton::clicked, this, &RoomPicker::join);
    m_typing.setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, &RoomPicker::lookAtHost);
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        m_ownRoom.reset();
        m_message->hide();
        m_typing.start(400ms);
    });
    connect(&rooms.session(), &BoardSession::stateChanged, this, &RoomPicker::watchJoining);
    fillRecent();
    lookAtHost();
    resize(gridStep * 86, gridStep * 66);
    m_address->setFocus();
    m_address->selectAll();
}

RoomPicker::~RoomPicker() = default;

QWidget *RoomPicker::makeLists()
{
    auto *const lists = new QWidget;
    auto *const grid = new QGridLayout(lists);
    grid->setContentsMargins(0, gridStep, 0, 0);
    grid->setSpacing(gridStep);
    grid->setHorizontalSpacing(gridStep * 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(makeLabel(tr("Recent rooms"), "caption"_ba), 0, 0);
    grid->addWidget(m_hostCaption, 0, 1);
    grid->addWidget(m_recent, 1, 0, 3, 1);
    grid->addWidget(m_onHost, 1, 1);

    auto *const newRoom = new QHBoxLayout;
    newRoom->setSpacing(gridStep);
    m_newRoom->setObjectName("newRoom"_L1);
    m_newRoom->setAccessibleName(tr("Name of the new room"));
    auto *const make = makeChoice(u"add"_s, tr("&New room"));
    connect(make, &QPushButton::clicked, this, &RoomPicker::makeRoom);
    newRoom->addWidget(m_newRoom, 1);
    newRoom->addWidget(make);
    grid->addWidget(m_answer, 2, 1);
    grid->addLayout(newRoom, 3, 1);
    m_answer->setObjectName("answer"_L1);
    m_answer->hide();
    connect(m_answer, &QPushButton::clicked, this, &RoomPicker::answerHost);

    m_recent->setObjectName("recentRooms"_L1);
    m_onHost->setObjectName("hostRooms"_L1);
    connect(m_recent, &RoomList::chosen, this, &RoomPicker::chooseRecent);
    connect(m_recent, &RoomList::activatedRow, this, &RoomPicker::join);
    connect(m_onHost, &RoomList::chosen, m_address, &QLineEdit::setText);
    connect(m_onHost, &RoomList::activatedRow, this, &RoomPicker::join);
    return lists;
}

QWidget *RoomPicker::makeButtons()
{
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridStep);
    auto *const host = makeChoice(u"host"_s, tr("&Host a session on this computer…"));
    auto *const alone = makeChoice(u"pen"_s, tr("&Draw alone"));
    auto *const file = makeChoice(u"open"_s, tr("&Open a file…"));
    connect(host, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT hostWanted();
    });
    connect(alone, &QPushButton::clicked, this, &RoomPicker::drawAlone);
    connect(file, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT fileWanted();
    });
    for (QPushButton *const button : {host, alone, file})
        layout->addWidget(button);
    layout->addStretch();
    return row;
}

void RoomPicker::fillRecent()
{
    QHash<QString, qint64> unsent;
    for (const UnsentEdits &edits : m_rooms.unsent())
        unsent.insert(edits.room, edits.count);
    QList<RoomList::Row> rows;
    for (const RecentRoom &room : m_rooms.recentRooms()) {
        QString detail = room.isOwn() ? tr("On this computer") : room.address.hostText();
        if (const qint64 count = unsent.value(toText(room)); count > 0)
            detail = tr("%1 · %2").arg(detail, tr("%n change(s) not sent", nullptr, int(count)));
        rows.append({toText(room), QString::fromLatin1(room.address.room), detail});
    }
    m_recent->setRows(rows);
    m_recent->setEmptyText(tr("Rooms that you have been in appear here."));
}

void RoomPicker::chooseRecent(const QString &key)
{
    const auto room = recentRoomFromText(key);
    if (!room)
        return;
    m_address->setText(room->isOwn() ? QString() : key);
    if (room->isOwn())
        m_ownRoom = room->address.room;
}

void RoomPicker::lookAtHost()
{
    const auto address = parseAddress(m_address->text());
    if (address && m_lobby && m_lobby->url() == address->lobbyUrl())
        return;
    m_lobby.reset();
    m_onHost->setRows({});
    m_answer->hide();
    m_hostCaption->setText(address ? tr("Rooms on %1").arg(address->hostText()) : tr("Rooms of the host"));
    if (!address) {
        m_onHost->setEmptyText(tr("Enter the address of a host to see its rooms."));
        return;
    }
    m_onHost->setEmptyText(tr("Looking for rooms…"));
    m_lobby = std::make_unique<LobbyClient>(address->lobbyUrl(), m_rooms.access());
    connect(m_lobby.get(), &LobbyClient::roomsChanged, this, &RoomPicker::showRooms);
    connect(m_lobby.get(), &LobbyClient::failed, this, [this](const QString &sentence) {
        m_onHost->setRows({});
        m_onHost->setEmptyText(sentence);
        if (const auto demand = m_lobby->demand())
            offerAnswer(*demand);
    });
}

void RoomPicker::offerAnswer(const Demand &demand)
{
    if (demand.kind != Demand::Kind::Encryption) {
        const bool isToken = demand.kind == Demand::Kind::Token;
        m_answer->setText(isToken ? tr("&Enter the access token…") : tr("&Look at its certificate…"));
        m_answer->show();
        return;
    }
    m_rooms.access().encrypt(m_lobby->url());
    // What else was typed stays as it is.
    const QString typed = m_address->text().trimmed();
    m_address->setText(u"wss://"_s + typed.mid(typed.contains(u"://"_s) ? typed.indexOf(u"://"_s) + 3 : 0));
    lookAtHost();
}

void RoomPicker::answerHost()
{
    const auto demand = m_lobby ? m_lobby->demand() : std::nullopt;
    if (!demand)
        return;
    auto *const dialog = new AccessDialog(*demand, m_lobby->url(), m_rooms.access(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        m_lobby.reset();
        lookAtHost();
    });
    dialog->open();
}

void RoomPicker::showRooms(const QList<RoomSummary> &rooms)
{
    auto address = parseAddress(m_address->text());
    if (!address)
        return;
    QList<RoomList::Row> rows;
    for (const RoomSummary &room : rooms) {
        address->room = room.id;
        rows.append({address->roomUrl().toString(), room.title, detailOf(room)});
    }
    m_onHost->setEmptyText(tr("There is no room on this host yet. Make one below."));
    m_onHost->setRows(rows);
}

bool RoomPicker::commitIdentity()
{
    const QString problem = m_identity->commit();
    if (!problem.isEmpty())
        say(problem);
    return problem.isEmpty();
}

void RoomPicker::join()
{
    if (m_joining || !commitIdentity())
        return;
    if (m_ownRoom) {
        hostAgain(*m_ownRoom);
        return;
    }
    const auto address = parseAddress(m_address->text());
    if (!address)
        say(address.error().message);
    else if (address->room.isEmpty())
        say(m_onHost->count() > 0 ? tr("Choose a room of this host, or make a new one.") : m_onHost->emptyText());
    else
        joinAddress(*address);
}

void RoomPicker::makeRoom()
{
    if (m_joining || !commitIdentity())
        return;
    auto address = parseAddress(m_address->text());
    const RoomId room = roomIdFrom(m_newRoom->text());
    if (!address) {
        say(address.error().message);
    } else if (room.isEmpty()) {
        say(tr("A room's name is made of the letters a to z, digits and hyphens, such as “plan-2”."));
    } else {
        address->room = room;
        joinAddress(*address);
    }
}

void RoomPicker::joinAddress(const RoomAddress &address)
{
    if (!mayLeave())
        return;
    m_message->hide();
    setJoining(true);
    m_left = true;
    m_rooms.join(address);
}

void RoomPicker::hostAgain(const RoomId &room)
{
    if (!mayLeave())
        return;
    m_left = true;
    setJoining(true);
    if (const auto hosted = m_rooms.hostAgain(room); !hosted) {
        setJoining(false);
        say(hosted.error().message);
    }
}

void RoomPicker::drawAlone()
{
    if (!m_rooms.isAlone()) {
        if (!mayLeave())
            return;
        m_rooms.drawAlone();
    }
    accept();
}

void RoomPicker::watchJoining()
{
    const RoomLink *const link = m_rooms.session().link();
    if (!m_joining || !link || link->isLocal())
        return;
    // One that we have edits for goes on without its host.
    if (link->state() == RoomLink::State::Connected || link->state() == RoomLink::State::Reconnecting) {
        accept();
    } else if (link->state() == RoomLink::State::Closed && !link->demand()) {
        setJoining(false);
        say(link->problem());
        m_address->setFocus();
    }
}

void RoomPicker::setJoining(bool joining)
{
    m_joining = joining;
    m_join->setEnabled(!joining);
    m_join->setText(joining ? tr("Joining…") : tr("&Join"));
    m_choices->setEnabled(!joining);
    m_address->setEnabled(!joining);
}

void RoomPicker::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->show();
}

void RoomPicker::reject()
{
    if (m_left)
        m_rooms.goBack();
    QDialog::reject();
}

} // namespace sketchroom
