#include "tests/bench/load/connection.h"

#include <charconv>
#include <chrono>
#include <cstring>

namespace sketchroom::bench {

std::int64_t nowNs()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

Connection::Connection(const Port &port, const Dialect &dialect, std::string_view room, std::string client)
    : m_dialect(dialect)
    , m_path(dialect.path(room))
    , m_room(room)
    , m_client(std::move(client))
    , m_steps(dialect.arrival(room))
    , m_channel(port)
{
}

void Connection::lose()
{
    m_state = State::Lost;
    m_out.clear();
    m_written = 0;
}

void Connection::say(std::string_view message)
{
    appendFrame(m_out, Opcode::Text, message);
    flush();
}

void Connection::sendCreation()
{
    if (const std::string creation = m_dialect.creation(m_client, m_lastId + 1); !creation.empty()) {
        ++m_lastId;
        say(creation);
    }
}

void Connection::sendCreations(int from, int count)
{
    say(m_dialect.creations(++m_lastId, from, count));
}

void Connection::sendEdit(std::int64_t stampNs)
{
    if (m_state == State::Ready)
        say(m_dialect.edit(m_client, ++m_lastId, stampNs));
}

void Connection::sendOps(std::string_view ops)
{
    if (m_state == State::Ready)
        say(Dialect::editOf(++m_lastId, ops));
}

void Connection::canWrite()
{
    if (m_state == State::Connecting) {
        if (!m_channel.isConnected())
            return lose();
        m_state = State::Upgrading;
        m_out = upgradeRequest(m_path);
    }
    flush();
}

void Connection::flush()
{
    while (m_written < m_out.size()) {
        const std::ptrdiff_t count = m_channel.send(std::string_view(m_out).substr(m_written));
        if (count < 0)
            return lose();
        if (count == 0)
            return;
        m_written += std::size_t(count);
    }
    m_out.clear();
    m_written = 0;
}

void Connection::canRead(std::string &room, Arrivals &arrivals)
{
    while (m_state != State::Lost) {
        const std::ptrdiff_t count = m_channel.receive(room);
        if (count < 0)
            return lose();
        if (count == 0)
            return flush(); // a handshake may have been waited for
        read(std::string_view(room.data(), std::size_t(count)), arrivals);
        if (std::size_t(count) < room.size() && !m_channel.isEncrypted())
            return; // what comes now is for the next turn
    }
}

void Connection::read(std::string_view bytes, Arrivals &arrivals)
{
    if (m_state == State::Upgrading) {
        m_head += bytes;
        const std::size_t end = m_head.find("\r\n\r\n");
        if (end == std::string::npos)
            return;
        if (!m_head.starts_with("HTTP/1.1 101"))
            return lose();
        const std::string rest = m_head.substr(end + 4);
        m_head.clear();
        m_state = State::Arriving;
        takeStep({});
        if (!rest.empty())
            read(rest, arrivals);
        return;
    }
    FrameReader::Piece piece;
    while (m_frames.next(bytes, piece))
        take(piece, arrivals);
}

void Connection::take(const FrameReader::Piece &piece, Arrivals &arrivals)
{
    if (piece.opcode == Opcode::Ping && piece.last) {
        appendFrame(m_out, Opcode::Pong, {});
        flush();
    }
    if (piece.opcode != Opcode::Text)
        return;
    if (m_state == State::Arriving)
        return takeStep(piece.payload);
    if (const std::string_view answer = m_dialect.answer(piece.payload); !answer.empty())
        return say(answer);
    findStamps(piece.payload, arrivals);
}

void Connection::takeStep(std::string_view payload)
{
    constexpr std::size_t longest = 128; // more than anything that is awaited
    const std::string around = m_tail + std::string(payload.substr(0, longest));
    m_tail = payload.substr(payload.size() - std::min(payload.size(), longest));
    while (m_step < m_steps.size()) {
        const Dialect::Step &step = m_steps[m_step];
        if (around.find(step.awaited) == std::string::npos && payload.find(step.awaited) == std::string_view::npos)
            return;
        if (step.isJoin) {
            const std::size_t nonce = around.find(step.awaited) + step.awaited.size();
            if (around.size() < nonce + Dialect::nonceLength)
                return;
            say(Dialect::join(m_room, m_client, std::string_view(around).substr(nonce, Dialect::nonceLength)));
        } else if (!step.said.empty()) {
            say(step.said);
        }
        ++m_step;
    }
    m_state = State::Ready;
}

void Connection::findStamps(std::string_view payload, Arrivals &arrivals)
{
    const std::int64_t now = nowNs();
    const auto note = [&](std::string_view digits) {
        std::int64_t stamp = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), stamp, 16);
        if (stamp >= arrivals.sinceNs)
            arrivals.latencies.add(now - stamp);
    };
    if (!m_stamp.empty()) {
        const std::size_t missing = std::min(stampDigits + 1 - m_stamp.size(), payload.size());
        m_stamp += payload.substr(0, missing);
        payload.remove_prefix(missing);
        if (m_stamp.size() <= stampDigits)
            return;
        note(std::string_view(m_stamp).substr(1));
        m_stamp.clear();
    }
    while (const void *mark = std::memchr(payload.data(), stampMark, payload.size())) {
        payload.remove_prefix(std::size_t(static_cast<const char *>(mark) - payload.data()));
        if (payload.size() <= stampDigits) {
            m_stamp = payload;
            return;
        }
        note(payload.substr(1, stampDigits));
        payload.remove_prefix(stampDigits + 1);
    }
}

} // namespace sketchroom::bench
