#include "server/net/gentleend.h"

#include "server/net/descriptors.h"

#include <QTimer>

#include <utility>

namespace sketchroom {

GentleEnd::GentleEnd(QTcpSocket *socket, int patienceMs, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_second(secondDescriptor(socket->socketDescriptor()))
{
    connect(socket, &QTcpSocket::disconnected, this, &GentleEnd::hold);
    connect(&m_rest, &QTcpSocket::readyRead, &m_rest, &QTcpSocket::readAll);
    connect(&m_rest, &QTcpSocket::disconnected, this, &GentleEnd::end);
    QTimer::singleShot(patienceMs, this, &GentleEnd::end);
}

GentleEnd::~GentleEnd()
{
    disconnect(&m_rest, nullptr, this, nullptr);
    closeDescriptor(m_second);
}

void GentleEnd::hold()
{
    const bool hasEnded = m_socket && m_socket->error() == QAbstractSocket::RemoteHostClosedError;
    if (m_isOver || m_second < 0 || hasEnded || !m_rest.setSocketDescriptor(m_second))
        return end();
    endWriting(std::exchange(m_second, -1));
}

void GentleEnd::end()
{
    if (std::exchange(m_isOver, true))
        return;
    if (m_socket && m_socket->state() != QAbstractSocket::UnconnectedState)
        m_socket->abort();
    m_rest.abort();
    Q_EMIT over();
}

} // namespace sketchroom
