#pragma once

#include <QObject>

class QSocketNotifier;

namespace sketchroom {

/// Turns the signals that a process is steered by into those of Qt. One for the process.
class ProcessSignals final : public QObject
{
    Q_OBJECT

public:
    explicit ProcessSignals(QObject *parent = nullptr);
    ~ProcessSignals() override;

Q_SIGNALS:
    void stopWanted();   ///< SIGTERM or SIGINT
    void reloadWanted(); ///< SIGHUP

private:
    int m_descriptor;
    QSocketNotifier *m_notifier;
};

} // namespace sketchroom
