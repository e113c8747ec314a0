#pragma once

#include <QImage>
#include <QRect>

#include <vector>

namespace sketchroom {

/// Fills polygons with antialiased edges, several times as fast as QPainter does: how much of each pixel they cover is
/// gathered exactly, edge by edge, and only pixels at edges and the spans between them are looked at. What QPainter's
/// own rasterizer takes for covered is taken for covered here too, so that the two make the same picture.
class Coverage final
{
public:
    enum class Rule : quint8 { Winding, OddEven };

    /// Paints within `area`, in pixels of an image of 32 bits a pixel (RGB32 or ARGB32_Premultiplied).
    explicit Coverage(const QRect &area);

    const QRect &area() const { return m_area; }
    /// An edge of a polygon, in pixels of the image. The edges of a polygon must make a round.
    void addEdge(double x0, double y0, double x1, double y1);
    /// Blends what was added with a colour that is not premultiplied, and begins anew.
    void paint(QImage &image, QRgb color, Rule rule);

private:
    void addClipped(double x0, double y0, double x1, double y1, float direction);
    void addInside(double x0, double y0, double x1, double y1, float direction);
    void addLeft(double y0, double y1, float direction);
    void addInRow(int row, float x0, float x1, float height);
    void touch(int row, int first, int last);

    QRect m_area;
    int m_stride; ///< cells a row: one a pixel, and one behind the last
    int m_maskStride;
    int m_top; ///< rows that have been touched
    int m_bottom;
    std::vector<float> m_cells;  ///< by how much the coverage changes from the pixel before; the rest is zero
    std::vector<quint64> m_mask; ///< a bit a cell: touched
};

} // namespace sketchroom
