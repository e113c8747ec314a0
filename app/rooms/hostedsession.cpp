#include "app/rooms/hostedsession.h"

#include "server/net/roomhost.h"

#include <QNetworkInterface>

namespace sketchroom {

HostedSession::HostedSession(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("room host"));
    qRegisterMetaType<QList<RoomSummary>>();
}

HostedSession::~HostedSession()
{
    m_thread.quit();
    m_thread.wait();
}

Result<quint16> HostedSession::start(HostOptions options)
{
    m_thread.wait();
    m_host = new RoomHost;
    m_host->moveToThread(&m_thread);
    // The host's destructor stores what it has accepted, on its own thread.
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    connect(m_host, &RoomHost::roomsChanged, this, [this](const QList<RoomSummary> &rooms) {
        m_rooms = rooms;
        Q_EMIT roomsChanged();
    });
    connect(m_host, &RoomHost::stopped, this, [this] {
        m_port = 0;
        m_thread.quit();
        Q_EMIT stopped();
    });
    m_thread.start();
    Result<quint16> port = failure(ErrorCode::Io, {});
    const auto startThere = [&] {
        port = m_host->start(options);
        if (!port && options.port != 0) {
            HostOptions anyPort = options;
            anyPort.port = 0;
            if (auto other = m_host->start(anyPort))
                port = other;
        }
    };
    QMetaObject::invokeMethod(m_host, startThere, Qt::BlockingQueuedConnection);
    if (port)
        m_port = *port;
    else
        m_thread.quit();
    return port;
}

Result<RoomId> HostedSession::takeOver(const RoomCopy &copy)
{
    Result<RoomId> room;
    QMetaObject::invokeMethod(
        m_host, [&] { room = m_host->takeOver(copy); }, Qt::BlockingQueuedConnection);
    return room;
}

bool HostedSession::hasRoom(const RoomId &room) const
{
    bool has = false;
    QMetaObject::invokeMethod(
        m_host, [&] { has = m_host->hasRoom(room); }, Qt::BlockingQueuedConnection);
    return has;
}

void HostedSession::stop()
{
    if (m_port != 0)
        QMetaObject::invokeMethod(m_host, &RoomHost::stop, Qt::QueuedConnection);
}

int HostedSession::people() const
{
    int count = 0;
    for (const RoomSummary &room : m_rooms)
        count += room.people;
    return count;
}

QStringList HostedSession::addresses()
{
    QStringList wired;
    QStringList others;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const auto flags = interface.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::IsRunning) ||
            flags.testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const bool physical =
            interface.type() == QNetworkInterface::Ethernet || interface.type() == QNetworkInterface::Wifi;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            if (entry.ip().protocol() == QAbstractSocket::IPv4Protocol)
                (physical ? wired : others).append(entry.ip().toString());
        }
    }
    const QStringList all = wired + others;
    return all.isEmpty() ? QStringList{QStringLiteral("127.0.0.1")} : all;
}

} // namespace sketchroom
