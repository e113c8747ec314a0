#include "server/net/websocketframe.h"

#include <QtEndian>

namespace sketchroom {

namespace {

enum class Opcode : uchar { Text = 0x1, Close = 0x8, Ping = 0x9, Pong = 0xa };

template <class Integer>
void appendBigEndian(QByteArray &out, Integer value)
{
    const Integer swapped = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&swapped), sizeof swapped);
}

QByteArray frame(Opcode opcode, QByteArrayView payload)
{
    constexpr uchar whole = 0x80;
    QByteArray out;
    out.reserve(payload.size() + 10);
    out.append(char(whole | uchar(opcode)));
    if (payload.size() < 126) {
        out.append(char(payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.append(char(126));
        appendBigEndian(out, quint16(payload.size()));
    } else {
        out.append(char(127));
        appendBigEndian(out, quint64(payload.size()));
    }
    return out.append(payload);
}

} // namespace

QByteArray textFrame(QByteArrayView payload)
{
    return frame(Opcode::Text, payload);
}

QByteArray pingFrame()
{
    return frame(Opcode::Ping, {});
}

QByteArray pongFrame(QByteArrayView payload)
{
    return frame(Opcode::Pong, payload);
}

QByteArray closeFrame(quint16 code, QStringView reason)
{
    constexpr qsizetype most = 123;
    QByteArray text = reason.toUtf8();
    if (text.size() > most) {
        qsizetype end = most;
        while ((uchar(text.at(end)) & 0xc0) == 0x80)
            --end; // not into the middle of a character
        text.truncate(end);
    }
    QByteArray payload;
    appendBigEndian(payload, code);
    return frame(Opcode::Close, payload.append(text));
}

} // namespace sketchroom
