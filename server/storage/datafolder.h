#pragma once

#include "common/base/result.h"

#include <QString>

#include <memory>

namespace sketchroom {

/// The folder that a host keeps its rooms in, for itself alone while this lives.
class DataFolder final
{
public:
    /// Makes the folder where it is not there, and keeps the database in it from other users. Errors: Io (not writable,
    /// the disk full or read-only, or another host has it), each with its own sentence.
    static Result<std::unique_ptr<DataFolder>> open(const QString &path);

    /// Whether a host has the folder now.
    static bool isInUse(const QString &path);

    ~DataFolder();
    DataFolder(const DataFolder &) = delete;
    DataFolder &operator=(const DataFolder &) = delete;

    QString databasePath() const { return m_path + QStringLiteral("/rooms.sqlite"); }
    /// For a certificate of the host's own.
    QString tlsPath() const { return m_path + QStringLiteral("/tls"); }
    QString assetsPath() const { return m_path + QStringLiteral("/assets"); }

private:
    DataFolder(const QString &path, int lock);

    QString m_path;
    const int m_lock; ///< a file descriptor, locked by flock()
};

} // namespace sketchroom
