#pragma once

#include "app/images/imagecache.h"
#include "app/images/imageexchange.h"
#include "app/images/imagefolder.h"

namespace sketchroom {

/// All that a window has to do with images: what is on this computer, what is painted, and what goes to and comes from
/// the room's host.
class Images final : public QObject
{
    Q_OBJECT

public:
    /// The images are in a folder of the settings', which all windows share.
    Images(BoardSession &session, const HostAccess &access, const QString &settingsFolder, QObject *parent = nullptr);
    ~Images() override;

    // Both may outlive this.
    const std::shared_ptr<ImageFolder> &folder() const { return m_folder; }
    const std::shared_ptr<ImageCache> &cache() const { return m_cache; }

    /// Writes what the disk has refused so far of the images that the board needs and the host may not have. Errors:
    /// Io.
    Result<void> keepNow();

Q_SIGNALS:
    /// A sentence for a quiet message.
    void noticed(const QString &sentence);

private:
    std::shared_ptr<ImageFolder> m_folder;
    std::shared_ptr<ImageCache> m_cache;
    ImageExchange m_exchange;
    QThreadPool m_worker;
};

} // namespace sketchroom
