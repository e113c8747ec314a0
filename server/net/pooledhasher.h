#pragma once

#include "server/net/reports.h"
#include "server/room/secrethasher.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace sketchroom {

/// The hasher of the rooms on one thread. All of a host share the threads of one pool, so that no crowd of guesses
/// takes more than those.
class PooledHasher final : public SecretHasher
{
public:
    /// `pool` must outlive it.
    explicit PooledHasher(QThreadPool &pool);
    /// What is still under way is not reported.
    ~PooledHasher() override;

    void hash(const QString &secret, const QByteArray &salt, const Hashed &done) override;
    void check(const QByteArray &kept, const QString &secret, const QByteArray &salt, const Checked &done) override;

private:
    template <class Work, class Done>
    void start(const Work &work, const Done &done);

    QThreadPool &m_pool;
    QObject m_here;                     ///< on the caller's thread: reports are told there
    std::shared_ptr<Reports> m_reports; ///< shared with the work that is under way
};

} // namespace sketchroom
