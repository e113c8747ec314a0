#include "app/dialogs/joindialog.h"

#include "app/dialogs/accessdialog.h"
#include "app/dialogs/namefield.h"
#include "app/session/lobbyclient.h"
#include "app/widgets/detaillist.h"
#include "app/widgets/icons.h"
#include "app/widgets/widgets.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

#include <chrono>

namespace sketchroom {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int dialogWidth = gridStep * 62;
constexpr int mostRowsShown = 5;

QPushButton *makeChoice(const QString &icon, const QString &text)
{
    auto *const button = icon.isEmpty() ? new QPushButton(text) : new QPushButton(themedIcon(icon), text);
    button->setAutoDefault(false);
    return button;
}

QVBoxLayout *addColumn(QWidget *widget)
{
    auto *const layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, gridStep, 0, 0);
    layout->setSpacing(gridStep);
    return layout;
}

QString peopleText(int people)
{
    if (people == 0)
        return JoinDialog::tr("Nobody there");
    return people == 1 ? JoinDialog::tr("One person there") : JoinDialog::tr("%1 people there").arg(people);
}

QString detailOf(const RoomSummary &room)
{
    const QString shapes = JoinDialog::tr("%n shape(s)", nullptr, int(room.shapes));
    const QString text = peopleText(room.people) + u" · "_s + shapes;
    return room.locked ? JoinDialog::tr("%1 · locked").arg(text) : text;
}

QString lastHost(const RoomControl &rooms)
{
    for (const RecentRoom &room : rooms.recentRooms()) {
        if (!room.isOwn())
            return room.address.hostText();
    }
    return {};
}

} // namespace

JoinDialog::JoinDialog(RoomControl &rooms, QWidget *parent)
    : QDialog(parent)
    , m_rooms(rooms)
    , m_name(new NameField(rooms))
    , m_address(new QLineEdit(lastHost(rooms)))
    , m_join(new QPushButton(tr("&Join")))
    , m_message(makeLabel({}, "error"_ba, Wrap::Yes))
    , m_missing(makeMissing())
    , m_roomsOfHost(makeRoomsOfHost())
    , m_newRoom(makeNewRoom())
{
    setWindowTitle(tr("Join"));
    m_address->setObjectName("address"_L1);
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(tr("Such as 192.168.0.17"));
    m_address->setClearButtonEnabled(true);
    m_message->setObjectName("message"_L1);
    m_message->hide();
    m_join->setObjectName("join"_L1);
    m_join->setDefault(true);
    auto *const addressRow = new QHBoxLayout;
    addressRow->setSpacing(gridStep);
    addressRow->addWidget(m_address, 1);
    addressRow->addWidget(m_join);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &JoinDialog::reject);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep);
    layout->addWidget(makeLabel(tr("Join"), "title"_ba));
    layout->addSpacing(gridStep);
    layout->addWidget(m_name);
    layout->addWidget(makeLabel(tr("Address that you were told"), "caption"_ba));
    layout->addLayout(addressRow);
    for (QWidget *const part : {static_cast<QWidget *>(m_message), m_missing, m_roomsOfHost, m_newRoom})
        layout->addWidget(part);
    layout->addStretch();
    layout->addSpacing(gridStep);
    layout->addWidget(buttons);
    setMinimumWidth(dialogWidth);

    connect(m_join, &QPushButton::clicked, this, &JoinDialog::join);
    m_typing.setSingleShot(true);
    connect(&m_typing, &QTimer::timeout, this, &JoinDialog::lookAtHost);
    connect(m_address, &QLineEdit::textChanged, this, &JoinDialog::addressEdited);
    connect(&rooms.session(), &BoardSession::stateChanged, this, &JoinDialog::watchJoining);
    lookAtHost();
    m_address->selectAll();
    if (rooms.identity().isNamed)
        m_address->setFocus();
    else
        m_name->setFocus();
}

JoinDialog::~JoinDialog() = default;

