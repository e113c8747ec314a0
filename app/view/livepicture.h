#pragma once

#include "app/render/geometrycache.h"

#include <QImage>
#include <QSet>
#include <QThreadPool>

#include <atomic>

class QPainter;

namespace sketchroom {

/// Paints shapes that change from frame to frame. Those that only move, all by the same way, are painted once into an
/// image that moves with them; the others are painted each time, and without details when they are many.
class LivePicture final
{
public:
    explicit LivePicture(GeometryCache &geometry);

    /// `shapes` in no order; the painter is in scene units and not rotated.
    void paint(QPainter &painter, const QRectF &exposed, QList<ShapeRef> shapes, bool dark);
    void clear();

private:
    struct Frame;

    /// An image that another thread paints.
    struct Detailed
    {
        QImage image;
        std::atomic<bool> done = false;
    };

    void sortOut(const QList<ShapeRef> &shapes);
    void paintMoving(const Frame &frame, const QList<ShapeRef> &shapes);
    void paintChanging(const Frame &frame, const QList<ShapeRef> &shapes);
    void paintImage(const QList<ShapeRef> &shapes);
    QImage paintedByTwo(const QList<ShapeRef> &shapes);
    /// Nothing changes any more. The image stays: what was moved is often moved again, or its move undone.
    void rest();

    GeometryCache &m_geometry;
    double m_scale = 0; ///< device pixels a scene unit
    bool m_dark = false;
    QImage m_image;
    QRect m_pixels;                       ///< of the image, counted from scene point (0, 0), when it was painted
    QRect m_bounds;                       ///< of all the shapes on it; the image may be a part of that
    QHash<ShapeId, ShapeRef> m_pictured;  ///< the shapes on it, as they were then
    QPointF m_moved;                      ///< by which way they have moved since, in scene units
    QSet<ShapeId> m_changing;             ///< those that have not moved along, or looked different
    std::shared_ptr<Detailed> m_detailed; ///< takes the place of m_image when it is done
    QThreadPool m_helper;                 ///< for what the frame being painted waits for
    QThreadPool m_pool;                   ///< last: its work uses the rest
};

} // namespace sketchroom
