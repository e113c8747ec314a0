#include "server/storage/sqlitecheckpointer.h"

#include "common/base/logging.h"
#include "server/storage/sqliteconnection.h"

#include <utility>

namespace sketchroom {

SqliteCheckpointer::SqliteCheckpointer(QString path)
    : m_path(std::move(path))
    , m_thread(&SqliteCheckpointer::run, this)
{
}

SqliteCheckpointer::~SqliteCheckpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

void SqliteCheckpointer::wake()
{
    const std::lock_guard lock(m_mutex);
    m_wanted = true;
    m_changed.notify_all();
}

bool SqliteCheckpointer::takeMoved()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_moved, false);
}

void SqliteCheckpointer::run()
{
    const auto connection = SqliteConnection::openAgain(m_path);
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_wanted || m_ending; });
        if (m_ending)
            return;
        m_wanted = false;
        lock.unlock();
        const auto done = connection.and_then([](const auto &opened) { return opened->run(statement); });
        if (!done)
            qCWarning(lcStorage, "The write-ahead log stays as it is for now: %s",
                      qUtf8Printable(done.error().message));
        lock.lock();
        m_moved = done.has_value();
    }
}

} // namespace sketchroom
