#include "app/files/excalidrawimages.h"

#include "app/images/imageimport.h"
#include "common/protocol/limits.h"

namespace sketchroom {

namespace {

/// What a URL says of itself: data:TYPE;base64,BYTES, or with %xx where it is text. Empty for anything else.
QByteArray bytesOf(const QByteArray &dataUrl)
{
    const qsizetype comma = dataUrl.indexOf(',');
    if (comma < 0 || !dataUrl.startsWith("data:"))
        return {};
    const QByteArray content = dataUrl.sliced(comma + 1);
    return dataUrl.first(comma).endsWith(";base64") ? QByteArray::fromBase64(content)
                                                    : QByteArray::fromPercentEncoding(content);
}

} // namespace

Result<ExcalidrawImages> readExcalidrawImages(JsonFile &file, const LoadMonitor &monitor)
{
    ExcalidrawImages images;
    const auto read = file.forEachMember("files", [&](const QByteArray &id, simdjson::dom::element value) {
        std::string_view url;
        if (value["dataURL"].get(url))
            return;
        const QByteArray bytes = bytesOf({url.data(), qsizetype(url.size())});
        const auto image = toBoardImage(bytes, QString::fromUtf8(id), Limits{}.imageBytes);
        if (!image)
            return;
        monitor.keepImage(image->id, image->bytes);
        images.assets.insert(id, image->id);
    });
    if (!read)
        return tl::unexpected(read.error());
    return images;
}

} // namespace sketchroom
