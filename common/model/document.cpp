#include "common/model/document.h"

#include "common/model/attachment.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom {

namespace {

struct DocumentSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Document)
};

tl::unexpected<Error> gone(const ShapeId &id)
{
    const QString shape = QString::fromLatin1(id);
    return failure(ErrorCode::Gone,
                   DocumentSentences::tr("Shape %1 is not on the board; somebody has deleted it.").arg(shape),
                   {{"shape", shape}});
}

struct ApplyToShape
{
    const ShapeRef &shape;
    const Stamp &stamp;

    Result<ShapeRef> operator()(const CreateOp &op) const
    {
        if (shape)
            return failure(ErrorCode::Exists,
                           DocumentSentences::tr("A shape %1 is on the board already. Give the new one another id.")
                               .arg(QString::fromLatin1(shape->id)),
                           {{"shape", QString::fromLatin1(shape->id)}});
        if (op.shape->by == stamp.by && op.shape->made == stamp.at && op.shape->changed == stamp.at)
            return op.shape; // so that copies of a board share what they both have
        auto created = std::make_shared<Shape>(*op.shape);
        created->by = stamp.by;
        created->made = created->changed = stamp.at;
        return created;
    }

    Result<ShapeRef> operator()(const UpdateOp &op) const
    {
        if (!shape)
            return gone(op.id);
        std::shared_ptr<Shape> updated;
        bool changesUnknown = false;
        for (const RegisterValue &entry : op.set) {
            const RegisterInfo &row = info(entry.reg);
            if (!row.usedBy(shape->kind))
                return failure(ErrorCode::Invalid,
                               DocumentSentences::tr("A shape of kind %1 has no register “%2”.")
                                   .arg(QLatin1StringView(name(shape->kind)), QLatin1StringView(row.name)));
            if (!updated)
                updated = std::make_shared<Shape>(*shape);
            row.set(*updated, entry.value);
            if (updated->unknown.remove(row.name) > 0)
                changesUnknown = true;
        }
        if (!op.unknown.isEmpty()) {
            if (!updated)
                updated = std::make_shared<Shape>(*shape);
            updated->unknown.insert(op.unknown);
            changesUnknown = true;
        }
        if (updated && updated->points.size() % qMax(1, numbersPerPoint(shape->kind)) != 0)
            return failure(ErrorCode::Invalid, DocumentSentences::tr("“points” must hold %1 numbers for each point.")
                                                   .arg(numbersPerPoint(shape->kind)));
        if (!updated || (!changesUnknown && differing(*shape, *updated).isEmpty()))
            return shape;
        updated->changed = stamp.at;
        return updated;
    }

    Result<ShapeRef> operator()(const AppendOp &op) const
    {
        if (!shape)
            return gone(op.id);
        const int perPoint = numbersPerPoint(shape->kind);
        if (perPoint == 0)
            return failure(ErrorCode::Invalid, DocumentSentences::tr("A shape of kind %1 has no points to append to.")
                                                   .arg(QLatin1StringView(name(shape->kind))));
        if (op.at != shape->points.size())
            return failure(ErrorCode::Conflict,
                           DocumentSentences::tr("The points of shape %1 have changed: there are %2 numbers, not %3.")
                               .arg(QString::fromLatin1(op.id))
                               .arg(shape->points.size())
                               .arg(op.at));
        if (op.points.size() % perPoint != 0)
            return failure(ErrorCode::Invalid,
                           DocumentSentences::tr("“points” must hold %1 numbers for each point.").arg(perPoint));
        if (op.points.isEmpty())
            return shape;
        auto updated = std::make_shared<Shape>(*shape);
        updated->points.append(op.points);
        updated->changed = stamp.at;
        return updated;
    }

