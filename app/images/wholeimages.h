#pragma once

#include "app/render/imagesource.h"

namespace sketchroom {

class ImageFolder;

/// Images for who can wait, such as an export: unpacked when they are asked for, and forgotten with the next. For one
/// thread.
class WholeImages final : public ImageSource
{
public:
    /// `folder` outlives it; null: there are no images.
    explicit WholeImages(const ImageFolder *folder)
        : m_folder(folder)
    {
    }

    ImageView find(const AssetId &id, QSize pixels) override;

private:
    const ImageFolder *m_folder;
    AssetId m_lastId;
    QSize m_lastPixels;
    ImageView m_last;
};

} // namespace sketchroom
