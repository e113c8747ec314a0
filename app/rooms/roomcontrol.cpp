#include "app/rooms/roomcontrol.h"

#include "app/connection/localroom.h"
#include "app/connection/roomconnection.h"
#include "app/hosting/hostedsession.h"

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
{
    m_session.setSelf(m_identity.name, m_identity.color);
    connect(&m_session, &BoardSession::stateChanged, this, &RoomControl::remember);
    connect(&m_session, &BoardSession::documentReset, this, [this] {
        // When all others have seen the new board.
        if (const auto then = std::exchange(m_then, nullptr))
            QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
}

RoomControl::~RoomControl() = default;

void RoomControl::setIdentity(const QString &name, Color color)
{
    const QString clean = cleanName(name);
    if (clean.isEmpty() || (clean == m_identity.name && color == m_identity.color))
        return;
    m_identity.name = clean;
    m_identity.color = color;
    saveIdentity(m_settings, m_identity);
    m_session.setSelf(clean, color);
    Q_EMIT changed();
}

void RoomControl::drawAlone(const std::function<void()> &then)
{
    m_then = then;
    m_current.reset();
    m_joined.reset();
    m_session.setLink(std::make_unique<LocalRoom>(m_clock, m_random), BoardSession::Board::Replace);
    stopHosting();
    Q_EMIT changed();
}

void RoomControl::leave()
{
    m_current.reset();
    m_joined.reset();
    m_session.setLink(std::make_unique<LocalRoom>(m_clock, m_random), BoardSession::Board::Adopt);
    stopHosting();
    Q_EMIT changed();
}

void RoomControl::join(const RoomAddress &address)
{
    connectTo(address, BoardSession::Board::Replace);
}

void RoomControl::connectTo(const RoomAddress &address, BoardSession::Board board)
{
    m_then = nullptr;
    m_current = address;
    m_session.setLink(std::make_unique<RoomConnection>(address.roomUrl(), m_random), board);
    Q_EMIT changed();
}

void RoomControl::goBack()
{
    if (!m_joined)
        leave();
    else if (m_joined != m_current)
        connectTo(RoomAddress(*m_joined), BoardSession::Board::Replace);
}

Result<void> RoomControl::host(const RoomId &room)
{
    auto hosted = std::make_unique<HostedSession>();
    HostOptions options;
    options.dataFolder = sessionFolder();
    const auto port = hosted->start(options);
    if (!port)
        return tl::unexpected(port.error());
    m_hosted = std::move(hosted);
    m_hostedPort = *port;
    connect(m_hosted.get(), &HostedSession::roomsChanged, this, &RoomControl::changed);
    RoomAddress own;
    own.host = ownHost;
    own.port = *port;
    own.room = room;
    connectTo(own, BoardSession::Board::Adopt);
    return {};
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
    if (!m_hosted)
        return;
    // It takes a moment to say bye, and nobody has to wait for it.
    HostedSession *const ending = m_hosted.release();
    ending->setParent(this);
    connect(ending, &HostedSession::stopped, ending, &QObject::deleteLater);
    ending->stop();
}

void RoomControl::shutDown()
{
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
    return m_hosted && m_current && m_current->host == ownHost && m_current->port == m_hostedPort;
}

QStringList RoomControl::invitations() const
{
    if (isAlone() || !m_current)
        return {};
    if (!isInOwnRoom())
        return {m_current->roomUrl().toString()};
    QStringList urls;
    RoomAddress reachable = *m_current;
    for (const QString &address : HostedSession::addresses()) {
        reachable.host = address;
        urls.append(reachable.roomUrl().toString());
    }
    return urls;
}

QList<RecentRoom> RoomControl::recentRooms() const
{
    QList<RecentRoom> rooms;
    for (const QString &text : m_settings.value(recentOption)) {
        if (const auto room = recentRoomFromText(text))
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
    RecentRoom room{*m_current};
    if (m_hosted)
        room.address.host.clear();
    QStringList texts = m_settings.value(recentOption);
    const QString text = toText(room);
    texts.removeAll(text);
    texts.prepend(text);
    m_settings.set(recentOption, texts.first(std::min(texts.size(), mostRecent)));
}

QString RoomControl::sessionFolder() const
{
    return m_settings.folder() + u"/rooms"_s;
}

} // namespace sketchroom
