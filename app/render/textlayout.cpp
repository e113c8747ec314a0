#include "app/render/textlayout.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QRawFont>
#include <QRegularExpression>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

/// The first of `wanted` that is installed, then what takes over for letters it lacks.
QStringList installed(const QStringList &wanted, const QStringList &fallbacks)
{
    QStringList families;
    for (const QString &family : wanted) {
        if (QFontDatabase::hasFamily(family)) {
            families.append(family);
            break;
        }
    }
    return families + fallbacks;
}

QStringList familiesFor(const QString &family)
{
    // The first name of each row is what resources/packages.txt installs, so that most people see the same.
    static const QStringList sans =
        installed({u"Noto Sans CJK KR"_s, u"Noto Sans"_s, u"Segoe UI"_s, u"Helvetica Neue"_s}, {u"sans-serif"_s});
    static const QStringList serif =
        installed({u"DejaVu Serif"_s, u"Noto Serif"_s, u"Georgia"_s}, {u"Noto Serif CJK KR"_s, u"serif"_s});
    static const QStringList mono = installed({u"DejaVu Sans Mono"_s, u"Noto Sans Mono"_s, u"Menlo"_s, u"Consolas"_s},
                                              {u"Noto Sans Mono CJK KR"_s, u"monospace"_s});
    static const QStringList hand =
        installed({u"Comic Neue"_s, u"Chalkboard SE"_s, u"Segoe Print"_s, u"Comic Sans MS"_s}, sans);
    if (family.isEmpty() || family == "sans"_L1)
        return sans;
    if (family == "serif"_L1)
        return serif;
    if (family == "mono"_L1)
        return mono;
    if (family == "hand"_L1)
        return hand;
    return QStringList(family) + sans;
}

/// Fonts of Qt's have whole pixel sizes; painters are scaled by this for the rest.
double scaleOf(const Font &font)
{
    return font.size / std::max(1.0, std::ceil(font.size));
}

} // namespace

QFont toQFont(const Font &font)
{
    QFont result;
    result.setFamilies(familiesFor(font.family));
    result.setPixelSize(std::max(1, int(std::ceil(font.size))));
    // Hinting would make widths depend on the zoom.
    result.setHintingPreference(QFont::PreferNoHinting);
    return result;
}

TextBlock layOutText(const QString &text, const Font &font, double wrapWidth)
{
    const QFont qtFont = toQFont(font);
    const double scale = scaleOf(font);
    const QFontMetricsF metrics(qtFont);

    TextBlock block;
    block.font = font;
    block.ascent = (block.lineHeight() - (metrics.ascent() + metrics.descent()) * scale) / 2 + metrics.ascent() * scale;

    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QString clean = text;
    clean.replace(u'\t', QString(spacesOfTab, u' '));
    for (const QString &paragraph : clean.split(u'\n')) {
        QTextLayout layout(paragraph, qtFont);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(wrapWidth > 0 ? wrapWidth / scale : 1e7);
            const QString words = paragraph.mid(line.textStart(), line.textLength());
            block.lines.append({words, line.naturalTextWidth() * scale});
            block.size.setWidth(std::max(block.size.width(), line.naturalTextWidth() * scale));
        }
        layout.endLayout();
    }
    block.size.setHeight(double(block.lines.size()) * block.lineHeight());
    return block;
}

QSizeF measureText(const QString &text, const Font &font, double wrapWidth)
{
    return layOutText(text, font, wrapWidth).size;
}

double longestWordWidth(const QString &text, const Font &font)
{
    const QFontMetricsF metrics(toQFont(font));
    double longest = 0;
    for (const QString &word : text.split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts))
        longest = std::max(longest, metrics.horizontalAdvance(word) * scaleOf(font));
    return longest;
}

namespace {

/// Whether the glyphs of this font are pictures and have no outlines: those of emoji.
bool hasPictures(const QRawFont &font)
{
    return !font.fontTable("CBDT").isEmpty() || !font.fontTable("sbix").isEmpty() || !font.fontTable("COLR").isEmpty();
}

/// As an image: files of outlines have nothing else for pictures.
void paintPictures(QPainter &painter, const QGlyphRun &run, const QPointF &at, const QPen &pen)
{
    constexpr double pixelsPerUnit = 4;
    constexpr int most = 4096;
    const QRectF bounds = run.boundingRect().adjusted(-1, -1, 1, 1);
    const QSize size = (bounds.size() * pixelsPerUnit).toSize().boundedTo({most, most});
    if (size.isEmpty())
        return;
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter onImage(&image);
    onImage.setPen(pen);
    onImage.scale(size.width() / bounds.width(), size.height() / bounds.height());
    onImage.drawGlyphRun(-bounds.topLeft(), run);
    onImage.end();
    painter.drawImage(bounds.translated(at), image);
}

/// `at`: where the baseline begins.
void paintOutlines(QPainter &painter, const QPointF &at, const QFont &font, const QString &text)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    const QList<QGlyphRun> runs = layout.glyphRuns();
    const auto isPictures = [](const QGlyphRun &run) { return hasPictures(run.rawFont()); };
    if (!line.isValid() || std::none_of(runs.begin(), runs.end(), isPictures)) {
        QPainterPath outlines;
        outlines.addText(at, font, text);
        painter.fillPath(outlines, painter.pen().color());
        return;
    }
    // Where the layout has its own origin: at the top of the line.
    const QPointF origin = at - QPointF(0, line.y() + line.ascent());
    for (const QGlyphRun &run : runs) {
        if (isPictures(run)) {
            paintPictures(painter, run, origin, painter.pen());
            continue;
        }
        QPainterPath outlines;
        outlines.setFillRule(Qt::WindingFill);
        const QList<quint32> glyphs = run.glyphIndexes();
        const QList<QPointF> positions = run.positions();
        for (qsizetype i = 0; i < glyphs.size(); ++i)
            outlines.addPath(run.rawFont().pathForGlyph(glyphs.at(i)).translated(origin + positions.at(i)));
        painter.fillPath(outlines, painter.pen().color());
    }
}

} // namespace

void paintText(QPainter &painter, const TextBlock &block, QPointF topLeft, double width, Glyphs glyphs)
{
    const QFont font = toQFont(block.font);
    const double scale = scaleOf(block.font);
    const double share = block.font.align == Align::Left ? 0 : block.font.align == Align::Center ? 0.5 : 1;

    painter.save();
    painter.translate(topLeft);
    painter.scale(scale, scale);
    painter.setFont(font);
    double y = block.ascent;
    for (const TextLine &line : block.lines) {
        const QPointF at(share * (width - line.width) / scale, y / scale);
        if (glyphs == Glyphs::Text) {
            painter.drawText(at, line.text);
        } else {
            paintOutlines(painter, at, font, line.text);
        }
        y += block.lineHeight();
    }
    painter.restore();
}

} // namespace sketchroom
