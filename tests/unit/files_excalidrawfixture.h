#pragma once

// Shapes of handwritten Excalidraw elements, for the tests of the reader.

#include "app/files/excalidrawfile.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace sketchroom::testing {

inline QByteArray sceneOf(const QByteArray &elements)
{
    return R"({"type":"excalidraw","version":2,"elements":[)" + elements + R"(],"appState":{},"files":{}})";
}

/// The shapes of a scene; none when it was refused.
inline QList<ShapeRef> readElements(const QByteArray &elements)
{
    const auto drawing = readExcalidraw(sceneOf(elements));
    return drawing ? drawing->shapes : QList<ShapeRef>();
}

/// The only shape of a scene.
inline Shape readOne(const QByteArray &element)
{
    const QList<ShapeRef> shapes = readElements(element);
    return shapes.size() == 1 ? *shapes.front() : Shape();
}

inline QJsonObject extOf(const Shape &shape)
{
    return QJsonDocument::fromJson(shape.ext.json).object().value(QLatin1StringView("excalidraw")).toObject();
}

inline bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

} // namespace sketchroom::testing
