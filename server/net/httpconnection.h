#pragma once

#include "server/http/httpresponse.h"

#include <QHostAddress>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>

class QSslConfiguration;
class QSslSocket;

namespace sketchroom {

class GentleEnd;

/// One connection that speaks HTTP: what has come in waits in its socket until somebody takes it, what goes out is
/// written as the other side reads it. With a certificate its first byte tells whether it is encrypted. Deletes itself
/// when the connection has ended.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket. `ticket` is kept as long as the connection is.
    HttpConnection(QTcpSocket *socket, const QHostAddress &address, std::shared_ptr<const void> ticket,
                   QObject *parent);
    /// The same with a socket that may turn out to be encrypted, with this certificate.
    HttpConnection(QSslSocket *socket, const QSslConfiguration &tls, const QHostAddress &address,
                   std::shared_ptr<const void> ticket, QObject *parent);
    ~HttpConnection() override;

    const QHostAddress &address() const { return m_address; }
    /// A proxy may say first whom it connects: introduced() follows. To be called at once.
    void expectProxyHeader() { m_mayBeIntroduced = true; }
    /// It turns out to be for somebody else, who counts from now on.
    void setAddress(const QHostAddress &address, std::shared_ptr<const void> ticket)
    {
        m_address = address;
        m_ticket = std::move(ticket);
    }
    const std::shared_ptr<const void> &ticket() const { return m_ticket; }
    bool isEncrypted() const { return m_isEncrypted; }
    bool isOpen() const;

    /// The first `most` bytes of what has come and was not taken. Whoever listens to came() has to bound it.
    QByteArray input(qint64 most) const;
    qint64 inputBytes() const;
    void skipInput(qint64 bytes);
    QByteArray takeInput();
    /// What comes from now on is thrown away.
    void ignoreInput();

    void write(const QByteArray &bytes);
    qint64 unsent() const;
    /// Answers, and ends the connection so that the other side can read the answer.
    void answer(const HttpResponse &response, bool withBody = true);
    void endGently();
    void abort();
    /// The socket is somebody else's from now on, with what has come in; null where it has ended already. Not while
    /// something is unsent.
    QTcpSocket *release();

Q_SIGNALS:
    void introduced(const QHostAddress &address);
    void came();  ///< something, to be found in input()
    void wrote(); ///< some of what was unsent

private:
    void listen();
    void read();
    bool takeIntroduction();
    bool decide();
    void finish();

    QHostAddress m_address;
    std::shared_ptr<const void> m_ticket;
    QPointer<QTcpSocket> m_socket;
    QSslSocket *m_undecided = nullptr; ///< the socket, until it is known whether it is encrypted
    GentleEnd *m_gentleEnd = nullptr;
    bool m_mayBeIntroduced = false;
    bool m_isEncrypted = false;
    bool m_ignoresInput = false;
    bool m_ended = false;
};

} // namespace sketchroom
