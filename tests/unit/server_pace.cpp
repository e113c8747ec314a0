#include "server/net/pace.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>

#include <ctime>
#include <functional>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sketchroom;

namespace {

/// One end of a pair of sockets that is read, and the other to speak with.
class Line final
{
public:
    explicit Line(Pace &pace)
        : m_pace(pace)
    {
        [this] { QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends), 0); }();
        m_notifier = std::make_unique<QSocketNotifier>(m_ends[0], QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { read(); });
    }
    ~Line()
    {
        m_notifier.reset();
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    Line(const Line &) = delete;
    Line &operator=(const Line &) = delete;

    void speak() const { QCOMPARE(::write(m_ends[1], "x", 1), 1); }

    int heard = 0;
    std::function<void()> onHeard;

private:
    void read()
    {
        m_pace.noteRead(this);
        char byte = 0;
        while (::read(m_ends[0], &byte, 1) > 0)
            ++heard;
        if (onHeard)
            onHeard();
    }

    Pace &m_pace;
    int m_ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// Is at work for a millisecond, however busy the processor is with others.
void work()
{
    const auto spentNs = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    for (const qint64 end = spentNs() + 1'000'000; spentNs() < end;) {
    }
}

/// The loop that is paced, until it is told to end; false when that takes too long.
class Loop final
{
public:
    bool run()
    {
        QTimer::singleShot(10'000, &m_loop, [this] { m_loop.exit(1); });
        return m_loop.exec() == 0;
    }
    void end() { m_loop.quit(); }

private:
    QEventLoop m_loop;
};

} // namespace

/// How the sockets of a thread are read in turns.
class TestServerPace final : public QObject
{
    Q_OBJECT

private:
    /// One try; false where the processor was with others.
    bool timersGoOnBetweenTurns()
    {
        Pace pace;
        Line a(pace);
        Line b(pace);
        Loop loop;
        QElapsedTimer sinceTurn;
        qint64 spokenAfterMs = -1;
        qint64 toldAfterMs = -1;
        qint64 readAfterMs = -1;
        b.onHeard = [&] {
            if (spokenAfterMs >= 0)
                readAfterMs = sinceTurn.elapsed();
            if (toldAfterMs >= 0)
                loop.end();
        };
        a.onHeard = [&] {
            work(); // so that the next turn has to wait
            sinceTurn.start();
            QTimer::singleShot(1, Qt::PreciseTimer, this, [&] {
                spokenAfterMs = sinceTurn.elapsed();
                b.speak();
                std::thread([&] {
                    const auto hear = [&] {
                        toldAfterMs = sinceTurn.elapsed();
                        if (readAfterMs >= 0)
                            loop.end();
                    };
                    QMetaObject::invokeMethod(this, hear, Qt::QueuedConnection);
                }).join();
            });
        };
        b.speak(); // two speakers
        a.speak();
        const bool isOver = loop.run() && toldAfterMs >= 0 && readAfterMs >= 0;
        [&] { QVERIFY(isOver); }();
        constexpr qint64 inTimeMs = 4; // the rest takes longer
        if (!isOver || spokenAfterMs > inTimeMs)
            return false;
        [&] { QVERIFY(toldAfterMs <= readAfterMs); }();
        [&] { QVERIFY2(readAfterMs > inTimeMs, qPrintable(QString::number(readAfterMs))); }();
        return true;
    }

private Q_SLOTS:
    void whatComesOfATurnIsDoneWhenAllHaveBeenRead()
    {
        Pace pace;
        Line a(pace);
        Line b(pace);
        Loop loop;
        QStringList order;
        const auto note = [&](const QString &what) {
            order.append(what);
            pace.afterReading(this, [&, what] {
                order.append(what.toUpper());
                if (order.size() == 4)
                    loop.end();
            });
        };
        // Qt's sockets tell what they have read by an event.
        a.onHeard = [&] { QTimer::singleShot(0, this, [&] { note(QStringLiteral("a")); }); };
        b.onHeard = [&] { note(QStringLiteral("b")); };
        a.speak();
        b.speak();
        QVERIFY(loop.run());
        QCOMPARE(order.size(), 4);
        QCOMPARE(order.first(2).join(QString()).toUpper(), order.last(2).join(QString()));
        QVERIFY(order.at(0) != order.at(1));
    }

    void afterwardsComesWithoutATurnToo()
    {
        Pace pace;
        Loop loop;
        bool done = false;
        pace.afterReading(this, [&] {
            done = true;
            loop.end();
        });
        QVERIFY(!done); // not in the midst of what the caller does
        QVERIFY(loop.run());
        QVERIFY(done);
    }

    void nothingIsDoneForOneThatIsGone()
    {
        Pace pace;
        Loop loop;
        bool done = false;
        {
            QObject gone;
            pace.afterReading(&gone, [&] { done = true; });
        }
        pace.afterReading(this, [&] { loop.end(); });
        QVERIFY(loop.run());
        QVERIFY(!done);
    }

    void underLoadTurnsAreApartAndGatherWhatEverybodySays()
    {
        Pace pace;
        Line a(pace);
        Line b(pace);
        Loop loop;
        int turns = 0;
        const auto goOn = [&] {
            work();
            pace.afterReading(this, [&] {
                if (a.heard + b.heard >= 20)
                    return loop.end();
                ++turns;
                a.speak();
                b.speak();
            });
        };
        a.onHeard = goOn; // once a turn, as b speaks whenever a does
        QElapsedTimer timer;
        timer.start();
        a.speak();
        b.speak();
        QVERIFY(loop.run());
        QVERIFY2(timer.elapsed() >= (turns - 1) * 7, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(qAbs(a.heard - b.heard) <= 1);
    }

    void betweenTurnsTimersAndOtherThreadsGoOn()
    {
        // Only where this thread has the processor in time can be told what has waited for what.
        constexpr int attempts = 50;
        bool isTold = false;
        for (int i = 0; i < attempts && !isTold && !QTest::currentTestFailed(); ++i)
            isTold = timersGoOnBetweenTurns();
        QVERIFY2(isTold, "the processor was with others each time");
    }

    void whoSpeaksAloneDoesNotWait()
    {
        Pace pace;
        Line a(pace);
        Loop loop;
        constexpr int turns = 20;
        QElapsedTimer sinceTurn;
        qint64 leastMs = 1'000; // others may have the processor now and then
        a.onHeard = [&] {
            if (sinceTurn.isValid())
                leastMs = qMin(leastMs, sinceTurn.elapsed());
            sinceTurn.start();
            work();
            pace.afterReading(this, [&] { a.heard < turns ? a.speak() : loop.end(); });
        };
        a.speak();
        QVERIFY(loop.run());
        QVERIFY2(leastMs < 6, qPrintable(QString::number(leastMs)));
    }
};

int main(int argc, char *argv[])
{
    // The loop of the host; glib's has sockets read whenever it wakes.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    TestServerPace test;
    return QTest::qExec(&test, argc, argv);
}

#include "server_pace.moc"
