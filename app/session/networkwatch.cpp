#include "app/session/networkwatch.h"

#include <QNetworkInterface>

#include <chrono>

namespace sketchroom {

using namespace std::chrono_literals;

NetworkWatch::NetworkWatch(Addresses addresses, QObject *parent)
    : QObject(parent)
    , m_addresses(std::move(addresses))
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &NetworkWatch::look);
}

void NetworkWatch::start()
{
    m_known = m_addresses();
    m_timer.start();
}

void NetworkWatch::look()
{
    const QList<QHostAddress> before = std::exchange(m_known, m_addresses());
    const bool isNews = std::any_of(m_known.cbegin(), m_known.cend(),
                                    [&](const QHostAddress &address) { return !before.contains(address); });
    if (isNews)
        Q_EMIT appeared();
}

QList<QHostAddress> NetworkWatch::addressesOfThisComputer()
{
    QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    addresses.removeIf([](const QHostAddress &address) { return address.isLoopback(); });
    return addresses;
}

} // namespace sketchroom