    Result<ShapeRef> operator()(const SpliceOp &op) const
    {
        if (!shape)
            return gone(op.id);
        if (!info(Register::Text).usedBy(shape->kind))
            return failure(ErrorCode::Invalid, DocumentSentences::tr("A shape of kind %1 has no text to splice.")
                                                   .arg(QLatin1StringView(name(shape->kind))));
        if (!fits(op.splice, shape->text))
            return failure(ErrorCode::Invalid,
                           DocumentSentences::tr("The text of shape %1 has no such place: %2 of %3 characters from "
                                                 "%4 on, or a part of a character.")
                               .arg(QString::fromLatin1(op.id))
                               .arg(op.splice.remove)
                               .arg(shape->text.size())
                               .arg(op.splice.at));
        QString text = spliced(shape->text, {op.splice});
        if (text == shape->text)
            return shape;
        auto updated = std::make_shared<Shape>(*shape);
        updated->text = std::move(text);
        updated->unknown.remove(info(Register::Text).name);
        updated->changed = stamp.at;
        return updated;
    }

    Result<ShapeRef> operator()(const DeleteOp &op) const
    {
        if (!shape)
            return gone(op.id);
        return ShapeRef();
    }
};

} // namespace

Result<ShapeRef> applyToShape(const ShapeRef &shape, const Op &op, const Stamp &stamp)
{
    return std::visit(ApplyToShape{shape, stamp}, op);
}

QList<ShapeRef> Document::shapes() const
{
    return {m_order.begin(), m_order.end()};
}

QByteArray Document::topZ() const
{
    return m_order.empty() ? QByteArray() : (*m_order.rbegin())->z;
}

QByteArray Document::bottomZ() const
{
    return m_order.empty() ? QByteArray() : (*m_order.begin())->z;
}

namespace {

/// About what a shape takes in memory.
qint64 bytesOf(const Shape &shape)
{
    constexpr qint64 bytesOfItself = sizeof(Shape) + 128; // with its places in the board's order and indexes
    constexpr qint64 bytesOfEntry = 64;
    qint64 bytes = bytesOfItself;
    for (const RegisterInfo &row : registers()) {
        if (row.memory)
            bytes += row.memory(shape);
    }
    for (const QByteArray &value : shape.unknown)
        bytes += value.size() + bytesOfEntry;
    return bytes;
}

} // namespace

void Document::indexReferences(const Shape &shape)
{
    forEachReference(shape, [&](const ShapeId &target) { m_referrers[target].insert(shape.id); });
}

void Document::unindexReferences(const Shape &shape)
{
    forEachReference(shape, [&](const ShapeId &target) {
        const auto referrers = m_referrers.find(target);
        if (referrers == m_referrers.end())
            return; // two references of the shape to one target
        referrers->remove(shape.id);
        if (referrers->isEmpty())
            m_referrers.erase(referrers);
    });
}

Document::Document(const Document &other)
    : m_order(other.m_order)
    , m_referrers(other.m_referrers)
    , m_bytes(other.m_bytes)
    , m_limits(other.m_limits)
{
    m_places.reserve(qsizetype(m_order.size()));
    for (auto place = m_order.begin(); place != m_order.end(); ++place)
        m_places.insert((*place)->id, place);
}

Document &Document::operator=(const Document &other)
{
    if (this != &other)
        *this = Document(other);
    return *this;
}

ShapeRef Document::find(const ShapeId &id) const
{
    const auto found = m_places.constFind(id);
    return found == m_places.cend() ? ShapeRef() : **found;
}

std::optional<Change> Document::put(const ShapeRef &shape)
{
    const auto found = m_places.find(shape->id);
    if (found == m_places.end()) {
        indexReferences(*shape);
        m_bytes += bytesOf(*shape);
        // Boards come in their order, and what is new is mostly on top.
        m_places.insert(shape->id, m_order.insert(m_order.end(), shape));
        return Change{nullptr, shape, {}};
    }
    const ShapeRef before = **found;
    if (before == shape)
        return std::nullopt;
    Change change{before, shape, differing(*before, *shape)};
    unindexReferences(*before);
    indexReferences(*shape);
    m_bytes += bytesOf(*shape) - bytesOf(*before);
    if (change.registers.contains(Register::Z)) {
        m_order.erase(*found);
        *found = m_order.insert(m_order.end(), shape);
    } else {
        // It keeps its place, which only depends on what is the same: so it may be exchanged in there.
        const_cast<ShapeRef &>(**found) = shape;
    }
    return change;
}

