// E of the host's own life: a clock that is set wrong removes nothing at once.

#include "server/storage/trustedtime.h"
#include "tests/support/setclock.h"

#include <QtTest>

using namespace sketchroom;

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 dayMs = 24 * hourMs;

} // namespace

class TestTrustedTime final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheClocksWhereNothingIsKnown()
    {
        SetClock clock;
        TrustedTime time({}, clock);
        QCOMPARE(time.now(), clock.wall);
        QVERIFY(!time.lags());
    }

    void followsTheClock()
    {
        SetClock clock;
        TrustedTime time(clock.wall - dayMs, clock); // the host was off for a day
        QCOMPARE(time.now(), clock.wall);
        clock.advance(10 * dayMs);
        QCOMPARE(time.now(), clock.wall);
        QVERIFY(!time.lags());
    }

    void goesSlowlyWhereTheClockIsFarAhead()
    {
        SetClock clock;
        const qint64 last = clock.wall;
        clock.wall += 365 * dayMs;
        TrustedTime time(last, clock);
        QCOMPARE(time.now(), last);
        QVERIFY(time.lags());
        clock.advance(hourMs);
        QCOMPARE(time.now(), last + 2 * hourMs);
        // The clock is set right again.
        clock.wall -= 365 * dayMs;
        QCOMPARE(time.now(), clock.wall);
        QVERIFY(!time.lags());
    }

    void goesSlowlyWhereTheClockJumpsMeanwhile()
    {
        SetClock clock;
        TrustedTime time({}, clock);
        const qint64 before = time.now();
        clock.advance(hourMs);
        clock.wall += 1'000 * dayMs;
        QCOMPARE(time.now(), before + 2 * hourMs);
        QVERIFY(time.lags());
    }

    void catchesUp()
    {
        SetClock clock;
        TrustedTime time(clock.wall - 30 * dayMs, clock);
        for (int hours = 0; hours < 24 * 30; ++hours) {
            QVERIFY(time.now() <= clock.wall);
            clock.advance(hourMs);
        }
        QCOMPARE(time.now(), clock.wall);
    }

    void goesBackWithTheClock()
    {
        SetClock clock;
        TrustedTime time(clock.wall + 400 * dayMs, clock); // what a wrong clock has left
        QCOMPARE(time.now(), clock.wall);
    }
};

QTEST_GUILESS_MAIN(TestTrustedTime)
#include "server_trustedtime.moc"
