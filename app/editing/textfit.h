#pragma once

#include "common/model/registers.h"

namespace sketchroom {

/// The box of a text shape that fits this text in this font, whose lines break at line feeds only. Its top stays, and
/// the side that the text is aligned to.
Box fittedBox(const Shape &shape, const QString &text, const Font &font);

/// The box of a closed shape or note, made so much higher that its text stays inside its outline. Its top stays; it is
/// never made smaller.
Box grownBox(const Shape &shape);

/// A text as it is typed and pasted: a tab is as many blanks as it is shown as.
QString withoutTabs(QString text);
/// A sentence for whoever typed or pasted more than a text can hold.
QString cutNotice(qsizetype lost, qsizetype most);

/// The registers that put a shape into a box. A text's letters grow with it, and are never mirrored.
QList<RegisterValue> placedIn(const Shape &shape, const Box &box);

} // namespace sketchroom