std::optional<Change> Document::remove(const ShapeId &id)
{
    const auto found = m_places.find(id);
    if (found == m_places.end())
        return std::nullopt;
    const ShapeRef shape = **found;
    m_order.erase(*found);
    m_places.erase(found);
    unindexReferences(*shape);
    m_bytes -= bytesOf(*shape);
    return Change{shape, nullptr, {}};
}

void Document::clear()
{
    m_places.clear();
    m_order.clear();
    m_referrers.clear();
    m_bytes = 0;
}

QList<Op> Document::releasesBefore(const Op &op, const QSet<ShapeId> &leaving) const
{
    QList<Op> releases;
    if (const auto *deletion = std::get_if<DeleteOp>(&op); deletion && contains(deletion->id)) {
        QList<ShapeId> referrers = m_referrers.value(deletion->id).values();
        std::sort(referrers.begin(), referrers.end());
        for (const ShapeId &id : std::as_const(referrers)) {
            if (id != deletion->id && !leaving.contains(id))
                releases.append(release(*find(id), deletion->id, *this));
        }
    }
    return releases;
}

qsizetype Document::pointsToRelease(const Op &op, const QSet<ShapeId> &leaving) const
{
    qsizetype numbers = 0;
    const auto *deletion = std::get_if<DeleteOp>(&op);
    for (const ShapeId &id : deletion ? m_referrers.value(deletion->id) : QSet<ShapeId>()) {
        if (!leaving.contains(id))
            numbers += find(id)->points.size();
    }
    return numbers;
}

Result<void> Document::checkLimits(const Shape &shape, const ShapeRef &before) const
{
    const qint64 more = bytesOf(shape) - (before ? bytesOf(*before) : 0);
    if (more > 0 && m_bytes + more > m_limits.bytes)
        return failure(ErrorCode::Limit,
                       DocumentSentences::tr("The room is full: what is on the board takes %1 MiB, and "
                                             "it can hold no more. Delete some, or go on in another "
                                             "room.")
                           .arg(m_limits.bytes >> 20));
    if (shape.points.size() > m_limits.numbersInPoints)
        return failure(ErrorCode::Limit,
                       DocumentSentences::tr("A stroke can hold %1 numbers at the most. Lift the pen and draw on.")
                           .arg(m_limits.numbersInPoints));
    if (shape.text.size() > m_limits.textLength)
        return failure(ErrorCode::Limit,
                       DocumentSentences::tr("A text can be %1 characters long at the most. Split it into two.")
                           .arg(m_limits.textLength));
    if (size() >= m_limits.shapes && !contains(shape.id))
        return failure(
            ErrorCode::Limit,
            DocumentSentences::tr("The room is full: it can hold %1 shapes. Delete some, or go on in another room.")
                .arg(m_limits.shapes));
    return {};
}

Result<std::optional<Change>> Document::applyOne(const Op &op, const Stamp &stamp)
{
    const ShapeId &id = shapeIdOf(op);
    const ShapeRef before = find(id);
    const Result<ShapeRef> after = applyToShape(before, op, stamp);
    if (!after)
        return tl::unexpected(after.error());
    if (*after == before)
        return std::optional<Change>();
    if (!*after)
        return remove(id);
    if (const auto fits = checkLimits(**after, before); !fits)
        return tl::unexpected(fits.error());
    auto change = put(*after);
    if (change)
        change->spliced = std::holds_alternative<SpliceOp>(op);
    return change;
}