QWidget *JoinDialog::makeMissing()
{
    auto *const part = new QWidget;
    QVBoxLayout *const layout = addColumn(part);
    m_missingText = makeLabel({}, {}, Wrap::Yes);
    m_missingText->setObjectName("missing"_L1);
    m_missingAnswers = new QVBoxLayout;
    m_missingAnswers->setSpacing(gridStep);
    layout->addWidget(m_missingText);
    layout->addLayout(m_missingAnswers);
    part->hide();
    return part;
}

QWidget *JoinDialog::makeRoomsOfHost()
{
    auto *const part = new QWidget;
    QVBoxLayout *const layout = addColumn(part);
    m_hostCaption = makeLabel({}, "caption"_ba);
    m_list = new DetailList(tr("Rooms there"));
    m_list->setObjectName("hostRooms"_L1);
    m_answer = makeChoice(u"lock"_s, {});
    m_answer->setObjectName("answer"_L1);
    m_answer->hide();
    layout->addWidget(m_hostCaption);
    layout->addWidget(m_list);
    layout->addWidget(m_answer, 0, Qt::AlignLeft);
    connect(m_answer, &QPushButton::clicked, this, &JoinDialog::answerHost);
    connect(m_list, &DetailList::chosen, m_address, &QLineEdit::setText);
    connect(m_list, &DetailList::activatedRow, this, [this](const QString &key) {
        m_address->setText(key);
        join();
    });
    part->hide();
    return part;
}

QWidget *JoinDialog::makeNewRoom()
{
    auto *const part = new QWidget;
    QVBoxLayout *const layout = addColumn(part);
    m_newTitle = new QLineEdit;
    m_newTitle->setObjectName("newRoom"_L1);
    m_newTitle->setAccessibleName(tr("Name of the new room"));
    m_newTitle->setPlaceholderText(tr("Such as Class 5b / Biology"));
    m_newTitle->setMaxLength(titleLength);
    auto *const make = makeChoice(u"add"_s, tr("&Make it"));
    make->setObjectName("makeRoom"_L1);
    connect(make, &QPushButton::clicked, this, &JoinDialog::makeNamedRoom);
    // Enter in this field makes the room, and does not press Join.
    connect(m_newTitle, &QLineEdit::textChanged, this, [this, make](const QString &text) {
        make->setDefault(!text.isEmpty() && m_newTitle->hasFocus());
        m_join->setDefault(!make->isDefault());
    });
    connect(m_address, &QLineEdit::textEdited, this, [this] { m_join->setDefault(true); });
    auto *const row = new QHBoxLayout;
    row->setSpacing(gridStep);
    row->addWidget(m_newTitle, 1);
    row->addWidget(make);
    layout->addWidget(makeLabel(tr("Or a new room there, called"), "caption"_ba));
    layout->addLayout(row);
    part->hide();
    return part;
}

void JoinDialog::begin(const RecentRoom &room)
{
    m_address->setText(room.isOwn() ? QString() : toText(room));
    m_typing.stop();
    if (!m_rooms.identity().isNamed)
        return;
    if (room.isOwn())
        hostAgain(room.address.room);
    else
        join();
}

void JoinDialog::takeOver()
{
    const RoomLink *const link = m_rooms.session().link();
    m_address->setText(link->address().toString());
    m_typing.stop();
    m_left = m_joining = true;
    watchJoining();
}

void JoinDialog::addressEdited()
{
    m_message->hide();
    m_missing->hide();
    m_joinsListed = false;
    m_typing.start(400ms);
}

void JoinDialog::lookAtHost()
{
    const auto address = parseAddress(m_address->text());
    if (address && m_lobby && m_lobby->url() == address->lobbyUrl() && m_hostProblem.isEmpty())
        return;
    m_lobby.reset();
    m_listed.reset();
    m_hostProblem.clear();
    m_roomsOfHost->hide();
    m_newRoom->hide();
    m_answer->hide();
    fitHeight();
    if (!address)
        return;
    m_hostCaption->setText(tr("Rooms at %1").arg(address->hostText()));
    m_lobby = std::make_unique<LobbyClient>(address->lobbyUrl(), m_rooms.access());
    connect(m_lobby.get(), &LobbyClient::roomsChanged, this, &JoinDialog::showRooms);
    connect(m_lobby.get(), &LobbyClient::failed, this, &JoinDialog::hostFailed);
}

