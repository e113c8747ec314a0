#include "common/base/faultyline.h"

namespace sketchroom {

namespace {
// What TCP waits at least before it sends again (RFC 6298 allows less, Linux takes this).
constexpr int againAfterMs = 200;
} // namespace

FaultyLine::FaultyLine(const LineFaults &faults, quint64 seed, QObject *parent)
    : QObject(parent)
    , m_faults(faults)
    , m_random(seed)
{
    m_arrival.setSingleShot(true);
    m_arrival.setTimerType(Qt::PreciseTimer);
    connect(&m_arrival, &QTimer::timeout, this, &FaultyLine::arrive);
    m_break.setSingleShot(true);
    connect(&m_break, &QTimer::timeout, this, [this] {
        planBreak();
        Q_EMIT broken();
    });
    planBreak();
}

void FaultyLine::planBreak()
{
    if (m_faults.dropEverySeconds > 0)
        m_break.start(int(m_faults.dropEverySeconds * 1'000 * (0.5 + m_random.real())));
}

void FaultyLine::pass(std::function<void()> arrive)
{
    int delayMs = m_faults.lagMs;
    while (m_faults.lossPercent > 0 && m_random.below(100) < quint32(m_faults.lossPercent))
        delayMs += againAfterMs + 2 * m_faults.lagMs;
    if (delayMs == 0 && m_underWay.empty())
        return arrive();
    QDeadlineTimer due(delayMs, Qt::PreciseTimer);
    if (!m_underWay.empty())
        due = qMax(due, m_underWay.back().due);
    m_underWay.push_back({due, std::move(arrive)});
    if (!m_arrival.isActive())
        m_arrival.start(int(m_underWay.front().due.remainingTime()));
}

void FaultyLine::arrive()
{
    while (!m_underWay.empty() && m_underWay.front().due.hasExpired()) {
        const auto next = std::move(m_underWay.front().arrive);
        m_underWay.pop_front();
        next();
    }
    if (!m_underWay.empty())
        m_arrival.start(int(m_underWay.front().due.remainingTime()));
}

void FaultyLine::clear()
{
    m_underWay.clear();
    m_arrival.stop();
}

} // namespace sketchroom
