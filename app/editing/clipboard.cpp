#include "app/editing/clipboard.h"

#include "common/protocol/codec.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

constexpr auto mimeType = "application/vnd.sketchroom.shapes+json"_L1;

} // namespace

std::unique_ptr<QMimeData> toMimeData(const QList<ShapeRef> &shapes)
{
    const QByteArray json = encodeShapes(shapes);
    auto data = std::make_unique<QMimeData>();
    data->setData(mimeType, json);
    data->setText(QString::fromUtf8(json));
    return data;
}

std::optional<QList<ShapeRef>> shapesFrom(const QMimeData &data)
{
    QByteArray json = data.data(mimeType);
    if (json.isEmpty())
        json = data.text().trimmed().toUtf8();
    if (!json.startsWith('['))
        return std::nullopt;
    const Result<QList<ShapeRef>> shapes = decodeShapes(json);
    if (!shapes || shapes->isEmpty())
        return std::nullopt;
    return *shapes;
}

} // namespace sketchroom
