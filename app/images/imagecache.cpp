#include "app/images/imagecache.h"

#include "app/images/imagedecoder.h"
#include "app/images/imagefolder.h"

#include <algorithm>

namespace sketchroom {

namespace {

/// Of each image that much is always kept, so that it is never seen to go.
constexpr int smallSide = 64;
/// What was painted within so long is in view.
constexpr qint64 inViewMs = 3'000;

bool isEnough(QSize has, QSize pixels)
{
    return has.width() >= pixels.width() && has.height() >= pixels.height();
}

} // namespace

ImageCache::ImageCache(std::shared_ptr<const ImageFolder> folder, qsizetype budgetBytes, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_budget(budgetBytes)
{
    m_worker.setMaxThreadCount(1);
    m_worker.setThreadPriority(QThread::LowPriority);
    m_clock.start();
}

ImageCache::~ImageCache()
{
    m_worker.clear();
    m_worker.waitForDone();
}

int ImageCache::levelOf(QSize full, QSize pixels) const
{
    int level = levelFor(full, pixels) + m_coarser;
    // None may take it all. (Its levels take a third more than the finest alone.)
    const auto bytes = [&] {
        const QSize size = sizeOfLevel(full, level);
        return qsizetype(size.width()) * size.height() * 4 / 3 * 4;
    };
    while (bytes() > m_budget / 2)
        ++level;
    return level;
}

ImageView ImageCache::find(const AssetId &id, QSize pixels)
{
    const std::lock_guard lock(m_mutex);
    const qint64 now = m_clock.elapsed();
    if (m_coarser > 0 && now - m_coarserSinceMs > inViewMs)
        m_coarser = 0;
    Entry &entry = m_entries[id];
    entry.usedMs = now;
    if (entry.state == ImageState::Missing || entry.state == ImageState::Damaged)
        return {entry.state, {}};
    const int level = entry.levels.isEmpty() ? 0 : levelOf(entry.full, pixels);
    const bool isFine = !entry.levels.isEmpty() && entry.finest <= level;
    if (!isFine && !isEnough(entry.asked, pixels)) {
        entry.asked = pixels.expandedTo({1, 1});
        m_worker.start([this, id, asked = entry.asked] { unpackOnWorker(id, asked); });
    }
    if (entry.levels.isEmpty())
        return {ImageState::Loading, {}};
    const qsizetype index = std::clamp<qsizetype>(level - entry.finest, 0, entry.levels.size() - 1);
    return {ImageState::Ready, entry.levels.at(index)};
}

void ImageCache::unpackOnWorker(const AssetId &id, QSize pixels)
{
    const auto bytes = m_folder->read(id);
    if (!bytes) {
        Q_EMIT wanted(id);
        return;
    }
    const QSize full = imageSize(*bytes);
    int finest = 0;
    {
        const std::lock_guard lock(m_mutex);
        finest = full.isEmpty() ? 0 : levelOf(full, pixels);
    }
    QList<QImage> levels;
    if (QImage image = full.isEmpty() ? QImage() : decodeImage(*bytes, finest); !image.isNull()) {
        levels.append(image);
        while (std::max(levels.last().width(), levels.last().height()) > smallSide)
            levels.append(halved(levels.last()));
    }
    {
        const std::lock_guard lock(m_mutex);
        Entry &entry = m_entries[id];
        if (entry.asked == pixels)
            entry.asked = {};
        entry.full = full;
        entry.state = levels.isEmpty() ? ImageState::Damaged : ImageState::Ready;
        if (entry.levels.isEmpty() || finest < entry.finest)
            keep(entry, levels, finest);
        trim(id);
    }
    Q_EMIT changed(id);
}

void ImageCache::keep(Entry &entry, QList<QImage> levels, int finest)
{
    m_bytes -= entry.bytes;
    entry.levels = std::move(levels);
    entry.finest = finest;
    entry.bytes = 0;
    for (const QImage &level : std::as_const(entry.levels))
        entry.bytes += level.sizeInBytes();
    m_bytes += entry.bytes;
}

/// Keeps the coarsest level alone.
void ImageCache::dropFine(Entry &entry)
{
    const QImage smallest = entry.levels.last();
    keep(entry, {smallest}, entry.finest + int(entry.levels.size()) - 1);
}

void ImageCache::trim(const AssetId &except)
{
    if (m_bytes <= m_budget)
        return;
    QList<std::pair<qint64, AssetId>> byAge;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->levels.size() > 1 && entry.key() != except)
            byAge.append({entry->usedMs, entry.key()});
    }
    std::sort(byAge.begin(), byAge.end());
    const qint64 now = m_clock.elapsed();
    bool inView = false;
    for (const auto &[usedMs, id] : std::as_const(byAge)) {
        if (m_bytes <= m_budget)
            break;
        dropFine(m_entries[id]);
        inView |= now - usedMs < inViewMs;
    }
    // What was dropped in view is unpacked again when it is painted, and others are dropped for it: without end, if all
    // of them wanted as much as before.
    if (inView) {
        m_coarserSinceMs = now;
        ++m_coarser;
    }
}

void ImageCache::arrived(const AssetId &id)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = m_entries.find(id);
        if (entry == m_entries.end())
            return;
        m_bytes -= entry->bytes;
        m_entries.erase(entry);
    }
    Q_EMIT changed(id);
}

void ImageCache::giveUp(const AssetId &id)
{
    {
        const std::lock_guard lock(m_mutex);
        Entry &entry = m_entries[id];
        if (entry.state != ImageState::Loading)
            return;
        entry.state = ImageState::Missing;
    }
    Q_EMIT changed(id);
}

qsizetype ImageCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace sketchroom