namespace {

/// The changes of one edit. Of a shape that is updated many times only the first and the last state are kept: each may
/// hold a stroke of half a megabyte.
class EditChanges final
{
public:
    void add(const Change &change)
    {
        const auto known = m_updated.constFind(change.id());
        if (change.added() || change.removed() || known == m_updated.cend()) {
            if (change.removed())
                m_updated.remove(change.id());
            else
                m_updated.insert(change.id(), m_changes.size());
            m_changes.append(change);
            return;
        }
        Change &whole = m_changes[*known];
        whole.spliced = splicedByBoth(whole, change);
        whole.after = change.after;
        whole.registers = whole.registers | change.registers;
    }
    const ChangeSet &all() const { return m_changes; }
    ChangeSet take() && { return std::move(m_changes); }

private:
    ChangeSet m_changes;
    QHash<ShapeId, qsizetype> m_updated; ///< where the shape's change is, since it was last added
};

} // namespace

namespace {

/// The last place of each operation of this type in the edit, by shape.
template <class Operation>
QHash<ShapeId, qsizetype> lastOf(const QList<Op> &ops)
{
    QHash<ShapeId, qsizetype> places;
    for (qsizetype i = 0; i < ops.size(); ++i) {
        if (std::holds_alternative<Operation>(ops.at(i)))
            places.insert(shapeIdOf(ops.at(i)), i);
    }
    return places;
}

} // namespace

Result<Document::Applied> Document::apply(const QList<Op> &ops, const Stamp &stamp)
{
    const QHash<ShapeId, qsizetype> creations = lastOf<CreateOp>(ops);
    const QHash<ShapeId, qsizetype> deletions = lastOf<DeleteOp>(ops);
    QHash<ShapeId, Kind> coming;
    for (const qsizetype place : creations) {
        const ShapeRef &shape = std::get<CreateOp>(ops.at(place)).shape;
        coming.insert(shape->id, shape->kind);
    }
    // What this edit deletes as well needs no release first.
    QSet<ShapeId> leaving;
    for (auto deletion = deletions.cbegin(); deletion != deletions.cend(); ++deletion) {
        if (creations.value(deletion.key(), -1) < 0)
            leaving.insert(deletion.key());
    }
    qsizetype released = 0;
    Applied applied;
    EditChanges changes;
    std::optional<Error> lastGone;
    for (qsizetype place = 0; place < ops.size(); ++place) {
        const Op &given = ops.at(place);
        released += pointsToRelease(given, leaving);
        if (released > m_limits.numbersInPoints) {
            revert(changes.all());
            return failure(ErrorCode::Limit,
                           DocumentSentences::tr("So many long arrows are attached to what would be deleted that one "
                                                 "edit cannot hold them. Delete or detach some of the arrows first."),
                           {{"points", qint64(m_limits.numbersInPoints)}});
        }
        if (std::holds_alternative<DeleteOp>(given) && creations.value(shapeIdOf(given), -1) < place)
            coming.remove(shapeIdOf(given));
        QList<Op> sound = releasesBefore(given, leaving);
        sound.append(withSoundReferences(given, *this, coming));
        for (const Op &op : std::as_const(sound)) {
            const auto change = applyOne(op, stamp);
            if (!change && change.error().code == ErrorCode::Gone) {
                lastGone = change.error();
                continue;
            }
            if (!change) {
                revert(changes.all());
                return tl::unexpected(change.error());
            }
            // A creation is told with the stamps it got.
            applied.ops.append(std::holds_alternative<CreateOp>(op) ? Op(CreateOp{(*change)->after}) : op);
            if (*change)
                changes.add(**change);
        }
    }
    applied.changes = std::move(changes).take();
    if (applied.ops.isEmpty() && lastGone)
        return tl::unexpected(*lastGone);
    return applied;
}

ChangeSet Document::applyLeniently(const QList<Op> &ops, const Stamp &stamp)
{
    ChangeSet changes;
    for (const Op &op : ops) {
        if (const auto change = applyOne(op, stamp); change && *change)
            changes.append(**change);
    }
    return changes;
}

void Document::revert(const ChangeSet &changes)
{
    for (qsizetype i = changes.size(); i-- > 0;) {
        const Change &change = changes.at(i);
        if (change.before)
            put(change.before);
        else
            remove(change.id());
    }
}

} // namespace sketchroom
