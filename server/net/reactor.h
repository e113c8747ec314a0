#pragma once

#include <QObject>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <span>
#include <vector>

struct epoll_event;

namespace sketchroom {

/// Watches the sockets of one thread's connections, in turns: whatever is ready is read, then everybody is told what
/// has come of it. When it is quiet a turn begins at once; under load turns begin a few milliseconds apart, so that
/// much is done with one commit and one write to each peer. One descriptor in Qt's event loop, however many sockets
/// there are.
class Reactor final : public QObject
{
    Q_OBJECT

public:
    class Watcher
    {
    public:
        /// There is something to read, or the connection has ended.
        virtual void canRead() = 0;
        virtual void canWrite() = 0;

    protected:
        ~Watcher() = default;
    };

    explicit Reactor(QObject *parent = nullptr);
    ~Reactor() override;

    /// Watches for something to read. forget() has to be called before the descriptor is closed.
    void watch(int descriptor, Watcher *watcher);
    void watchForWriting(int descriptor, Watcher *watcher, bool wanted);
    void forget(int descriptor, Watcher *watcher);

    /// What may be read into during canRead().
    std::span<char> buffer() { return m_buffer; }
    /// Something is left to read: the next turn is not to wait.
    void hurry() { m_hurried = true; }
    /// Calls `action` when this turn has read everything; soon, where there is no turn. Not if `context` is gone.
    void afterReading(QObject *context, std::function<void()> action);

private:
    struct Afterwards
    {
        QPointer<QObject> context;
        std::function<void()> action;
    };
    void wake();
    bool isMonologue() const;
    void turn();
    void finishTurn();
    void change(int operation, int descriptor, Watcher *watcher, bool writing) const;

    int m_epoll = -1;
    QSocketNotifier m_notifier;
    QTimer m_pace;
    std::vector<char> m_buffer;
    std::span<epoll_event> m_events; ///< that are still to be told in this turn
    std::vector<Afterwards> m_afterwards;
    qint64 m_turnNs = 0;               ///< when the last turn began
    qint64 m_workBeforeNs = 0;         ///< the thread's processor time then
    const void *m_lastAlone = nullptr; ///< whose socket alone was ready in the last turn; only to be compared
    bool m_inTurn = false;
    bool m_hurried = false;
};

} // namespace sketchroom
