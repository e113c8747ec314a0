#pragma once

#include "server/net/roomgroup.h"

#include <QThread>

namespace sketchroom {

/// A thread with a group of rooms on it. Used from one other thread.
class RoomThread final
{
public:
    RoomThread(const HostOptions &options, const RoomGroup::Storage &storage, const RoomGroup::Shared &shared)
        : m_group(new RoomGroup(options, storage, shared))
    {
        m_thread.setObjectName(QStringLiteral("rooms"));
        m_group->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_group, &QObject::deleteLater);
        m_thread.start();
    }
    /// Connections end at once; what was accepted is stored.
    ~RoomThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    RoomThread(const RoomThread &) = delete;
    RoomThread &operator=(const RoomThread &) = delete;

    /// Only to connect to its signals.
    RoomGroup *group() const { return m_group; }

    /// What `action` returns, on the group's thread. Waits for the turn that is under way there, some milliseconds at
    /// the most; a group never waits for the thread that asks.
    template <class Action>
    auto ask(const Action &action) const
    {
        std::invoke_result_t<Action, RoomGroup &> answer{};
        QMetaObject::invokeMethod(
            m_group, [&] { answer = action(*m_group); }, Qt::BlockingQueuedConnection);
        return answer;
    }
    /// Has it done soon.
    template <class Action>
    void tell(Action action) const
    {
        QMetaObject::invokeMethod(
            m_group, [group = m_group, action] { action(*group); }, Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    RoomGroup *m_group; ///< lives on the thread, and is deleted there
};

} // namespace sketchroom
