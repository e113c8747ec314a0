#include "common/model/splice.h"

#include <algorithm>

namespace sketchroom {

namespace {

bool partsPair(QStringView text, qsizetype at)
{
    return at > 0 && at < text.size() && text.at(at - 1).isHighSurrogate() && text.at(at).isLowSurrogate();
}

/// Each that removes and inserts as two: first it removes.
Splices simple(const Splices &splices)
{
    Splices parts;
    for (const Splice &splice : splices) {
        if (splice.remove > 0)
            parts.append({splice.at, splice.remove, {}});
        if (!splice.insert.isEmpty())
            parts.append({splice.at, 0, splice.insert});
    }
    return parts;
}

/// As few as say the same, where they follow each other.
Splices compact(const Splices &parts)
{
    Splices splices;
    for (const Splice &part : parts) {
        if (!splices.isEmpty() && part.at == splices.constLast().at + splices.constLast().insert.size()) {
            splices.last().remove += part.remove;
            splices.last().insert += part.insert;
        } else {
            splices.append(part);
        }
    }
    return splices;
}

/// A removal after another one: without what is gone already.
Splices removalAfterRemoval(const Splice &removal, const Splice &other)
{
    const qsizetype end = removal.at + removal.remove;
    const qsizetype otherEnd = other.at + other.remove;
    const qsizetype common = qMax<qsizetype>(0, qMin(end, otherEnd) - qMax(removal.at, other.at));
    const qsizetype before = qBound<qsizetype>(0, removal.at - other.at, other.remove);
    if (removal.remove == common)
        return {};
    return {{removal.at - before, removal.remove - common, {}}};
}

/// A removal after an insertion, which it leaves in place.
Splices removalAfterInsertion(const Splice &removal, const Splice &insertion)
{
    const qsizetype length = insertion.insert.size();
    if (insertion.at <= removal.at)
        return {{removal.at + length, removal.remove, {}}};
    if (insertion.at >= removal.at + removal.remove)
        return {removal};
    const qsizetype head = insertion.at - removal.at;
    return {{removal.at, head, {}}, {removal.at + length, removal.remove - head, {}}};
}

Splices insertionAfterRemoval(const Splice &insertion, const Splice &removal)
{
    const qsizetype before = qBound<qsizetype>(0, insertion.at - removal.at, removal.remove);
    return {{insertion.at - before, 0, insertion.insert}};
}

enum class AtOnePlace { StaysFirst, GivesWay };

Splices oneAfterOne(const Splice &splice, const Splice &other, AtOnePlace order)
{
    if (splice.remove > 0)
        return other.remove > 0 ? removalAfterRemoval(splice, other) : removalAfterInsertion(splice, other);
    if (other.remove > 0)
        return insertionAfterRemoval(splice, other);
    const bool isPushed = other.at < splice.at || (other.at == splice.at && order == AtOnePlace::GivesWay);
    return {{splice.at + (isPushed ? other.insert.size() : 0), 0, splice.insert}};
}

MovedSplices movedSimple(const Splices &later, const Splices &earlier);

MovedSplices movedOne(const Splice &later, const Splices &earlier)
{
    Splices moving = {later};
    MovedSplices result;
    for (const Splice &each : earlier) {
        MovedSplices step;
        if (moving.size() == 1) {
            step = {oneAfterOne(moving.constFirst(), each, AtOnePlace::GivesWay),
                    oneAfterOne(each, moving.constFirst(), AtOnePlace::StaysFirst)};
        } else {
            step = movedSimple(moving, {each});
        }
        moving = step.later;
        result.earlier += step.earlier;
    }
    result.later = moving;
    return result;
}

MovedSplices movedSimple(const Splices &later, const Splices &earlier)
{
    MovedSplices result{{}, earlier};
    for (const Splice &each : later) {
        MovedSplices step = movedOne(each, result.earlier);
        result.later += step.later;
        result.earlier = std::move(step.earlier);
    }
    return result;
}

/// How long the common beginning and end of two texts are.
struct CommonEnds
{
    qsizetype beginning = 0;
    qsizetype end = 0;
};

CommonEnds commonEnds(QStringView before, QStringView after)
{
    const qsizetype most = qMin(before.size(), after.size());
    CommonEnds common;
    while (common.beginning < most && before.at(common.beginning) == after.at(common.beginning))
        ++common.beginning;
    if (partsPair(before, common.beginning) || partsPair(after, common.beginning))
        --common.beginning;
    const auto fromEnd = [](QStringView text, qsizetype count) { return text.size() - count; };
    while (common.end < most - common.beginning &&
           before.at(fromEnd(before, common.end) - 1) == after.at(fromEnd(after, common.end) - 1))
        ++common.end;
    if (partsPair(before, fromEnd(before, common.end)) || partsPair(after, fromEnd(after, common.end)))
        --common.end;
    return common;
}

/// By the longest common subsequence of characters.
Splices finest(const QString &before, const QString &after, qsizetype offset)
{
    const QList<uint> a = before.toUcs4();
    const QList<uint> b = after.toUcs4();
    const qsizetype width = b.size() + 1;
    QList<quint16> longest((a.size() + 1) * width); // of what follows
    for (qsizetype i = a.size(); i-- > 0;) {
        for (qsizetype j = b.size(); j-- > 0;) {
            longest[i * width + j] = a.at(i) == b.at(j)
                                         ? quint16(longest.at((i + 1) * width + j + 1) + 1)
                                         : qMax(longest.at((i + 1) * width + j), longest.at(i * width + j + 1));
        }
    }
    Splices splices;
    qsizetype at = offset;
    const auto unitsOf = [](uint character) { return qsizetype(QChar::requiresSurrogates(character) ? 2 : 1); };
    for (qsizetype i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a.at(i) == b.at(j)) {
            at += unitsOf(a.at(i));
            ++i;
            ++j;
        } else if (i < a.size() &&
                   (j == b.size() || longest.at((i + 1) * width + j) >= longest.at(i * width + j + 1))) {
            splices.append({at, unitsOf(a.at(i)), {}});
            ++i;
        } else {
            const char32_t character = b.at(j);
            splices.append({at, 0, QString::fromUcs4(&character, 1)});
            at += unitsOf(b.at(j));
            ++j;
        }
    }
    return compact(splices);
}

} // namespace

