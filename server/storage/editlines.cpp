#include "server/storage/editlines.h"

#include <QCoreApplication>

namespace sketchroom {

namespace {

struct EditLinesSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::EditLines)
};

} // namespace

QByteArray inLines(const QList<LoggedEdit> &edits)
{
    QByteArray lines;
    qsizetype size = 0;
    for (const LoggedEdit &edit : edits)
        size += edit.json.size() + 1;
    lines.reserve(size);
    for (const LoggedEdit &edit : edits) {
        if (!lines.isEmpty())
            lines.append('\n');
        lines.append(edit.json);
    }
    return lines;
}

Result<void> appendEdits(const QByteArray &lines, qint64 first, qint64 last, qint64 from, qint64 to,
                         QList<QByteArray> &edits)
{
    qint64 seq = first;
    for (qsizetype begin = 0; begin <= lines.size(); ++seq) {
        const qsizetype found = lines.indexOf('\n', begin);
        const qsizetype end = found < 0 ? lines.size() : found;
        if (seq >= from && seq <= to)
            edits.append(lines.sliced(begin, end - begin));
        begin = end + 1;
    }
    if (seq != last + 1)
        return failure(ErrorCode::Damaged,
                       EditLinesSentences::tr("The stored edits %1 to %2 are not all there.").arg(first).arg(last));
    return {};
}

QByteArray inLines(const QHash<ClientId, qint64> &lastEdits)
{
    QByteArray lines;
    for (auto last = lastEdits.cbegin(); last != lastEdits.cend(); ++last)
        lines.append(last.key()).append(' ').append(QByteArray::number(last.value())).append('\n');
    return lines;
}

void raiseTo(const QByteArray &lines, QHash<ClientId, qint64> &lastEdits)
{
    for (const QByteArray &line : lines.split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        if (blank < 0)
            continue;
        qint64 &last = lastEdits[line.first(blank)];
        last = qMax(last, line.sliced(blank + 1).toLongLong());
    }
}

} // namespace sketchroom
