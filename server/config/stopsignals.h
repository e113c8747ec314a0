#pragma once

#include <QObject>

class QSocketNotifier;

namespace sketchroom {

/// Turns SIGTERM and SIGINT into a Qt signal. One for the process.
class StopSignals final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void received();

private:
    int m_descriptor;
    QSocketNotifier *m_notifier;
};

} // namespace sketchroom
