#pragma once

#include "server/net/reactor.h"

#include <QByteArray>
#include <QList>

namespace sketchroom {

/// One connected TCP socket: reads what has come in a turn of its reactor, and writes whole frames as far as the kernel
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

    /// Owns `descriptor`, which must not block.
    PeerSocket(int descriptor, Reactor &reactor, Owner &owner);
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
    bool isOpen() const { return m_descriptor >= 0; }

private:
    void canRead() override;
    void canWrite() override;
    void close();

    Reactor &m_reactor;
    Owner &m_owner;
    int m_descriptor;
    QList<QByteArray> m_frames;
    qint64 m_written = 0; ///< of the first frame
    qint64 m_unsent = 0;
    bool m_waiting = false; ///< for the kernel to take more
    bool m_ending = false;
};

} // namespace sketchroom
