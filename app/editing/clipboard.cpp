#include "app/editing/clipboard.h"

#include "app/editing/textfit.h"
#include "app/files/excalidrawfile.h"
#include "common/base/plaintext.h"
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
    const Result<QList<ShapeRef>> shapes = decodeShapes(json, withoutLimits());
    if (!shapes || shapes->isEmpty())
        return std::nullopt;
    return *shapes;
}

QString typedTextFrom(const QMimeData &data)
{
    std::optional<QList<ShapeRef>> shapes = shapesFrom(data);
    const QByteArray json = data.text().trimmed().toUtf8();
    if (!shapes && json.startsWith('{') && json.contains("\"excalidraw")) {
        if (const auto drawing = readExcalidraw(json, {}); drawing && !drawing->shapes.isEmpty())
            shapes = drawing->shapes;
    }
    if (!shapes)
        return withoutTabs(plainText(data.text()));
    QStringList texts;
    for (const ShapeRef &shape : *shapes) {
        if (!shape->text.isEmpty())
            texts.append(shape->text);
    }
    return texts.join(u'\n');
}

} // namespace sketchroom
