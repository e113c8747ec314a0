#pragma once

// Private to the Excalidraw reader and writer.

#include "common/model/shape.h"

namespace sketchroom {

// How Excalidraw calls what we have, and the reverse. Of several names, the one that is written is that which the most
// versions of Excalidraw know.

/// A stroke of Excalidraw's pen of width 1 is this wide.
inline constexpr double excalidrawPenSize = 4.25;

/// Nothing for a type that this version does not know.
std::optional<Kind> kindOfType(QByteArrayView type);
/// Nothing for a kind that Excalidraw does not have.
std::optional<QByteArrayView> typeOfKind(Kind kind);

/// An arrow for a name that this version does not know.
Head headOfName(QByteArrayView name);
/// Empty for no head, which is null in a file.
QByteArrayView nameOfHead(Head head);

/// Solid for a name that this version does not know.
Hatch hatchOfName(QByteArrayView name);
QByteArrayView nameOfHatch(Hatch hatch);

QString familyOfNumber(int number);
/// Of a family that Excalidraw does not have: that of "sans".
int numberOfFamily(const QString &family);
/// Whether Excalidraw has letters of this kind at all.
bool isFamilyKnown(const QString &family);

} // namespace sketchroom
