#pragma once

#include "common/base/random.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace sketchroom {

/// What is wrong with a network, for those who want to see how the program takes it.
struct LineFaults
{
    int lagMs = 0;            ///< that everything takes in each direction, 0..60000
    int lossPercent = 0;      ///< of messages that have to be sent again, 0..99, as TCP does: later, and so all behind
    int dropEverySeconds = 0; ///< from break to break, on average, 0..86400; 0: never

    bool any() const { return lagMs > 0 || lossPercent > 0 || dropEverySeconds > 0; }
};

/// One direction of a connection, made worse than it is: what is passed arrives later, but in order. Without faults it
/// arrives at once.
class FaultyLine final : public QObject
{
    Q_OBJECT

public:
    FaultyLine(const LineFaults &faults, quint64 seed, QObject *parent = nullptr);

    bool isFaulty() const { return m_faults.any(); }
    void pass(std::function<void()> arrive);
    /// What is under way never arrives.
    void clear();

Q_SIGNALS:
    /// The connection breaks now; only where breaks are among the faults.
    void broken();

private:
    struct UnderWay
    {
        QDeadlineTimer due;
        std::function<void()> arrive;
    };
    void arrive();
    void planBreak();

    const LineFaults m_faults;
    Random m_random;
    std::deque<UnderWay> m_underWay;
    QTimer m_arrival;
    QTimer m_break;
};

} // namespace sketchroom
