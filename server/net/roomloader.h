#pragma once

#include "common/base/result.h"

#include <QThreadPool>

#include <functional>
#include <memory>

namespace sketchroom {

class HostedRoom;
class SqliteLog;
class SqliteWriter;

/// Brings rooms back from the database on a thread of its own, one after the other: a large one takes a while, and the
/// people in other rooms are not to notice. May be used on any thread.
class RoomLoader final
{
public:
    RoomLoader(QString databasePath, std::shared_ptr<SqliteWriter> writer);
    /// Waits for what is being loaded.
    ~RoomLoader();

    /// `done` is told on the thread of `context`, if that is still there. Nobody may use the room until then, and it
    /// must not be gone before. Errors: Io, Damaged.
    using Done = std::function<void(const Result<void> &)>;
    void load(HostedRoom &room, QObject *context, Done done);
    void finish() { m_thread.waitForDone(); }

private:
    Result<void> loadNow(HostedRoom &room);

    const QString m_path;
    const std::shared_ptr<SqliteWriter> m_writer;
    QThreadPool m_thread;             ///< of one
    std::unique_ptr<SqliteLog> m_log; ///< lives there
};

} // namespace sketchroom
