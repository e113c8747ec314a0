#include "server/net/roomhost.h"

#include "common/base/logging.h"
#include "server/http/router.h"
#include "server/net/administration.h"
#include "server/net/assetdoor.h"
#include "server/net/awakeclock.h"
#include "server/net/controlsocket.h"
#include "server/net/frontdoor.h"
#include "server/net/httpconnection.h"
#include "server/net/lobby.h"
#include "server/net/peerconnection.h"
#include "server/net/roomthread.h"
#include "server/net/tlscertificate.h"
#include "server/storage/datafolder.h"
#include "server/storage/savefile.h"
#include "server/storage/sqlitelog.h"
#include "server/storage/trustedtime.h"
#include "server/storage/writeaheadlog.h"

#include <QDir>
#include <QThreadPool>
#include <QTimer>
#include <QWebSocketServer>

namespace sketchroom {

namespace {

constexpr qint64 retryMs = 2'000;
constexpr int keepAliveMs = 1'000;
constexpr int hashingThreads = 2; // each takes a processor and 32 MiB while it is at work

} // namespace

/// What there is while the host runs; made by start(), so that it lives on the thread of whoever calls that. The rooms
/// are on threads of their own, each on one of them.
class RoomHost::Private final : public QObject
{
    Q_OBJECT

public:
    explicit Private(RoomHost &host, const HostOptions &options)
        : m_host(host)
        , m_options(options)
    {
        connect(&m_keepAlive, &QTimer::timeout, this, [this] { m_awakeClock.noticeTime(); });
        connect(&m_keepAlive, &QTimer::timeout, &m_lobby, &Lobby::keepAlive);
        connect(&m_sweep, &QTimer::timeout, this, &Private::sweepAssets);
        connect(&m_sweep, &QTimer::timeout, this, &Private::removeOldHistory);
        m_hashing.setMaxThreadCount(hashingThreads);
        m_patience.setSingleShot(true);
        connect(&m_patience, &QTimer::timeout, this, &Private::finish);
        connect(&m_lobby, &Lobby::emptied, this, &Private::finishIfEmpty);
    }
    ~Private() override
    {
        // Before what they use.
        qDeleteAll(findChildren<PeerConnection *>(Qt::FindDirectChildrenOnly));
    }

    Result<quint16> start();
    Result<RoomId> takeOver(const RoomCopy &copy);
    void stop();
    QList<RoomSummary> rooms() const;
    bool hasRoom(const RoomId &room) const { return m_directory.has(room); }
    QJsonObject administer(const QJsonObject &command);
    void reloadCertificate();
    QByteArray fingerprint() const { return m_tls ? m_tls->fingerprint : QByteArray(); }

private:
    void enterRoom(const RoomId &room, const Caller &caller);
    void enterLobby(const Caller &caller);
    Result<void> openStorage();
    Result<void> startThreads();
    const RoomThread &threadOf(const RoomId &room) const;
    void tellRooms();
    Result<void> openAssets();
    Result<void> openTls();
    void sweepAssets();
    AssetStore::ReadNames namedAssets() const;
    void removeOldHistory();
    HostFacts facts() const;
    void finishIfEmpty();
    void finish();

