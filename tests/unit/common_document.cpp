// The document: what operations do, and that every change can be taken back.

#include "common/model/attachment.h"
#include "tests/support/randomshapes.h"

#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

const Stamp ann{"client-ann", 1000};
const Stamp ben{"client-ben", 2000};

Op create(const ShapeId &id, Kind kind = Kind::Rect)
{
    Shape shape = Shape::defaults(kind);
    shape.id = id;
    return CreateOp{std::make_shared<const Shape>(shape)};
}

Op recolour(const ShapeId &id, quint32 rgb)
{
    return UpdateOp{id, {{Register::Stroke, Color::rgb(rgb)}}};
}

} // namespace

class DocumentTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S6_aDeletionCausesNoMoreThanAnEditMayHold()
    {
        Document document;
        document.setLimits({.shapes = 1'000, .numbersInPoints = 60'000, .textLength = 1'000});
        QVERIFY(document.apply({create("box")}, ann));
        for (int i = 0; i < 3; ++i) {
            Shape arrow = Shape::defaults(Kind::Arrow);
            arrow.id = "a" + QByteArray::number(i);
            for (int number = 0; number < 25'000; ++number)
                arrow.points << number << number % 7;
            arrow.to = Anchor{"box", 0.5, 0.5};
            QVERIFY(document.apply({CreateOp{std::make_shared<const Shape>(arrow)}}, ann));
        }
        const auto refused = document.apply({create("other"), DeleteOp{"box"}}, ann);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Limit);
        QVERIFY(document.contains("box") && !document.contains("other")); // all or nothing
        // What goes in the same edit needs no release, in whichever order.
        const auto all = document.apply({DeleteOp{"box"}, DeleteOp{"a0"}, DeleteOp{"a1"}, DeleteOp{"a2"}}, ann);
        QVERIFY(all);
        QCOMPARE(all->ops.size(), 4);
        QVERIFY(document.isEmpty());
    }

    void S5_whatTheSameEditCreatesAndDeletesIsNotReferredTo()
    {
        Shape child = Shape::defaults(Kind::Arrow);
        child.id = "child";
        child.points = {0, 0, 10, 10};
        child.parent = "frame";
        child.to = Anchor{"box", 0.5, 0.5};
        const Op createChild = CreateOp{std::make_shared<const Shape>(child)};
        const QList<QList<Op>> edits = {
            {create("frame", Kind::Frame), create("box"), createChild, DeleteOp{"frame"}, DeleteOp{"box"}},
            {create("frame", Kind::Frame), create("box"), DeleteOp{"frame"}, DeleteOp{"box"}, createChild},
            {createChild, create("frame", Kind::Frame), create("box"), DeleteOp{"frame"}, DeleteOp{"box"}}};
        for (const QList<Op> &ops : edits) {
            Document document;
            QVERIFY(document.apply(ops, ann));
            QCOMPARE(document.size(), 1);
            QVERIFY(document.find("child")->parent.isEmpty());
            QVERIFY(!document.find("child")->to);
        }
        Document document; // deleted and made anew: there
        QVERIFY(document.apply({create("box"), DeleteOp{"box"}, createChild, create("box")}, ann));
        QVERIFY(document.find("child")->to);
    }

    /// However often an edit changes a shape, it holds two states of it: one may be half a megabyte.
    void manyAppendsOfOneEditAreOneChange()
    {
        Document document;
        auto ink = std::make_shared<Shape>(Shape::defaults(Kind::Ink));
        ink->id = "ink";
        ink->points = PointList(54'000, 1);
        document.put(ink);
        const QByteArray before = testing::canonical(document);
        QList<Op> ops;
        for (int i = 0; i < 500; ++i) {
            ops += QList<Op>{AppendOp{"ink", 54'000 + 3 * i, {1, 2, 0.5}},
                             UpdateOp{"ink", {{Register::Opacity, i / 1000.0}}}};
        }
        const auto applied = document.apply(ops, {"ann", 5});
        QVERIFY(applied);
        QCOMPARE(applied->changes.size(), 1);
        QCOMPARE(document.find("ink")->points.size(), 54'000 + 1'500);
        QVERIFY(applied->changes.first().registers.contains(Register::Points));
        QVERIFY(applied->changes.first().registers.contains(Register::Opacity));
        document.revert(applied->changes);
        QCOMPARE(testing::canonical(document), before);
        // One that fails in the middle changes nothing.
        ops += QList<Op>{AppendOp{"ink", 3, {1, 2, 0.5}}};
        QVERIFY(!document.apply(ops, {"ann", 5}));
        QCOMPARE(testing::canonical(document), before);
    }

    void creationIsStampedWithItsAuthor()
    {
        Document document;
        const auto applied = document.apply({create("s")}, ann);
        QVERIFY(applied);
        const ShapeRef shape = document.find("s");
        QCOMPARE(shape->by, ann.by);
        QCOMPARE(shape->made, ann.at);
        QCOMPARE(shape->changed, ann.at);
        // The operation that is passed on carries the stamps.
        QCOMPARE(std::get<CreateOp>(applied->ops.first()).shape->by, ann.by);
    }

    void updateChangesOnlyItsRegistersAndTheTime()
    {
        Document document;
        QVERIFY(document.apply({create("s")}, ann));
        const auto applied = document.apply({recolour("s", 0xe03131)}, ben);
        QVERIFY(applied);
        QCOMPARE(applied->changes.size(), 1);
        RegisterSet stroke;
        stroke.insert(Register::Stroke);
        QCOMPARE(applied->changes.first().registers, stroke);
        QCOMPARE(document.find("s")->by, ann.by);
        QCOMPARE(document.find("s")->changed, ben.at);
    }

    void refusals_data()
    {
        QTest::addColumn<QList<Op>>("ops");
        QTest::addColumn<int>("code");
        QTest::newRow("create: id exists") << QList<Op>{create("s")} << int(ErrorCode::Exists);
        QTest::newRow("update: gone") << QList<Op>{recolour("x", 1)} << int(ErrorCode::Gone);
        QTest::newRow("delete: gone") << QList<Op>{DeleteOp{"x"}} << int(ErrorCode::Gone);
        QTest::newRow("append: at differs") << QList<Op>{AppendOp{"ink", 3, {1, 1, 1}}} << int(ErrorCode::Conflict);
        QTest::newRow("append: half a point") << QList<Op>{AppendOp{"ink", 0, {1, 1}}} << int(ErrorCode::Invalid);
        QTest::newRow("append: kind without points") << QList<Op>{AppendOp{"s", 0, {1, 1}}} << int(ErrorCode::Invalid);
        QTest::newRow("update: register of another kind")
            << QList<Op>{UpdateOp{"s", {{Register::Points, PointList{1, 1}}}}} << int(ErrorCode::Invalid);
        QTest::newRow("update: half a point")
            << QList<Op>{UpdateOp{"ink", {{Register::Points, PointList{1, 1}}}}} << int(ErrorCode::Invalid);
        QTest::newRow("limit: points") << QList<Op>{AppendOp{"ink", 0, PointList(12, 1.0)}} << int(ErrorCode::Limit);
        QTest::newRow("limit: text") << QList<Op>{UpdateOp{"s", {{Register::Text, u"abcdefghijk"_s}}}}
                                     << int(ErrorCode::Limit);
        QTest::newRow("limit: shapes") << QList<Op>{create("t"), create("u")} << int(ErrorCode::Limit);
    }

    void refusals()
    {
        QFETCH(QList<Op>, ops);
        QFETCH(int, code);
        Document document;
        QVERIFY(document.apply({create("s"), create("ink", Kind::Ink)}, ann));
        document.setLimits({.shapes = 3, .numbersInPoints = 9, .textLength = 10});
        const QByteArray before = canonical(document);
        // Atomic: what stands before the bad operation is taken back too.
        const auto applied = document.apply(QList<Op>{recolour("s", 0x123456)} + ops, ben);
        if (ErrorCode(code) == ErrorCode::Gone) {
            QVERIFY(applied);
            QCOMPARE(applied->ops.size(), 1);
            document.revert(applied->changes);
        } else {
            QVERIFY(!applied);
            QCOMPARE(int(applied.error().code), code);
            QVERIFY(!applied.error().message.isEmpty());
        }
        QCOMPARE(canonical(document), before);
        const auto alone = document.apply(ops, ben);
        QVERIFY(!alone);
        QCOMPARE(int(alone.error().code), code);
    }

    /// L: what the shapes of a room take in memory is bounded; what makes them smaller goes also when it is full.
    void bytesAreCountedAndBounded()
    {
        Document document;
        QCOMPARE(document.bytes(), 0);
        QVERIFY(document.apply({create("ink", Kind::Ink)}, ann));
        const qint64 empty = document.bytes();
        QVERIFY(empty > 0);
        document.setLimits({.bytes = empty + 10'000});
        QVERIFY(document.apply({AppendOp{"ink", 0, PointList(900, 1.0)}}, ann));
        QCOMPARE(document.bytes(), empty + 7'200);
        const auto tooMuch = document.apply({AppendOp{"ink", 900, PointList(900, 1.0)}}, ann);
        QVERIFY(!tooMuch);
        QCOMPARE(tooMuch.error().code, ErrorCode::Limit);
        QCOMPARE(document.bytes(), empty + 7'200);
        document.setLimits({.bytes = 1}); // as after a start with a lower limit
        QVERIFY(!document.apply({create("s")}, ann));
        QVERIFY(document.apply({recolour("ink", 0x123456)}, ann));
        QVERIFY(document.apply({UpdateOp{"ink", {{Register::Points, PointList(3, 1.0)}}}}, ann));
        const Document copy = document;
        QCOMPARE(copy.bytes(), empty + 24);
        QVERIFY(document.apply({DeleteOp{"ink"}}, ann));
        QCOMPARE(document.bytes(), 0);
    }

    void deletedShapeComesBackByACreate()
    {
        Document document;
        QVERIFY(document.apply({create("s"), DeleteOp{"s"}, create("s")}, ann));
        QVERIFY(document.contains("s"));
    }

    void paintOrderFollowsZThenId()
    {
        Document document;
        Shape shape = Shape::defaults(Kind::Rect);
        for (const auto &[id, z] : {std::pair{"b", "a1"}, {"a", "a1"}, {"c", "a0"}}) {
            shape.id = id;
            shape.z = z;
            QVERIFY(document.apply({CreateOp{std::make_shared<const Shape>(shape)}}, ann));
        }
        const auto ids = [&] {
            QByteArrayList list;
            for (const ShapeRef &each : document.inPaintOrder())
                list << each->id;
            return list.join();
        };
        QCOMPARE(ids(), "cab"_ba);
        QVERIFY(document.apply({UpdateOp{"c", {{Register::Z, "a2"_ba}}}}, ann));
        QCOMPARE(ids(), "abc"_ba);
        QCOMPARE(document.topZ(), "a2"_ba);
    }

    void aChildOfADeletedFrameStaysUnframed()
    {
        Document document;
        QVERIFY(
            document.apply({create("f", Kind::Frame), create("s"), UpdateOp{"s", {{Register::Parent, "f"_ba}}}}, ann));
        const auto applied = document.apply({DeleteOp{"f"}}, ben);
        QVERIFY(applied);
        QCOMPARE(applied->ops.size(), 2); // what happened to the child is told too
        QCOMPARE(document.find("s")->parent, ""_ba);
        document.revert(applied->changes);
        QCOMPARE(document.find("s")->parent, "f"_ba);
    }

    void anArrowWhoseShapeIsDeletedKeepsItsPlace()
    {
        Document document;
        Shape arrow = Shape::defaults(Kind::Arrow);
        arrow.id = "a";
        arrow.points = {0, 0, 10, 10};
        arrow.box = {0, 0, 10, 10, 0};
        arrow.to = Anchor{"s", 0.5, 0.5};
        QVERIFY(document.apply({CreateOp{std::make_shared<const Shape>(arrow)}, create("s")}, ann));
        QVERIFY(document.find("a")->to); // the shape comes in the same edit
        QVERIFY(document.apply({UpdateOp{"s", {{Register::Box, Box{200, 300, 100, 100, 0}}}}}, ben));
        QVERIFY(document.apply({DeleteOp{"s"}}, ben));
        QVERIFY(!document.find("a")->to);
        // It had followed to the middle of the shape.
        QCOMPARE(document.find("a")->box, (Box{0, 0, 250, 350, 0}));
    }

    void referencesToNothingAreNotWritten()
    {
        Document document;
        QVERIFY(document.apply(
            {create("s"), create("a", Kind::Arrow), create("f", Kind::Frame), create("g", Kind::Frame)}, ann));
        QVERIFY(document.apply(
            {UpdateOp{"s", {{Register::Parent, "gone"_ba}}},
             UpdateOp{"a", {{Register::From, Binding(Anchor{"gone", 0, 0})}, {Register::Parent, "s"_ba}}},
             UpdateOp{"f", {{Register::Parent, "g"_ba}}}},
            ann));
        QCOMPARE(document.find("s")->parent, ""_ba);
        QVERIFY(!document.find("a")->from);
        QCOMPARE(document.find("a")->parent, ""_ba); // not a frame
        QCOMPARE(document.find("f")->parent, ""_ba); // frames are not nested
    }

    void whatIsReferredToIsCreatedFirst()
    {
        const auto ids = [](const QList<Op> &ops) {
            QList<QByteArray> list;
            for (const Op &op : inOrderOfReferences(ops))
                list.append((std::holds_alternative<DeleteOp>(op) ? "-" : "") + shapeIdOf(op));
            return list;
        };
        const QList<Op> paste{DeleteOp{"x"}, create("arrow", Kind::Arrow), create("s"), create("frame", Kind::Frame)};
        QCOMPARE(ids(paste), (QList<QByteArray>{"frame", "s", "arrow", "-x"}));
        // A shape that is made anew as another kind goes first.
        QCOMPARE(ids(paste + QList<Op>{create("x", Kind::Text)}),
                 (QList<QByteArray>{"-x", "frame", "s", "x", "arrow"}));
        // What is done to one shape twice stays in its order.
        const QList<Op> twice{recolour("s", 1), create("frame", Kind::Frame), recolour("s", 2)};
        QCOMPARE(ids(twice), (QList<QByteArray>{"s", "frame", "s"}));
    }

    void revertTakesBackAnything_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void revertTakesBackAnything()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        Document document;
        for (int i = 0; i < 300; ++i) {
            const QByteArray before = canonical(document);
            const QList<Op> ops{randomOp(document, makeId(random, 6), random),
                                randomOp(document, makeId(random, 6), random)};
            const auto applied = document.apply(ops, ann);
            if (applied) {
                Document copy = document;
                copy.revert(applied->changes);
                QCOMPARE(canonical(copy), before);
            } else {
                QCOMPARE(canonical(document), before);
            }
            QCOMPARE(qsizetype(document.inPaintOrder().size()), document.size());
        }
    }
};

QTEST_APPLESS_MAIN(DocumentTest)
#include "common_document.moc"
