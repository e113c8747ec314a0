#pragma once

#include <QObject>

#include <mutex>

namespace sketchroom {

/// Brings what a thread of a pool has found to the thread that asked, while somebody there still listens. Shared by
/// both; any thread.
class Reports final
{
public:
    /// `there` lives on the thread that asks.
    explicit Reports(QObject &there)
        : m_there(&there)
    {
    }

    /// Nothing is told from now on.
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_there = nullptr;
    }
    bool areWanted()
    {
        const std::lock_guard lock(m_mutex);
        return m_there != nullptr;
    }
    template <class Report>
    void tell(const Report &report)
    {
        const std::lock_guard lock(m_mutex);
        if (m_there)
            QMetaObject::invokeMethod(m_there, report, Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex; // not Qt's: ThreadSanitizer cannot see into that
    QObject *m_there;
};

} // namespace sketchroom
