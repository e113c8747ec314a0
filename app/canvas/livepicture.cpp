#include "app/canvas/livepicture.h"

#include "app/canvas/boardpicture.h"
#include "app/canvas/distantpainter.h"
#include "app/canvas/tilelayer.h"
#include "app/canvas/tilepainter.h"

#include <QPainter>
#include <QSemaphore>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

// A second thread takes a while to wake up.
constexpr qsizetype worthHelping = 24; // shapes
/// So few are painted each into an image of its own, which is smaller than one for all.
constexpr qsizetype fewShapes = 24;
/// More are painted without details.
constexpr qsizetype mostDetailed = 100;
/// As the last one, for an image that is kept.
constexpr qsizetype mostKeptDetailed = 700;

QRect boundsInPixels(const QList<ShapeRef> &shapes, double scale)
{
    QRect bounds;
    for (const ShapeRef &shape : shapes)
        bounds |= pixelsOf(roomyBounds(*shape), scale).adjusted(-1, -1, 1, 1);
    return bounds;
}

QPointF placeOf(const Shape &shape)
{
    return {shape.box.x, shape.box.y};
}

bool near(QPointF a, QPointF b)
{
    return (a - b).manhattanLength() < 1e-6;
}

/// Whether the two look the same but for where they are.
bool looksSame(const Shape &a, const Shape &b)
{
    return sameGeometry(a, b) && a.box.angle == b.box.angle && a.stroke == b.stroke && a.fill == b.fill &&
           a.opacity == b.opacity && a.z == b.z;
}

} // namespace

/// One call of paint(): the painter is in device pixels, moved so that scene point (0, 0) is at (0, 0).
struct LivePicture::Frame
{
    QPainter &painter;
    double scale;
    QRect exposed;
    QRect window;
};

LivePicture::LivePicture(GeometryCache &geometry)
    : m_geometry(geometry)
{
    m_helper.setMaxThreadCount(1);
}

void LivePicture::clear()
{
    m_image = {};
    m_pictured.clear();
    m_changing.clear();
}

void LivePicture::paint(QPainter &painter, const QRectF &exposed, QList<ShapeRef> shapes, bool dark)
{
    if (shapes.isEmpty()) {
        clear();
        return;
    }
    const QTransform toDevice = painter.deviceTransform();
    const QTransform deviceToPainter = (painter.worldTransform().inverted() * toDevice).inverted();
    const QPoint origin(int(std::lround(toDevice.dx())), int(std::lround(toDevice.dy())));
    const QSize device =
        QSize(painter.device()->width(), painter.device()->height()) * painter.device()->devicePixelRatioF();
    const Frame frame{painter, toDevice.m11(), toDevice.mapRect(exposed).toAlignedRect().translated(-origin),
                      QRect(-origin, device)};
    if (frame.scale != m_scale || dark != m_dark) {
        m_pictured.clear();
        m_scale = frame.scale;
        m_dark = dark;
    }
    std::sort(shapes.begin(), shapes.end(), PaintsBefore{});
    sortOut(shapes);
    const auto changing = std::stable_partition(
        shapes.begin(), shapes.end(), [this](const ShapeRef &shape) { return !m_changing.contains(shape->id); });
    painter.save();
    painter.setWorldTransform(QTransform::fromTranslate(origin.x(), origin.y()) * deviceToPainter);
    paintMoving(frame, {shapes.begin(), changing});
    paintChanging(frame, {changing, shapes.end()});
    painter.restore();
}

/// Finds out by which way most of the shapes have moved since they were painted, and which have not moved along.
void LivePicture::sortOut(const QList<ShapeRef> &shapes)
{
    QList<QPointF> ways;
    for (const ShapeRef &shape : shapes) {
        if (const ShapeRef before = m_pictured.value(shape->id))
            ways.append(placeOf(*shape) - placeOf(*before));
    }
    // What more than half of them have in common is in the middle when they are sorted.
    const auto middle = ways.begin() + ways.size() / 2;
    std::nth_element(ways.begin(), middle, ways.end(),
                     [](QPointF a, QPointF b) { return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y(); });
    m_moved = ways.isEmpty() ? QPointF() : *middle;
    for (const ShapeRef &shape : shapes) {
        const ShapeRef before = m_pictured.value(shape->id);
        if (before && !(near(placeOf(*shape) - placeOf(*before), m_moved) && looksSame(*before, *shape)))
            m_changing.insert(shape->id);
    }
}

void LivePicture::paintMoving(const Frame &frame, const QList<ShapeRef> &shapes)
{
    if (shapes.isEmpty())
        return;
    const QPoint moved = (m_moved * frame.scale).toPoint();
    const bool same = shapes.size() == m_pictured.size() &&
                      std::all_of(shapes.begin(), shapes.end(),
                                  [this](const ShapeRef &shape) { return m_pictured.contains(shape->id); });
    if (!same || !m_pixels.translated(moved).contains(m_bounds.translated(moved) & frame.window)) {
        m_pictured.clear();
        for (const ShapeRef &shape : shapes)
            m_pictured.insert(shape->id, shape);
        m_moved = {};
        m_bounds = boundsInPixels(shapes, frame.scale);
        // Some more than is seen, to be moved into view.
        const int more = std::max(frame.window.width(), frame.window.height()) / 4;
        m_pixels = m_bounds & frame.window.adjusted(-more, -more, more, more);
        m_image = painted(shapes, m_pixels, shapes.size() > mostKeptDetailed ? Details::No : Details::Yes);
    }
    frame.painter.drawImage(m_pixels.topLeft() + (m_moved * frame.scale).toPoint(), m_image);
}

void LivePicture::paintChanging(const Frame &frame, const QList<ShapeRef> &shapes)
{
    const auto paintGroup = [&](const QList<ShapeRef> &group) {
        const QRect pixels = boundsInPixels(group, frame.scale) & frame.exposed;
        const Details details = shapes.size() > mostDetailed ? Details::No : Details::Yes;
        if (!pixels.isEmpty())
            frame.painter.drawImage(pixels.topLeft(), painted(group, pixels, details));
    };
    if (shapes.size() > fewShapes)
        return paintGroup(shapes);
    for (const ShapeRef &shape : shapes)
        paintGroup({shape});
}

/// An image of the shapes, bottom first, in this area, counted from scene point (0, 0).
QImage LivePicture::painted(const QList<ShapeRef> &shapes, const QRect &pixels, Details details)
{
    QImage image(pixels.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    uchar *const bits = image.bits();
    const auto paintRows = [&](int from, int to) {
        QImage rows(bits + from * image.bytesPerLine(), image.width(), to - from, image.bytesPerLine(), image.format());
        QPainter painter(&rows);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.translate(-pixels.topLeft() - QPoint(0, from));
        painter.scale(m_scale, m_scale);
        TileCanvas canvas{rows, painter, Coverage(rows.rect()), painter.transform(), m_dark};
        for (const ShapeRef &shape : shapes) {
            if (details == Details::Yes || shape->kind == Kind::Image)
                paintOnTile(canvas, shape, m_geometry);
            else
                paintDistant(canvas, *shape);
        }
    };
    if (shapes.size() < worthHelping) {
        paintRows(0, image.height());
        return image;
    }
    const int half = image.height() / 2;
    QSemaphore done;
    m_helper.start([&] {
        paintRows(0, half);
        done.release();
    });
    paintRows(half, image.height());
    done.acquire();
    return image;
}

} // namespace sketchroom
