#pragma once

#include "server/net/reactor.h"
#include "server/net/wire.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace sketchroom {

/// One connected socket: reads what has come in a turn of its reactor, and writes whole frames as far as the kernel
/// takes them. Keeps the frames that it could not write, which are shared with the other peers that get them.
class PeerSocket final : private Reactor::Watcher
{
public:
    class Owner
    {
    public:
        /// May be changed by the owner.
        virtual void socketRead(std::span<char> bytes) = 0;
        /// The other side has taken some of what waited.
        virtual void socketWrote() = 0;
        /// The connection has ended, or the other side sends nothing more. Told once.
        virtual void socketEnded() = 0;

    protected:
        ~Owner() = default;
    };

    PeerSocket(std::shared_ptr<Wire> wire, Reactor &reactor, Owner &owner);
    ~PeerSocket();
    PeerSocket(const PeerSocket &) = delete;
    PeerSocket &operator=(const PeerSocket &) = delete;

    void write(const QByteArray &frame);
    void flush();
    qint64 unsent() const { return m_unsent; } ///< bytes that the kernel has not taken
    /// Nothing more is written after what waits.
    void endWriting();
    /// Ends it at once; the owner is told.
    void abort();
    /// Leaves the wire to others, open. Not while something is unsent.
    void release();

private:
    void canRead() override;
    void canWrite() override;
    void forget();
    void close();
    void updateWatch();
    bool isOpen() const { return !m_released && m_wire->isOpen(); }

    Reactor &m_reactor;
    Owner &m_owner;
    const std::shared_ptr<Wire> m_wire;
    QList<QByteArray> m_frames;
    qint64 m_written = 0; ///< of the first frame
    qint64 m_unsent = 0;
    bool m_waiting = false; ///< for the kernel to take more
    bool m_ending = false;
    bool m_released = false;
};

} // namespace sketchroom
