#pragma once

#include "server/http/httpresponse.h"
#include "server/net/peersocket.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

namespace sketchroom {

/// One connection that speaks HTTP: what has come in is kept until somebody takes it, what goes out is written as the
/// other side reads it. Deletes itself when the connection has ended.
class HttpConnection final : public QObject, private PeerSocket::Owner
{
    Q_OBJECT

public:
    /// `ticket` is kept as long as the connection is.
    HttpConnection(std::shared_ptr<Wire> wire, const QHostAddress &address, std::shared_ptr<const void> ticket,
                   Reactor &reactor, QObject *parent);
    ~HttpConnection() override;

    const QHostAddress &address() const { return m_address; }
    const std::shared_ptr<const void> &ticket() const { return m_ticket; }
    bool isEncrypted() const { return m_wire->isEncrypted(); }

    /// What has come and was not taken. Whoever listens to came() has to bound it.
    const QByteArray &input() const { return m_input; }
    void skipInput(qsizetype bytes) { m_input.remove(0, bytes); }
    QByteArray takeInput() { return std::exchange(m_input, {}); }
    /// What comes from now on is thrown away.
    void ignoreInput();

    void write(const QByteArray &bytes);
    qint64 unsent() const { return m_socket.unsent(); }
    /// Answers, and ends the connection so that the other side can read the answer: a close with unread input would
    /// reset the connection and with it what is on its way. Says that nothing more comes, and throws away what comes in
    /// until the other side ends too, 2 s at the most.
    void answer(const HttpResponse &response, bool withBody = true);
    void endGently();
    void abort() { m_socket.abort(); }
    /// It is somebody else's from now on; null where it has ended already. Not while something is unsent.
    std::shared_ptr<Wire> release();

Q_SIGNALS:
    void came();  ///< something, to be found in input()
    void wrote(); ///< some of what was unsent

private:
    void socketRead(std::span<char> bytes) override;
    void socketWrote() override;
    void socketEnded() override;
    void finish();

    const QHostAddress m_address;
    const std::shared_ptr<const void> m_ticket;
    const std::shared_ptr<Wire> m_wire;
    PeerSocket m_socket;
    QByteArray m_input;
    bool m_ignoresInput = false;
    bool m_ended = false;
};

} // namespace sketchroom
