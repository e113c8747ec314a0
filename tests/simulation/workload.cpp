#include "tests/simulation/workload.h"

#include "common/model/zindex.h"
#include "tests/support/randomshapes.h"

namespace sketchroom::simulation {

namespace {

/// Few ids, so that people meet: the same id is created, deleted and created again.
ShapeId someId(Random &random)
{
    return "s" + QByteArray::number(random.below(60));
}

ShapeRef anyShape(const Document &board, Random &random)
{
    return *std::next(board.inPaintOrder().begin(), random.below(quint32(board.size())));
}

ShapeRef newShape(const Document &board, const ShapeId &id, Kind kind, Random &random)
{
    Shape shape = testing::randomShape(id, kind, random);
    shape.z = zBetween(board.topZ(), {}).value_or(shape.z);
    shape.parent.clear();
    shape.from.reset();
    shape.to.reset();
    return std::make_shared<const Shape>(shape);
}

QList<Op> draw(const Document &board, Random &random)
{
    return {CreateOp{newShape(board, someId(random), testing::randomKind(random), random)}};
}

QList<Op> change(const Document &board, Random &random)
{
    const ShapeRef shape = anyShape(board, random);
    UpdateOp update{shape->id, {}};
    for (const RegisterInfo &row : registers()) {
        const bool refers = row.reg == Register::Parent || row.reg == Register::From || row.reg == Register::To;
        if (row.usedBy(shape->kind) && !refers && random.chance(0.12))
            update.set.append({row.reg, testing::randomValue(row.reg, shape->kind, random)});
    }
    return {update};
}

QList<Op> moveSome(const Document &board, Random &random)
{
    QList<Op> ops;
    const double by = random.below(40);
    const double share = random.chance(0.3) ? 1 : 0.3;
    for (const ShapeRef &shape : board.inPaintOrder()) {
        if (!random.chance(share))
            continue;
        Box box = shape->box;
        box.x += by;
        ops.append(UpdateOp{shape->id, {{Register::Box, box}}});
    }
    return ops;
}

QList<Op> drawOn(const Document &board, Random &random)
{
    for (const ShapeRef &shape : board.inPaintOrder()) {
        const int perPoint = numbersPerPoint(shape->kind);
        if (perPoint == 0 || random.chance(0.5))
            continue;
        // Sometimes at a length that was true a moment ago.
        const qsizetype at =
            random.chance(0.1) ? qMax<qsizetype>(0, shape->points.size() - perPoint) : shape->points.size();
        return {AppendOp{shape->id, at, PointList(perPoint, random.real())}};
    }
    return draw(board, random);
}

/// Writes in a text, mostly in one that others write in too; sometimes in a place that there is not.
QList<Op> typeIn(const Document &board, Random &random)
{
    for (const ShapeRef &shape : board.inPaintOrder()) {
        if (!info(Register::Text).usedBy(shape->kind) || random.chance(0.3))
            continue;
        Splice splice;
        splice.at = random.below(quint32(shape->text.size() + (random.chance(0.02) ? 3 : 1)));
        if (random.chance(0.4))
            splice.remove =
                random.below(quint32(qMin<qsizetype>(6, qMax<qsizetype>(0, shape->text.size() - splice.at)) + 1));
        constexpr char16_t firstLetter = 0x4E00;
        constexpr quint32 letters = 20'000; // so that one is seldom like another
        for (quint32 i = 1 + random.below(3); i > 0; --i)
            splice.insert += QChar(char16_t(firstLetter + random.below(letters)));
        return {makeSplice(shape->id, splice.at, splice.remove, splice.insert)};
    }
    return draw(board, random);
}

QList<Op> frameOrAttach(const Document &board, Random &random)
{
    QList<Op> ops;
    const ShapeRef target = anyShape(board, random);
    for (const ShapeRef &shape : board.inPaintOrder()) {
        if (shape == target || !random.chance(0.3))
            continue;
        if (shape->kind == Kind::Arrow)
            ops.append(UpdateOp{shape->id,
                                {{random.chance(0.5) ? Register::From : Register::To,
                                  Binding(Anchor{target->id, random.real(), random.real()})}}});
        else if (target->kind == Kind::Frame)
            ops.append(UpdateOp{shape->id, {{Register::Parent, target->id}}});
    }
    return ops;
}

/// A frame, something in it, and an arrow between two of them: as a paste brings them.
QList<Op> paste(const Document &board, Random &random)
{
    const QByteArray tag = "p" + QByteArray::number(random.below(1000));
    Shape frame = *newShape(board, tag + "f", Kind::Frame, random);
    Shape note = *newShape(board, tag + "n", Kind::Note, random);
    Shape arrow = *newShape(board, tag + "a", Kind::Arrow, random);
    note.parent = arrow.parent = frame.id;
    note.groups = arrow.groups = {tag + "g"};
    arrow.from = Anchor{note.id, 0.5, 0.5};
    arrow.to = Anchor{frame.id, 0, 1};
    QList<Op> ops;
    for (const Shape &shape : {arrow, note, frame})
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
    return ops;
}

QList<Op> deleteSome(const Document &board, Random &random)
{
    QList<Op> ops{DeleteOp{anyShape(board, random)->id}};
    for (const ShapeRef &shape : board.inPaintOrder()) {
        if (random.chance(0.05))
            ops.append(DeleteOp{shape->id});
    }
    return ops;
}

} // namespace

QList<Op> bringMany(const Document &board, Random &random)
{
    const QByteArray tag = "m" + QByteArray::number(random.below(1000)) + '-';
    const ShapeRef first = newShape(board, tag + '0', Kind::Rect, random);
    const QList<QByteArray> places = zSequence(first->z, {}, 150 + int(random.below(200)));
    QList<Op> ops;
    for (const QByteArray &z : places) {
        Shape shape = *first;
        shape.id = tag + QByteArray::number(ops.size());
        shape.z = z;
        shape.box.x += double(ops.size());
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
    }
    return ops;
}

QList<Op> randomEdit(const Document &board, Random &random)
{
    const quint32 what = board.isEmpty() ? 0 : random.below(100);
    if (what < 22)
        return draw(board, random);
    if (what < 36)
        return change(board, random);
    if (what < 50)
        return typeIn(board, random);
    if (what < 62)
        return moveSome(board, random);
    if (what < 74)
        return drawOn(board, random);
    if (what < 84)
        return frameOrAttach(board, random);
    if (what < 88)
        return paste(board, random);
    return deleteSome(board, random);
}

} // namespace sketchroom::simulation
