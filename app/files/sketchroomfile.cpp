#include "app/files/sketchroomfile.h"

#include "app/files/jsonfile.h"
#include "common/model/document.h"
#include "common/protocol/codec.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

struct Sentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SketchroomFile)
};

constexpr int fileVersion = 1;

} // namespace

Result<Drawing> readSketchroom(const QByteArray &bytes, const LoadMonitor &monitor)
{
    JsonFile file(bytes, monitor);
    if (const auto opened = file.open(); !opened)
        return tl::unexpected(opened.error());
    const QString type = file.text("type").value_or(QString());
    const double version = file.number("version").value_or(0);
    if (file.broken())
        return tl::unexpected(*file.broken());
    if (type != "sketchroom"_L1)
        return failure(ErrorCode::Damaged,
                       Sentences::tr("This is not a Sketchroom drawing: its “type” is “%1”.").arg(type.left(64)));
    if (version > fileVersion)
        return failure(ErrorCode::Newer,
                       Sentences::tr("This drawing was saved by a newer version of Sketchroom. Update Sketchroom to "
                                     "open it."));
    if (version != fileVersion)
        return failure(ErrorCode::Damaged, Sentences::tr("“version” is missing or no version that there ever was."));

    Drawing drawing;
    QSet<ShapeId> ids;
    const auto read = file.forEach("shapes", [&](const JsonFile::Item &item) -> Result<void> {
        auto shape = decodeShape(item.json);
        if (!shape)
            return failure(ErrorCode::Damaged, u"shapes[%1]: %2"_s.arg(item.index).arg(shape.error().message));
        if (ids.contains(shape->id))
            return failure(ErrorCode::Damaged, Sentences::tr("shapes[%1]: the id “%2” is there twice.")
                                                   .arg(item.index)
                                                   .arg(QString::fromLatin1(shape->id)));
        ids.insert(shape->id);
        drawing.shapes.append(std::make_shared<const Shape>(std::move(*shape)));
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    if (const auto whole = file.finish(); !whole)
        return tl::unexpected(whole.error());
    std::sort(drawing.shapes.begin(), drawing.shapes.end(), PaintsBefore{});
    return drawing;
}

Result<QByteArray> writeSketchroom(const QList<ShapeRef> &shapes, const ExportOptions &)
{
    QByteArray bytes = "{\"type\":\"sketchroom\",\"version\":" + QByteArray::number(fileVersion) + ",\"shapes\":[";
    const char *separator = "\n";
    for (const ShapeRef &shape : shapes) {
        bytes.append(separator).append(encodeShape(*shape));
        separator = ",\n";
    }
    return bytes.append("\n]}\n");
}

} // namespace sketchroom
