#include "app/files/excalidrawindexes.h"

#include "common/model/zindex.h"

namespace sketchroom {

QList<QByteArray> ascendingIndexes(const QList<QByteArray> &wanted)
{
    QList<QByteArray> indexes = wanted;
    QByteArray below;
    for (qsizetype i = 0; i < indexes.size();) {
        if (isValidZ(indexes.at(i)) && indexes.at(i) > below) {
            below = indexes.at(i++);
            continue;
        }
        qsizetype end = i + 1;
        while (end < indexes.size() && !(isValidZ(indexes.at(end)) && indexes.at(end) > below))
            ++end;
        const QByteArray above = end < indexes.size() ? indexes.at(end) : QByteArray();
        QList<QByteArray> keys = zSequence(below, above, end - i);
        if (keys.size() < end - i) {
            // No room under the next one: it gets a new one too.
            end = indexes.size();
            keys = zSequence(below, {}, end - i);
        }
        for (qsizetype k = 0; k < keys.size(); ++k)
            indexes[i + k] = keys.at(k);
        below = indexes.at(end - 1);
        i = end;
    }
    return indexes;
}

bool isExcalidrawIndex(QByteArrayView index)
{
    if (index.isEmpty() || !isValidZ(index.toByteArray()))
        return false;
    const char head = index.front();
    const bool positive = head >= 'a' && head <= 'z';
    const bool negative = head >= 'A' && head <= 'Z';
    const qsizetype whole = 2 + (positive ? head - 'a' : 'Z' - head);
    if (!(positive || negative) || index.size() < whole)
        return false;
    const bool least = head == 'A' && index.sliced(1, whole - 1).toByteArray().count('0') == whole - 1;
    return !least && (index.size() == whole || index.back() != '0');
}

} // namespace sketchroom
