#include "app/files/excalidrawfile.h"
#include "app/files/excalidrawwriter.h"
#include "app/files/formats.h"
#include "app/files/insertdrawing.h"
#include "app/files/sketchroomfile.h"
#include "common/model/geometry.h"
#include "common/protocol/codec.h"
#include "tests/support/corpus.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sketchroom {

namespace {

/// The elements of a file as Qt's own parser sees them, item by item.
QList<QJsonArray> itemsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    if (root.contains("elements"_L1))
        return {root.value("elements"_L1).toArray()};
    QList<QJsonArray> items;
    const QJsonArray list = root.value(root.contains("libraryItems"_L1) ? "libraryItems"_L1 : "library"_L1).toArray();
    for (const QJsonValue &item : list)
        items.append(item.isArray() ? item.toArray() : item["elements"_L1].toArray());
    return items;
}

QRectF boxOf(const QJsonObject &element)
{
    const double x = element.value("x"_L1).toDouble();
    const double y = element.value("y"_L1).toDouble();
    const QJsonArray points = element.value("points"_L1).toArray();
    if (points.size() < 2)
        return QRectF(x, y, element.value("width"_L1).toDouble(), element.value("height"_L1).toDouble()).normalized();
    double left = qInf();
    double right = -qInf();
    double top = qInf();
    double bottom = -qInf();
    for (const QJsonValue &point : points) {
        left = qMin(left, point[0].toDouble());
        right = qMax(right, point[0].toDouble());
        top = qMin(top, point[1].toDouble());
        bottom = qMax(bottom, point[1].toDouble());
    }
    return {x + left, y + top, right - left, bottom - top};
}

bool isAlive(const QJsonObject &element)
{
    return !element.value("isDeleted"_L1).toBool() && element.value("type"_L1) != u"selection"_s;
}

QJsonObject keptOf(const Shape &shape)
{
    return QJsonDocument::fromJson(shape.ext.json).object().value("excalidraw"_L1).toObject();
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

/// Whether what is drawn of both is in the same place.
bool isAt(const Shape &a, const Shape &b)
{
    const QList<QPointF> one = scenePoints(a);
    const QList<QPointF> other = scenePoints(b);
    const auto same = [](QPointF p, QPointF q) { return isNear(p.x(), q.x()) && isNear(p.y(), q.y()); };
    return isNear(a.box.x, b.box.x) && isNear(a.box.y, b.box.y) && isNear(a.box.w, b.box.w) &&
           isNear(a.box.h, b.box.h) && isNear(a.box.angle, b.box.angle) &&
           std::equal(one.begin(), one.end(), other.begin(), other.end(), same);
}

bool isAttachedLike(const Binding &a, const Binding &b)
{
    return (!a && !b) || (a && b && a->shape == b->shape && isNear(a->u, b->u) && isNear(a->v, b->v));
}

/// Groups that tie a label to its shape have other names each time.
class SameGroups final
{
public:
    bool areSame(const QList<QByteArray> &a, const QList<QByteArray> &b)
    {
        if (a.size() != b.size())
            return false;
        for (qsizetype i = 0; i < a.size(); ++i) {
            if (!m_names.contains(a.at(i)))
                m_names.insert(a.at(i), b.at(i));
            if (m_names.value(a.at(i)) != b.at(i))
                return false;
        }
        return true;
    }

private:
    QHash<QByteArray, QByteArray> m_names;
};

/// What was kept of an element and is not there any more, or has changed; nothing where all is. What ties elements
/// together is told anew, and what only old versions wrote is told as new ones do.
QString lostMember(const QJsonObject &before, const QJsonObject &after)
{
    static const QStringList toldAnew = {
        u"index"_s,           u"boundElements"_s,   u"containerId"_s, u"startBinding"_s, u"endBinding"_s, u"fileId"_s,
        u"boundElementIds"_s, u"strokeSharpness"_s, u"label"_s,       u"status"_s,       u"font"_s,       u"rawText"_s};
    for (auto member = before.constBegin(); member != before.constEnd(); ++member) {
        const bool same = after[member.key()] == member.value() || member.value() == u"draw"_s;
        if (!toldAnew.contains(member.key()) && !same)
            return member.key();
    }
    return {};
}

} // namespace

class TestCorpus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyElementArrives_data();
    void everyElementArrives();
    void everyShapeIsTakenByABoardAndByTheProtocol_data() { everyElementArrives_data(); }
    void everyShapeIsTakenByABoardAndByTheProtocol();
    void everyShapeStandsWhereItsElementStood_data() { everyElementArrives_data(); }
    void everyShapeStandsWhereItsElementStood();
    void savedAsOursItIsTheSame_data() { everyElementArrives_data(); }
    void savedAsOursItIsTheSame();
    void savedForExcalidrawItIsTheSame_data() { everyElementArrives_data(); }
    void savedForExcalidrawItIsTheSame();
};

void TestCorpus::initTestCase()
{
    if (testing::corpusFiles().isEmpty())
        QSKIP("SKETCHROOM_CORPUS does not name a folder with drawings.");
}

void TestCorpus::everyElementArrives_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : testing::corpusFiles())
        QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
}

