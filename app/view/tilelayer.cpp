#include "app/view/tilelayer.h"

#include "app/render/colors.h"
#include "app/view/tilerender.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sketchroom {

namespace {

constexpr qsizetype tileBytes = qsizetype(tileSize) * tileSize * 4;

int tileAt(int pixel)
{
    // Rounds down, also left of and above zero.
    return pixel >= 0 ? pixel / tileSize : -((-pixel - 1) / tileSize) - 1;
}

} // namespace

void Tile::setPainted(const QImage &painted)
{
    *this = {};
    image = painted;
}

bool Tile::take(const QImage &painted, quint64 paintedFor)
{
    if (ticket != paintedFor)
        return false;
    image = painted;
    wrong = std::exchange(since, {});
    ticket = 0;
    return true;
}

QRect pixelsOf(const QRectF &scene, double scale)
{
    constexpr double most = 1e9;
    const auto bound = [&](double value) { return int(std::clamp(value, -most, most)); };
    const QPoint topLeft(bound(std::floor(scene.left() * scale)) - 1, bound(std::floor(scene.top() * scale)) - 1);
    const QPoint bottomRight(bound(std::ceil(scene.right() * scale)), bound(std::ceil(scene.bottom() * scale)));
    return {topLeft, bottomRight};
}

QRectF sceneOf(const QRect &pixels, double scale)
{
    return {QPointF(pixels.topLeft()) / scale, QSizeF(pixels.size()) / scale};
}

QRect TileLayer::tilesIn(const QRect &pixels)
{
    return {QPoint(tileAt(pixels.left()), tileAt(pixels.top())),
            QPoint(tileAt(pixels.right()), tileAt(pixels.bottom()))};
}

void TileLayer::invalidate(const QRectF &scene)
{
    const QRect pixels = pixelsOf(scene, m_scale);
    const auto spoil = [&](QPoint at, Tile &tile) {
        const QRect area = (pixels & tilePixels(at)).translated(-tilePixels(at).topLeft());
        tile.wrong.add(area);
        if (tile.isComing())
            tile.since.add(area);
    };
    const QRect range = tilesIn(pixels);
    if (qint64(range.width()) * range.height() > m_tiles.size()) {
        for (auto it = m_tiles.begin(); it != m_tiles.end(); ++it)
            spoil(it.key(), it.value());
        return;
    }
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            const auto found = m_tiles.find(QPoint(x, y));
            if (found != m_tiles.end())
                spoil(found.key(), found.value());
        }
    }
}

void TileLayer::spoil()
{
    for (Tile &tile : m_tiles) {
        tile.setPainted(QImage(tile.image));
        tile.wrong.add({0, 0, tileSize, tileSize});
    }
}

void TileLayer::turnTheme(bool dark)
{
    for (Tile &tile : m_tiles)
        sketchroom::turnTheme(tile.image, dark);
}

bool TileLayer::covers(const QRect &pixels) const
{
    const QRect range = tilesIn(pixels);
    if (qint64(range.width()) * range.height() > m_tiles.size())
        return false;
    for (int x = range.left(); x <= range.right(); ++x) {
        for (int y = range.top(); y <= range.bottom(); ++y) {
            const auto found = m_tiles.constFind(QPoint(x, y));
            if (found == m_tiles.cend() || found->image.isNull())
                return false;
        }
    }
    return true;
}

qsizetype TileLayer::bytes() const
{
    return tileBytes *
           std::count_if(m_tiles.begin(), m_tiles.end(), [](const Tile &tile) { return !tile.image.isNull(); });
}

void TileLayer::keepNearest(QPoint pixel, qsizetype bytes)
{
    const auto distance = [&](QPoint at) { return (tilePixels(at).center() - pixel).manhattanLength(); };
    QList<QPoint> all = m_tiles.keys();
    std::sort(all.begin(), all.end(), [&](QPoint a, QPoint b) { return distance(a) > distance(b); });
    const qsizetype keep = bytes / tileBytes;
    for (qsizetype i = 0; i + keep < all.size(); ++i)
        m_tiles.remove(all.at(i));
}

} // namespace sketchroom
