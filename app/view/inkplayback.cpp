#include "app/view/inkplayback.h"

#include "common/model/geometry.h"

#include <algorithm>

namespace sketchroom {

namespace {

constexpr int perPoint = numbersPerPoint(Kind::Ink);
constexpr qint64 smoothMs = 24;  // what arrives more often needs no playing
constexpr qint64 longestMs = 50; // that a stroke may be behind
constexpr qint64 batchMs = 4;    // what arrives within was sent together
constexpr qint64 forgetMs = 500;

bool isGrowth(const Change &change)
{
    return change.before && change.after && change.after->kind == Kind::Ink &&
           change.after->points.size() > change.before->points.size();
}

} // namespace

qsizetype InkPlayback::Stroke::shownAt(qint64 nowMs) const
{
    const qint64 passed = nowMs - beganMs;
    if (passed >= lastsMs)
        return to;
    const qsizetype points = (to - from) / perPoint;
    return from + points * passed / lastsMs * perPoint;
}

void InkPlayback::note(const ChangeSet &changes, qint64 nowMs)
{
    for (const Change &change : changes) {
        if (!change.after || change.after->kind != Kind::Ink || change.after->by == m_self)
            continue;
        if (isGrowth(change))
            grown(change, nowMs);
        else if (change.added())
            m_strokes.insert(change.id(), {change.after->points.size(), change.after->points.size(), nowMs, 0, nowMs});
        else
            m_strokes.remove(change.id());
    }
}

void InkPlayback::grown(const Change &change, qint64 nowMs)
{
    const qsizetype all = change.after->points.size();
    const auto known = m_strokes.find(change.id());
    if (known == m_strokes.end()) {
        m_strokes.insert(change.id(), {all, all, nowMs, 0, nowMs});
        return;
    }
    Stroke &stroke = *known;
    const qint64 pause = nowMs - stroke.heardMs;
    if (pause > batchMs) {
        stroke.from = stroke.shownAt(nowMs);
        stroke.beganMs = stroke.heardMs = nowMs;
        stroke.lastsMs = pause < smoothMs ? 0 : std::min(pause, longestMs);
    }
    stroke.to = all;
}

QHash<ShapeId, qsizetype> InkPlayback::shownAt(qint64 nowMs)
{
    QHash<ShapeId, qsizetype> shown;
    for (auto stroke = m_strokes.cbegin(); stroke != m_strokes.cend();) {
        if (const qsizetype numbers = stroke->shownAt(nowMs); numbers < stroke->to)
            shown.insert(stroke.key(), numbers);
        stroke = nowMs - stroke->heardMs > forgetMs ? m_strokes.erase(stroke) : std::next(stroke);
    }
    return shown;
}

ShapeRef firstOfInk(const ShapeRef &ink, qsizetype numbers)
{
    const Box whole = boxOfPoints(ink->points, perPoint);
    const bool asDrawn =
        ink->box.angle == 0 && qFuzzyCompare(1 + ink->box.w, 1 + whole.w) && qFuzzyCompare(1 + ink->box.h, 1 + whole.h);
    if (numbers >= ink->points.size() || !asDrawn)
        return ink;
    auto first = std::make_shared<Shape>(*ink);
    first->points.resize(numbers);
    first->box = boxOfPoints(first->points, perPoint);
    first->box.x += ink->box.x - whole.x;
    first->box.y += ink->box.y - whole.y;
    return first;
}

} // namespace sketchroom
