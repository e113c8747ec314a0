#include "common/model/document.h"

// What an edit did to texts: see document.h.

namespace sketchroom {

bool splicedByBoth(const Change &earlier, const Change &later)
{
    const auto replaces = [](const Change &change) {
        return change.registers.contains(Register::Text) && !change.spliced;
    };
    return (earlier.spliced || later.spliced) && !replaces(earlier) && !replaces(later);
}

QHash<ShapeId, TextEdit> textEdits(const QList<Op> &ops, const ChangeSet &changes)
{
    struct FirstAndLast
    {
        ShapeRef before;
        ShapeRef after;
        bool anew = false;
    };
    QHash<ShapeId, FirstAndLast> shapes;
    for (const Change &change : changes) {
        const bool anew = change.added() || change.removed();
        if (!anew && !change.registers.contains(Register::Text))
            continue;
        auto known = shapes.find(change.id());
        if (known == shapes.end())
            known = shapes.insert(change.id(), {change.before, change.after, anew});
        known->after = change.after;
        known->anew = known->anew || anew;
    }
    if (shapes.isEmpty())
        return {};
    QHash<ShapeId, TextEdit> edits;
    QSet<ShapeId> replaced;
    for (const Op &op : ops) {
        const ShapeId &id = shapeIdOf(op);
        if (!shapes.contains(id))
            continue;
        if (const auto *splice = std::get_if<SpliceOp>(&op))
            edits[id].splices.append(splice->splice);
        else if (touchesText(op))
            replaced.insert(id);
    }
    for (auto shape = shapes.cbegin(); shape != shapes.cend(); ++shape) {
        TextEdit &edit = edits[shape.key()];
        edit.anew = shape->anew;
        if (edit.anew)
            edit.splices.clear();
        else if (replaced.contains(shape.key()))
            edit.splices = replacement(shape->before->text, shape->after->text);
    }
    return edits;
}

} // namespace sketchroom
