#include "app/view/livepicture.h"

#include "app/render/distantpainter.h"
#include "app/render/tilepainter.h"
#include "app/view/boardpicture.h"
#include "app/view/tilelayer.h"
#include "common/model/registers.h"

#include <QPainter>
#include <QSemaphore>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// So few are painted each into an image of its own, which is smaller than one for all.
constexpr qsizetype fewShapes = 24;
/// More are painted without details, as long as they change; those that only move, until another thread is done.
constexpr qsizetype mostDetailed = 100;
/// And until then in pixels so many times as large.
constexpr int coarseness = 3;
/// Device pixels a scene unit: from farther away, nothing has details.
constexpr double coarseBelow = 0.5;

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

enum class Details : quint8 { No, Yes };

/// An image of the shapes, which come bottom first, in this area, counted from scene point (0, 0): of that size, or,
/// when it has no details, smaller. On any thread.
QImage painted(const QList<ShapeRef> &shapes, const QRect &pixels, double scale, bool dark, Details details,
               GeometryCache &geometry)
{
    const int divisor = details == Details::Yes ? 1 : coarseness;
    const QSize size = (pixels.size() + QSize(divisor - 1, divisor - 1)) / divisor;
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(double(size.width()) / pixels.width(), double(size.height()) / pixels.height());
    painter.translate(-pixels.topLeft());
    painter.scale(scale, scale);
    TileCanvas canvas{image, painter, Coverage(image.rect()), painter.transform(), dark};
    for (const ShapeRef &shape : shapes) {
        if (details == Details::Yes || shape->kind == Kind::Image)
            paintOnTile(canvas, shape, geometry);
        else
            paintDistant(canvas, *shape);
    }
    painter.end();
    return image;
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
    m_pool.setMaxThreadCount(1);
    m_helper.setMaxThreadCount(1);
}

void LivePicture::clear()
{
    m_image = {};
    m_detailed.reset();
    m_pictured.clear();
    m_changing.clear();
}

void LivePicture::rest()
{
    m_changing.clear();
}

void LivePicture::paint(QPainter &painter, const QRectF &exposed, QList<ShapeRef> shapes, bool dark)
{
    if (shapes.isEmpty()) {
        rest();
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
        if (before && !(near(placeOf(*shape) - placeOf(*before), m_moved) && sameLook(*before, *shape)))
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
        if (m_pixels.isEmpty())
            return;
        paintImage(shapes);
    }
    if (m_detailed && m_detailed->done) {
        m_image = m_detailed->image;
        m_detailed.reset();
    }
    frame.painter.drawImage(m_pixels.translated((m_moved * frame.scale).toPoint()), m_image);
}

/// The image without details, half of it by another thread: a frame waits for it.
QImage LivePicture::paintedByTwo(const QList<ShapeRef> &shapes)
{
    const auto paintSome = [&](const QList<ShapeRef> &some) {
        return painted(some, m_pixels, m_scale, m_dark, Details::No, m_geometry);
    };
    const qsizetype half = shapes.size() / 2;
    QImage upper;
    QSemaphore done;
    m_helper.start([&] {
        upper = paintSome(shapes.sliced(half));
        done.release();
    });
    QImage image = paintSome(shapes.first(half));
    done.acquire();
    QPainter(&image).drawImage(0, 0, upper);
    return image;
}

void LivePicture::paintImage(const QList<ShapeRef> &shapes)
{
    m_detailed.reset();
    if (shapes.size() <= mostDetailed || m_scale < coarseBelow) {
        m_image = painted(shapes, m_pixels, m_scale, m_dark, Details::Yes, m_geometry);
        return;
    }
    m_image = paintedByTwo(shapes);
    m_detailed = std::make_shared<Detailed>();
    m_pool.start([this, shapes, detailed = m_detailed, pixels = m_pixels, scale = m_scale, dark = m_dark] {
        detailed->image = painted(shapes, pixels, scale, dark, Details::Yes, m_geometry);
        detailed->done = true;
    });
}

void LivePicture::paintChanging(const Frame &frame, const QList<ShapeRef> &shapes)
{
    const auto paintGroup = [&](const QList<ShapeRef> &group) {
        const QRect pixels = boundsInPixels(group, frame.scale) & frame.exposed;
        const Details details = shapes.size() > mostDetailed ? Details::No : Details::Yes;
        if (!pixels.isEmpty())
            frame.painter.drawImage(pixels, painted(group, pixels, m_scale, m_dark, details, m_geometry));
    };
    if (shapes.size() > fewShapes)
        return paintGroup(shapes);
    for (const ShapeRef &shape : shapes)
        paintGroup({shape});
}

} // namespace sketchroom
