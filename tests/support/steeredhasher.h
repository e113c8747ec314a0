#pragma once

#include "server/room/secrethasher.h"

#include <QCryptographicHash>

#include <deque>

namespace sketchroom {

/// A hasher that takes no time, and reports when it is told to. What it keeps of a secret is worth nothing; anything
/// that begins with "old" counts as made by an earlier version.
class SteeredHasher final : public SecretHasher
{
public:
    static QByteArray kept(const QString &secret, const QByteArray &salt)
    {
        return "test$" + salt + '$' + digest(secret, salt);
    }
    static QByteArray keptByAnEarlierVersion(const QString &secret) { return "old$salt$" + digest(secret, "salt"); }

    void hash(const QString &secret, const QByteArray &salt, const Hashed &done) override
    {
        ++asked;
        m_waiting.push_back([this, secret, salt, done] {
            done(failing ? Result<QByteArray>(failure(ErrorCode::Limit, QStringLiteral("No memory.")))
                         : kept(secret, salt));
        });
    }
    void check(const QByteArray &of, const QString &secret, const QByteArray &salt, const Checked &done) override
    {
        ++asked;
        m_waiting.push_back([this, of, secret, salt, done] {
            const QList<QByteArray> parts = of.split('$');
            SecretCheck outcome{parts.value(2) == digest(secret, parts.value(1)), {}};
            if (outcome.right && parts.constFirst() == "old")
                outcome.renewed = kept(secret, salt);
            done(failing ? Result<SecretCheck>(failure(ErrorCode::Limit, QStringLiteral("No memory."))) : outcome);
        });
    }

    /// Reports on the oldest that is under way.
    void release()
    {
        const auto next = m_waiting.front();
        m_waiting.pop_front();
        next();
    }
    qsizetype underWay() const { return qsizetype(m_waiting.size()); }

    bool held = false;
    bool failing = false;
    int asked = 0;

private:
    static QByteArray digest(const QString &secret, const QByteArray &salt)
    {
        return QCryptographicHash::hash(QByteArray(salt + secret.toUtf8()), QCryptographicHash::Sha256).toHex();
    }

    std::deque<std::function<void()>> m_waiting;
};

} // namespace sketchroom
