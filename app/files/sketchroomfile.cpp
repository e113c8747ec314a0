#include "app/files/sketchroomfile.h"

#include "app/files/jsonfields.h"
#include "app/files/jsonfile.h"
#include "app/files/jsonrepair.h"
#include "app/images/imagefolder.h"
#include "common/base/jsonwriter.h"
#include "common/base/random.h"
#include "common/model/document.h"
#include "common/protocol/codec.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <future>
#include <span>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

struct SketchroomFileSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::SketchroomFile)
};

constexpr int fileVersion = 1;

/// Decodes some shapes on two threads: that is what reading a file mostly is.
std::vector<Result<Shape>> decoded(std::span<const QByteArrayView> items)
{
    std::vector<Result<Shape>> shapes(items.size());
    const auto decode = [&](size_t from, size_t to) {
        for (size_t i = from; i < to; ++i)
            shapes[i] = decodeStoredShape(items[i]);
    };
    const size_t half = items.size() / 2;
    const std::future<void> other = std::async(std::launch::async, decode, half, items.size());
    decode(0, half);
    other.wait();
    return shapes;
}

/// Whether something stood for a register that cannot be its value: that is not kept, no room would take it.
bool mendRegisters(Shape &shape)
{
    const bool known = !shape.isOfUnknownKind();
    return shape.unknown.removeIf([known](const auto &entry) { return known && registerNamed(entry.key()); }) > 0;
}

/// What can be read of a shape that cannot be read whole: its registers one by one. Nothing where its kind is none.
/// Errors: those of decodeStoredShape().
Result<Shape> mendedShape(QByteArrayView item, Random &random)
{
    const QByteArray json = withReadableNumbers(item).value_or(item.toByteArray());
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    simdjson::dom::element kind;
    if (parser.parse(json.constData(), size_t(json.size())).get(object) || object.at_key("kind").get(kind))
        return failure(ErrorCode::Damaged, {});
    QByteArray id;
    if (simdjson::dom::element said; !object.at_key("id").get(said))
        id = bytesOf(said).value_or(QByteArray());
    if (!isValidId(id))
        id = makeId(random);
    const QByteArray head = R"({"id":")" + id + R"(","kind":)" + QByteArray::fromStdString(simdjson::minify(kind));
    QByteArray whole = head;
    for (const auto &field : object) {
        if (field.key == "id" || field.key == "kind")
            continue;
        QByteArray member = ",";
        JsonWriter(member).value(QString::fromUtf8(field.key.data(), qsizetype(field.key.size())));
        member.append(':').append(QByteArray::fromStdString(simdjson::minify(field.value)));
        if (decodeStoredShape(QByteArray(head + member + '}')))
            whole.append(member);
    }
    Result<Shape> shape = decodeStoredShape(QByteArray(whole + '}'));
    if (shape)
        mendRegisters(*shape);
    return shape;
}

/// Takes the shapes of a file, in their order.
class Shapes final
{
public:
    Shapes(JsonFile &file, Random random)
        : m_file(file)
        , m_random(random)
    {
    }

    Result<void> take(QByteArrayView item, Result<Shape> shape)
    {
        if (!shape && shape.error().code == ErrorCode::BadJson && !withReadableNumbers(item))
            return m_file.damagedItem(item);
        if (!shape) {
            shape = mendedShape(item, m_random);
            ++(shape ? m_mended : m_leftOut);
        } else if (mendRegisters(*shape)) {
            ++m_mended;
        }
        if (!shape)
            return {};
        if (m_ids.contains(shape->id)) {
            // The first is the one that others refer to.
            shape->id = makeId(m_random);
            ++m_mended;
        }
        m_ids.insert(shape->id);
        m_shapes.append(std::make_shared<const Shape>(std::move(*shape)));
        return {};
    }
    QStringList notes() const { return mendingNotes(m_mended, m_leftOut + m_file.skipped(), m_file); }
    QList<ShapeRef> inPaintOrder() &&
    {
        std::sort(m_shapes.begin(), m_shapes.end(), PaintsBefore{});
        return std::move(m_shapes);
    }

private:
    JsonFile &m_file;
    Random m_random;
    int m_mended = 0;
    int m_leftOut = 0;
    QSet<ShapeId> m_ids;
    QList<ShapeRef> m_shapes;
};

