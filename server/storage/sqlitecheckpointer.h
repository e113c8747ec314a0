#pragma once

#include <QString>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace sketchroom {

/// Moves what was committed from SQLite's write-ahead log into the database, on a thread of its own: that can take as
/// long as many commits, which would wait for it. What is committed meanwhile is left to the writer, since the log
/// begins anew only when nothing is left.
class SqliteCheckpointer final
{
public:
    /// The database must be open, and stay so.
    explicit SqliteCheckpointer(QString path);
    ~SqliteCheckpointer();
    SqliteCheckpointer(const SqliteCheckpointer &) = delete;
    SqliteCheckpointer &operator=(const SqliteCheckpointer &) = delete;

    /// Begins soon. May be called on any thread.
    void wake();
    /// Whether it has moved something since this was asked last: then what is left is little. May be called on any
    /// thread.
    bool takeMoved();
    static constexpr QLatin1StringView statement{"PRAGMA wal_checkpoint(PASSIVE)"};

private:
    void run();

    const QString m_path;
    // Not Qt's, as in SqliteWriter.
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_wanted = false;
    bool m_moved = false;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace sketchroom
