#pragma once

#include "app/connection/roomlink.h"
#include "server/room/room.h"

namespace sketchroom {

/// A room in this very process that only this user is in: drawing alone takes the same way as drawing with others.
/// Answers arrive through the event loop, as from a real host.
class LocalRoom final : public RoomLink
{
    Q_OBJECT

public:
    /// A room that lives as long as the program.
    LocalRoom(const Clock &clock, Random &random, QObject *parent = nullptr);
    /// A room in the file at `path`, which is made where it is not there, so that it outlives the program. Errors: Io,
    /// Damaged, Newer.
    static Result<std::unique_ptr<LocalRoom>> inFile(const QString &path, const Clock &clock, Random &random);
    ~LocalRoom() override;

    State state() const override { return m_state; }
    QString problem() const override { return {}; }
    bool isLocal() const override { return true; }
    void open(const JoinMessage &join) override;
    void setResume(const HistoryPoint &) override {}
    void send(const ClientMessage &message) override;
    /// Never happens to a room that nobody else can change.
    void close(const QString &) override {}

    qint64 shapes() const { return m_room.summary().shapes; }

private:
    LocalRoom(std::unique_ptr<RoomLog> log, const Clock &clock, Random &random, QObject *parent);
    void deliver();

    std::unique_ptr<RoomLog> m_log;
    Room m_room;
    State m_state = State::Connecting;
    bool m_scheduled = false;
};

} // namespace sketchroom