    RoomHost &m_host;
    const HostOptions m_options;
    SystemClock m_clock;
    AwakeClock m_awakeClock; ///< of the lobby
    std::unique_ptr<DataFolder> m_folder;
    std::shared_ptr<SqliteWriter> m_writer;
    TrustedTime m_time{{}, m_clock}; ///< with a database it goes on from what that says
    TrustedClock m_trustedClock{m_time, m_clock};
    bool m_saidThatTimeLags = false;
    std::unique_ptr<RoomLoader> m_loader;
    std::unique_ptr<AssetStore> m_assets;
    std::unique_ptr<AssetDoor> m_assetDoor;
    Access m_access{m_options, m_clock};
    QWebSocketServer m_webSockets{QStringLiteral("sketchroom"), QWebSocketServer::NonSecureMode}; ///< of the lobby
    RoomDirectory m_directory{m_options.limits.rooms};
    QThreadPool m_hashing; ///< of secrets, in all rooms
    PackingPool m_packing; ///< of snapshots, likewise
    std::vector<std::unique_ptr<RoomThread>> m_threads;
    std::optional<TlsCertificate> m_tls;
    std::unique_ptr<FrontDoor> m_door;
    std::unique_ptr<ControlSocket> m_control;
    Lobby m_lobby;
    SessionId m_lastSession = 0;
    QList<RoomSummary> m_told;
    QTimer m_keepAlive;
    QTimer m_sweep;
    QTimer m_patience;
    bool m_stopping = false;
};

Result<void> RoomHost::Private::openStorage()
{
    if (m_options.dataFolder.isEmpty())
        return {};
    auto folder = DataFolder::open(m_options.dataFolder);
    if (!folder)
        return tl::unexpected(folder.error());
    m_folder = std::move(*folder);
    const auto damage = setDamagedLogAside(m_folder->databasePath());
    if (!damage)
        return tl::unexpected(damage.error());
    if (*damage)
        qCCritical(lcStorage, "%s", qUtf8Printable(**damage));
    auto writer = SqliteWriter::start(m_folder->databasePath());
    if (!writer)
        return tl::unexpected(writer.error());
    m_writer = std::move(*writer);
    m_loader = std::make_unique<RoomLoader>(m_folder->databasePath(), m_writer);
    const auto last = SqliteConnection::openToRead(m_folder->databasePath()).and_then([](const auto &database) {
        return database->value(QStringLiteral("SELECT time FROM upkeep"));
    });
    if (!last)
        return tl::unexpected(last.error());
    if (last->isValid())
        m_time.goOnFrom(last->toLongLong());
    return {};
}

Result<void> RoomHost::Private::startThreads()
{
    QList<RoomSummary> stored;
    RoomGroup::Storage storage;
    if (m_writer) {
        storage = {m_folder->databasePath(), m_writer, m_loader.get()};
        auto rooms = SqliteLog::open(storage.databasePath, m_writer).and_then([](auto &&log) { return log->rooms(); });
        if (!rooms)
            return tl::unexpected(rooms.error());
        stored = std::move(*rooms);
    }
    for (const RoomSummary &room : stored)
        m_directory.add(room.id);
    for (int i = 0; i < m_options.threads; ++i)
        m_threads.push_back(
            std::make_unique<RoomThread>(m_options, storage, RoomGroup::Shared{m_directory, m_hashing, m_packing}));
    for (const auto &thread : m_threads) {
        QList<RoomSummary> own;
        std::copy_if(stored.begin(), stored.end(), std::back_inserter(own),
                     [&](const RoomSummary &room) { return &threadOf(room.id) == thread.get(); });
        connect(thread->group(), &RoomGroup::changed, this, &Private::tellRooms);
        connect(thread->group(), &RoomGroup::emptied, this, &Private::finishIfEmpty);
        if (auto started = thread->ask([&](RoomGroup &group) { return group.start(own); }); !started)
            return started;
    }
    return {};
}

const RoomThread &RoomHost::Private::threadOf(const RoomId &room) const
{
    return *m_threads.at(qHash(room) % m_threads.size());
}

Result<void> RoomHost::Private::openAssets()
{
    m_assets = std::make_unique<AssetStore>(m_folder ? m_folder->assetsPath() : QString(),
                                            m_options.limits.imageStoreBytes, m_trustedClock);
    m_assetDoor = std::make_unique<AssetDoor>(*m_assets, m_options, [this](const RoomId &room) {
        return threadOf(room).ask([&](const RoomGroup &group) { return group.has(room); });
    });
    m_assets->setNames([this] { return namedAssets(); });
    m_sweep.start(int(m_options.times.sweepMs));
    return m_assets->open();
}

void RoomHost::Private::sweepAssets()
{
    m_assets->sweep(m_options.times.unusedMs, namedAssets());
}

AssetStore::ReadNames RoomHost::Private::namedAssets() const
{
    if (m_folder)
        return [path = m_folder->databasePath()] { return assetNamesIn(path); };
    AssetNames names;
    for (const auto &thread : m_threads)
        names += thread->ask([](const RoomGroup &group) { return group.assetNames(); });
    return [names] { return names; };
}

Result<void> RoomHost::Private::openTls()
{
    const bool hasFiles = !m_options.tlsCertificate.isEmpty() && !m_options.tlsKey.isEmpty();
    if (!hasFiles && (!m_options.tlsCertificate.isEmpty() || !m_options.tlsKey.isEmpty()))
        return failure(ErrorCode::Invalid, tr("A certificate and its key belong together: --tls-cert and --tls-key."));
    if (hasFiles && m_options.tlsSelfSigned)
        return failure(ErrorCode::Invalid, tr("Choose either --tls-self-signed or a certificate of your own."));
    if (!hasFiles && !m_options.tlsSelfSigned)
        return {};
    auto tls = hasFiles ? TlsCertificate::fromFiles(m_options.tlsCertificate, m_options.tlsKey)
                        : TlsCertificate::selfSigned(m_folder ? m_folder->tlsPath() : QString());
    if (!tls)
        return tl::unexpected(tls.error());
    m_tls = std::move(*tls);
    return {};
}

void RoomHost::Private::reloadCertificate()
{
    if (!m_tls || m_options.tlsSelfSigned) // its own does not change
        return;
    if (const auto read = openTls(); !read) {
        qCWarning(lcNet, "The certificate stays as it was. %s", qUtf8Printable(read.error().message));
        return;
    }
    m_door->setTls(m_tls->configuration);
    qCInfo(lcNet, "The certificate was read anew. Its fingerprint is %s.", m_tls->fingerprint.constData());
}

void RoomHost::Private::removeOldHistory()
{
    constexpr qint64 dayMs = 86'400'000;
    if (!m_writer)
        return;
    const qint64 now = m_time.now();
    if (m_time.lags() && !m_saidThatTimeLags)
        qCWarning(lcStorage,
                  "The clock is %lld days ahead of when a host ran here last. In case it is wrong, what is old is "
                  "removed by and by, two days of it a day.",
                  static_cast<long long>((m_clock.wallMs() - now) / dayMs));
    m_saidThatTimeLags = m_time.lags();
    m_writer->keepTime(now);
    if (m_options.historyDays > 0)
        m_writer->removeHistory(now - m_options.historyDays * dayMs);
    m_writer->removeDeletions(now - m_options.deletedDays * dayMs);
}

Result<quint16> RoomHost::Private::start()
{
    const auto opened = openStorage()
                            .and_then([this] { return openTls(); })
                            .and_then([this] { return startThreads(); })
                            .and_then([this] { return openAssets(); });
    if (!opened)
        return tl::unexpected(opened.error());
    m_door = std::make_unique<FrontDoor>(m_options, m_access,
                                         [this](const RequestHead &head) { return answer(head, rooms(), facts()); });
    if (m_tls)
        m_door->setTls(m_tls->configuration);
    if (m_folder)
        m_control = std::make_unique<ControlSocket>(m_options.dataFolder,
                                                    [this](const QJsonObject &command) { return administer(command); });
    connect(m_door.get(), &FrontDoor::roomCalled, this, &Private::enterRoom);
    connect(m_door.get(), &FrontDoor::lobbyCalled, this, &Private::enterLobby);
    connect(m_door.get(), &FrontDoor::assetCalled, m_assetDoor.get(), &AssetDoor::enter);
    m_keepAlive.start(int(qMin<qint64>(keepAliveMs, m_options.times.pingMs)));
    removeOldHistory();
    return m_door->open();
}

Result<RoomId> RoomHost::Private::takeOver(const RoomCopy &copy)
{
    constexpr qsizetype longest = 63;
    RoomId id = copy.room.id;
    for (int i = 2;; ++i) {
        const auto taken = threadOf(id).ask([&](RoomGroup &group) { return group.takeOver(id, copy); });
        if (!taken)
            return tl::unexpected(taken.error());
        if (*taken)
            break;
        const QByteArray number = "-" + QByteArray::number(i);
        id = copy.room.id.left(longest - number.size()) + number;
    }
    tellRooms();
    return id;
}

void RoomHost::Private::stop()
{
    if (std::exchange(m_stopping, true))
        return;
    m_door->close();
    for (const auto &thread : m_threads)
        thread->tell([](RoomGroup &group) { group.stop(retryMs); });
    m_lobby.stop(retryMs);
    m_patience.start(int(m_options.times.stopMs));
    // Never before this returns: whoever stops the host wants to hear of it afterwards.
    QMetaObject::invokeMethod(this, &Private::finishIfEmpty, Qt::QueuedConnection);
}

QJsonObject RoomHost::Private::administer(const QJsonObject &command)
{
    const RoomId id = command[QLatin1StringView("room")].toString().toLatin1();
    const QByteArray verb = command[QLatin1StringView("command")].toString().toLatin1();
    if (verb == "list")
        return listed(rooms());
    const auto &thread = threadOf(id);
    const auto stored = thread.ask([&](RoomGroup &group) { return group.stored(id); });
    if (!stored)
        return refused(stored.error().message, m_directory.like(id));
    if (verb == "show")
        return described(id, *stored, thread.ask([&](const RoomGroup &group) { return group.people(id); }));
    if (verb == "delete") {
        thread.ask([&](RoomGroup &group) {
            group.remove(id);
            return true;
        });
        return done(tr("The room %1 is deleted.").arg(QString::fromLatin1(id)));
    }
    if (verb == "grant") {
        const ClientId client = command[QLatin1StringView("client")].toString().toLatin1();
        if (!isClientId(client))
            return refused(tr("“%1” is no client. “rooms show” lists them: 22 letters, digits, - and _.")
                               .arg(QString::fromLatin1(client)));
        const auto granted = thread.ask([&](RoomGroup &group) { return group.grant(id, client); });
        return granted ? done(tr("%1 owns the room %2 now.").arg(QString::fromLatin1(client), QString::fromLatin1(id)))
                       : refused(granted.error().message);
    }
    if (verb == "export") {
        const QString file = command[QLatin1StringView("file")].toString();
        const auto saved = saveFile(file, drawingOf(*stored, *m_assets));
        return saved
                   ? done(tr("%1 has the drawing of room %2.")
                              .arg(QDir::toNativeSeparators(file), QString::fromLatin1(id)))
                   : refused(tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(file), saved.error().message));
    }
    return refused(tr("This host does not know the command “%1”. It may be of an earlier version.")
                       .arg(QString::fromLatin1(verb)));
}