void JoinDialog::hostFailed(const QString &sentence)
{
    m_listed.reset();
    m_hostProblem = sentence;
    if (const auto demand = m_lobby->demand())
        offerAnswer(*demand);
    else if (std::exchange(m_joinsListed, false)) // what nobody has asked for yet is no trouble
        say(sentence);
}

void JoinDialog::offerAnswer(const Demand &demand)
{
    if (demand.kind != Demand::Kind::Encryption) {
        const bool isToken = demand.kind == Demand::Kind::Token;
        m_answer->setText(isToken ? tr("&Enter the access token…") : tr("&Look at its certificate…"));
        m_answer->show();
        m_list->setEmptyText(m_hostProblem);
        m_list->setRows({});
        m_list->setFixedHeight(m_list->heightFor(2));
        m_roomsOfHost->show();
        fitHeight();
        if (std::exchange(m_joinsListed, false))
            answerHost();
        return;
    }
    m_rooms.access().encrypt(m_lobby->url());
    const bool joins = m_joinsListed;
    // What else was typed stays as it is.
    const QString typed = m_address->text().trimmed();
    m_address->setText(u"wss://"_s + typed.mid(typed.contains(u"://"_s) ? typed.indexOf(u"://"_s) + 3 : 0));
    lookAtHost();
    m_joinsListed = joins;
}

void JoinDialog::answerHost()
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

void JoinDialog::showRooms(const QList<RoomSummary> &rooms)
{
    auto address = parseAddress(m_address->text());
    if (!address)
        return;
    m_hostProblem.clear();
    m_listed = rooms;
    QList<DetailList::Row> rows;
    for (const RoomSummary &room : rooms) {
        address->room = room.id;
        rows.append({address->roomUrl().toString(), room.title.isEmpty() ? QString::fromLatin1(room.id) : room.title,
                     detailOf(room)});
    }
    m_list->setRows(rows);
    m_list->setFixedHeight(m_list->heightFor(qMin(int(rows.size()), mostRowsShown)));
    m_roomsOfHost->setVisible(!rows.isEmpty());
    m_answer->hide();
    m_newRoom->show();
    fitHeight();
    if (std::exchange(m_joinsListed, false))
        joinListed();
}

void JoinDialog::fitHeight()
{
    layout()->activate();
    resize(width(), sizeHint().height());
    if (isVisible())
        keepOnScreen(*this);
}

bool JoinDialog::commitName()
{
    const QString problem = m_name->commit();
    if (!problem.isEmpty())
        say(problem);
    return problem.isEmpty();
}

void JoinDialog::join()
{
    if (m_joining || !commitName())
        return;
    const auto address = parseAddress(m_address->text());
    if (!address) {
        say(address.error().message);
        m_address->setFocus();
    } else if (!address->room.isEmpty()) {
        joinAddress(*address, RoomConnection::Missing::Ask);
    } else {
        // What was typed last may not have been looked at yet.
        m_typing.stop();
        m_joinsListed = true;
        lookAtHost();
        if (m_listed && std::exchange(m_joinsListed, false))
            joinListed();
    }
}

void JoinDialog::joinListed()
{
    auto address = parseAddress(m_address->text());
    if (!address || !m_listed)
        return;
    if (m_listed->isEmpty()) {
        say(tr("There is no room at %1 yet. Make one below.").arg(address->hostText()));
        m_newTitle->setFocus();
    } else if (m_listed->size() == 1) {
        address->room = m_listed->constFirst().id;
        joinAddress(*address, RoomConnection::Missing::Ask);
    } else {
        say(tr("There are several rooms. Choose one."));
        m_list->setCurrentRow(0);
        m_list->setFocus();
    }
}

