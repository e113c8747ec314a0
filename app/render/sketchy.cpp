#include "app/render/sketchy.h"

#include "app/render/curves.h"
#include "common/base/random.h"

#include <QPolygonF>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace sketchroom {

namespace {

/// One stroke of a hand along a path.
class Hand final
{
public:
    Hand(int rough, double reach, quint64 seed)
        : m_rough(rough)
        , m_reach(reach)
        , m_random(seed)
    {
    }

    QPainterPath along(const QPainterPath &exact)
    {
        QPainterPath path;
        for (int i = 0; i < exact.elementCount(); ++i) {
            const QPainterPath::Element element = exact.elementAt(i);
            if (element.isMoveTo()) {
                m_at = element;
                m_lifted = true;
            } else if (element.isLineTo()) {
                lineTo(path, element, i + 1 < exact.elementCount() && exact.elementAt(i + 1).isCurveTo());
            } else {
                const QPointF control2 = exact.elementAt(i + 1);
                const QPointF to = exact.elementAt(i + 2);
                curveTo(path, element, control2, to);
                i += 2;
            }
        }
        return path;
    }

private:
    double within(double most) { return (2 * m_random.real() - 1) * most; }

    QPointF jitter(double most)
    {
        // Half of the reach is for bending.
        const double side = std::min(most * m_rough, 0.5 * m_reach) / std::sqrt(2.0);
        return {within(side), within(side)};
    }

    void begin(QPainterPath &path, double amount)
    {
        m_shift = jitter(amount);
        path.moveTo(m_at + m_shift);
        m_lifted = false;
    }

    /// Two straight lines meet in a corner: the hand lifts the pen there, and sets it down a little beside.
    void lineTo(QPainterPath &path, QPointF to, bool curveFollows)
    {
        const QPointF along = to - m_at;
        const double size = length(along);
        if (size == 0)
            return;
        const double amount = std::clamp(size / 60, 0.3, 1.3);
        if (m_lifted)
            begin(path, amount);
        const QPointF from = m_at + m_shift;
        const QPointF shift = jitter(amount);
        const QPointF side = QPointF(-along.y(), along.x()) / size;
        const QPointF bend = side * within(std::min({size / 150 * m_rough, 0.45 * m_reach, 5.0 * m_rough}));
        path.cubicTo(from + along * (0.3 + within(0.1)) + bend, from + along * (0.7 + within(0.1)) + bend, to + shift);
        m_at = to;
        m_shift = shift;
        m_lifted = !curveFollows;
    }

    void curveTo(QPainterPath &path, QPointF control1, QPointF control2, QPointF to)
    {
        const double size = length(control1 - m_at) + length(control2 - control1) + length(to - control2);
        const double amount = std::clamp(size / 70, 0.15, 1.6);
        if (m_lifted)
            begin(path, amount);
        const QPointF shift = jitter(amount);
        path.cubicTo(control1 + m_shift + jitter(amount * 0.6), control2 + shift + jitter(amount * 0.6), to + shift);
        m_at = to;
        m_shift = shift;
    }

    const int m_rough;
    const double m_reach;
    Random m_random;
    QPointF m_at;
    QPointF m_shift;
    bool m_lifted = true;
};

/// Past this many lines a hatch takes gigabytes and seconds to paint, and looks like a fill.
constexpr qsizetype mostHatchSegments = 20'000;

} // namespace

quint64 sketchSeed(const ShapeId &id)
{
    // FNV-1a: Qt's own hash differs from run to run.
    quint64 hash = 0xcbf29ce484222325;
    for (const char c : id)
        hash = (hash ^ quint8(c)) * 0x100000001b3;
    return hash;
}

QPainterPath sketched(const QPainterPath &exact, int rough, double reach, quint64 seed, int strokes)
{
    QPainterPath path;
    for (int i = 0; i < strokes; ++i)
        path.addPath(Hand(rough, reach, seed + quint64(i)).along(exact));
    return path;
}

QPainterPath hatchLines(const QPainterPath &area, double gap, double degrees)
{
    const QTransform level = QTransform().rotate(-degrees);
    const QTransform back = QTransform().rotate(degrees);
    QList<QPolygonF> polygons = area.toSubpathPolygons(level);
    QRectF bounds;
    for (const QPolygonF &polygon : std::as_const(polygons))
        bounds |= polygon.boundingRect();
    // A large area with a thin gap would be thousands of lines that nobody can tell apart.
    const double step = std::max({gap, bounds.height() / 500, 0.5});

    QPainterPath lines;
    QList<double> crossings;
    const auto count = int(std::lround(bounds.height() / step));
    qsizetype segments = 0;
    for (int line = 0; line < count; ++line) {
        const double y = bounds.top() + (line + 0.5) * step;
        crossings.clear();
        for (const QPolygonF &polygon : std::as_const(polygons)) {
            for (qsizetype i = 0; i < polygon.size(); ++i) {
                const QPointF a = polygon[i];
                const QPointF b = polygon[(i + 1) % polygon.size()];
                if ((a.y() > y) != (b.y() > y))
                    crossings.append(a.x() + (y - a.y()) * (b.x() - a.x()) / (b.y() - a.y()));
            }
        }
        segments += crossings.size() / 2;
        if (segments > mostHatchSegments)
            return {};
        std::sort(crossings.begin(), crossings.end());
        for (qsizetype i = 0; i + 1 < crossings.size(); i += 2) {
            lines.moveTo(back.map(QPointF(crossings[i], y)));
            lines.lineTo(back.map(QPointF(crossings[i + 1], y)));
        }
    }
    return lines;
}

} // namespace sketchroom
