#include "app/files/excalidrawwriter.h"

#include "app/files/excalidrawindexes.h"
#include "app/files/excalidrawmembers.h"
#include "app/images/imagefolder.h"
#include "common/base/jsonwriter.h"
#include "common/model/geometry.h"

#include <QMap>

#include <array>
#include <cmath>
#include <utility>

namespace sketchroom {

namespace {

/// Where a place is in the target's upright box, of 0..1 inside it.
QByteArray fixedPoint(const Shape &target, QPointF place)
{
    static constexpr double farthest = 10;
    const QRectF frame = frameOf(target.box);
    const QPointF upright = rotated(place, centerOf(target.box), -target.box.angle);
    const auto share = [](double from, double side) {
        const double part = side > 0 ? qBound(-farthest, from / side, farthest) : 0.5;
        // Excalidraw moves ends off the very middle, where the direction to the other end means nothing.
        return std::abs(part - 0.5) < 0.0001 ? 0.5001 : part;
    };
    QByteArray json;
    JsonWriter(json).values(
        std::array{share(upright.x() - frame.x(), frame.width()), share(upright.y() - frame.y(), frame.height())});
    return json;
}

/// How far a place is from the target's outline.
double gapTo(const Shape &target, QPointF place)
{
    const QList<QPointF> outline = outlineOf(target);
    double nearest = qInf();
    for (qsizetype i = 1; i < outline.size(); ++i) {
        const QPointF side = outline[i] - outline[i - 1];
        const QPointF from = place - outline[i - 1];
        const double square = QPointF::dotProduct(side, side);
        const double share = square > 0 ? qBound(0.0, QPointF::dotProduct(from, side) / square, 1.0) : 0;
        const QPointF off = from - share * side;
        nearest = qMin(nearest, std::hypot(off.x(), off.y()));
    }
    return std::isfinite(nearest) ? nearest : 0;
}

/// Writes the parts of a drawing, with what they say of each other.
class ExcalidrawSceneWriter final
{
public:
    ExcalidrawSceneWriter(QList<ExcalidrawPart> parts, const ExportOptions &options, ExcalidrawLosses &losses)
        : m_parts(std::move(parts))
        , m_images(options.images)
        , m_losses(losses)
    {
    }

    QByteArray write()
    {
        tie();
        QByteArray json = "{\"type\":\"excalidraw\",\"version\":2,\"source\":\"sketchroom\",\"elements\":[";
        const QList<QByteArray> indexes = ascendingIndexes(wantedIndexes());
        const char *separator = "\n";
        for (qsizetype i = 0; i < m_parts.size(); ++i) {
            json.append(separator).append(element(m_parts.at(i), indexes.at(i)));
            separator = ",\n";
        }
        json.append("\n],\"appState\":{\"gridSize\":20,\"gridStep\":5,\"gridModeEnabled\":false,"
                    "\"viewBackgroundColor\":\"#ffffff\"},\"files\":{");
        return json.append(files()).append("}}\n");
    }

private:
    /// Those of the shapes, and of labels where they lie between their neighbours: a label must not cost the shapes
    /// above it theirs.
    QList<QByteArray> wantedIndexes() const
    {
        QList<QByteArray> wanted;
        wanted.reserve(m_parts.size());
        for (qsizetype i = 0; i < m_parts.size(); ++i) {
            const QByteArray &index = m_parts.at(i).index;
            const bool isShape = index == m_parts.at(i).shape.z;
            const QByteArray above = i + 1 < m_parts.size() ? m_parts.at(i + 1).index : QByteArray();
            const bool fits = isShape || above.isEmpty() || index < above;
            wanted.append(fits && isExcalidrawIndex(index) ? index : QByteArray());
        }
        return wanted;
    }

    /// Says at both ends what is attached to what.
    void tie()
    {
        QSet<ShapeId> written;
        for (const ExcalidrawPart &part : std::as_const(m_parts))
            written.insert(part.shape.id);
        for (qsizetype i = 0; i < m_parts.size(); ++i) {
            ExcalidrawPart &part = m_parts[i];
            if (!written.contains(part.container))
                part.container.clear(); // what it labels was left out
            if (numbersPerPoint(part.shape.kind) == 0 && part.container.isEmpty())
                m_targets.insert(part.shape.id, i);
            if (part.shape.kind == Kind::Frame)
                m_frames.insert(part.shape.id);
            if (!part.container.isEmpty())
                m_bound[part.container].append({part.shape.id, "text"});
        }
        for (ExcalidrawPart &part : m_parts) {
            tieEnd(part.shape.from, part.shape, written);
            tieEnd(part.shape.to, part.shape, written);
        }
    }

    void tieEnd(Binding &end, const Shape &arrow, const QSet<ShapeId> &written)
    {
        if (!end)
            return;
        if (!m_targets.contains(end->shape)) {
            // An arrow alone, without what it is attached to, loses nothing that one would look for.
            m_losses.unattached += written.contains(end->shape) ? 1 : 0;
            end.reset();
            return;
        }
        QList<Bound> &bound = m_bound[end->shape];
        const Bound tied{arrow.id, "arrow"};
        if (!bound.contains(tied))
            bound.append(tied);
    }

