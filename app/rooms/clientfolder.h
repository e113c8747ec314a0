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
    ClientFolder(const QString &settingsFolder, const ClientId &client);

    /// The client that a new window is: the installation's own, or another that no window uses now, and before them one
    /// with something left in its folder. `lock` keeps it until it goes.
    static ClientId take(const QString &settingsFolder, const ClientId &own, Random &random,
                         std::unique_ptr<QLockFile> &lock);

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

    QString m_path;
};

} // namespace sketchroom
