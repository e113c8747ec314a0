#pragma once

#include "common/base/result.h"

#include <QLockFile>

#include <memory>

namespace sketchroom {

/// The folder that a host keeps its rooms in, for itself alone while this lives.
class DataFolder final
{
public:
    /// Makes the folder where it is not there. Errors: Io (not writable, or another host has it).
    static Result<std::unique_ptr<DataFolder>> open(const QString &path);

    QString databasePath() const { return m_path + QStringLiteral("/rooms.sqlite"); }
    /// For a certificate of the host's own.
    QString tlsPath() const { return m_path + QStringLiteral("/tls"); }
    QString assetsPath() const { return m_path + QStringLiteral("/assets"); }

private:
    explicit DataFolder(const QString &path);

    QString m_path;
    QLockFile m_lock;
};

} // namespace sketchroom
