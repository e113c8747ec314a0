#include "server/net/websocketreader.h"

#include <QUtf8StringView>

#include <algorithm>

namespace sketchroom {

namespace {

constexpr size_t longestControl = 125;

} // namespace

std::optional<WebSocketReader::Event> WebSocketReader::next(std::span<char> &bytes)
{
    forgetTold();
    while (!m_over) {
        if (!m_inFrame) {
            if (!readHead(bytes))
                return std::nullopt;
            if (const auto fault = objection()) {
                m_over = true;
                return Event{*fault, {}};
            }
        }
        if (bytes.empty() && m_left > 0)
            return std::nullopt;
        if (const auto event = takePayload(bytes)) {
            m_over = event->kind != Event::Kind::Message && event->kind != Event::Kind::Ping;
            return event;
        }
    }
    bytes = {};
    return std::nullopt;
}

bool WebSocketReader::readHead(std::span<char> &bytes)
{
    const auto wanted = [this]() -> size_t {
        if (m_headBytes < 2)
            return 2;
        const int length = m_head[1] & 0x7f;
        const size_t mask = (m_head[1] & 0x80) != 0 ? 4 : 0;
        return (length < 126 ? 2 : length == 126 ? 4 : 10) + mask;
    };
    while (m_headBytes < wanted()) {
        if (bytes.empty())
            return false;
        m_head[m_headBytes++] = quint8(bytes.front());
        bytes = bytes.subspan(1);
    }
    const size_t head = m_headBytes;
    const size_t maskAt = (m_head[1] & 0x80) != 0 ? head - 4 : head;
    m_left = m_head[1] & 0x7f;
    if (maskAt > 2) {
        m_left = 0;
        for (size_t i = 2; i < maskAt; ++i)
            m_left = m_left << 8 | m_head[i];
    }
    m_mask = {};
    std::copy(m_head.begin() + maskAt, m_head.begin() + head, m_mask.begin());
    m_maskAt = 0;
    m_headBytes = 0;
    m_inFrame = true;
    return true;
}

/// What is wrong with the frame that begins.
std::optional<WebSocketReader::Event::Kind> WebSocketReader::objection()
{
    const bool isMasked = (m_head[1] & 0x80) != 0;
    const bool hasExtension = (m_head[0] & 0x70) != 0;
    if (!isMasked || hasExtension)
        return Event::Kind::Unlawful;
    switch (opcode()) {
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        if (!isFinal() || m_left > longestControl)
            return Event::Kind::Unlawful;
        return std::nullopt;
    case Opcode::Binary:
        return m_inMessage ? Event::Kind::Unlawful : Event::Kind::Binary;
    case Opcode::Text:
    case Opcode::Continuation:
        if (m_inMessage != (opcode() == Opcode::Continuation))
            return Event::Kind::Unlawful;
        if (m_left > quint64(m_maxMessageBytes - m_message.size()))
            return Event::Kind::TooLong;
        return std::nullopt;
    }
    return Event::Kind::Unlawful;
}

std::optional<WebSocketReader::Event> WebSocketReader::takePayload(std::span<char> &bytes)
{
    const std::span<char> part = bytes.first(size_t(std::min<quint64>(m_left, bytes.size())));
    bytes = bytes.subspan(part.size());
    unmask(part);
    m_left -= part.size();
    m_inFrame = m_left > 0;
    const QByteArrayView view(part.data(), qsizetype(part.size()));
    QByteArray &kept = isControl() ? m_control : m_message;
    if (!m_inFrame && kept.isEmpty() && (isControl() || (isFinal() && !m_inMessage)))
        return finished(view); // the usual case: nothing is copied
    kept.append(view);
    if (m_inFrame)
        return std::nullopt;
    if (!isControl())
        m_inMessage = !isFinal();
    if (!isFinal())
        return std::nullopt;
    m_told = &kept;
    const auto event = finished(kept);
    if (!event)
        forgetTold();
    return event;
}

void WebSocketReader::forgetTold()
{
    if (QByteArray *told = std::exchange(m_told, nullptr))
        *told = {};
}

std::optional<WebSocketReader::Event> WebSocketReader::finished(QByteArrayView payload)
{
    switch (opcode()) {
    case Opcode::Ping:
        return Event{Event::Kind::Ping, payload};
    case Opcode::Close:
        return Event{Event::Kind::Close, payload};
    case Opcode::Pong:
        return std::nullopt;
    default:
        return Event{QUtf8StringView(payload.data(), payload.size()).isValidUtf8() ? Event::Kind::Message
                                                                                   : Event::Kind::NoUtf8,
                     payload};
    }
}

void WebSocketReader::unmask(std::span<char> bytes)
{
    if (std::all_of(m_mask.begin(), m_mask.end(), [](quint8 byte) { return byte == 0; }))
        return;
    for (char &byte : bytes)
        byte = char(quint8(byte) ^ m_mask[m_maskAt++ & 3]);
}

} // namespace sketchroom
