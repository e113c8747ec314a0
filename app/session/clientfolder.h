#pragma once

#include "common/base/ids.h"
#include "common/base/random.h"

#include <QLockFile>
#include <QStringList>

#include <memory>

namespace sketchroom {

/// Edits that were made for a room and have not reached it.
struct UnsentEdits
{
    QString room; ///< as it is called among the recent rooms
    qint64 count = 0;
};

/// What one client keeps on this computer that nobody else has: the board that it draws on alone, and the journals of
/// its rooms. Each window that runs at the same time is a client of its own.
class ClientFolder final
{
public:
    /// `name`: 1..64 of A-Za-z0-9_-. The folder is made.
    ClientFolder(const QString &settingsFolder, const QByteArray &name);

    /// The name of the folder that a new window has: the installation's own, or another that no window uses now, and
    /// before them one with something left in it. `lock` keeps it until it goes.
    static QByteArray take(const QString &settingsFolder, const QByteArray &own, Random &random,
                           std::unique_ptr<QLockFile> &lock);

    /// Of the key that tells rooms who this client is.
    QString keyPath() const;
    QString journalPath(const QString &room) const;
    /// Rooms that edits wait for. A journal that cannot be read is left for when its room is joined.
    QList<UnsentEdits> unsent() const;
    bool hasUnsent(const QString &room) const;
    /// Files of boards that were drawn alone, oldest first.
    QStringList boards() const;
    /// For a board that is to be drawn.
    QString newBoard(Random &random) const;

private:
    bool isEmpty() const;
    void removeEmptyJournals() const;
    /// Of what a window before has left: nobody has them open.
    void setDamagedLogsAside() const;

    QString m_path;
};

} // namespace sketchroom
