#include "app/images/wholeimages.h"

#include "app/images/imagedecoder.h"
#include "app/images/imagefolder.h"

namespace sketchroom {

ImageView WholeImages::find(const AssetId &id, QSize pixels)
{
    if (id == m_lastId && pixels == m_lastPixels)
        return m_last;
    m_lastId = id;
    m_lastPixels = pixels;
    const auto bytes = m_folder ? m_folder->read(id) : std::nullopt;
    if (!bytes)
        return m_last = {ImageState::Missing, {}};
    const QImage image = decodeImage(*bytes, levelFor(imageSize(*bytes), pixels));
    return m_last = {image.isNull() ? ImageState::Damaged : ImageState::Ready, image};
}

} // namespace sketchroom
