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

/// What the change writes, and what it removes, both as insertions.
Splices lettersOf(const Change &change)
{
    const QString before = change.before ? change.before->text : QString();
    const QString after = change.after ? change.after->text : QString();
    return differences(before, after) + differences(after, before);
}

} // namespace

std::optional<QChar> OwnWork::foreignLetter(const Change &change) const
{
    const QSet<QChar> own = m_letters.value(change.id());
    for (const Splice &splice : lettersOf(change)) {
        for (const QChar letter : splice.insert) {
            if (!own.contains(letter))
                return letter;
        }
    }
    return std::nullopt;
}

void OwnWork::left(const ChangeSet &changes)
{
    for (const Change &change : changes) {
        for (const Splice &splice : lettersOf(change)) {
            for (const QChar letter : splice.insert)
                m_letters[change.id()].insert(letter);
        }
        m_left[change.id()].append({change.after, change.before && change.after ? change.registers : allRegisters});
    }
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
        if (const auto letter = change.spliced ? foreignLetter(change) : std::nullopt)
            return QStringLiteral("changes the letter %1 of %2, which is somebody else's").arg(*letter).arg(id);
        for (const RegisterInfo &row : registers()) {
            if (change.spliced && row.reg == Register::Text)
                continue;
            const bool touched = change.after ? change.registers.contains(row.reg) : row.usedBy(change.before->kind);
            if (touched && !hasLeft(change.before, row))
                return QStringLiteral("changes %1 of %2, which somebody else has written")
                    .arg(QLatin1StringView(row.name), id);
        }
    }
    return {};
}

} // namespace sketchroom::simulation
