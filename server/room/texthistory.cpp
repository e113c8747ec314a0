#include "server/room/texthistory.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom {

namespace {

struct TextHistorySentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::TextHistory)
};

tl::unexpected<Error> outdated()
{
    return failure(ErrorCode::Conflict,
                   TextHistorySentences::tr("This was written in a text that is not known any more as it was then. "
                                            "Write it once more."));
}

/// One client with a long list of splices must not keep everybody waiting.
constexpr qsizetype mostMoves = 100'000;

/// A text can be replaced by a long one again and again.
constexpr qint64 mostBytes = 4 << 20;

qint64 bytesOfSplices(const Splices &splices)
{
    qint64 bytes = 0;
    for (const Splice &splice : splices)
        bytes += qint64(sizeof(Splice)) + splice.insert.size() * 2;
    return bytes;
}

qsizetype sizeOf(const QList<TextHistory::Moved::Unheard> &steps)
{
    qsizetype size = 0;
    for (const auto &step : steps)
        size += step.splices.size();
    return size;
}

} // namespace

void TextHistory::restartAfter(qint64 seq)
{
    m_start = seq;
    m_texts.clear();
    m_order.clear();
    m_bytes = 0;
}

Result<QList<TextHistory::Unheard>> TextHistory::unheard(const SpliceOp &op, const ClientId &client) const
{
    QList<Unheard> steps;
    const auto text = m_texts.constFind(op.id);
    const auto own = text == m_texts.cend() ? decltype(text->own.cbegin())() : text->own.constFind(client);
    const bool hasOwn = text != m_texts.cend() && own != text->own.cend() && own->seq > op.base;
    if ((hasOwn ? own->edit : 0) != op.after)
        return outdated();
    const qint64 from = hasOwn ? own->seq : op.base;
    if (from < m_start)
        return outdated();
    if (text == m_texts.cend())
        return steps;
    if (from < text->start)
        return failure(ErrorCode::Gone,
                       TextHistorySentences::tr("Shape %1 was deleted meanwhile.").arg(QString::fromLatin1(op.id)));
    if (hasOwn)
        std::copy_if(own->unheard.begin(), own->unheard.end(), std::back_inserter(steps),
                     [&](const Unheard &step) { return step.seq > op.base; });
    const auto first = std::upper_bound(text->steps.begin(), text->steps.end(), from,
                                        [](qint64 seq, const Unheard &step) { return seq < step.seq; });
    std::copy(first, text->steps.end(), std::back_inserter(steps));
    return steps;
}

Result<TextHistory::Moved> TextHistory::move(const Edit &edit, const ClientId &client, qint64 lastSeq) const
{
    Moved result;
    std::optional<Error> gone;
    qsizetype moves = 0;
    for (const Op &op : edit.ops) {
        const auto *splice = std::get_if<SpliceOp>(&op);
        if (!splice) {
            // Whatever others did to the text, it is as this says.
            if (touchesText(op))
                result.unheard[shapeIdOf(op)] = {};
            result.ops.append(op);
            continue;
        }
        if (splice->base < 0 || splice->base > lastSeq)
            return failure(ErrorCode::Invalid,
                           TextHistorySentences::tr("A splice needs as its “base” the seq of an edit that was told."));
        auto known = result.unheard.find(splice->id);
        if (known == result.unheard.end()) {
            auto steps = unheard(*splice, client);
            if (!steps && steps.error().code == ErrorCode::Gone) {
                gone = steps.error();
                continue;
            }
            if (!steps)
                return tl::unexpected(steps.error());
            known = result.unheard.insert(splice->id, *steps);
        }
        moves += sizeOf(*known);
        if (moves > mostMoves)
            return outdated();
        Splices moving = {splice->splice};
        for (Unheard &step : *known) {
            MovedSplices next = moved(moving, step.splices);
            moving = std::move(next.later);
            step.splices = std::move(next.earlier);
        }
        if (moving.isEmpty())
            moving.append(Splice()); // others have removed all of it already
        for (const Splice &each : std::as_const(moving))
            result.ops.append(SpliceOp{splice->id, each});
    }
    if (result.ops.isEmpty() && gone)
        return tl::unexpected(*gone);
    return result;
}

void TextHistory::add(qint64 seq, const ClientId &client, qint64 editId, const QList<Op> &ops, const ChangeSet &changes,
                      const Moved &moved)
{
    const QHash<ShapeId, TextEdit> edits = textEdits(ops, changes);
    for (auto edit = edits.cbegin(); edit != edits.cend(); ++edit) {
        Text &text = m_texts[edit.key()];
        if (edit->anew)
            text = {seq, {}, {}};
        else
            text.steps.push_back({seq, edit->splices});
        count(edit.key(), seq, bytesOfSplices(edit->splices));
    }
    if (editId == 0)
        return; // the host's own (E15): to whoever asked for it, too, it is as somebody else's
    QSet<ShapeId> tookPart;
    for (const Op &op : ops)
        tookPart.insert(shapeIdOf(op));
    for (auto steps = moved.unheard.cbegin(); steps != moved.unheard.cend(); ++steps) {
        if (!tookPart.contains(steps.key()))
            continue;
        m_texts[steps.key()].own.insert(client, {seq, editId, *steps});
        qint64 bytes = 0;
        for (const Unheard &step : *steps)
            bytes += bytesOfSplices(step.splices);
        count(steps.key(), seq, bytes);
    }
}

void TextHistory::count(const ShapeId &id, qint64 seq, qint64 bytes)
{
    m_order.push_back({seq, id, bytes});
    m_bytes += bytes;
    while (m_order.size() > m_maxSteps || m_bytes > mostBytes) {
        const auto [oldest, oldestId, oldestBytes] = m_order.front();
        m_bytes -= oldestBytes;
        m_order.pop_front();
        m_start = oldest;
        const auto text = m_texts.find(oldestId);
        if (text == m_texts.end())
            continue;
        while (!text->steps.empty() && text->steps.front().seq <= oldest)
            text->steps.pop_front();
        text->own.removeIf([seqOfOldest = oldest](auto own) { return own.value().seq <= seqOfOldest; });
        if (text->steps.empty() && text->own.isEmpty() && text->start <= oldest)
            m_texts.erase(text);
    }
}

} // namespace sketchroom
