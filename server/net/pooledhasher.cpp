#include "server/net/pooledhasher.h"

#include "common/base/background.h"

#include <mutex>

namespace sketchroom {

struct PooledHasher::Listener
{
    // Not Qt's: ThreadSanitizer cannot see into that.
    std::mutex mutex;
    QObject *there = nullptr; ///< while somebody listens

    bool isThere()
    {
        const std::lock_guard lock(mutex);
        return there != nullptr;
    }
    template <class Report>
    void tell(const Report &report)
    {
        const std::lock_guard lock(mutex);
        if (there)
            QMetaObject::invokeMethod(there, report, Qt::QueuedConnection);
    }
};

PooledHasher::PooledHasher(QThreadPool &pool)
    : m_pool(pool)
    , m_listener(std::make_shared<Listener>())
{
    m_listener->there = &m_here;
}

PooledHasher::~PooledHasher()
{
    const std::lock_guard lock(m_listener->mutex);
    m_listener->there = nullptr;
}

template <class Work, class Done>
void PooledHasher::start(const Work &work, const Done &done)
{
    m_pool.start([listener = m_listener, work, done] {
        giveWay(); // a crowd of guesses is not to take the processor from the rooms
        if (listener->isThere())
            listener->tell([done, outcome = work()] { done(outcome); });
    });
}

void PooledHasher::hash(const QString &secret, const QByteArray &salt, const Hashed &done)
{
    start([secret, salt] { return hashSecret(secret, salt); }, done);
}

void PooledHasher::check(const QByteArray &kept, const QString &secret, const QByteArray &salt, const Checked &done)
{
    start([kept, secret, salt] { return checkSecret(kept, secret, salt); }, done);
}

} // namespace sketchroom