void TestCorpus::everyElementArrives()
{
    QFETCH(QString, path);
    const auto drawing = readDrawing(path);
    QVERIFY2(drawing, drawing ? "" : qPrintable(drawing.error().message));
    qsizetype elements = 0;
    for (const QJsonArray &item : itemsOf(path))
        elements += std::count_if(item.begin(), item.end(), [](const QJsonValue &e) { return isAlive(e.toObject()); });
    const auto labels = std::count_if(drawing->shapes.begin(), drawing->shapes.end(),
                                      [](const ShapeRef &shape) { return keptOf(*shape).contains("label"_L1); });
    QVERIFY(elements > 0);
    QCOMPARE(drawing->shapes.size() + labels, elements);
    QCOMPARE(drawing->notes, QStringList());
}

void TestCorpus::everyShapeIsTakenByABoardAndByTheProtocol()
{
    QFETCH(QString, path);
    const auto drawing = readDrawing(path);
    QVERIFY(drawing);
    Document board;
    Random random(1);
    const auto applied = board.apply(makeInsertOps(*drawing, board, {}, random), {"someone-1", 1});
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
    QCOMPARE(board.size(), drawing->shapes.size());
    QByteArray below;
    for (const ShapeRef &shape : drawing->shapes) {
        const auto again = decodeShape(encodeShape(*shape), Limits{});
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(*again, *shape);
        QVERIFY(shape->z > below);
        below = shape->z;
    }
}

void TestCorpus::everyShapeStandsWhereItsElementStood()
{
    QFETCH(QString, path);
    const auto drawing = readDrawing(path);
    QVERIFY(drawing);
    qsizetype next = 0;
    for (const QJsonArray &item : itemsOf(path)) {
        // An item of a library is moved as a whole.
        std::optional<QPointF> shift;
        for (const QJsonValue &value : item) {
            const QJsonObject element = value.toObject();
            const bool isLabel = [&] {
                for (const ShapeRef &shape : drawing->shapes) {
                    const QJsonObject label = keptOf(*shape).value("label"_L1).toObject();
                    if (!label.isEmpty() && label == element)
                        return true;
                }
                return false;
            }();
            if (!isAlive(element) || isLabel)
                continue;
            const Shape &shape = *drawing->shapes.at(next++);
            const QRectF was = boxOf(element);
            const QRectF is = frameOf(shape.box);
            QVERIFY(std::abs(is.width() - was.width()) < 1e-6 && std::abs(is.height() - was.height()) < 1e-6);
            const double angle = element.value("angle"_L1).toDouble();
            if (angle != 0 && shape.corner > 0)
                continue; // a curve turns about its own middle, see files_excalidraw
            if (!shift)
                shift = is.topLeft() - was.topLeft();
            const QPointF off = is.topLeft() - was.topLeft() - *shift;
            QVERIFY2(std::hypot(off.x(), off.y()) < 1e-6, shape.id.constData());
            QVERIFY(std::abs(std::remainder(qDegreesToRadians(shape.box.angle) - angle, 2 * M_PI)) < 1e-9);
        }
    }
    QCOMPARE(next, drawing->shapes.size());
}

void TestCorpus::savedAsOursItIsTheSame()
{
    QFETCH(QString, path);
    const auto drawing = readDrawing(path);
    QVERIFY(drawing);
    const auto again = readSketchroom(*writeSketchroom(drawing->shapes));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(encodeShapes(again->shapes), encodeShapes(drawing->shapes));
}

void TestCorpus::savedForExcalidrawItIsTheSame()
{
    QFETCH(QString, path);
    const auto drawing = readDrawing(path);
    QVERIFY(drawing);
    const auto written = writeExcalidraw(drawing->shapes);
    QVERIFY(written);
    // The libraries come without the files of their images.
    const auto hasImage = [](const ShapeRef &shape) { return shape->kind == Kind::Image; };
    const bool images = std::any_of(drawing->shapes.begin(), drawing->shapes.end(), hasImage);
    QCOMPARE(written->notes.size(), images ? 1 : 0);
    const auto again = readExcalidraw(written->bytes);
    QVERIFY(again);
    QCOMPARE(again->shapes.size(), drawing->shapes.size());
    SameGroups groups;
    for (qsizetype i = 0; i < drawing->shapes.size(); ++i) {
        const Shape &before = *drawing->shapes.at(i);
        Shape after = *again->shapes.at(i);
        QVERIFY2(groups.areSame(before.groups, after.groups), before.id.constData());
        after.groups = before.groups;
        QVERIFY2(isAt(after, before), before.id.constData());
        after.box = before.box;
        after.points = before.points;
        QVERIFY2(isAttachedLike(after.from, before.from) && isAttachedLike(after.to, before.to), before.id.constData());
        after.from = before.from;
        after.to = before.to;
        QCOMPARE(after.text, before.text);
        const QString lost = lostMember(keptOf(before), keptOf(after));
        QVERIFY2(lost.isEmpty(), qPrintable(QString::fromUtf8(before.id) + u": "_s + lost));
        after.ext = before.ext;
        QCOMPARE(encodeShape(after), encodeShape(before));
    }
}

} // namespace sketchroom

QTEST_MAIN(sketchroom::TestCorpus)
#include "files_corpus.moc"
