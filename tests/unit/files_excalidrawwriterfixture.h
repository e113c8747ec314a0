#pragma once

// Boards that are written for Excalidraw, and what it would find wrong with them.

#include "app/files/excalidrawindexes.h"
#include "app/files/excalidrawwriter.h"
#include "tests/unit/files_excalidrawfixture.h"

#include <QJsonArray>

namespace sketchroom::testing {

using namespace Qt::StringLiterals;

inline Shape shapeOf(Kind kind, const QByteArray &id, const QByteArray &z = "a1")
{
    Shape shape = Shape::defaults(kind);
    shape.id = id;
    shape.z = z;
    shape.box = {10, 20, 200, 120, 0};
    if (numbersPerPoint(kind) == 2)
        shape.points = {0, 0, 80, -60, 200, 60};
    else if (numbersPerPoint(kind) == 3)
        shape.points = {0, 0, 0.2, 80, -60, 0.9, 200, 60, 0.5};
    return shape;
}

inline QList<ShapeRef> boardOf(const QList<Shape> &shapes)
{
    QList<ShapeRef> board;
    for (const Shape &shape : shapes)
        board.append(std::make_shared<const Shape>(shape));
    return board;
}

inline WrittenDrawing written(const QList<Shape> &shapes, const ExportOptions &options = {})
{
    const auto drawing = writeExcalidraw(boardOf(shapes), options);
    return drawing ? *drawing : WrittenDrawing();
}

inline QJsonArray elementsOf(const WrittenDrawing &drawing)
{
    return QJsonDocument::fromJson(drawing.bytes).object().value("elements"_L1).toArray();
}

inline QJsonObject elementOf(const WrittenDrawing &drawing, const QString &id)
{
    for (const QJsonValue &element : elementsOf(drawing)) {
        if (element["id"_L1] == id)
            return element.toObject();
    }
    return {};
}

inline QList<ShapeRef> again(const WrittenDrawing &drawing)
{
    const auto read = readExcalidraw(drawing.bytes);
    return read && read->notes.isEmpty() ? read->shapes : QList<ShapeRef>();
}

/// The only shape of what was written of it; without what a file adds.
inline Shape onceMore(const Shape &shape)
{
    const QList<ShapeRef> shapes = again(written({shape}));
    Shape read = shapes.size() == 1 ? *shapes.front() : Shape();
    read.ext = shape.ext;
    return read;
}

inline QJsonObject embedded(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// What Excalidraw would mend in an element when it reads it.
inline QString faultOf(const QJsonObject &element, const QHash<QString, QJsonObject> &all)
{
    const QString type = element["type"_L1].toString();
    for (const char *key : {"x", "y", "width", "height", "angle", "strokeWidth", "roughness", "opacity", "seed",
                            "version", "versionNonce", "updated"}) {
        if (!element[QLatin1StringView(key)].isDouble())
            return QLatin1StringView(key) + u" is no number"_s;
    }
    for (const char *key : {"groupIds", "boundElements"}) {
        if (!element[QLatin1StringView(key)].isArray())
            return QLatin1StringView(key) + u" is no list"_s;
    }
    for (const char *key : {"link", "frameId", "roundness", "locked", "isDeleted"}) {
        if (element[QLatin1StringView(key)].isUndefined())
            return QLatin1StringView(key) + u" is missing"_s;
    }
    if (element["width"_L1].toDouble() < 0 || element["height"_L1].toDouble() < 0)
        return u"of negative size"_s;
    const QJsonArray points = element["points"_L1].toArray();
    const bool path = type == "line"_L1 || type == "arrow"_L1 || type == "freedraw"_L1;
    if (path && (points.size() < 2 || points[0].toArray() != QJsonArray{0, 0}))
        return u"begins elsewhere, or has too few points"_s;
    if (path && type != "freedraw"_L1 && qMax(element["width"_L1].toDouble(), element["height"_L1].toDouble()) > 75'000)
        return u"too long"_s;
    if (!path && element["width"_L1].toDouble() == 0 && element["height"_L1].toDouble() == 0)
        return u"of no size"_s;
    if (type == "text"_L1 && (element["text"_L1].toString().isEmpty() || element["lineHeight"_L1].toDouble() <= 0))
        return u"empty text, or no height of lines"_s;
    if (const QString container = element["containerId"_L1].toString(); !container.isEmpty()) {
        const QJsonObject bound{{u"id"_s, element["id"_L1]}, {u"type"_s, u"text"_s}};
        if (!all.value(container)["boundElements"_L1].toArray().contains(bound))
            return u"the container does not know its label"_s;
    }
    if (const QString frame = element["frameId"_L1].toString();
        !frame.isEmpty() && all.value(frame)["type"_L1] != u"frame"_s)
        return u"in a frame that is none"_s;
    for (const QJsonValue &bound : element["boundElements"_L1].toArray()) {
        if (!all.contains(bound["id"_L1].toString()))
            return u"bound to nothing"_s;
    }
    for (const char *key : {"startBinding", "endBinding"}) {
        const QJsonValue binding = element[QLatin1StringView(key)];
        if (!binding.isObject())
            continue;
        const QJsonObject bound{{u"id"_s, element["id"_L1]}, {u"type"_s, u"arrow"_s}};
        if (!all.value(binding["elementId"_L1].toString())["boundElements"_L1].toArray().contains(bound))
            return u"the target does not know its arrow"_s;
    }
    return {};
}

inline QString faultIn(const WrittenDrawing &drawing)
{
    const QJsonArray elements = elementsOf(drawing);
    QHash<QString, QJsonObject> all;
    for (const QJsonValue &element : elements)
        all.insert(element["id"_L1].toString(), element.toObject());
    if (all.size() != elements.size())
        return u"an id is there twice"_s;
    QByteArray below;
    for (const QJsonValue &element : elements) {
        const QByteArray index = element["index"_L1].toString().toUtf8();
        if (!isExcalidrawIndex(index) || index <= below)
            return u"index "_s + QString::fromUtf8(index);
        below = index;
        if (const QString fault = faultOf(element.toObject(), all); !fault.isEmpty())
            return element["id"_L1].toString() + u": "_s + fault;
    }
    return {};
}

} // namespace sketchroom::testing
