#pragma once

#include <QObject>
#include <QTimer>

namespace sketchroom {

/// Tells the service manager that started this program how it is, by the protocol of sd_notify(3), which is a line of
/// text to a socket. Says nothing where no service manager listens.
class ServiceManager final : public QObject
{
    Q_OBJECT

public:
    explicit ServiceManager(QObject *parent = nullptr);

    /// People can come in. From now on the watchdog, if there is one, hears from the event loop.
    void ready(const QString &status);
    void stopping();

private:
    void tell(const QByteArray &state) const;

    const QByteArray m_socket;
    QTimer m_alive;
};

} // namespace sketchroom
