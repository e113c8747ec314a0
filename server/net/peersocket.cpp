#include "server/net/peersocket.h"

#include <array>

#include <sys/uio.h>

namespace sketchroom {

PeerSocket::PeerSocket(std::shared_ptr<Wire> wire, Reactor &reactor, Owner &owner)
    : m_reactor(reactor)
    , m_owner(owner)
    , m_wire(std::move(wire))
{
    m_reactor.watch(m_wire->descriptor(), this);
}

PeerSocket::~PeerSocket()
{
    close();
}

void PeerSocket::forget()
{
    m_reactor.forget(m_wire->descriptor(), this);
    m_frames = {};
    m_unsent = m_written = 0;
}

void PeerSocket::release()
{
    if (!isOpen())
        return;
    forget();
    m_released = true;
}

void PeerSocket::close()
{
    if (!isOpen())
        return;
    forget();
    m_wire->close();
}

void PeerSocket::abort()
{
    if (!isOpen())
        return;
    close();
    m_owner.socketEnded();
}

void PeerSocket::write(const QByteArray &frame)
{
    if (!isOpen() || m_ending)
        return;
    m_frames.append(frame);
    m_unsent += frame.size();
}

void PeerSocket::flush()
{
    constexpr size_t mostParts = 64;
    while (isOpen() && m_unsent > 0) {
        std::array<iovec, mostParts> parts;
        size_t count = 0;
        for (qsizetype i = 0; i < m_frames.size() && count < mostParts; ++i) {
            const QByteArray &frame = m_frames.at(i);
            const qint64 skipped = i == 0 ? m_written : 0;
            parts.at(count++) = {const_cast<char *>(frame.constData()) + skipped, size_t(frame.size() - skipped)};
        }
        const ssize_t sent = m_wire->write(std::span(parts).first(count));
        if (sent < 0)
            return abort();
        if (sent == 0)
            break;
        m_unsent -= sent;
        m_written += sent;
        qsizetype done = 0;
        while (done < m_frames.size() && m_written >= m_frames.at(done).size())
            m_written -= m_frames.at(done++).size();
        m_frames.remove(0, done);
    }
    updateWatch();
    if (isOpen() && m_ending && m_unsent == 0)
        m_wire->endWriting();
}

void PeerSocket::updateWatch()
{
    if (isOpen() && m_waiting != (m_unsent > 0 || m_wire->wantsToWrite())) {
        m_waiting = !m_waiting;
        m_reactor.watchForWriting(m_wire->descriptor(), this, m_waiting);
    }
}

void PeerSocket::endWriting()
{
    m_ending = true;
    flush();
}

void PeerSocket::canRead()
{
    const std::span<char> buffer = m_reactor.buffer();
    const ssize_t count = m_wire->read(buffer);
    if (count < 0)
        return abort();
    updateWatch();
    if (count == 0)
        return;
    if (buffer.size() - size_t(count) < Wire::leastRead)
        m_reactor.hurry();
    m_owner.socketRead(buffer.first(size_t(count)));
}

void PeerSocket::canWrite()
{
    if (m_wire->wantsToWrite())
        return canRead();
    const qint64 before = m_unsent;
    flush();
    if (isOpen() && m_unsent < before)
        m_owner.socketWrote();
}

} // namespace sketchroom
