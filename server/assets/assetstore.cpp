#include "server/assets/assetstore.h"

#include "common/base/logging.h"
#include "server/storage/savefile.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFile>

namespace sketchroom {

namespace {

void setUsed(QFile &file, qint64 usedMs)
{
    file.setFileTime(QDateTime::fromMSecsSinceEpoch(usedMs), QFileDevice::FileModificationTime);
}

/// On the worker's thread.
AssetStore::Outcome keep(const QString &path, const AssetId &id, const QByteArray &bytes, qint64 usedMs)
{
    using Outcome = AssetStore::Outcome;
    if (assetIdOf(bytes) != id)
        return Outcome::WrongName;
    if (!readImageHeader(bytes))
        return Outcome::NoImage;
    if (path.isEmpty())
        return Outcome::Kept;
    // Whole under its name or not at all, also after a loss of power.
    const auto saved = saveFile(path, bytes);
    if (saved) {
        // The file has the machine's time, which may be wrong.
        if (QFile file(path); file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
            setUsed(file, usedMs);
        return Outcome::Kept;
    }
    qCWarning(lcStorage, "An image cannot be kept: %s", qUtf8Printable(saved.error().message));
    return Outcome::NoRoom;
}

} // namespace

AssetStore::AssetStore(const QString &folder, qint64 capacity, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_capacity(capacity)
    , m_clock(clock)
{
    m_worker.setMaxThreadCount(1);
}

AssetStore::~AssetStore()
{
    m_worker.waitForDone();
}

Result<void> AssetStore::open()
{
    if (m_folder.isEmpty())
        return {};
    if (!QDir().mkpath(m_folder))
        return failure(ErrorCode::Io, tr("The folder %1 for images cannot be made.").arg(m_folder));
    const QFileInfoList files = QDir(m_folder).entryInfoList(QDir::Files);
    for (const QFileInfo &file : files) {
        const AssetId id = file.fileName().toLatin1();
        if (!isAssetId(id)) {
            // Begun, and never finished.
            QFile::remove(file.filePath());
            continue;
        }
        m_entries.insert(id, {file.size(), file.lastModified().toMSecsSinceEpoch(), {}});
        m_bytes += file.size();
    }
    return {};
}

QString AssetStore::pathOf(const AssetId &id) const
{
    return m_folder.isEmpty() ? QString() : m_folder + u'/' + QString::fromLatin1(id);
}

std::unique_ptr<QIODevice> AssetStore::read(const AssetId &id)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end())
        return nullptr;
    touch(id, *entry);
    std::unique_ptr<QIODevice> device;
    if (m_folder.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(entry->content);
        device = std::move(buffer);
    } else {
        device = std::make_unique<QFile>(pathOf(id));
    }
    if (!device->open(QIODevice::ReadOnly)) {
        qCWarning(lcStorage, "Image %s cannot be read: %s", id.constData(), qUtf8Printable(device->errorString()));
        // Whoever has it may bring it again.
        m_bytes -= entry->size;
        m_entries.erase(entry);
        return nullptr;
    }
    return device;
}

void AssetStore::touch(const AssetId &id, Entry &entry)
{
    // A little late is early enough for the disk, which is asked for an image again and again.
    constexpr qint64 seldomMs = 60'000;
    const qint64 now = m_clock.wallMs();
    const bool write = !m_folder.isEmpty() && qAbs(now - entry.usedMs) > seldomMs;
    entry.usedMs = now;
    if (QFile file(pathOf(id)); write && file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        setUsed(file, now);
}

void AssetStore::add(const AssetId &id, const QByteArray &bytes, const Done &done)
{
    if (const auto entry = m_entries.find(id); entry != m_entries.end()) {
        touch(id, *entry);
        return finishAdding(id, {}, Outcome::KeptBefore, done);
    }
    if (m_bytes + m_reserved + bytes.size() > m_capacity) {
        if (!makeRoom())
            return finishAdding(id, {}, Outcome::NoRoom, done);
        connect(
            this, &AssetStore::swept, this, [this, id, bytes, done] { add(id, bytes, done); },
            Qt::SingleShotConnection);
        return;
    }
    m_reserved += bytes.size();
    m_worker.start([this, id, bytes, done, now = m_clock.wallMs()] {
        const Outcome outcome = keep(pathOf(id), id, bytes, now);
        QMetaObject::invokeMethod(
            this,
            [this, id, bytes, outcome, done] {
                m_reserved -= bytes.size();
                finishAdding(id, bytes, outcome, done);
            },
            Qt::QueuedConnection);
    });
}

bool AssetStore::makeRoom()
{
    // Reading what all boards name is work, which nobody is to cause again and again.
    constexpr qint64 seldomMs = 60'000;
    constexpr qint64 graceMs = 60'000;
    const qint64 now = m_clock.steadyMs();
    if (!m_names || (m_madeRoomMs && now - *m_madeRoomMs < seldomMs))
        return false;
    m_madeRoomMs = now;
    sweep(graceMs, m_names());
    return true;
}

void AssetStore::finishAdding(const AssetId &id, const QByteArray &bytes, Outcome outcome, const Done &done)
{
    // Of two at once, one was first.
    if (outcome == Outcome::Kept && !m_entries.contains(id)) {
        m_entries.insert(id, {bytes.size(), m_clock.wallMs(), m_folder.isEmpty() ? bytes : QByteArray()});
        m_bytes += bytes.size();
    }
    done(outcome);
}

void AssetStore::sweep(qint64 graceMs, const ReadNames &read)
{
    m_worker.start([this, graceMs, read] {
        QMetaObject::invokeMethod(
            this,
            [this, graceMs, named = read()] {
                if (!named)
                    qCWarning(lcStorage, "It cannot be seen which images are in use, so all are kept: %s",
                              qUtf8Printable(named.error().message));
                Q_EMIT swept(named ? removeUnused(graceMs, *named) : 0);
            },
            Qt::QueuedConnection);
    });
}

qint64 AssetStore::removeUnused(qint64 graceMs, const AssetNames &named)
{
    const qint64 now = m_clock.wallMs();
    qint64 removed = 0;
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        // What has been used meanwhile may be named by an edit that was not there yet to be read.
        if (named.contains(entry.key()) || now - entry->usedMs < graceMs ||
            (!m_folder.isEmpty() && !QFile::remove(pathOf(entry.key())))) {
            ++entry;
            continue;
        }
        m_bytes -= entry->size;
        ++removed;
        entry = m_entries.erase(entry);
    }
    if (removed > 0)
        qCInfo(lcStorage, "Images that no room uses any more are removed: %lld.", removed);
    return removed;
}

} // namespace sketchroom
