#pragma once

#include <QHostAddress>
#include <QTimer>

#include <functional>

namespace sketchroom {

/// Notices that this computer has come into a network, or into another one: its addresses change. Looks once a second,
/// and only while somebody waits for it.
class NetworkWatch final : public QObject
{
    Q_OBJECT

public:
    using Addresses = std::function<QList<QHostAddress>()>;
    /// `addresses`: what this computer can be reached at now, its own loopback left out.
    explicit NetworkWatch(Addresses addresses = &NetworkWatch::addressesOfThisComputer, QObject *parent = nullptr);

    void start();
    void stop() { m_timer.stop(); }

    static QList<QHostAddress> addressesOfThisComputer();

Q_SIGNALS:
    /// There is an address that was not there before.
    void appeared();

private:
    void look();

    const Addresses m_addresses;
    QTimer m_timer;
    QList<QHostAddress> m_known;
};

} // namespace sketchroom