QList<RoomSummary> RoomHost::Private::rooms() const
{
    QList<RoomSummary> all;
    for (const auto &thread : m_threads)
        all += thread->ask([](const RoomGroup &group) { return group.rooms(); });
    std::sort(all.begin(), all.end(), [](const RoomSummary &a, const RoomSummary &b) { return a.id < b.id; });
    return all;
}

void RoomHost::Private::enterRoom(const RoomId &room, const Caller &caller)
{
    const RoomThread &thread = threadOf(room);
    caller.socket->get()->moveToThread(thread.group()->thread());
    thread.tell([room, session = ++m_lastSession, caller](RoomGroup &group) { group.enter(room, session, caller); });
}

void RoomHost::Private::enterLobby(const Caller &caller)
{
    auto *const connection =
        new PeerConnection(++m_lastSession, caller, m_webSockets, nullptr, m_options, m_awakeClock, this);
    m_lobby.enter(connection, rooms());
}

void RoomHost::Private::tellRooms()
{
    QList<RoomSummary> now = rooms();
    if (now == m_told)
        return;
    m_told = std::move(now);
    m_lobby.show(m_told);
    Q_EMIT m_host.roomsChanged(m_told);
}

HostFacts RoomHost::Private::facts() const
{
    HostFacts facts;
    for (const auto &thread : m_threads) {
        facts = thread->ask([facts](const RoomGroup &group) {
            HostFacts sum = facts;
            group.addTo(sum);
            return sum;
        });
    }
    facts.connections = m_door->connections();
    facts.images = m_assets->count();
    facts.imageBytes = m_assets->bytes();
    return facts;
}

