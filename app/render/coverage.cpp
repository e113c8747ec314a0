#include "app/render/coverage.h"

#include <QPointF>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace sketchroom {

namespace {

constexpr int bitsPerWord = 64;
constexpr int full = 256;    // of coverage
constexpr float half = 0.5f; // for rounding: lround() would be a call for each pixel

quint32 blended(quint32 under, quint32 color, quint32 cover)
{
    // Two channels at a time.
    constexpr quint32 odd = 0x00ff00ff;
    const quint32 rest = full - cover;
    const quint32 redBlue = ((color & odd) * cover + (under & odd) * rest) >> 8 & odd;
    const quint32 alphaGreen = ((color >> 8 & odd) * cover + (under >> 8 & odd) * rest) & ~odd;
    return redBlue | alphaGreen;
}

quint32 coverOf(float sum, Coverage::Rule rule, float opacity)
{
    float share = std::abs(sum);
    if (rule == Coverage::Rule::OddEven) {
        share = std::fmod(share, 2.0f);
        share = share > 1 ? 2 - share : share;
    }
    return quint32(std::min(share, 1.0f) * opacity + half);
}

} // namespace

Coverage::Coverage(const QRect &area)
    : m_area(area)
    , m_stride(area.width() + 2)
    , m_maskStride((m_stride + bitsPerWord - 1) / bitsPerWord)
    , m_top(area.height())
    , m_bottom(-1)
    , m_cells(size_t(m_stride) * size_t(area.height()))
    , m_mask(size_t(m_maskStride) * size_t(area.height()))
{
}

void Coverage::addEdge(double x0, double y0, double x1, double y1)
{
    if (y0 == y1)
        return;
    const float direction = y0 < y1 ? 1 : -1;
    if (y0 > y1) {
        std::swap(x0, x1);
        std::swap(y0, y1);
    }
    x0 -= m_area.x();
    x1 -= m_area.x();
    y0 -= m_area.y();
    y1 -= m_area.y();
    const double height = m_area.height();
    if (y1 <= 0 || y0 >= height)
        return;
    const double slope = (x1 - x0) / (y1 - y0);
    if (y0 < 0) {
        x0 -= y0 * slope;
        y0 = 0;
    }
    if (y1 > height) {
        x1 -= (y1 - height) * slope;
        y1 = height;
    }
    addClipped(x0, y0, x1, y1, direction);
}

/// Splits an edge where it leaves the area sideways. What is left of the area covers all to its right; what is right
/// of it covers nothing.
void Coverage::addClipped(double x0, double y0, double x1, double y1, float direction)
{
    const double width = m_area.width();
    if (x0 >= 0 && x1 >= 0 && x0 < width && x1 < width) {
        addInside(x0, y0, x1, y1, direction);
        return;
    }
    for (const double side : {0.0, width}) {
        if ((x0 < side) == (x1 < side))
            continue;
        const double y = std::clamp(y0 + (side - x0) * (y1 - y0) / (x1 - x0), y0, y1);
        // Each part ends on the side exactly, and is not split there again.
        if (x0 < side) {
            addClipped(x0, y0, std::nextafter(side, -1e9), y, direction);
            addClipped(side, y, x1, y1, direction);
        } else {
            addClipped(x0, y0, side, y, direction);
            addClipped(std::nextafter(side, -1e9), y, x1, y1, direction);
        }
        return;
    }
    if (x0 < 0 && y0 < y1)
        addLeft(y0, y1, direction);
}

void Coverage::addInside(double x0, double y0, double x1, double y1, float direction)
{
    if (y0 >= y1)
        return;
    const double width = m_area.width();
    const double slope = (x1 - x0) / (y1 - y0);
    const int first = int(y0);
    const int last = std::min(int(std::ceil(y1)), m_area.height()) - 1;
    m_top = std::min(m_top, first);
    m_bottom = std::max(m_bottom, last);
    double x = x0;
    double y = y0;
    for (int row = first; row <= last; ++row) {
        const double end = std::min(double(row + 1), y1);
        const double next = std::clamp(row == last ? x1 : x + slope * (end - y), 0.0, width);
        addInRow(row, float(x), float(next), float(end - y) * direction);
        x = next;
        y = end;
    }
}