    QByteArray element(const ExcalidrawPart &part, const QByteArray &index)
    {
        const Shape &shape = part.shape;
        JsonMembers element = excalidrawMembers(part);
        if (m_frames.contains(shape.parent))
            element.setAscii("frameId", shape.parent);
        else
            element.setNull("frameId");
        element.setAscii("index", index);
        element.setJson("boundElements", boundElements(part));
        if (isLinear(shape.kind)) {
            const QByteArray *const elbowed = element.find("elbowed");
            const bool isElbowed = elbowed && *elbowed == "true";
            element.setJson("startBinding", bindingOf(part, "startBinding", shape.from, isElbowed));
            element.setJson("endBinding", bindingOf(part, "endBinding", shape.to, isElbowed));
        }
        if (shape.kind == Kind::Image)
            sayFile(element, part);
        putBack(element, part.kept.members);
        return element.object();
    }

    /// What both versions of Excalidraw's format say: the newer takes the place, the older the distance.
    QByteArray bindingOf(const ExcalidrawPart &part, const char *key, const Binding &end, bool elbowed) const
    {
        if (!end)
            return "null";
        if (keptText(part.kept.members, key, "elementId") == end->shape)
            return *findMember(part.kept.members, key);
        const QList<QPointF> path = scenePoints(part.shape);
        const QPointF at = &end == &part.shape.from ? path.front() : path.back();
        const Shape &target = m_parts.at(m_targets.value(end->shape)).shape;
        JsonMembers binding;
        binding.setAscii("elementId", end->shape);
        binding.setAscii("mode", elbowed ? "orbit" : "inside");
        binding.setJson("fixedPoint", fixedPoint(target, at));
        binding.set("focus", 0);
        binding.set("gap", gapTo(target, at));
        return binding.object();
    }

    QByteArray boundElements(const ExcalidrawPart &part) const
    {
        const auto bound = m_bound.constFind(part.shape.id);
        if (bound == m_bound.cend())
            return "[]";
        QByteArray json;
        JsonWriter writer(json);
        writer.beginArray();
        for (const Bound &one : *bound)
            writer.beginObject().key("id").ascii(one.id).key("type").ascii(one.type).endObject();
        writer.endArray();
        return json;
    }

    void sayFile(JsonMembers &element, const ExcalidrawPart &part)
    {
        const bool here = keepFile(part.shape);
        const AssetId &asset = part.shape.asset;
        const QByteArray file = asset.isEmpty() ? keptText(part.kept.members, "fileId") : QByteArray(asset);
        if (file.isEmpty())
            element.setNull("fileId");
        else
            element.set("fileId", QString::fromUtf8(file));
        element.setAscii("status", here ? "saved" : "pending");
        m_losses.images += here ? 0 : 1;
    }

    bool keepFile(const Shape &shape)
    {
        if (m_files.contains(shape.asset))
            return true;
        const auto bytes = m_images && !shape.asset.isEmpty() ? m_images->read(shape.asset) : std::nullopt;
        const auto type = bytes ? imageTypeOf(*bytes) : std::nullopt;
        if (!type)
            return false;
        JsonMembers file;
        file.setAscii("mimeType", mimeTypeOf(*type));
        file.setAscii("id", shape.asset);
        const QByteArray url = "data:" + mimeTypeOf(*type) + ";base64," + bytes->toBase64();
        file.setAscii("dataURL", url);
        file.set("created", qMax<qint64>(1, shape.made));
        m_files.insert(shape.asset, file.object());
        return true;
    }

    QByteArray files() const
    {
        QByteArray json;
        const char *separator = "\n";
        for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
            json.append(separator).append('"').append(file.key()).append("\":").append(*file);
            separator = ",\n";
        }
        return json;
    }

    struct Bound
    {
        ShapeId id;
        const char *type;
        bool operator==(const Bound &other) const { return id == other.id; }
    };

    QList<ExcalidrawPart> m_parts;
    const ImageFolder *m_images;
    ExcalidrawLosses &m_losses;
    QHash<ShapeId, qsizetype> m_targets; ///< what arrows can be attached to
    QSet<ShapeId> m_frames;
    QHash<ShapeId, QList<Bound>> m_bound;
    QMap<AssetId, QByteArray> m_files;
};

} // namespace

Result<WrittenDrawing> writeExcalidraw(const QList<ShapeRef> &shapes, const ExportOptions &options)
{
    QHash<ShapeId, ShapeRef> byId;
    for (const ShapeRef &shape : shapes)
        byId.insert(shape->id, shape);
    ExcalidrawNearest nearest(shapes, [&](const ShapeId &id) {
        const ShapeRef shape = byId.value(id);
        return shape || !options.board ? shape : options.board->find(id);
    });
    ExcalidrawLosses losses = nearest.losses();
    const QByteArray bytes = ExcalidrawSceneWriter(std::move(nearest).parts(), options, losses).write();
    return WrittenDrawing{bytes, losses.sentences()};
}

} // namespace sketchroom
