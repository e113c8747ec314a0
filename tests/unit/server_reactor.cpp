#include "server/net/reactor.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sketchroom;

namespace {

/// One end of a pair of sockets that is watched, and the other to speak with.
class Line final : public Reactor::Watcher
{
public:
    explicit Line(Reactor &reactor)
        : m_reactor(reactor)
    {
        [this] { QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends), 0); }();
        m_reactor.watch(m_ends[0], this);
    }
    ~Line()
    {
        forget();
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    Line(const Line &) = delete;
    Line &operator=(const Line &) = delete;

    void speak() const { QCOMPARE(::write(m_ends[1], "x", 1), 1); }
    void forget() { m_reactor.forget(m_ends[0], this); }
    void canRead() override
    {
        while (::read(m_ends[0], m_reactor.buffer().data(), 1) > 0)
            ++heard;
        if (onHeard)
            onHeard();
    }
    void canWrite() override {}

    int heard = 0;
    std::function<void()> onHeard;

private:
    Reactor &m_reactor;
    int m_ends[2] = {-1, -1};
};

/// Keeps the processor busy, as much as it takes.
void work(qint64 ms)
{
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(ms)) {
    }
}

} // namespace

/// How the connections of a thread are read in turns.
class TestServerReactor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatComesOfATurnIsDoneWhenAllHaveBeenRead()
    {
        Reactor reactor;
        Line a(reactor);
        Line b(reactor);
        QStringList order;
        const auto note = [&](const QString &what) {
            order.append(what);
            reactor.afterReading(this, [&order, what] { order.append(what.toUpper()); });
        };
        a.onHeard = [&] { note(QStringLiteral("a")); };
        b.onHeard = [&] { note(QStringLiteral("b")); };
        a.speak();
        b.speak();
        QTRY_COMPARE(order.size(), 4);
        QCOMPARE(order.first(2).join(QString()).toUpper(), order.last(2).join(QString()));
        QVERIFY(order.at(0) != order.at(1));
    }

    void afterwardsComesWithoutATurnToo()
    {
        Reactor reactor;
        bool done = false;
        reactor.afterReading(this, [&] { done = true; });
        QVERIFY(!done); // not in the midst of what the caller does
        QTRY_VERIFY(done);
    }

    void nothingIsDoneForOneThatIsGone()
    {
        Reactor reactor;
        bool done = false;
        bool last = false;
        {
            QObject gone;
            reactor.afterReading(&gone, [&] { done = true; });
        }
        reactor.afterReading(this, [&] { last = true; });
        QTRY_VERIFY(last);
        QVERIFY(!done);
    }

    void oneThatWasForgottenInTheTurnIsNotTold()
    {
        Reactor reactor;
        Line a(reactor);
        Line b(reactor);
        a.onHeard = [&] { b.forget(); };
        b.onHeard = [&] { a.forget(); };
        a.speak();
        b.speak();
        QTRY_VERIFY(a.heard + b.heard > 0);
        QTest::qWait(0);
        QCOMPARE(a.heard + b.heard, 1);
    }

    void underLoadTurnsAreApartAndGatherWhatEverybodySays()
    {
        Reactor reactor;
        Line a(reactor);
        Line b(reactor);
        int turns = 0;
        const auto goOn = [&] {
            work(1);
            reactor.afterReading(this, [&] {
                if (a.heard + b.heard >= 20)
                    return;
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
        QTRY_VERIFY(a.heard + b.heard >= 20);
        QVERIFY2(timer.elapsed() >= (turns - 1) * 7, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(qAbs(a.heard - b.heard) <= 1);
    }
};

QTEST_GUILESS_MAIN(TestServerReactor)
#include "server_reactor.moc"
