#include "app/files/excalidrawlabel.h"

#include "app/files/excalidrawnames.h"
#include "app/render/shapegeometry.h"
#include "app/render/textlayout.h"
#include "common/base/plaintext.h"
#include "common/model/geometry.h"

#include <cmath>

namespace sketchroom {

namespace {

constexpr double boundTextPadding = 5;

/// The part of an upright shape that Excalidraw puts a label in.
QRectF labelRoom(const Shape &container)
{
    const QRectF frame = frameOf(container.box);
    double left = boundTextPadding;
    double top = boundTextPadding;
    double width = frame.width();
    double height = frame.height();
    if (container.kind == Kind::Ellipse) {
        const double share = (1 - std::sqrt(0.5)) / 2;
        left += width * share;
        top += height * share;
        width = std::round(width * std::sqrt(0.5));
        height = std::round(height * std::sqrt(0.5));
    } else if (container.kind == Kind::Diamond) {
        left += width / 4;
        top += height / 4;
        width = std::round(width / 2);
        height = std::round(height / 2);
    }
    return {frame.x() + left, frame.y() + top, width - 2 * boundTextPadding, height - 2 * boundTextPadding};
}

double shareOf(Align align)
{
    return align == Align::Left ? 0 : align == Align::Center ? 0.5 : 1;
}

double shareOf(VAlign align)
{
    return align == VAlign::Top ? 0 : align == VAlign::Middle ? 0.5 : 1;
}

/// A text of that size in `room`, turned with its container.
Box boxIn(const QRectF &room, QSizeF size, const Shape &container)
{
    const Font &font = container.font;
    const QPointF upright(room.x() + shareOf(font.align) * (room.width() - size.width()) + size.width() / 2,
                          room.y() + shareOf(font.valign) * (room.height() - size.height()) + size.height() / 2);
    const QPointF center = rotated(upright, centerOf(container.box), container.box.angle);
    return {center.x() - size.width() / 2, center.y() - size.height() / 2, size.width(), size.height(),
            container.box.angle};
}

/// What a label has of its container.
Shape labelOf(const Shape &container)
{
    Shape text = Shape::defaults(Kind::Text);
    text.parent = container.parent;
    text.groups = container.groups;
    // What cannot be seen is painted in the colour of new shapes.
    const bool seen = !container.stroke.none && (container.stroke.rgba & 0xffu) != 0;
    if (seen)
        text.stroke = container.stroke;
    text.opacity = container.opacity;
    text.text = container.text;
    text.font = container.font;
    text.locked = container.locked;
    text.made = container.made;
    text.changed = container.changed;
    return text;
}

QString joined(const TextBlock &block)
{
    QStringList lines;
    for (const TextLine &line : block.lines) {
        QString words = line.text;
        while (words.endsWith(u' '))
            words.chop(1);
        lines.append(words);
    }
    return lines.join(u'\n');
}

/// How the file had the label broken; nothing where that does not fit any more.
std::optional<ExcalidrawLabel> asItWas(const ExcalidrawLabel &label, const Shape &container, const QRectF &room,
                                       const QList<JsonMember> &kept)
{
    const QString shown = QString::fromUtf8(keptText(kept, "text"));
    const auto width = keptNumber(kept, "width");
    const auto height = keptNumber(kept, "height");
    const auto size = keptNumber(kept, "fontSize");
    const auto family = keptNumber(kept, "fontFamily");
    const QString typed = plainText(QString::fromUtf8(keptText(kept, "originalText")));
    const bool same = typed.isEmpty() ? plainText(shown) == container.text : typed == container.text;
    if (shown.isEmpty() || !same || !haveSameWords(shown, container.text) || !width || !height || !size || !family)
        return std::nullopt;
    const bool sameFont = *size == container.font.size && *family >= 0 && *family <= 100 &&
                          familyOfNumber(int(*family)) == container.font.family;
    if (!sameFont || !(*width > 0) || !(*height > 0) || *width > room.width() + 1)
        return std::nullopt;
    ExcalidrawLabel was = label;
    was.shown = shown;
    was.text.box = boxIn(room, {*width, *height}, container);
    constexpr double near = 1;
    const double x = keptNumber(kept, "x").value_or(qInf());
    const double y = keptNumber(kept, "y").value_or(qInf());
    if (std::abs(x - was.text.box.x) < near && std::abs(y - was.text.box.y) < near) {
        was.text.box.x = x;
        was.text.box.y = y;
    }
    return was;
}

} // namespace

ExcalidrawLabel excalidrawLabel(const Shape &container, const QList<JsonMember> &kept)
{
    if (isLinear(container.kind)) {
        // In the middle of its length, and upright.
        ExcalidrawLabel ofLine = looseLabel(container);
        ofLine.text.box.angle = 0;
        return ofLine;
    }
    ExcalidrawLabel label{labelOf(container), {}};
    const QRectF room = labelRoom(container);
    if (const auto was = asItWas(label, container, room, kept))
        return *was;
    const TextBlock block = layOutText(container.text, container.font, std::max(room.width(), container.font.size));
    label.shown = joined(block);
    label.text.box = boxIn(room, block.size, container);
    return label;
}

ExcalidrawLabel looseLabel(const Shape &container)
{
    ExcalidrawLabel label{labelOf(container), {}};
    const GeometryRef geometry = makeGeometry(container);
    label.shown = joined(geometry->text);
    const QRectF room = geometry->textArea.translated(centerOf(container.box));
    label.text.box = boxIn(room, geometry->text.size, container);
    return label;
}

bool haveSameWords(const QString &a, const QString &b)
{
    const auto next = [](const QString &text, qsizetype at) {
        while (at < text.size() && text.at(at).isSpace())
            ++at;
        return at;
    };
    qsizetype i = next(a, 0);
    qsizetype k = next(b, 0);
    while (i < a.size() && k < b.size() && a.at(i) == b.at(k)) {
        i = next(a, i + 1);
        k = next(b, k + 1);
    }
    return i == a.size() && k == b.size();
}

} // namespace sketchroom
