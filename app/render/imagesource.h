#pragma once

#include "common/model/asset.h"

#include <QImage>
#include <QSize>

namespace sketchroom {

enum class ImageState {
    Ready,
    Loading, ///< on its way: somebody tells when it is here
    Missing, ///< not on this computer, nor has a host had it so far
    Damaged, ///< not to be read, or larger than this program unpacks
};

/// What there is of an image at the moment.
struct ImageView
{
    ImageState state = ImageState::Missing;
    QImage image; ///< when ready: all of the image, in as many pixels as there are yet
};

/// Where painters get images from. Usable from any thread.
class ImageSource
{
public:
    ImageSource() = default;
    ImageSource(const ImageSource &) = delete;
    ImageSource &operator=(const ImageSource &) = delete;
    virtual ~ImageSource() = default;

    /// The whole image in so many pixels or a little more, for it to be painted in `pixels`.
    virtual ImageView find(const AssetId &id, QSize pixels) = 0;
};

} // namespace sketchroom
