#pragma once

#include <QByteArray>

#include <array>
#include <optional>
#include <span>

namespace sketchroom {

/// Takes what a client sends apart into messages (RFC 6455). Bounded: what is longer than it may be is noticed by its
/// head, before it is kept. Pure.
class WebSocketReader final
{
public:
    explicit WebSocketReader(qint64 maxMessageBytes)
        : m_maxMessageBytes(maxMessageBytes)
    {
    }

    struct Event
    {
        enum class Kind : quint8 {
            Message, ///< of text, whole
            Ping,
            Close,
            Binary,   ///< a message that is no text; the rest are faults too
            TooLong,  ///< a message
            NoUtf8,   ///< a message
            Unlawful, ///< against RFC 6455
        };
        Kind kind;
        QByteArrayView payload; ///< of a message, a ping or a close, until the next call
    };
    /// The next event in `bytes`, which are unmasked where they are, and shortened by what was read. Nothing when there
    /// is none left: what is incomplete is kept. After a fault or a close there is nothing more.
    std::optional<Event> next(std::span<char> &bytes);

private:
    enum class Opcode : quint8 { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xa };

    bool readHead(std::span<char> &bytes);
    std::optional<Event::Kind> objection();
    std::optional<Event> takePayload(std::span<char> &bytes);
    std::optional<Event> finished(QByteArrayView payload);
    void forgetTold();
    void unmask(std::span<char> bytes);
    bool isControl() const { return (m_head[0] & 0x08) != 0; }
    bool isFinal() const { return (m_head[0] & 0x80) != 0; }
    Opcode opcode() const { return Opcode(m_head[0] & 0x0f); }

    const qint64 m_maxMessageBytes;
    std::array<quint8, 14> m_head{};
    quint8 m_headBytes = 0;
    bool m_inFrame = false;
    bool m_inMessage = false; ///< a fragment has come, and others follow
    bool m_over = false;
    quint64 m_left = 0; ///< of the frame's payload
    std::array<quint8, 4> m_mask{};
    quint8 m_maskAt = 0;
    QByteArray m_message; ///< of several fragments or reads
    QByteArray m_control;
    QByteArray *m_told = nullptr; ///< which of both was told of, and can go
};

} // namespace sketchroom
