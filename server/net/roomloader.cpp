#include "server/net/roomloader.h"

#include "server/net/hostedroom.h"
#include "server/storage/sqlitelog.h"

namespace sketchroom {

RoomLoader::RoomLoader(QString databasePath, std::shared_ptr<SqliteWriter> writer)
    : m_path(std::move(databasePath))
    , m_writer(std::move(writer))
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1); // a connection to a database stays on its thread
}

RoomLoader::~RoomLoader()
{
    m_thread.start([this] { m_log.reset(); });
    m_thread.waitForDone();
}

void RoomLoader::load(HostedRoom &room, QObject *context, Done done)
{
    m_thread.start([this, &room, context = QPointer(context), done = std::move(done)] {
        const Result<void> outcome = loadNow(room);
        QMetaObject::invokeMethod(
            context, [done, outcome] { done(outcome); }, Qt::QueuedConnection);
    });
}

Result<void> RoomLoader::loadNow(HostedRoom &room)
{
    if (!m_log) {
        auto log = SqliteLog::open(m_path, m_writer);
        if (!log)
            return tl::unexpected(log.error());
        m_log = std::move(*log);
    }
    return room.load(m_log->load(room.room().id()));
}

} // namespace sketchroom
