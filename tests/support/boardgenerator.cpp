#include "tests/support/boardgenerator.h"

#include "common/base/random.h"
#include "common/model/geometry.h"
#include "common/model/zindex.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtMath>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom::testing {

namespace {

constexpr std::array<quint32, 6> inks = {0x1e1e1e, 0xe03131, 0x2f9e44, 0x1971c2, 0xf08c00, 0x9c36b5};
constexpr std::array<quint32, 5> papers = {0xffc9c9, 0xb2f2bb, 0xa5d8ff, 0xffec99, 0xe9ecef};
constexpr std::array sampleWords = {"plan", "host", "room", "edit", "seq", "peer", "why?", "todo", "board", "그림"};

class Generator final
{
public:
    explicit Generator(quint64 seed)
        : m_random(seed)
    {
    }

    Shape next()
    {
        const double dice = m_random.real();
        Shape shape = dice < 0.4 ? ink() : dice < 0.7 ? box() : dice < 0.9 ? linear() : text();
        shape.id = makeId(m_random);
        shape.stroke = Color::rgb(pick(inks));
        return shape;
    }

private:
    double between(double low, double high) { return low + (high - low) * m_random.real(); }
    template <class List>
    typename List::value_type pick(const List &list)
    {
        return list[m_random.below(quint32(list.size()))];
    }

    QPointF place()
    {
        const quint32 screen = m_random.below(20);
        return {screen % 5 * 1600 + between(0, 1400), screen / 5 * 900 + between(0, 750)};
    }

    Shape ink()
    {
        Shape shape = Shape::defaults(Kind::Ink);
        shape.width = pick(std::array{2.0, 4.0, 8.0});
        QPointF at = place();
        double heading = between(0, 2 * M_PI);
        double pressure = between(0.3, 0.7);
        const int count = 60 + int(m_random.below(61));
        for (int i = 0; i < count; ++i) {
            heading += between(-0.4, 0.4);
            pressure = qBound(0.05, pressure + between(-0.06, 0.06), 1.0);
            at += 3 * QPointF(std::cos(heading), std::sin(heading));
            shape.points << at.x() << at.y() << pressure;
        }
        shape.box = boxOfPoints(shape.points, 3);
        return shape;
    }

    Shape box()
    {
        Shape shape = Shape::defaults(pick(std::array{Kind::Rect, Kind::Ellipse, Kind::Diamond}));
        const QPointF at = place();
        shape.box = {at.x(), at.y(), between(40, 200), between(30, 140), m_random.chance(0.1) ? between(-45, 45) : 0};
        if (m_random.chance(0.6))
            shape.fill = Color::rgb(pick(papers));
        shape.rough = int(m_random.below(3));
        shape.dash = m_random.chance(0.15) ? Dash::Dashed : Dash::Solid;
        shape.hatch = m_random.chance(0.2) ? Hatch::Hachure : Hatch::Solid;
        if (m_random.chance(0.3))
            shape.text = QString::fromUtf8(pick(sampleWords));
        return shape;
    }

    Shape linear()
    {
        Shape shape = Shape::defaults(m_random.chance(0.7) ? Kind::Arrow : Kind::Line);
        const QPointF at = place();
        const int count = 2 + int(m_random.below(3));
        for (int i = 0; i < count; ++i)
            shape.points << at.x() + between(0, 200) << at.y() + between(0, 150);
        shape.box = boxOfPoints(shape.points, 2);
        shape.corner = m_random.chance(0.4) ? 16 : 0;
        shape.rough = 1;
        return shape;
    }

    Shape text()
    {
        Shape shape = Shape::defaults(Kind::Text);
        const QPointF at = place();
        QStringList line;
        for (quint32 left = 1 + m_random.below(6); left > 0; --left)
            line.append(QString::fromUtf8(pick(sampleWords)));
        shape.text = line.join(u' ');
        shape.font.size = pick(std::array{16.0, 20.0, 28.0});
        shape.box = {at.x(), at.y(), double(shape.text.size()) * shape.font.size * 0.6, shape.font.size * 1.25, 0};
        return shape;
    }

