#include "server/net/pooledhasher.h"

#include "common/base/background.h"

namespace sketchroom {

PooledHasher::PooledHasher(QThreadPool &pool)
    : m_pool(pool)
    , m_reports(std::make_shared<Reports>(m_here))
{
}

PooledHasher::~PooledHasher()
{
    m_reports->end();
}

template <class Work, class Done>
void PooledHasher::start(const Work &work, const Done &done)
{
    m_pool.start([reports = m_reports, work, done] {
        giveWay(); // a crowd of guesses is not to take the processor from the rooms
        if (reports->areWanted())
            reports->tell([done, outcome = work()] { done(outcome); });
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