bool fits(const Splice &splice, const QString &text)
{
    if (splice.at < 0 || splice.remove < 0 || splice.at > text.size() || splice.remove > text.size() - splice.at)
        return false;
    return splice.insert.isValidUtf16() && !partsPair(text, splice.at) && !partsPair(text, splice.at + splice.remove);
}

QString spliced(QString text, const Splices &splices)
{
    for (const Splice &splice : splices)
        text.replace(splice.at, splice.remove, splice.insert);
    return text;
}

MovedSplices moved(const Splices &later, const Splices &earlier)
{
    if (later.isEmpty() || earlier.isEmpty())
        return {later, earlier};
    const MovedSplices result = movedSimple(simple(later), simple(earlier));
    return {compact(result.later), compact(result.earlier)};
}

Splices replacement(const QString &before, const QString &after)
{
    if (before == after)
        return {};
    const CommonEnds common = commonEnds(before, after);
    return {{common.beginning, before.size() - common.beginning - common.end,
             after.mid(common.beginning, after.size() - common.beginning - common.end)}};
}

Splices differences(const QString &before, const QString &after)
{
    constexpr qsizetype mostComparisons = 1'000'000;
    Splices whole = replacement(before, after);
    if (whole.isEmpty())
        return {};
    const Splice &middle = whole.constFirst();
    if (middle.remove == 0 || middle.insert.isEmpty() || middle.remove > mostComparisons / middle.insert.size())
        return whole;
    return finest(before.mid(middle.at, middle.remove), middle.insert, middle.at);
}

} // namespace sketchroom
