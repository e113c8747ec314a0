#include "server/net/reactor.h"

#include <array>
#include <ctime>

#include <sys/epoll.h>
#include <unistd.h>

namespace sketchroom {

namespace {

// Longer saves little more, and everybody waits for half of it on average.
constexpr qint64 longestPaceNs = 8'000'000;
// Below this part of a processor nothing is worth waiting for. With a twentieth, a room of 100 people cost almost twice
// as much.
constexpr qint64 easyPart = 40;
constexpr size_t bufferBytes = size_t(256) * 1024;

qint64 nowNs(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

Reactor::Reactor(QObject *parent)
    : QObject(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_notifier(m_epoll, QSocketNotifier::Read)
    , m_buffer(bufferBytes)
{
    m_pace.setSingleShot(true);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Reactor::wake);
    connect(&m_pace, &QTimer::timeout, this, &Reactor::turn);
}

Reactor::~Reactor()
{
    m_notifier.setEnabled(false);
    ::close(m_epoll);
}

void Reactor::change(int operation, int descriptor, Watcher *watcher, bool writing) const
{
    epoll_event event{};
    event.events = EPOLLIN | (writing ? quint32(EPOLLOUT) : 0);
    event.data.ptr = watcher;
    epoll_ctl(m_epoll, operation, descriptor, &event);
}

void Reactor::watch(int descriptor, Watcher *watcher)
{
    change(EPOLL_CTL_ADD, descriptor, watcher, false);
}

void Reactor::watchForWriting(int descriptor, Watcher *watcher, bool wanted)
{
    change(EPOLL_CTL_MOD, descriptor, watcher, wanted);
}

void Reactor::forget(int descriptor, Watcher *watcher)
{
    change(EPOLL_CTL_DEL, descriptor, nullptr, false);
    for (epoll_event &event : m_events) {
        if (event.data.ptr == watcher)
            event.data.ptr = nullptr;
    }
}

void Reactor::afterReading(QObject *context, std::function<void()> action)
{
    if (m_afterwards.empty() && !m_inTurn)
        QMetaObject::invokeMethod(this, &Reactor::finishTurn, Qt::QueuedConnection);
    m_afterwards.push_back({context, std::move(action)});
}

void Reactor::wake()
{
    const qint64 workedNs = nowNs(CLOCK_THREAD_CPUTIME_ID) - m_workBeforeNs;
    const qint64 restNs = m_turnNs + qMin(longestPaceNs, workedNs * easyPart) - nowNs(CLOCK_MONOTONIC);
    if (restNs <= 0 || isMonologue())
        return turn();
    m_notifier.setEnabled(false);
    m_pace.start(int((restNs + 999'999) / 1'000'000));
}

/// Whether nobody speaks but the one who spoke last: then there is nothing to be gathered by waiting.
bool Reactor::isMonologue() const
{
    std::array<epoll_event, 2> events;
    return m_lastAlone && epoll_wait(m_epoll, events.data(), int(events.size()), 0) == 1 &&
           events.front().data.ptr == m_lastAlone;
}

void Reactor::turn()
{
    m_turnNs = nowNs(CLOCK_MONOTONIC);
    m_workBeforeNs = nowNs(CLOCK_THREAD_CPUTIME_ID);
    m_inTurn = true;
    std::array<epoll_event, 1'024> events;
    const int count = epoll_wait(m_epoll, events.data(), int(events.size()), 0);
    m_lastAlone = count == 1 ? events.front().data.ptr : nullptr;
    for (m_events = std::span(events).first(size_t(qMax(count, 0))); !m_events.empty();) {
        const epoll_event event = m_events.front();
        m_events = m_events.subspan(1);
        auto *watcher = static_cast<Watcher *>(event.data.ptr);
        if (!watcher)
            continue;
        if (event.events & EPOLLOUT) {
            // It may be gone afterwards; then what it could read is told in the next turn, to nobody.
            watcher->canWrite();
            m_hurried = m_hurried || (event.events & ~quint32(EPOLLOUT)) != 0;
        } else {
            watcher->canRead();
        }
    }
    m_inTurn = false;
    finishTurn();
    if (std::exchange(m_hurried, false) || count == int(events.size()))
        m_turnNs = 0;
    m_notifier.setEnabled(true);
}

void Reactor::finishTurn()
{
    for (const Afterwards &after : std::exchange(m_afterwards, {})) {
        if (after.context)
            after.action();
    }
}

} // namespace sketchroom
