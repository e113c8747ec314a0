#pragma once

#include <QObject>
#include <QPointer>
#include <QTcpSocket>

namespace sketchroom {

/// The end of a connection that lets the other side read what it was sent: a socket that is closed while something
/// that came in is unread would reset the connection, and with it what is on its way. When the socket has written what
/// waits and is closed, the connection is held a little longer: nothing more is sent, and what comes in is thrown away
/// until the other side ends too. Lives on the socket's thread.
class GentleEnd final : public QObject
{
    Q_OBJECT

public:
    /// To be made before the socket is closed, by whoever closes it then. It takes `patienceMs` at the most, and ends
    /// at once where the other side has ended already.
    GentleEnd(QTcpSocket *socket, int patienceMs, QObject *parent);
    ~GentleEnd() override;

Q_SIGNALS:
    void over(); ///< told once

private:
    void hold();
    void end();

    const QPointer<QTcpSocket> m_socket;
    qintptr m_second; ///< a descriptor of the same connection; -1: none
    QTcpSocket m_rest;
    bool m_isOver = false;
};

} // namespace sketchroom
