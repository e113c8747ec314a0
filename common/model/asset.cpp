#include "common/model/asset.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr qsizetype hexDigits = 64;
constexpr quint32 longestSide = 65'535;

template <class Integer>
Integer big(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<Integer>(bytes.data() + at);
}

template <class Integer>
Integer little(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<Integer>(bytes.data() + at);
}

std::optional<ImageHeader> plausible(ImageType type, quint32 width, quint32 height)
{
    if (width < 1 || height < 1 || width > longestSide || height > longestSide ||
        qint64(width) * height > imageMaxPixels)
        return std::nullopt;
    return ImageHeader{type, int(width), int(height)};
}

std::optional<ImageHeader> readPng(QByteArrayView bytes)
{
    constexpr qsizetype enough = 24;
    if (bytes.size() < enough || bytes.sliced(12, 4) != QByteArrayView("IHDR"))
        return std::nullopt;
    return plausible(ImageType::Png, big<quint32>(bytes, 16), big<quint32>(bytes, 20));
}

std::optional<ImageHeader> readGif(QByteArrayView bytes)
{
    constexpr qsizetype enough = 10;
    if (bytes.size() < enough)
        return std::nullopt;
    return plausible(ImageType::Gif, little<quint16>(bytes, 6), little<quint16>(bytes, 8));
}

/// Goes from segment to segment until one has the size.
std::optional<ImageHeader> readJpeg(QByteArrayView bytes)
{
    qsizetype at = 2;
    while (at + 9 <= bytes.size() && uchar(bytes[at]) == 0xff) {
        const uchar marker = uchar(bytes[at + 1]);
        const bool isFill = marker == 0xff;
        const bool standsAlone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
        if (isFill || standsAlone) {
            at += isFill ? 1 : 2;
            continue;
        }
        const bool hasSize = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (hasSize)
            return plausible(ImageType::Jpeg, big<quint16>(bytes, at + 7), big<quint16>(bytes, at + 5));
        at += 2 + qMax<qsizetype>(2, big<quint16>(bytes, at + 2));
    }
    return std::nullopt;
}

/// Of the three kinds each says its size in its own way.
std::optional<ImageHeader> readWebp(QByteArrayView bytes)
{
    constexpr qsizetype enough = 30;
    constexpr quint32 fourteenBits = 0x3fff;
    if (bytes.size() < enough)
        return std::nullopt;
    const QByteArrayView kind = bytes.sliced(12, 4);
    if (kind == QByteArrayView("VP8 ") && bytes.sliced(23, 3) == QByteArrayView("\x9d\x01\x2a"))
        return plausible(ImageType::Webp, little<quint16>(bytes, 26) & fourteenBits,
                         little<quint16>(bytes, 28) & fourteenBits);
    if (kind == QByteArrayView("VP8L") && bytes[20] == '\x2f') {
        const auto bits = little<quint32>(bytes, 21);
        return plausible(ImageType::Webp, (bits & fourteenBits) + 1, ((bits >> 14) & fourteenBits) + 1);
    }
    if (kind == QByteArrayView("VP8X")) {
        constexpr quint32 threeBytes = 0xffffff;
        return plausible(ImageType::Webp, (little<quint32>(bytes, 24) & threeBytes) + 1,
                         (little<quint32>(bytes, 26) >> 8) + 1);
    }
    return std::nullopt;
}

} // namespace

AssetId assetIdOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result().toHex();
}

bool isAssetId(QByteArrayView id)
{
    return id.size() == hexDigits &&
           std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::optional<ImageType> imageTypeOf(QByteArrayView bytes)
{
    if (bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n")))
        return ImageType::Png;
    if (bytes.startsWith(QByteArrayView("GIF87a")) || bytes.startsWith(QByteArrayView("GIF89a")))
        return ImageType::Gif;
    if (bytes.startsWith(QByteArrayView("\xff\xd8\xff")))
        return ImageType::Jpeg;
    if (bytes.size() >= 12 && bytes.startsWith(QByteArrayView("RIFF")) && bytes.sliced(8, 4) == QByteArrayView("WEBP"))
        return ImageType::Webp;
    return std::nullopt;
}

std::optional<ImageHeader> readImageHeader(QByteArrayView bytes)
{
    const auto type = imageTypeOf(bytes);
    if (!type)
        return std::nullopt;
    switch (*type) {
    case ImageType::Png:
        return readPng(bytes);
    case ImageType::Jpeg:
        return readJpeg(bytes);
    case ImageType::Gif:
        return readGif(bytes);
    case ImageType::Webp:
        return readWebp(bytes);
    }
    return std::nullopt;
}

QByteArray mimeTypeOf(ImageType type)
{
    switch (type) {
    case ImageType::Png:
        return "image/png";
    case ImageType::Jpeg:
        return "image/jpeg";
    case ImageType::Gif:
        return "image/gif";
    case ImageType::Webp:
        return "image/webp";
    }
    return "application/octet-stream";
}

} // namespace sketchroom
