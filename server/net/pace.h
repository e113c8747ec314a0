#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

class QAbstractEventDispatcher;

namespace sketchroom {

/// Paces the event loop of the thread it is made on: whatever has come in on sockets is read in one turn, then
/// everybody is told what has come of it. When it is quiet a turn begins at once; under load turns begin a few
/// milliseconds apart, so that much is done with one commit and one write to each peer. Between two turns only sockets
/// wait: timers, and what other threads say, go on. To be used on its thread alone.
class Pace final : public QObject
{
    Q_OBJECT

public:
    explicit Pace(QObject *parent = nullptr);

    /// Something has come in from `speaker`, which is only compared. To be called before it is looked at.
    void noteRead(const void *speaker);
    /// Calls `action` when this turn has read everything; soon, where there is no turn. Not if `context` is gone.
    void afterReading(QObject *context, std::function<void()> action);

protected:
    void customEvent(QEvent *event) override;

private:
    struct Afterwards
    {
        QPointer<QObject> context;
        std::function<void()> action;
    };
    void endTurn();
    void rest();
    qint64 restNs() const;

    QAbstractEventDispatcher *const m_dispatcher;
    QTimer m_alarm;
    std::vector<Afterwards> m_afterwards;
    qint64 m_turnNs = 0;             ///< when the last turn began
    qint64 m_workBeforeNs = 0;       ///< the thread's processor time then
    const void *m_speaker = nullptr; ///< who was the first to be read in this turn
    const void *m_soloist = nullptr; ///< who was read alone in the turn before
    bool m_inTurn = false;
    bool m_isAlone = false;
    bool m_isMonologue = false;
    bool m_isResting = false;
};

} // namespace sketchroom