    Random m_random;
};

QString typeOf(Kind kind)
{
    if (kind == Kind::Rect)
        return u"rectangle"_s;
    return kind == Kind::Ink ? u"freedraw"_s : QString::fromLatin1(name(kind));
}

void addPoints(QJsonObject &element, const Shape &shape)
{
    const int perPoint = numbersPerPoint(shape.kind);
    if (perPoint == 0)
        return;
    const double x = shape.points.at(0);
    const double y = shape.points.at(1);
    QJsonArray points;
    QJsonArray pressures;
    for (qsizetype i = 0; i < shape.points.size(); i += perPoint) {
        points.append(QJsonArray{shape.points.at(i) - x, shape.points.at(i + 1) - y});
        if (perPoint == 3)
            pressures.append(shape.points.at(i + 2));
    }
    element["x"_L1] = x;
    element["y"_L1] = y;
    element["points"_L1] = points;
    if (perPoint == 3) {
        element["pressures"_L1] = pressures;
        element["simulatePressure"_L1] = false;
    }
}

QJsonObject toElement(const Shape &shape)
{
    QJsonObject element{
        {"id"_L1, QString::fromLatin1(shape.id)},
        {"type"_L1, typeOf(shape.kind)},
        {"x"_L1, shape.box.x},
        {"y"_L1, shape.box.y},
        {"width"_L1, shape.box.w},
        {"height"_L1, shape.box.h},
        {"angle"_L1, qDegreesToRadians(shape.box.angle)},
        {"strokeColor"_L1, QString::fromLatin1(colorName(shape.stroke))},
        {"backgroundColor"_L1, shape.fill.none ? u"transparent"_s : QString::fromLatin1(colorName(shape.fill))},
        {"fillStyle"_L1, QString::fromLatin1(name(shape.hatch))},
        {"strokeWidth"_L1, shape.width},
        {"strokeStyle"_L1, QString::fromLatin1(name(shape.dash))},
        {"roughness"_L1, shape.rough},
        {"opacity"_L1, 100},
        {"groupIds"_L1, QJsonArray()},
        {"frameId"_L1, QJsonValue()},
        {"index"_L1, QString::fromLatin1(shape.z)},
        {"roundness"_L1, shape.corner > 0 ? QJsonValue(QJsonObject{{"type"_L1, 2}}) : QJsonValue()},
        {"seed"_L1, 1},
        {"version"_L1, 2},
        {"versionNonce"_L1, 3},
        {"isDeleted"_L1, false},
        {"boundElements"_L1, QJsonValue()},
        {"updated"_L1, qint64(1'700'000'000'000)},
        {"link"_L1, QJsonValue()},
        {"locked"_L1, false},
    };
    addPoints(element, shape);
    if (shape.kind == Kind::Text) {
        element["text"_L1] = element["originalText"_L1] = shape.text;
        element["fontSize"_L1] = shape.font.size;
        element["fontFamily"_L1] = 5;
    }
    return element;
}

} // namespace

QList<ShapeRef> generateBoard(int count, quint64 seed)
{
    Generator generator(seed);
    const QList<QByteArray> keys = zSequence({}, {}, count);
    QList<ShapeRef> shapes;
    shapes.reserve(count);
    for (const QByteArray &key : keys) {
        Shape shape = generator.next();
        shape.z = key;
        shapes.append(std::make_shared<const Shape>(std::move(shape)));
    }
    return shapes;
}

QByteArray asExcalidraw(const QList<ShapeRef> &shapes)
{
    QJsonArray elements;
    for (const ShapeRef &shape : shapes)
        elements.append(toElement(*shape));
    return QJsonDocument(QJsonObject{{"type"_L1, u"excalidraw"_s}, {"version"_L1, 2}, {"elements"_L1, elements}})
        .toJson(QJsonDocument::Indented);
}

} // namespace sketchroom::testing
