#pragma once

#include <QElapsedTimer>
#include <QList>

#include <ctime>

namespace sketchroom::bench {

/// Wall time, and time that this thread has really worked: the machine may be shared with others.
class Stopwatch final
{
public:
    Stopwatch()
        : m_cpu(seconds(CLOCK_THREAD_CPUTIME_ID))
        , m_allCpu(seconds(CLOCK_PROCESS_CPUTIME_ID))
    {
        m_wall.start();
    }
    double wallMs() const { return double(m_wall.nsecsElapsed()) / 1e6; }
    double cpuMs() const { return (seconds(CLOCK_THREAD_CPUTIME_ID) - m_cpu) * 1e3; }
    /// Of all threads.
    double allCpuMs() const { return (seconds(CLOCK_PROCESS_CPUTIME_ID) - m_allCpu) * 1e3; }

private:
    static double seconds(clockid_t clock)
    {
        timespec now{};
        clock_gettime(clock, &now);
        return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
    }

    QElapsedTimer m_wall;
    double m_cpu;
    double m_allCpu;
};

/// The times of the frames of one thing that is measured.
class Series final
{
public:
    void addFrame(const Stopwatch &watch)
    {
        m_wall.append(watch.wallMs());
        m_cpu.append(watch.cpuMs());
    }
    /// What kept the thread from painting between two frames.
    void addWork(const Stopwatch &watch) { m_stall = qMax(m_stall, watch.cpuMs()); }
    void print(const QByteArray &what) const;

    static void printHead(const char *board);
    static void printSingle(const char *what, double value, const char *unit);
    /// Wall time, and what all threads together have worked.
    static void printSpan(const char *what, double wallMs, double allCpuMs);

private:
    QList<double> m_wall;
    QList<double> m_cpu;
    double m_stall = 0;
};

} // namespace sketchroom::bench
