#include "app/connection/localroom.h"

#include "app/connection/patientlog.h"
#include "common/protocol/codec.h"
#include "server/storage/memorylog.h"
#include "server/storage/sqlitelog.h"

#include <QDir>

namespace sketchroom {

namespace {

constexpr SessionId me = 1;

RoomOptions localOptions()
{
    RoomOptions options;
    // One user, in this process: nobody has to be protected from them.
    options.limits.editsPerSecond = options.limits.editBurst = std::numeric_limits<int>::max();
    options.limits.bytesPerSecond = options.limits.byteBurst = std::numeric_limits<int>::max();
    return options;
}

} // namespace

LocalRoom::LocalRoom(const Clock &clock, Random &random, QObject *parent)
    : LocalRoom(std::make_unique<MemoryLog>(), clock, random, parent)
{
    // A log in memory that is empty has nothing that could be damaged.
    [[maybe_unused]] const auto loaded = m_room.load();
}

LocalRoom::LocalRoom(std::unique_ptr<RoomLog> log, const Clock &clock, Random &random, QObject *parent)
    : RoomLink(parent)
    , m_log(std::move(log))
    , m_room("local", *m_log, clock, random, localOptions())
{
}

Result<std::unique_ptr<LocalRoom>> LocalRoom::inFile(const QString &path, const Clock &clock, Random &random)
{
    QDir().mkpath(QFileInfo(path).path());
    auto file = SqliteLog::open(path);
    if (!file)
        return tl::unexpected(file.error());
    auto log = std::make_unique<PatientLog>(std::move(*file));
    PatientLog *const patient = log.get();
    std::unique_ptr<LocalRoom> local(new LocalRoom(std::move(log), clock, random, nullptr));
    if (const auto loaded = local->m_room.load(); !loaded)
        return tl::unexpected(loaded.error());
    LocalRoom *const room = local.get();
    connect(patient, &PatientLog::failed, room, [room](const QString &why) {
        Q_EMIT room->received(
            ErrorMessage{"storage", tr("What you draw cannot be kept on this computer's disk (%1). It "
                                       "is here while the program runs. Make room on the disk.")
                                        .arg(why)});
    });
    return local;
}

LocalRoom::~LocalRoom() = default;

void LocalRoom::open(const JoinMessage &join)
{
    m_room.setOnOutput([this] { deliver(); });
    m_room.open(me);
    send(join);
}

void LocalRoom::send(const ClientMessage &message)
{
    m_room.receive(me, message);
    if (m_scheduled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &LocalRoom::deliver, Qt::QueuedConnection);
}

void LocalRoom::deliver()
{
    m_scheduled = false;
    const auto hand = [this](const QByteArray &bytes) {
        const auto message = decodeHost(bytes);
        if (!message)
            return;
        if (std::holds_alternative<WelcomeMessage>(*message) && m_state != State::Connected) {
            m_state = State::Connected;
            Q_EMIT stateChanged();
        }
        Q_EMIT received(*message);
    };
    for (const Outgoing &outgoing : m_room.takeOutput()) {
        if (const auto *single = std::get_if<Deliver>(&outgoing.what))
            hand(single->message);
        else if (const auto *edits = std::get_if<DeliverEdits>(&outgoing.what))
            hand(edits->message);
        else if (const auto *bulk = std::get_if<DeliverBulk>(&outgoing.what))
            std::for_each(bulk->messages.begin(), bulk->messages.end(), hand);
    }
}

} // namespace sketchroom
