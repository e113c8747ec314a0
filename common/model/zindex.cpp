#include "common/model/zindex.h"

#include <algorithm>

namespace sketchroom {

namespace {

constexpr char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int base = 62;

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 36;
    return -1;
}

/// Characters of the integer part, head included: a0 … zxxx above zero, Zz … Axxx below. 0 for no head.
qsizetype integerLength(char head)
{
    if (head >= 'a' && head <= 'z')
        return head - 'a' + 2;
    if (head >= 'A' && head <= 'Z')
        return 'Z' - head + 2;
    return 0;
}

QByteArray integerPart(const QByteArray &key)
{
    return key.first(integerLength(key.front()));
}

QByteArray fraction(const QByteArray &key)
{
    return key.sliced(integerLength(key.front()));
}

/// Whether the key is of Greenspan's form: a whole integer part, and a fraction that does not end in 0.
bool isCanonical(const QByteArray &key)
{
    if (!isValidZ(key))
        return false;
    const qsizetype length = integerLength(key.front());
    if (length == 0 || key.size() < length)
        return false;
    if (key.size() > length)
        return key.back() != '0';
    return key.front() != 'A' || key.count('0') != length - 1; // nothing fits under the least integer
}

/// The next integer; empty after the greatest.
QByteArray incremented(QByteArray integer)
{
    for (qsizetype i = integer.size() - 1; i > 0; --i) {
        const int digit = digitOf(integer.at(i)) + 1;
        integer[i] = digits[digit % base];
        if (digit < base)
            return integer;
    }
    const char head = integer.front();
    if (head == 'Z')
        return "a0";
    if (head == 'z')
        return {};
    const char next = char(head + 1);
    return next + QByteArray(integerLength(next) - 1, '0');
}

/// The integer before; empty before the least.
QByteArray decremented(QByteArray integer)
{
    for (qsizetype i = integer.size() - 1; i > 0; --i) {
        const int digit = digitOf(integer.at(i));
        integer[i] = digits[(digit + base - 1) % base];
        if (digit > 0)
            return integer;
    }
    const char head = integer.front();
    if (head == 'a')
        return "Zz";
    if (head == 'A')
        return {};
    const char previous = char(head - 1);
    return previous + QByteArray(integerLength(previous) - 1, 'z');
}

/// The shortest tail above `low`, near the middle of what is above it.
QByteArray tailAbove(QByteArrayView low)
{
    QByteArray tail;
    for (qsizetype i = 0;; ++i) {
        const int digit = i < low.size() ? digitOf(low.at(i)) : 0;
        if (digit < base - 1)
            return tail + digits[(digit + base) / 2 + (digit + base) % 2];
        tail.append(digits[digit]);
    }
}

/// The tail under `high`, which is not empty, near the middle; empty where `high` is "0".
QByteArray tailBelow(QByteArrayView high)
{
    qsizetype zeros = 0;
    while (zeros < high.size() && high.at(zeros) == '0')
        ++zeros;
    if (zeros == high.size())
        return QByteArray(zeros - 1, '0'); // only a foreign key ends in zeros
    const QByteArray lead(zeros, '0');
    const int digit = digitOf(high.at(zeros));
    if (digit > 1)
        return lead + digits[digit / 2];
    if (high.size() > zeros + 1)
        return lead + '1';
    return lead + '0' + digits[base / 2];
}

/// A key between two by their characters alone; an empty bound is none. Empty where none fits.
QByteArray midpoint(QByteArrayView low, QByteArrayView high)
{
    if (high.isEmpty())
        return tailAbove(low);
    qsizetype same = 0;
    while (same < low.size() && same < high.size() && low.at(same) == high.at(same))
        ++same;
    const QByteArray prefix = high.first(same).toByteArray();
    if (same == low.size()) {
        const QByteArray tail = tailBelow(high.sliced(same));
        return tail.isEmpty() ? tail : QByteArray(prefix + tail);
    }
    const int lowDigit = digitOf(low.at(same));
    const int highDigit = digitOf(high.at(same));
    if (highDigit - lowDigit > 1)
        return prefix + digits[(lowDigit + highDigit) / 2];
    if (high.size() > same + 1)
        return prefix + digits[highDigit];
    return prefix + digits[lowDigit] + tailAbove(low.sliced(same + 1));
}

/// Above a canonical key, with nothing to stay under.
QByteArray canonicalAbove(const QByteArray &low)
{
    const QByteArray next = incremented(integerPart(low));
    return next.isEmpty() ? integerPart(low) + tailAbove(fraction(low)) : next;
}

/// Under a canonical key, with nothing to stay above.
QByteArray canonicalBelow(const QByteArray &high)
{
    const QByteArray integer = integerPart(high);
    if (integer != high)
        return isCanonical(integer) ? integer : integer + tailBelow(fraction(high));
    const QByteArray previous = decremented(integer);
    return isCanonical(previous) ? previous : previous + tailAbove({});
}

bool fits(const QByteArray &key, const QByteArray &below, const QByteArray &above)
{
    return key.size() <= zIndexMaxLength && key > below && (above.isEmpty() || key < above);
}

/// Appends up to `count` keys between two bounds that both stand, halving, so that they stay short.
void appendBetween(QList<QByteArray> &keys, const QByteArray &below, const QByteArray &above, qsizetype count)
{
    if (count <= 0)
        return;
    const std::optional<QByteArray> middle = zBetween(below, above);
    if (!middle)
        return;
    const qsizetype before = (count - 1) / 2;
    appendBetween(keys, below, *middle, before);
    keys.append(*middle);
    appendBetween(keys, *middle, above, count - 1 - before);
}

} // namespace

