#include "tests/simulation/ownwork.h"

#include <algorithm>

namespace sketchroom::simulation {

namespace {

const RegisterSet allRegisters((1u << registerCount) - 1);

/// Whether the deletion of `gone` lets go of `shape`: what that changes (S6) belongs to the deletion.
bool isReleased(const Shape &shape, const QSet<ShapeId> &gone)
{
    const auto points = [&](const Binding &binding) { return binding && gone.contains(binding->shape); };
    return gone.contains(shape.parent) || points(shape.from) || points(shape.to);
}

} // namespace

void OwnWork::left(const ChangeSet &changes)
{
    for (const Change &change : changes)
        m_left[change.id()].append({change.after, change.before && change.after ? change.registers : allRegisters});
}

bool OwnWork::hasLeft(const ShapeRef &shape, const RegisterInfo &row) const
{
    const QList<Left> versions = m_left.value(shape->id);
    return std::any_of(versions.begin(), versions.end(), [&](const Left &version) {
        return version.shape && version.registers.contains(row.reg) && row.same(*version.shape, *shape);
    });
}

bool OwnWork::hasDeleted(const ShapeId &id) const
{
    const QList<Left> versions = m_left.value(id);
    return std::any_of(versions.begin(), versions.end(), [](const Left &version) { return !version.shape; });
}

QString OwnWork::trespass(const ChangeSet &changes) const
{
    QSet<ShapeId> gone;
    for (const Change &change : changes) {
        // One that is made anew as another kind is deleted first.
        if (change.removed() || (!change.added() && change.before->kind != change.after->kind))
            gone.insert(change.id());
    }
    for (const Change &change : changes) {
        const QString id = QString::fromLatin1(change.id());
        if (change.added()) {
            if (!hasDeleted(change.id()))
                return QStringLiteral("brings back %1, which this user has not deleted").arg(id);
            continue;
        }
        if (change.after && isReleased(*change.before, gone))
            continue;
        for (const RegisterInfo &row : registers()) {
            const bool touched = change.after ? change.registers.contains(row.reg) : row.usedBy(change.before->kind);
            if (touched && !hasLeft(change.before, row))
                return QStringLiteral("changes %1 of %2, which somebody else has written")
                    .arg(QLatin1StringView(row.name), id);
        }
    }
    return {};
}

} // namespace sketchroom::simulation
