#include "app/files/excalidrawfile.h"

#include "app/files/excalidrawimages.h"
#include "app/files/excalidrawindexes.h"
#include "app/files/excalidrawscene.h"
#include "app/files/jsonfile.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace sketchroom {

using namespace simdjson;

namespace {

struct ExcalidrawFileSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::ExcalidrawFile)
};

constexpr double libraryGap = 48;

/// How much could not be taken over as the file says it.
struct Simplified
{
    int shortened = 0;
    int mended = 0;
    int leftOut = 0;

    void operator+=(const Simplified &other)
    {
        shortened += other.shortened;
        mended += other.mended;
        leftOut += other.leftOut;
    }
};

/// Collects the elements of a list; counts what was made simpler.
struct Elements
{
    const ExcalidrawImages *images = nullptr;
    QList<ExcalidrawElement> list = {};
    Simplified simplified = {};

    void add(dom::element value)
    {
        ExcalidrawReading reading = readExcalidrawElement(value);
        simplified.leftOut += std::holds_alternative<Unreadable>(reading) ? 1 : 0;
        auto *const element = std::get_if<ExcalidrawElement>(&reading);
        if (!element)
            return;
        simplified.shortened += element->shortened ? 1 : 0;
        simplified.mended += element->mended ? 1 : 0;
        if (images)
            element->shape.asset = images->assets.value(element->file);
        list.append(std::move(*element));
    }
};

void repairZ(QList<Shape> &shapes)
{
    QList<QByteArray> wanted;
    for (const Shape &shape : std::as_const(shapes))
        wanted.append(shape.z);
    const QList<QByteArray> indexes = ascendingIndexes(wanted);
    for (qsizetype i = 0; i < shapes.size(); ++i)
        shapes[i].z = indexes.at(i);
}

QRectF boundsOfShapes(const QList<Shape> &shapes)
{
    QList<ShapeRef> refs;
    for (const Shape &shape : shapes)
        refs.append(std::make_shared<const Shape>(shape));
    return boundsOf(refs);
}

/// One item of a library.
struct LibraryItem
{
    QList<Shape> shapes;
    QRectF bounds;
};

/// In rows, in the order of the library; about as wide as high, as one looks at it on a screen.
void layOut(QList<LibraryItem> &items)
{
    double area = 0;
    double widest = 0;
    for (const LibraryItem &item : items) {
        area += (item.bounds.width() + libraryGap) * (item.bounds.height() + libraryGap);
        widest = qMax(widest, item.bounds.width());
    }
    const double rowWidth = qMax(widest, 1.4 * std::sqrt(area));
    QPointF corner;
    double rowHeight = 0;
    for (LibraryItem &item : items) {
        if (corner.x() > 0 && corner.x() + item.bounds.width() > rowWidth) {
            corner = {0, corner.y() + rowHeight + libraryGap};
            rowHeight = 0;
        }
        const QPointF shift = corner - item.bounds.topLeft();
        for (Shape &shape : item.shapes) {
            shape.box.x += shift.x();
            shape.box.y += shift.y();
        }
        corner.rx() += item.bounds.width() + libraryGap;
        rowHeight = qMax(rowHeight, item.bounds.height());
    }
}

/// Makes an item one thing, unless it is already.
void groupItem(QList<Shape> &shapes, ExcalidrawScene &scene)
{
    const auto outermost = [](const Shape &shape) {
        return shape.groups.isEmpty() ? QByteArray() : shape.groups.back();
    };
    const bool isOne = std::all_of(shapes.begin(), shapes.end(), [&](const Shape &shape) {
        return !outermost(shape).isEmpty() && outermost(shape) == outermost(shapes.front());
    });
    if (shapes.size() < 2 || isOne)
        return;
    const QByteArray group = scene.newId();
    for (Shape &shape : shapes)
        shape.groups.append(group);
}

/// The elements of a library's item: an object that holds them (version 2), or the list itself (version 1).
std::optional<dom::array> elementsOfItem(dom::element item)
{
    dom::array list;
    if (!item.get(list))
        return list;
    dom::element elements;
    if (item["elements"].get(elements) || elements.get(list))
        return std::nullopt;
    return list;
}

