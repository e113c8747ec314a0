#include "server/net/framing.h"

#include "common/protocol/packing.h"

#include <QtEndian>

namespace sketchroom {

namespace {

template <class Integer>
void appendBigEndian(QByteArray &out, Integer value)
{
    const Integer swapped = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&swapped), sizeof swapped);
}

QByteArray frameWith(char head, QByteArrayView payload)
{
    constexpr char lengthInTwo = 126;
    constexpr char lengthInEight = 127;
    constexpr qsizetype longestHead = 10;
    QByteArray out;
    out.reserve(payload.size() + longestHead);
    out.append(head);
    if (payload.size() < lengthInTwo) {
        out.append(char(payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.append(lengthInTwo);
        appendBigEndian(out, quint16(payload.size()));
    } else {
        out.append(lengthInEight);
        appendBigEndian(out, quint64(payload.size()));
    }
    return out.append(payload);
}

} // namespace

QByteArray textFrame(QByteArrayView payload)
{
    constexpr char wholeText = char(0x81);
    return frameWith(wholeText, payload);
}

QByteArray messageFrame(QByteArrayView message)
{
    constexpr char wholeBinary = char(0x82);
    return isPacked(message) ? frameWith(wholeBinary, message) : textFrame(message);
}

QString closeReason(const QString &reason)
{
    constexpr qsizetype most = 123;
    QByteArray text = reason.toUtf8();
    if (text.size() <= most)
        return reason;
    qsizetype end = most;
    while ((uchar(text.at(end)) & 0xc0) == 0x80)
        --end; // not into the middle of a character
    text.truncate(end);
    return QString::fromUtf8(text);
}

} // namespace sketchroom
