#pragma once

#include "common/model/geometry.h"

#include <QFont>
#include <QPointF>
#include <QSizeF>

class QPainter;

namespace sketchroom {

/// A tab is shown as so many blanks.
inline constexpr qsizetype spacesOfTab = 4;

// How texts on the board break into lines. Usable from any thread: a block holds no font of Qt's, since those may not
// be shared between threads.

/// The families "" (the calm default), "sans", "serif", "mono" and "hand" stand for fonts of this system; any other
/// name is taken as it is, with the default behind it.
QFont toQFont(const Font &font);

struct TextLine
{
    QString text;
    double width = 0;
};

/// A text broken into lines, in scene units.
struct TextBlock
{
    QList<TextLine> lines;
    Font font;
    double ascent = 0; ///< from the top of a line to its baseline
    QSizeF size;

    bool isEmpty() const { return lines.isEmpty(); }
    double lineHeight() const { return font.size * lineSpacing; }
};

/// Breaks at line feeds, and where `wrapWidth` is above 0, between words that would go past it.
TextBlock layOutText(const QString &text, const Font &font, double wrapWidth);
/// The size of the text as layOutText() breaks it. An empty text is as high as one line.
QSizeF measureText(const QString &text, const Font &font, double wrapWidth);

/// The width of the longest word: what a wrapped text needs if none is to be torn.
double longestWordWidth(const QString &text, const Font &font);

enum class Glyphs : quint8 {
    Text,     ///< as text, which screens show best
    Outlines, ///< as filled outlines, the same on a system that lacks the font
};
/// Paints with the painter's pen colour; `topLeft` is the block's corner, lines are aligned in `width`.
void paintText(QPainter &painter, const TextBlock &block, QPointF topLeft, double width, Glyphs glyphs);

} // namespace sketchroom