bool isValidZ(QByteArrayView key)
{
    if (key.isEmpty() || key.size() > zIndexMaxLength)
        return false;
    return std::all_of(key.begin(), key.end(), [](char c) { return digitOf(c) >= 0; });
}

std::optional<QByteArray> zBetween(const QByteArray &below, const QByteArray &above)
{
    const bool canBelow = isCanonical(below);
    const bool canAbove = isCanonical(above);
    if ((!below.isEmpty() && !isValidZ(below)) || (!above.isEmpty() && (!isValidZ(above) || below >= above)))
        return std::nullopt;

    // Whole integers first: they keep keys short however many are put on top. One foreign bound does not spoil that.
    QByteArray key;
    if (canBelow)
        key = canonicalAbove(below);
    else if (canAbove)
        key = canonicalBelow(above);
    else
        key = "a0";
    if (fits(key, below, above))
        return key;
    if (canBelow && !above.startsWith(integerPart(below))) {
        key = integerPart(below) + tailAbove(fraction(below));
        if (fits(key, below, above))
            return key;
    }

    key = midpoint(below, above);
    if (!fits(key, below, above))
        return std::nullopt;
    return key;
}

QList<QByteArray> zSequence(const QByteArray &below, const QByteArray &above, qsizetype count)
{
    QList<QByteArray> keys;
    keys.reserve(qMax<qsizetype>(0, count));
    if (!below.isEmpty() && !above.isEmpty()) {
        appendBetween(keys, below, above, count);
        return keys;
    }

    // An open end: whole integers one after the other, as long as there are any.
    const bool upwards = above.isEmpty();
    QByteArray edge = upwards ? below : above;
    while (keys.size() < count) {
        const std::optional<QByteArray> next = upwards ? zBetween(edge, {}) : zBetween({}, edge);
        if (!next)
            break;
        if (!isCanonical(*next)) {
            // Only next to a foreign key. Stacking on one makes keys long; between two there is room.
            if (upwards) {
                appendBetween(keys, edge, *next, count - keys.size() - 1);
                keys.append(*next);
            } else {
                QList<QByteArray> rest;
                appendBetween(rest, *next, edge, count - keys.size() - 1);
                std::reverse(rest.begin(), rest.end());
                keys.append(rest);
                keys.append(*next);
            }
            break;
        }
        keys.append(*next);
        edge = *next;
    }
    if (!upwards)
        std::reverse(keys.begin(), keys.end());
    return keys;
}

} // namespace sketchroom
