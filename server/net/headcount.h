#pragma once

#include <QHash>
#include <QHostAddress>

#include <memory>
#include <mutex>

namespace sketchroom {

/// How many connections there are, in all and from each address. May be used on any thread.
class Headcount final : public std::enable_shared_from_this<Headcount>
{
public:
    /// The connection counts until the ticket is gone.
    using Ticket = std::shared_ptr<const void>;
    Ticket enter(const QHostAddress &address)
    {
        const std::lock_guard lock(m_mutex);
        ++m_all;
        ++m_perAddress[address];
        return {this, [self = shared_from_this(), address](const void *) { self->leave(address); }};
    }
    int all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }
    int from(const QHostAddress &address) const
    {
        const std::lock_guard lock(m_mutex);
        return m_perAddress.value(address);
    }

private:
    void leave(const QHostAddress &address)
    {
        const std::lock_guard lock(m_mutex);
        --m_all;
        if (--m_perAddress[address] == 0)
            m_perAddress.remove(address);
    }

    mutable std::mutex m_mutex;
    int m_all = 0;
    QHash<QHostAddress, int> m_perAddress;
};

} // namespace sketchroom
