#pragma once

#include "common/base/handover.h"
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
        m_wishes.give();
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
        m_wishes.give();
        QMetaObject::invokeMethod(
            m_group,
            [&] {
                m_wishes.take();
                answer = action(*m_group);
                m_answers.give();
            },
            Qt::BlockingQueuedConnection);
        m_answers.take();
        return answer;
    }
    /// Has it done soon.
    template <class Action>
    void tell(Action action) const
    {
        m_wishes.give();
        QMetaObject::invokeMethod(
            m_group,
            [this, action] {
                m_wishes.take();
                action(*m_group);
            },
            Qt::QueuedConnection);
    }

private:
    mutable Handover m_wishes;  ///< what was done before one was sent
    mutable Handover m_answers; ///< likewise
    QThread m_thread;
    RoomGroup *m_group; ///< lives on the thread, and is deleted there
};

} // namespace sketchroom
