#include "tests/simulation/rules.h"

#include "common/protocol/codec.h"

#include <algorithm>
#include <limits>

namespace sketchroom::simulation {

namespace {

/// Equal in all, stamps too. Boards share most of their shapes, so most of this compares pointers.
bool isSame(const ShapeRef &a, const ShapeRef &b)
{
    return a == b || (a && b && *a == *b);
}

bool isSame(const PaintOrder &a, const QList<ShapeRef> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const ShapeRef &x, const ShapeRef &y) { return isSame(x, y); });
}

bool seesPendingOnConfirmed(const Replica &replica)
{
    QHash<ShapeId, ShapeRef> touched;
    for (const auto &[id, pending] : replica.pending()) {
        for (const Op &op : pending.edit.ops) {
            auto shape = touched.find(shapeIdOf(op));
            if (shape == touched.end())
                shape = touched.insert(shapeIdOf(op), replica.confirmed().find(shapeIdOf(op)));
            if (auto after = applyToShape(*shape, op, {replica.client(), pending.at}))
                *shape = std::move(*after);
        }
    }
    for (auto shape = touched.cbegin(); shape != touched.cend(); ++shape) {
        if (!isSame(replica.visible().find(shape.key()), *shape))
            return false;
    }
    // The others stand in the same order on both, and are mostly the very same: looking up what is touched is what
    // costs.
    const PaintOrder &visible = replica.visible().inPaintOrder();
    auto next = visible.begin();
    const auto skipTouchedUpTo = [&](const ShapeRef &shape) {
        while (next != visible.end() && *next != shape && touched.contains((*next)->id))
            ++next;
    };
    for (const ShapeRef &shape : replica.confirmed().inPaintOrder()) {
        skipTouchedUpTo(shape);
        if (next != visible.end() && isSame(*next, shape))
            ++next;
        else if (!touched.contains(shape->id))
            return false;
    }
    skipTouchedUpTo(nullptr);
    return next == visible.end();
}

} // namespace

QString brokenRule(const Person &person)
{
    const Replica &replica = person.client->replica();
    for (const auto &[id, pending] : replica.pending()) {
        if (!person.journal.contains(id))
            return QStringLiteral("the journal of %1 misses edit %2").arg(person.name()).arg(id);
    }
    if (!seesPendingOnConfirmed(replica))
        return QStringLiteral("%1 does not see confirmed with pending on top").arg(person.name());
    const Document &board = replica.confirmed();
    const auto there = [&](const Binding &binding) { return !binding || board.contains(binding->shape); };
    for (const ShapeRef &shape : board.inPaintOrder()) {
        if ((!shape->parent.isEmpty() && !board.contains(shape->parent)) || !there(shape->from) || !there(shape->to))
            return QStringLiteral("%1 of %2 refers to nothing").arg(QString::fromLatin1(shape->id), person.name());
    }
    return {};
}

QString disagreement(const Room &room, std::span<const Person> people)
{
    const auto shapes = room.committedShapes();
    if (!shapes)
        return QStringLiteral("the host does not come to rest");
    const QByteArray board = encodeShapes(*shapes);
    for (const Person &person : people) {
        const Replica &replica = person.client->replica();
        if (!replica.pending().empty() || !person.journal.empty())
            return QStringLiteral("%1 still has %2 edits pending, %3 in the journal")
                .arg(person.name())
                .arg(replica.pending().size())
                .arg(person.journal.size());
        if (encodeShapes(replica.visible().shapes()) != board)
            return QStringLiteral("%1 sees another board than the host").arg(person.name());
    }
    return {};
}

QString lossInLog(SimulatedLog &log, const Room &room, const QList<ShapeRef> &beginning, std::span<const Person> people)
{
    constexpr qint64 all = std::numeric_limits<qint64>::max();
    const auto edits = log.read(room.id(), 1, all, all);
    if (!edits)
        return edits.error().message;
    QHash<std::pair<ClientId, qint64>, qint64> places;
    Document replayed;
    for (const ShapeRef &shape : beginning)
        replayed.put(shape);
    auto checkpoint = log.checkpoints().begin();
    // The same board here is the same board after all that follows.
    const auto passCheckpoints = [&](qint64 seq) {
        while (checkpoint != log.checkpoints().end() && checkpoint->seq == seq &&
               isSame(replayed.inPaintOrder(), checkpoint->shapes))
            ++checkpoint;
    };
    passCheckpoints(0);
    for (qint64 seq = 1; const QByteArray &json : *edits) {
        const auto edit = decodeCommitted(json);
        if (!edit || edit->seq != seq)
            return QStringLiteral("the log has no edit %1 in its place").arg(seq);
        if (edit->id > 0 && places.contains({edit->client, edit->id}))
            return QStringLiteral("edit %1 of %2 was applied twice")
                .arg(edit->id)
                .arg(QString::fromLatin1(edit->client));
        places.insert({edit->client, edit->id}, seq);
        replayed.applyLeniently(edit->ops, {edit->client, edit->at});
        passCheckpoints(seq++);
    }
    if (checkpoint != log.checkpoints().end())
        return QStringLiteral("the checkpoint at %1 is not what the log gives up to there").arg(checkpoint->seq);
    if (encodeShapes(replayed.shapes()) != encodeShapes(room.committedShapes().value_or(QList<ShapeRef>())))
        return QStringLiteral("the log replayed from its beginning gives another board");
    for (const Person &person : people) {
        for (auto it = person.acknowledged.cbegin(); it != person.acknowledged.cend(); ++it) {
            if (places.value({person.id, it.key()}) != it.value())
                return QStringLiteral("edit %1 of %2 was acknowledged and is lost").arg(it.key()).arg(person.name());
        }
    }
    return {};
}

QString difference(const Document &before, const Document &after)
{
    if (after.size() != before.size())
        return QStringLiteral("%1 shapes of %2").arg(after.size()).arg(before.size());
    for (const ShapeRef &shape : before.inPaintOrder()) {
        const ShapeRef now = after.find(shape->id);
        if (!now || now->kind != shape->kind || !differing(*now, *shape).isEmpty())
            return QStringLiteral("another %1:\n%2\n%3")
                .arg(QString::fromLatin1(shape->id), QString::fromUtf8(encodeShape(*shape)),
                     now ? QString::fromUtf8(encodeShape(*now)) : QString());
    }
    return {};
}

} // namespace sketchroom::simulation