/// Hands over the images of a file. One that is not what its name says is left out, and has a placeholder.
Result<void> readImages(JsonFile &file, const LoadMonitor &monitor)
{
    if (!file.has("images"))
        return file.broken() ? tl::unexpected(*file.broken()) : Result<void>();
    return file.forEach("images", [&monitor](const JsonFile::Item &item) -> Result<void> {
        std::string_view id;
        std::string_view data;
        if (item.value["id"].get(id) || item.value["data"].get(data))
            return {};
        const QByteArray bytes = QByteArray::fromBase64({data.data(), qsizetype(data.size())});
        if (QByteArrayView(id.data(), qsizetype(id.size())) == assetIdOf(bytes))
            monitor.keepImage(assetIdOf(bytes), bytes);
        return {};
    });
}

QByteArray imagesOf(const QList<ShapeRef> &shapes, const ImageFolder &folder)
{
    QMap<AssetId, QByteArray> images; // equal drawings give equal files
    for (const ShapeRef &shape : shapes) {
        if (const auto bytes = folder.read(shape->asset); bytes && !images.contains(shape->asset))
            images.insert(shape->asset, *bytes);
    }
    QByteArray json;
    const char *separator = "\n";
    for (auto image = images.cbegin(); image != images.cend(); ++image) {
        json.append(separator).append(R"({"id":")").append(image.key()).append(R"(","data":")");
        json.append(image->toBase64()).append("\"}");
        separator = ",\n";
    }
    return json;
}

} // namespace

Result<Drawing> readSketchroom(const QByteArray &bytes, const LoadMonitor &monitor)
{
    JsonFile file(bytes, monitor);
    if (const auto opened = file.open(); !opened)
        return tl::unexpected(opened.error());
    const QString type = file.text("type").value_or(QString());
    const double version = file.number("version").value_or(fileVersion);
    if (file.broken())
        return tl::unexpected(*file.broken());
    if (type != "sketchroom"_L1 && !(type.isEmpty() && file.has("shapes")))
        return failure(
            ErrorCode::Damaged,
            SketchroomFileSentences::tr("This is not a Sketchroom drawing: its “type” is “%1”.").arg(type.left(64)));
    if (version > fileVersion)
        return failure(
            ErrorCode::Newer,
            SketchroomFileSentences::tr("This drawing was saved by a newer version of Sketchroom. Update Sketchroom to "
                                        "open it."));
    if (version != fileVersion)
        return failure(ErrorCode::Damaged,
                       SketchroomFileSentences::tr("“version” is missing or no version that there ever was."));

    const auto items = file.itemsOf("shapes");
    if (!items)
        return tl::unexpected(items.error());
    // Seeded by the content: the same file gives the same ids, wherever it has none that we can take.
    Shapes shapes(file, Random(qHash(bytes)));
    // In blocks, between which one can cancel.
    constexpr qsizetype blockSize = 500;
    for (qsizetype from = 0; from < items->size(); from += blockSize) {
        if (monitor.isCancelled())
            return failure(ErrorCode::Cancelled, SketchroomFileSentences::tr("Opening the file was cancelled."));
        const auto block = std::span(*items).subspan(size_t(from), size_t(std::min(blockSize, items->size() - from)));
        std::vector<Result<Shape>> read = decoded(block);
        for (size_t i = 0; i < block.size(); ++i) {
            if (auto taken = shapes.take(block[i], std::move(read[i])); !taken)
                return tl::unexpected(taken.error());
        }
        monitor.progressed(double(from + qsizetype(block.size())) / double(items->size()));
    }
    if (const auto whole = readImages(file, monitor).and_then([&] { return file.finish(); }); !whole)
        return tl::unexpected(whole.error());
    const QStringList notes = shapes.notes();
    return Drawing{std::move(shapes).inPaintOrder(), notes};
}

Result<QByteArray> writeSketchroom(const QList<ShapeRef> &shapes, const ExportOptions &options)
{
    QByteArray bytes = "{\"type\":\"sketchroom\",\"version\":" + QByteArray::number(fileVersion) + ",\"shapes\":[";
    const char *separator = "\n";
    for (const ShapeRef &shape : shapes) {
        bytes.append(separator).append(encodeShape(*shape));
        separator = ",\n";
    }
    bytes.append("\n]");
    if (const QByteArray images = options.images ? imagesOf(shapes, *options.images) : QByteArray(); !images.isEmpty())
        bytes.append(",\"images\":[").append(images).append("\n]");
    return bytes.append("}\n");
}

} // namespace sketchroom
