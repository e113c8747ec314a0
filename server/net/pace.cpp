#include "server/net/pace.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>

#include <chrono>
#include <ctime>

namespace sketchroom {

namespace {

// Longer saves little more, and everybody waits for half of it on average.
constexpr qint64 longestPaceNs = 8'000'000;
// Below this part of a processor nothing is worth waiting for. With a twentieth, a room of 100 people cost almost twice
// as much.
constexpr qint64 easyPart = 40;

qint64 paceNowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// How long this thread has been at work; where the system does not say, all of the time.
qint64 threadProcessorNs()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#else
    return paceNowNs();
#endif
}

} // namespace

Pace::Pace(QObject *parent)
    : QObject(parent)
    , m_dispatcher(QAbstractEventDispatcher::instance())
{
    m_alarm.setSingleShot(true);
    m_alarm.setTimerType(Qt::PreciseTimer);
    connect(m_dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &Pace::rest);
}

void Pace::noteRead(const void *speaker)
{
    if (std::exchange(m_inTurn, true)) {
        m_isAlone = m_isAlone && speaker == m_speaker;
        return;
    }
    m_turnNs = paceNowNs();
    m_workBeforeNs = threadProcessorNs();
    m_speaker = speaker;
    m_isAlone = true;
}

void Pace::afterReading(QObject *context, std::function<void()> action)
{
    // Behind what the sockets of this turn have still to say, which Qt tells by events too.
    if (m_afterwards.empty())
        QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::LowEventPriority);
    m_afterwards.push_back({context, std::move(action)});
}

void Pace::customEvent(QEvent *)
{
    for (const Afterwards &after : std::exchange(m_afterwards, {})) {
        if (after.context)
            after.action();
    }
    // Qt does not block, and says so to nobody, when events were posted while it sent others: it looks at the sockets
    // again.
    rest();
}

void Pace::endTurn()
{
    if (!std::exchange(m_inTurn, false))
        return;
    // Where nobody speaks but the one who spoke last there is nothing to be gathered by waiting.
    m_isMonologue = m_isAlone && m_speaker == m_soloist;
    m_soloist = m_isAlone ? m_speaker : nullptr;
}

/// How long sockets are still to wait; what was worked since the last turn began counts, the telling too.
qint64 Pace::restNs() const
{
    const qint64 workedNs = threadProcessorNs() - m_workBeforeNs;
    return m_turnNs + qMin(longestPaceNs, workedNs * easyPart) - paceNowNs();
}

void Pace::rest()
{
    constexpr qint64 nsInMs = 1'000'000;
    if (m_isResting)
        return;
    endTurn();
    if (m_isMonologue)
        return;
    qint64 leftNs = restNs();
    if (leftNs <= 0)
        return;
    m_isResting = true;
    for (; leftNs > 0; leftNs = restNs()) {
        m_alarm.start(int((leftNs + nsInMs - 1) / nsInMs));
        m_dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
    }
    m_alarm.stop();
    m_isResting = false;
    // The loop may have been told to end meanwhile, and would not see it before something else comes.
    m_dispatcher->wakeUp();
}

} // namespace sketchroom
