#pragma once

#include "server/room/secret.h"

#include <functional>

namespace sketchroom {

/// Where rooms have secrets hashed and checked: the port behind which there are other threads, as nobody in a room is
/// to wait for it. All functions are called on one thread, and report on that thread, never before they return.
class SecretHasher
{
public:
    using Hashed = std::function<void(const Result<QByteArray> &)>;
    using Checked = std::function<void(const Result<SecretCheck> &)>;

    SecretHasher() = default;
    SecretHasher(const SecretHasher &) = delete;
    SecretHasher &operator=(const SecretHasher &) = delete;
    virtual ~SecretHasher() = default;

    /// As hashSecret().
    virtual void hash(const QString &secret, const QByteArray &salt, const Hashed &done) = 0;
    /// As checkSecret().
    virtual void check(const QByteArray &kept, const QString &secret, const QByteArray &salt, const Checked &done) = 0;
};

} // namespace sketchroom