void JoinDialog::makeNamedRoom()
{
    if (m_joining || !commitName())
        return;
    auto address = parseAddress(m_address->text());
    const QString title = m_newTitle->text().trimmed();
    if (!address) {
        say(address.error().message);
        m_address->setFocus();
    } else if (title.isEmpty()) {
        say(tr("Give the new room a name, such as “Class 5b / Biology”."));
        m_newTitle->setFocus();
    } else {
        address->room = roomIdFrom(title);
        if (address->room.isEmpty())
            address->room = suggestedRoomId(m_rooms.random());
        joinAddress(*address, RoomConnection::Missing::Make, title);
    }
}

void JoinDialog::joinAddress(const RoomAddress &address, RoomConnection::Missing missing, const QString &title)
{
    if (!mayLeave())
        return;
    m_message->hide();
    m_missing->hide();
    setJoining(true);
    m_left = true;
    m_rooms.join(address, missing, title);
}

void JoinDialog::hostAgain(const RoomId &room)
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

void JoinDialog::watchJoining()
{
    const RoomLink *const link = m_rooms.session().link();
    if (!m_joining || !link || link->isLocal())
        return;
    // One that we have edits for goes on without its host.
    if (link->state() == RoomLink::State::Connected || link->state() == RoomLink::State::Reconnecting) {
        accept();
    } else if (link->state() == RoomLink::State::Closed) {
        const auto demand = link->demand();
        if (demand && demand->kind != Demand::Kind::Room)
            return; // it is asked for
        setJoining(false);
        if (demand)
            return askAboutMissing(*demand);
        say(link->problem());
        m_address->setFocus();
    } else if (!link->problem().isEmpty()) {
        say(link->problem()); // an owner has to let the user in
    }
}

void JoinDialog::askAboutMissing(const Demand &demand)
{
    const auto address = parseAddress(m_rooms.session().link()->address().toString());
    if (!address)
        return;
    while (QLayoutItem *const item = m_missingAnswers->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const QString name = QString::fromLatin1(address->room);
    m_missingText->setText(
        demand.near.isEmpty()
            ? tr("There is no room “%1” at %2.").arg(name, address->hostText())
            : tr("There is no room “%1” at %2. Did you mean another?").arg(name, address->hostText()));
    const auto add = [this](const QString &text, const auto &answer) {
        QPushButton *const button = makeChoice({}, text);
        m_missingAnswers->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, answer);
        return button;
    };
    QPushButton *first = nullptr;
    for (const RoomId &id : demand.near) {
        RoomAddress other = *address;
        other.room = id;
        QPushButton *const button = add(tr("Join “%1”").arg(QString::fromLatin1(id)), [this, other] {
            m_address->setText(other.roomUrl().toString());
            joinAddress(other, RoomConnection::Missing::Ask);
        });
        button->setObjectName("near"_L1);
        first = first ? first : button;
    }
    QPushButton *const make = add(tr("Make “%1”").arg(name), [this] {
        setJoining(true);
        m_rooms.makeRoom();
    });
    make->setObjectName("make"_L1);
    m_missing->show();
    fitHeight();
    (first ? first : make)->setDefault(true);
    (first ? first : make)->setFocus();
}

void JoinDialog::setJoining(bool joining)
{
    m_joining = joining;
    m_join->setEnabled(!joining);
    m_join->setText(joining ? tr("Joining…") : tr("&Join"));
    for (QWidget *const part : {static_cast<QWidget *>(m_address), m_missing, m_roomsOfHost, m_newRoom})
        part->setEnabled(!joining);
    m_join->setDefault(true);
}

void JoinDialog::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->show();
    fitHeight();
}

void JoinDialog::reject()
{
    if (m_left)
        m_rooms.goBack();
    QDialog::reject();
}

} // namespace sketchroom