Drawing finished(QList<Shape> shapes, const Simplified &simplified, const JsonFile &file)
{
    repairZ(shapes);
    Drawing drawing;
    int images = 0;
    for (Shape &shape : shapes) {
        images += shape.kind == Kind::Image && shape.asset.isEmpty() ? 1 : 0;
        drawing.shapes.append(std::make_shared<const Shape>(std::move(shape)));
    }
    if (images > 0)
        drawing.notes.append(ExcalidrawFileSentences::tr(
            "A placeholder stands for %n image(s) that the file lacks, or that cannot be shown.", nullptr, images));
    if (simplified.shortened > 0)
        drawing.notes.append(ExcalidrawFileSentences::tr(
            "%n shape(s) held more points or text than a room takes, and had to be made simpler.", nullptr,
            simplified.shortened));
    drawing.notes.append(mendingNotes(simplified.mended, simplified.leftOut + file.skipped(), file));
    return drawing;
}

Result<Drawing> readScene(JsonFile &file, ExcalidrawScene &scene, const LoadMonitor &monitor)
{
    const auto images = readExcalidrawImages(file, monitor);
    if (!images)
        return tl::unexpected(images.error());
    Elements elements{&*images};
    const auto read = file.forEach("elements", [&elements](const JsonFile::Item &item) -> Result<void> {
        elements.add(item.value);
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    return finished(scene.take(std::move(elements.list)), elements.simplified, file);
}

Result<Drawing> readLibrary(JsonFile &file, ExcalidrawScene &scene)
{
    const char *key = file.has("libraryItems") ? "libraryItems" : "library";
    QList<LibraryItem> items;
    Simplified simplified;
    const auto read = file.forEach(key, [&](const JsonFile::Item &item) -> Result<void> {
        const auto list = elementsOfItem(item.value);
        if (!list) {
            ++simplified.leftOut;
            return {};
        }
        Elements elements;
        for (const dom::element element : *list)
            elements.add(element);
        simplified += elements.simplified;
        LibraryItem result{scene.take(std::move(elements.list)), {}};
        if (result.shapes.isEmpty())
            return {};
        groupItem(result.shapes, scene);
        result.bounds = boundsOfShapes(result.shapes);
        items.append(std::move(result));
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());

    layOut(items);
    QList<Shape> shapes;
    for (LibraryItem &item : items)
        shapes.append(std::move(item.shapes));
    // The items come from different drawings: their indexes say nothing of each other.
    for (Shape &shape : shapes)
        shape.z.clear();
    return finished(std::move(shapes), simplified, file);
}

} // namespace

Result<Drawing> readExcalidraw(const QByteArray &bytes, const LoadMonitor &monitor)
{
    JsonFile file(bytes, monitor);
    if (const auto opened = file.open(); !opened)
        return tl::unexpected(opened.error());
    // Seeded by the content: the same file gives the same ids, wherever it has none that we can take.
    Random random(qHash(bytes));
    ExcalidrawScene scene(random);
    const QString type = file.text("type").value_or(QString());
    if (file.broken())
        return tl::unexpected(*file.broken());
    // Some programs leave the type out; what the file holds says it as well.
    const bool untyped = type.isEmpty();
    const bool isScene =
        type == "excalidraw"_L1 || type == "excalidraw/clipboard"_L1 || (untyped && file.has("elements"));
    const bool isLibrary = type == "excalidrawlib"_L1 || (untyped && (file.has("libraryItems") || file.has("library")));
    if (!isScene && !isLibrary)
        return failure(
            ErrorCode::Damaged,
            ExcalidrawFileSentences::tr("This is not an Excalidraw file: its “type” is “%1”.").arg(type.left(64)));
    auto drawing = isScene ? readScene(file, scene, monitor) : readLibrary(file, scene);
    if (!drawing)
        return drawing;
    if (const auto whole = file.finish(); !whole)
        return tl::unexpected(whole.error());
    return drawing;
}

} // namespace sketchroom
