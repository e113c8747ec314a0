#include "app/images/images.h"

#include "common/base/logging.h"
#include "server/storage/assetnames.h"

#include <QDirIterator>
#include <QFile>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

/// Beyond what boards of this computer need.
constexpr qint64 mostBytes = qint64(2) << 30;

/// What the boards that were drawn alone on this computer name, and edits that have not reached their rooms. Nothing
/// where a board cannot be read.
std::optional<AssetNames> namedHere(const QString &clientsFolder)
{
    AssetNames names;
    QDirIterator files(clientsFolder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.endsWith(u".board")) {
            const auto board = assetNamesIn(path);
            if (board)
                names.unite(*board);
            else if (QFile::exists(path)) // boards go while one looks
                return std::nullopt;
        } else if (QFile file(path); path.contains(u".journal") && file.open(QIODevice::ReadOnly)) {
            addAssetNames(names, file.readAll());
        }
    }
    return names;
}

} // namespace

Images::Images(BoardSession &session, const HostAccess &access, const QString &settingsFolder, QObject *parent)
    : QObject(parent)
    , m_folder(std::make_shared<ImageFolder>(settingsFolder + u"/images"_s))
    , m_cache(std::make_shared<ImageCache>(m_folder))
    , m_exchange(session, access, *m_folder, *m_cache)
{
    connect(&m_exchange, &ImageExchange::noticed, this, &Images::noticed);
    m_worker.setThreadPriority(QThread::LowPriority);
    m_worker.start([this, clients = QString(settingsFolder + u"/clients"_s)] {
        const auto needed = namedHere(clients);
        if (needed)
            m_folder->trim(mostBytes, *needed);
        else
            qCWarning(lcClient) << "Not every board can be read, so no image is removed.";
    });
}

Images::~Images()
{
    m_worker.waitForDone();
}

Result<void> Images::keepNow()
{
    for (const AssetId &id : m_folder->unwritten()) {
        const auto bytes = m_exchange.isOnlyHere(id) ? m_folder->read(id) : std::nullopt;
        if (!bytes)
            continue;
        if (auto kept = m_folder->keep(id, *bytes); !kept)
            return kept;
    }
    return {};
}

} // namespace sketchroom