void Coverage::addLeft(double y0, double y1, float direction)
{
    const int first = int(y0);
    const int last = std::min(int(std::ceil(y1)), m_area.height()) - 1;
    m_top = std::min(m_top, first);
    m_bottom = std::max(m_bottom, last);
    for (int row = first; row <= last; ++row) {
        const double height = std::min(double(row + 1), y1) - std::max(double(row), y0);
        m_cells[size_t(row) * size_t(m_stride)] += float(height) * direction;
        touch(row, 0, 0);
    }
}

/// The part of an edge that is in one row of pixels, which covers what is right of it by `height`.
void Coverage::addInRow(int row, float x0, float x1, float height)
{
    if (x0 > x1)
        std::swap(x0, x1);
    const int first = int(x0);
    const int last = int(x1);
    float *cells = &m_cells[size_t(row) * size_t(m_stride)];
    const float into = x0 - float(first);
    if (first == last) {
        const float right = (into + x1 - float(last)) / 2;
        cells[first] += height * (1 - right);
        cells[first + 1] += height * right;
        touch(row, first, first + 1);
        return;
    }
    // A trapezoid a pixel: what it covers grows evenly in between, and by less at the two ends.
    const float perPixel = height / (x1 - x0);
    const float beyond = x1 - float(last);
    float before = 0.5f * perPixel * (1 - into) * (1 - into);
    cells[first] += before;
    for (int x = first + 1; x < last; ++x) {
        const float reached = perPixel * (float(x) + 0.5f - x0);
        cells[x] += reached - before;
        before = reached;
    }
    const float atLast = height - 0.5f * perPixel * beyond * beyond;
    cells[last] += atLast - before;
    cells[last + 1] += height - atLast;
    touch(row, first, last + 1);
}

void Coverage::touch(int row, int first, int last)
{
    quint64 *mask = &m_mask[size_t(row) * size_t(m_maskStride)];
    constexpr quint64 all = ~quint64(0);
    const quint64 fromFirst = all << (first % bitsPerWord);
    const quint64 toLast = all >> (bitsPerWord - 1 - last % bitsPerWord);
    int word = first / bitsPerWord;
    const int end = last / bitsPerWord;
    if (word == end) {
        mask[word] |= fromFirst & toLast;
        return;
    }
    mask[word] |= fromFirst;
    while (++word < end)
        mask[word] = all;
    mask[end] |= toLast;
}

void Coverage::paint(QImage &image, QRgb color, Rule rule)
{
    const auto opacity = float(qAlpha(color)) / 255 * full;
    const quint32 opaque = color | 0xff000000;
    const int width = m_area.width();
    uchar *const bits = image.bits();
    for (int row = m_top; row <= m_bottom; ++row) {
        float *cells = &m_cells[size_t(row) * size_t(m_stride)];
        quint64 *mask = &m_mask[size_t(row) * size_t(m_maskStride)];
        auto *pixels = reinterpret_cast<quint32 *>(bits + (m_area.y() + row) * image.bytesPerLine()) + m_area.x();
        float sum = 0;
        int done = 0;
        for (int word = 0; word < m_maskStride; ++word) {
            for (quint64 left = std::exchange(mask[word], quint64(0)); left != 0; left &= left - 1) {
                const int x = word * bitsPerWord + std::countr_zero(left);
                const int end = std::min(x, width);
                // Up to this cell the coverage stays what it was.
                const quint32 between = done < end ? coverOf(sum, rule, opacity) : 0;
                if (between == full)
                    std::fill(pixels + done, pixels + end, opaque);
                else if (between > 0)
                    std::transform(pixels + done, pixels + end, pixels + done,
                                   [&](quint32 under) { return blended(under, opaque, between); });
                sum += std::exchange(cells[x], 0.0f);
                done = x + 1;
                if (x >= width)
                    continue;
                if (const quint32 cover = coverOf(sum, rule, opacity); cover > 0)
                    pixels[x] = blended(pixels[x], opaque, cover);
            }
        }
        // Edges right of the area were left out, and so the last coverage goes on to its end.
        if (const quint32 rest = done < width ? coverOf(sum, rule, opacity) : 0; rest > 0)
            std::transform(pixels + done, pixels + width, pixels + done,
                           [&](quint32 under) { return blended(under, opaque, rest); });
    }
    m_top = m_area.height();
    m_bottom = -1;
}

} // namespace sketchroom
