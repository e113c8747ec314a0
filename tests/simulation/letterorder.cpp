#include "tests/simulation/letterorder.h"

#include "common/protocol/codec.h"

namespace sketchroom::simulation {

void LetterOrder::typed(const ChangeSet &changes)
{
    for (const Change &change : changes) {
        if (!change.spliced || !change.before || !change.after)
            continue;
        const QString &before = change.before->text;
        for (const Splice &splice : differences(before, change.after->text)) {
            // Only the first is sure to be said against `before`, and one edit has seldom more.
            const qsizetype end = splice.at + splice.remove;
            if (splice.insert.isEmpty())
                break;
            QList<Pair> &pairs = m_pairs[change.id()];
            if (splice.at > 0)
                pairs.append({before.at(splice.at - 1), splice.insert.front()});
            if (end < before.size())
                pairs.append({splice.insert.back(), before.at(end)});
            break;
        }
    }
}

void LetterOrder::ordered(const QList<ShapeRef> &beginning, const QList<QByteArray> &edits)
{
    Document board;
    for (const ShapeRef &shape : beginning)
        board.put(shape);
    for (const QByteArray &json : edits) {
        const auto edit = decodeCommitted(json);
        if (!edit)
            return; // said by lossInLog
        for (const Change &change : board.applyLeniently(edit->ops, {edit->client, edit->at})) {
            if (!change.after)
                m_deleted.insert(change.id());
            if (!change.before || !change.after || change.before->text == change.after->text)
                continue;
            for (const QChar letter : change.before->text) {
                if (change.after->text.count(letter) < change.before->text.count(letter))
                    m_removed[change.id()].insert(letter);
            }
        }
    }
}

void LetterOrder::exclude(const QList<Op> &ops)
{
    for (const Op &op : ops) {
        if (const auto *splice = std::get_if<SpliceOp>(&op)) {
            for (const QChar letter : splice->splice.insert)
                m_removed[splice->id].insert(letter);
        }
    }
}

QString LetterOrder::broken(const Document &board) const
{
    for (auto pairs = m_pairs.cbegin(); pairs != m_pairs.cend(); ++pairs) {
        const ShapeRef shape = board.find(pairs.key());
        if (!shape || m_deleted.contains(pairs.key()))
            continue;
        const QSet<QChar> removed = m_removed.value(pairs.key());
        const auto isSure = [&](QChar letter) { return !removed.contains(letter) && shape->text.count(letter) == 1; };
        for (const auto &[first, second] : *pairs) {
            if (isSure(first) && isSure(second) && shape->text.indexOf(first) > shape->text.indexOf(second))
                return QStringLiteral("E16: in %1 the letter %2 was typed before %3 and stands behind it")
                    .arg(QString::fromLatin1(pairs.key()), first, second);
        }
    }
    return {};
}

} // namespace sketchroom::simulation