void RoomHost::Private::finishIfEmpty()
{
    if (!m_stopping || !m_lobby.isEmpty())
        return;
    const bool empty = std::all_of(m_threads.begin(), m_threads.end(), [](const auto &thread) {
        return thread->ask([](const RoomGroup &group) { return group.isEmpty(); });
    });
    if (empty)
        finish();
}

void RoomHost::Private::finish()
{
    // The host deletes this in stopped(), or whenever it likes; what is left is stored by then.
    QMetaObject::invokeMethod(&m_host, &RoomHost::forget, Qt::QueuedConnection);
    m_stopping = false;
    m_patience.stop();
}

RoomHost::RoomHost(QObject *parent)
    : QObject(parent)
{
}

RoomHost::~RoomHost() = default;

Result<quint16> RoomHost::start(const HostOptions &options)
{
    d = std::make_unique<Private>(*this, options);
    auto port = d->start();
    if (!port)
        d.reset();
    return port;
}

Result<RoomId> RoomHost::takeOver(const RoomCopy &copy)
{
    return d->takeOver(copy);
}

void RoomHost::stop()
{
    if (d)
        d->stop();
}

void RoomHost::reloadCertificate()
{
    if (d)
        d->reloadCertificate();
}

QByteArray RoomHost::fingerprint() const
{
    return d ? d->fingerprint() : QByteArray();
}

bool RoomHost::isRunning() const
{
    return d != nullptr;
}

QJsonObject RoomHost::administer(const QJsonObject &command)
{
    return d ? d->administer(command) : refused(tr("The host does not run."));
}

QList<RoomSummary> RoomHost::rooms() const
{
    return d ? d->rooms() : QList<RoomSummary>();
}

bool RoomHost::hasRoom(const RoomId &room) const
{
    return d && d->hasRoom(room);
}

int RoomHost::people() const
{
    int people = 0;
    for (const RoomSummary &room : rooms())
        people += room.people;
    return people;
}

void RoomHost::forget()
{
    d.reset();
    Q_EMIT stopped();
}

} // namespace sketchroom

#include "roomhost.moc"
