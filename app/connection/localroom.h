#pragma once

#include "app/connection/roomlink.h"
#include "server/room/room.h"
#include "server/storage/memorylog.h"

namespace sketchroom {

/// A room in this very process that only this user is in: drawing alone takes the same way as drawing with others.
/// Answers arrive through the event loop, as from a real host.
class LocalRoom final : public RoomLink
{
    Q_OBJECT

public:
    LocalRoom(const Clock &clock, Random &random, QObject *parent = nullptr);
    ~LocalRoom() override;

    State state() const override { return m_state; }
    QString problem() const override { return {}; }
    bool isLocal() const override { return true; }
    void open(const JoinMessage &join) override;
    void setResume(const JoinMessage::Resume &) override {}
    void send(const ClientMessage &message) override;

private:
    void deliver();

    MemoryLog m_log;
    Room m_room;
    State m_state = State::Connecting;
    bool m_scheduled = false;
};

} // namespace sketchroom
