#pragma once

#include <QDir>
#include <QFile>

#include <cerrno>

#include <sys/mount.h>

namespace sketchroom {

/// A disk of 2 MiB over a folder, that can be really full. Only root may mount one.
class SmallDisk final
{
public:
    explicit SmallDisk(const QString &folder)
        : m_folder(folder)
    {
        QDir().mkpath(folder);
        m_isMounted = ::mount("tmpfs", qPrintable(folder), "tmpfs", 0, "size=2m") == 0;
        m_reason = errno;
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(qPrintable(m_folder), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    bool isMounted() const { return m_isMounted; }
    bool isForbidden() const { return !m_isMounted && m_reason == EPERM; }
    bool fill() const
    {
        QFile rest(m_folder + QStringLiteral("/rest"));
        if (!rest.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        while (rest.write(QByteArray(4'096, 'x')) == 4'096) {
        }
        return true;
    }
    bool makeRoom() const { return QFile::remove(m_folder + QStringLiteral("/rest")); }

private:
    const QString m_folder;
    bool m_isMounted = false;
    int m_reason = 0;
};

} // namespace sketchroom
