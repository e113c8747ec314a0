#include "app/rooms/roomcontrol.h"

#include "app/rooms/forwardingaddress.h"
#include "app/rooms/hostedsession.h"
#include "app/session/localroom.h"
#include "server/storage/sqliteconnection.h"

#include <QDir>
#include <QEventLoop>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const Option<QStringList> recentOption{"rooms/recent", {}};
constexpr qsizetype mostRecent = 12;
const auto ownPrefix = u"here:"_s;
const auto ownHost = u"127.0.0.1"_s;

} // namespace

QString toText(const RecentRoom &room)
{
    return room.isOwn() ? QString(ownPrefix + QString::fromLatin1(room.address.room))
                        : room.address.roomUrl().toString();
}

std::optional<RecentRoom> recentRoomFromText(const QString &text)
{
    if (text.startsWith(ownPrefix)) {
        RecentRoom own;
        own.address.room = text.mid(ownPrefix.size()).toUtf8();
        return isValidRoomId(own.address.room) ? std::optional(own) : std::nullopt;
    }
    const auto address = parseAddress(text);
    if (!address || address->room.isEmpty())
        return std::nullopt;
    return RecentRoom{*address};
}

RoomControl::RoomControl(BoardSession &session, const Identity &identity, Settings &settings, const Clock &clock,
                         Random &random, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_clock(clock)
    , m_random(random)
    , m_identity(identity)
    , m_folder(settings.folder(), identity.folder)
    , m_window(makeId(random))
    , m_access(settings.folder() + u"/hosts.json"_s)
{
    m_session.setSelf(m_identity.name, m_identity.color);
    connect(&m_session, &BoardSession::pendingChanged, this, &RoomControl::removeLeftFiles);
    connect(&m_session, &BoardSession::stateChanged, this, &RoomControl::remember);
    connect(&m_session, &BoardSession::peopleChanged, this, &RoomControl::remember); // the title may be another
    connect(&m_session, &BoardSession::stateChanged, this, &RoomControl::encryptIfDemanded, Qt::QueuedConnection);
    connect(&m_session, &BoardSession::acted, this, &RoomControl::letNewcomersIn);
    connect(&m_session, &BoardSession::documentReset, this, [this] {
        // When all others have seen the new board.
        if (const auto then = std::exchange(m_then, nullptr))
            QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
}

RoomControl::~RoomControl() = default;

void RoomControl::setName(const QString &name)
{
    const QString clean = cleanName(name);
    if (clean.isEmpty() || (clean == m_identity.name && m_identity.isNamed))
        return;
    m_identity.name = clean;
    m_identity.isNamed = true;
    identityChanged();
}

void RoomControl::setColor(Color color)
{
    if (color == m_identity.color)
        return;
    m_identity.color = color;
    identityChanged();
}

void RoomControl::identityChanged()
{
    saveIdentity(m_settings, m_identity);
    m_session.setSelf(m_identity.name, m_identity.color);
    Q_EMIT changed();
}

void RoomControl::drawAlone(const QList<ShapeRef> &shapes, const std::function<void()> &then)
{
    m_then = then;
    goAlone(BoardSession::Board::Replace, shapes);
}

void RoomControl::leave()
{
    goAlone(BoardSession::Board::Adopt);
}

void RoomControl::goAlone(BoardSession::Board board, const QList<ShapeRef> &shapes)
{
    m_current.reset();
    m_joined.reset();
    leaveFile(std::exchange(m_board, {}));
    const QString path = m_folder.newBoard(m_random);
    auto room = LocalRoom::inFile(path, m_clock, m_random, shapes);
    if (room) {
        m_board = path;
        m_session.setLink(std::move(*room), board);
    } else {
        m_session.setLink(std::make_unique<LocalRoom>(m_clock, m_random, shapes), board);
        Q_EMIT noticed(tr("What you draw alone cannot be kept on this computer. %1").arg(room.error().message));
    }
    stopHosting();
    Q_EMIT changed();
}

bool RoomControl::restoreBoard()
{
    for (const QString &path : m_folder.boards()) {
        auto room = LocalRoom::inFile(path, m_clock, m_random);
        if (!room && room.error().code != ErrorCode::Io) {
            const QString aside = SqliteConnection::putAside(path);
            Q_EMIT noticed(tr("The board of last time could not be read. It was put aside as %1.")
                               .arg(QDir::toNativeSeparators(aside)));
        }
        if (!room)
            continue;
        // A file that was only opened is where it was.
        if ((*room)->shapes() == 0 || !(*room)->hasEdits()) {
            room->reset();
            SqliteConnection::remove(path);
            continue;
        }
        m_board = path;
        m_then = [this] { Q_EMIT boardRestored(); };
        m_session.setLink(std::move(*room), BoardSession::Board::Replace);
        Q_EMIT changed();
        return true;
    }
    return false;
}

void RoomControl::join(const RoomAddress &address, RoomConnection::Missing missing, const QString &title)
{
    connectTo(address, BoardSession::Board::Replace, missing);
    m_titleOfNew = title;
}

void RoomControl::makeRoom()
{
    if (m_current)
        connectTo(RoomAddress(*m_current), m_boardOfJoin);
}

void RoomControl::connectTo(const RoomAddress &address, BoardSession::Board board, RoomConnection::Missing missing)
{
    if (!address.token.isEmpty())
        m_access.setToken(address.lobbyUrl(), address.token);
    m_then = nullptr;
    m_current = address;
    m_boardOfJoin = board;
    m_missing = missing;
    m_titleOfNew.clear();
    leaveFile(std::exchange(m_board, {}));
    const QString name = toText(recentOf(address));
    const auto patience =
        m_folder.hasUnsent(name) ? RoomConnection::Patience::Always : RoomConnection::Patience::OnceJoined;
    m_session.setLink(std::make_unique<RoomConnection>(address.roomUrl(), Credentials{m_identity.key, m_window},
                                                       m_access, m_random,
                                                       RoomConnection::Manner{patience, missing, m_faults}),
                      board, {m_folder.journalPath(name), name});
    if (patience == RoomConnection::Patience::Always)
        m_joined = address; // its board is in view
    Q_EMIT changed();
}

/// Whoever typed the address need not know what the host speaks. Never the other way round.
void RoomControl::encryptIfDemanded()
{
    const RoomLink *const link = m_session.link();
    const auto demand = link ? link->demand() : std::nullopt;
    if (!m_current || m_current->secure || !demand || demand->kind != Demand::Kind::Encryption)
        return;
    m_access.encrypt(m_current->lobbyUrl());
    RoomAddress encrypted = *m_current;
    encrypted.secure = true;
    const QString title = m_titleOfNew;
    connectTo(encrypted, m_boardOfJoin, m_missing);
    m_titleOfNew = title;
}

Result<void> RoomControl::host(const RoomId &room)
{
    if (auto started = startHosting(); !started)
        return started;
    connectTo(ownAddress(room), BoardSession::Board::Adopt);
    return {};
}

Result<void> RoomControl::startSession(const QString &title)
{
    if (auto started = startHosting(); !started)
        return started;
    RoomId wanted = roomIdFrom(title);
    if (wanted.isEmpty())
        wanted = suggestedRoomId(m_random);
    RoomId room = wanted;
    for (int number = 2; m_hosted->hasRoom(room); ++number)
        room = wanted.left(58) + '-' + QByteArray::number(number);
    connectTo(ownAddress(room), BoardSession::Board::Adopt);
    m_titleOfNew = title.trimmed();
    return {};
}

Result<void> RoomControl::hostAgain(const RoomId &room)
{
    if (auto started = startHosting(); !started)
        return started;
    connectTo(ownAddress(room), BoardSession::Board::Replace);
    return {};
}

Result<void> RoomControl::startHosting()
{
    if (m_hosted)
        return {};
    // One that still says bye has the folder and the port; what it has accepted it stores all the same.
    delete m_ending;
    auto hosted = std::make_unique<HostedSession>();
    HostOptions options;
    options.dataFolder = sessionFolder();
    options.owner = m_identity.client();
    options.listsUnopened = false; // what was drawn here last week is nobody's business in this session
    const auto port = hosted->start(options);
    if (!port)
        return tl::unexpected(port.error());
    m_hosted = std::move(hosted);
    m_hostedPort = *port;
    connect(m_hosted.get(), &HostedSession::roomsChanged, this, &RoomControl::changed);
    return {};
}

bool RoomControl::isHere(const RoomAddress &address) const
{
    const bool thisComputer =
        address.host == ownHost || address.host == u"localhost"_s || HostedSession::addresses().contains(address.host);
    return m_hosted && thisComputer && address.port == m_hostedPort;
}

RoomAddress RoomControl::ownAddress(const RoomId &room) const
{
    RoomAddress own;
    own.host = ownHost;
    own.port = m_hostedPort;
    own.room = room;
    return own;
}

bool RoomControl::canContinueHere() const
{
    return m_joined && !isInOwnRoom() && !m_session.replica().epoch().isEmpty();
}

Result<void> RoomControl::continueHere()
{
    if (!canContinueHere())
        return failure(ErrorCode::NotFound, tr("There is no room to continue. Join one first."));
    const RoomAddress before = *m_joined;
    RoomCopy copy = m_session.copyOfRoom();
    copy.room.id = before.room;
    if (copy.room.title.isEmpty())
        copy.room.title = QString::fromLatin1(before.room);
    if (auto started = startHosting(); !started)
        return started;
    const auto room = m_hosted->takeOver(copy);
    if (!room) {
        stopHosting();
        return tl::unexpected(room.error());
    }
    m_newcomersBefore.reset();
    if (copy.room.hasSecret) {
        m_newcomersBefore = copy.newcomers;
        Q_EMIT noticed(tr("This room had a secret that only its old host knows. Who comes now waits until you let them "
                          "in, or until you set a secret: Room ▸ Secret of the room…"));
    }
    connectTo(ownAddress(*room), BoardSession::Board::Replace);
    if (!isHere(before)) {
        const QString line = tr("This session goes on at %1").arg(invitations().constFirst().roomUrl().toString());
        m_forwarding = std::make_unique<ForwardingAddress>(before.roomUrl(), m_identity, line, m_access, m_random);
        connect(m_forwarding.get(), &ForwardingAddress::failed, this, [this](const QString &problem) {
            Q_EMIT noticed(
                tr("Those who come back to the old host cannot be told where the session goes on. %1").arg(problem));
        });
    }
    return {};
}

/// The room that was continued has a secret again: who knows it need not wait.
void RoomControl::letNewcomersIn(const RoomMessage &message)
{
    if (message.action != RoomVerb::Secret || !message.room.hasSecret || !m_newcomersBefore || !m_hosted)
        return;
    RoomActionMessage action;
    action.action = RoomVerb::Newcomers;
    action.newcomers = std::exchange(m_newcomersBefore, std::nullopt);
    m_session.act(action);
}

void RoomControl::leaveJournal()
{
    if (m_current)
        leaveFile(m_folder.journalPath(toText(recentOf(*m_current))));
}

void RoomControl::keepCopy()
{
    leaveJournal();
    leave();
}

void RoomControl::putUpAsNewRoom()
{
    if (!m_current)
        return;
    leaveJournal();
    RoomAddress address = *m_current;
    address.room = address.room.left(50) + '-' + makeId(m_random, 6).toLower().replace('_', '0').replace('-', '0');
    connectTo(address, BoardSession::Board::Adopt);
}

void RoomControl::takeNewBoard()
{
    if (!m_current)
        return;
    m_session.dropPending();
    connectTo(RoomAddress(*m_current), BoardSession::Board::Replace);
}

void RoomControl::leaveFile(const QString &path)
{
    if (!path.isEmpty())
        m_leftFiles.append(path);
}

void RoomControl::removeLeftFiles()
{
    if (m_leftFiles.isEmpty() || !m_session.isSettled())
        return;
    for (const QString &path : std::exchange(m_leftFiles, {}))
        SqliteConnection::remove(path);
}

void RoomControl::goBack()
{
    if (!m_joined)
        leave();
    else if (m_joined != m_current)
        connectTo(RoomAddress(*m_joined), BoardSession::Board::Replace);
}

bool RoomControl::isAlone() const
{
    return !m_session.link() || m_session.link()->isLocal();
}

int RoomControl::guests() const
{
    return m_hosted ? std::max(m_hosted->people() - 1, 0) : 0;
}

void RoomControl::stopHosting()
{
    m_forwarding.reset();
    if (!m_hosted)
        return;
    // It takes a moment to say bye, and nobody has to wait for it.
    m_ending = m_hosted.release();
    m_ending->setParent(this);
    connect(m_ending, &HostedSession::stopped, m_ending, &QObject::deleteLater);
    m_ending->stop();
}

void RoomControl::shutDown()
{
    removeLeftFiles();
    m_session.setLink(std::make_unique<LocalRoom>(m_clock, m_random), BoardSession::Board::Replace);
    // Whoever closes the window was asked about the board.
    if (!m_board.isEmpty())
        SqliteConnection::remove(std::exchange(m_board, {}));
    m_forwarding.reset();
    if (!m_hosted)
        return;
    QEventLoop waiting;
    connect(m_hosted.get(), &HostedSession::stopped, &waiting, &QEventLoop::quit);
    m_hosted->stop();
    waiting.exec(QEventLoop::ExcludeUserInputEvents);
    m_hosted.reset();
}

bool RoomControl::isInOwnRoom() const
{
    return m_current && recentOf(*m_current).isOwn();
}

RecentRoom RoomControl::recentOf(const RoomAddress &address) const
{
    RecentRoom room{address};
    if (m_hosted && address.host == ownHost && address.port == m_hostedPort)
        room.address.host.clear();
    return room;
}

QString RoomControl::roomName() const
{
    return m_current ? QString::fromLatin1(m_current->room) : QString();
}

QList<RoomAddress> RoomControl::invitations() const
{
    if (isAlone() || !m_current)
        return {};
    if (!isInOwnRoom())
        return {*m_current};
    QList<RoomAddress> addresses;
    RoomAddress reachable = *m_current;
    for (const QString &address : HostedSession::addresses()) {
        reachable.host = address;
        addresses.append(reachable);
    }
    return addresses;
}

QList<RecentRoom> RoomControl::recentRooms() const
{
    QList<RecentRoom> rooms;
    for (const QString &text : m_settings.value(recentOption)) {
        // The key, and for rooms that were seen by this version, when that was and what they were called.
        auto room = recentRoomFromText(text.section(u'\t', 0, 0));
        if (!room)
            continue;
        room->seenAt = text.section(u'\t', 1, 1).toLongLong();
        room->title = text.section(u'\t', 2);
        rooms.append(*room);
    }
    return rooms;
}

void RoomControl::remember()
{
    const RoomLink *const link = m_session.link();
    if (!m_current || !link || link->isLocal() || link->state() != RoomLink::State::Connected)
        return;
    m_joined = m_current;
    if (!isInOwnRoom())
        stopHosting();
    nameNewRoom();
    const RecentRoom room = recentOf(*m_current);
    QStringList texts = m_settings.value(recentOption);
    const QString key = toText(room);
    texts.removeIf([&](const QString &text) { return text.section(u'\t', 0, 0) == key; });
    texts.prepend(QStringList{key, QString::number(now()), m_session.room().title}.join(u'\t'));
    m_settings.set(recentOption, texts.first(std::min(texts.size(), mostRecent)));
}

void RoomControl::nameNewRoom()
{
    const QString title = std::exchange(m_titleOfNew, {});
    const QString id = QString::fromLatin1(m_current->room);
    const QString now = m_session.room().title;
    if (title.isEmpty() || !m_session.isOwner() || title == id || (now != id && !now.isEmpty()))
        return;
    RoomActionMessage naming;
    naming.action = RoomVerb::Title;
    naming.title = title.left(titleLength);
    m_session.act(naming);
}

QString RoomControl::sessionFolder() const
{
    return m_settings.folder() + u"/rooms"_s;
}

} // namespace sketchroom
