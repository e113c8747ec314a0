#pragma once

#include <QByteArray>

#include <optional>

namespace sketchroom {

/// The name of an image's bytes: their SHA-256 in small hex digits.
using AssetId = QByteArray;

AssetId assetIdOf(QByteArrayView bytes);
bool isAssetId(QByteArrayView id);

/// What an image's first bytes say. Only what every client can show and no browser runs is an image here.
enum class ImageType { Png, Jpeg, Gif, Webp };
struct ImageHeader
{
    ImageType type;
    int width; ///< pixels
    int height;
};

/// More than a client could unpack.
inline constexpr qint64 imageMaxPixels = 64'000'000;

/// By the first bytes alone.
std::optional<ImageType> imageTypeOf(QByteArrayView bytes);
/// Reads the header of an image; nothing where it is none, or of a size that no image has.
std::optional<ImageHeader> readImageHeader(QByteArrayView bytes);
/// As in Content-Type.
QByteArray mimeTypeOf(ImageType type);

} // namespace sketchroom
