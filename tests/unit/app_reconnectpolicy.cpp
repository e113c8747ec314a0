// Reconnecting: half a second, doubling up to ten, jittered; from the start again after a success.

#include "app/session/reconnectpolicy.h"

#include <QtTest>

using namespace sketchroom;

class ReconnectPolicyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsLongerUpToTenSeconds()
    {
        Random random(1);
        ReconnectPolicy policy(random);
        for (const int full : {500, 1000, 2000, 4000, 8000, 10'000, 10'000, 10'000}) {
            const int delay = policy.nextDelayMs();
            QVERIFY2(delay > full / 2 - 1 && delay <= full, qPrintable(QString::number(delay)));
        }
        policy.succeeded();
        QVERIFY(policy.nextDelayMs() <= 500);
    }

    void twoClientsDoNotComeBackInOneMoment()
    {
        Random random(2);
        ReconnectPolicy ann(random);
        ReconnectPolicy ben(random);
        QVERIFY(ann.nextDelayMs() != ben.nextDelayMs());
    }

    void theHostsWishIsKept()
    {
        Random random(3);
        ReconnectPolicy policy(random);
        QVERIFY(policy.nextDelayMs(3000) >= 3000);
    }
};

QTEST_APPLESS_MAIN(ReconnectPolicyTest)
#include "app_reconnectpolicy.moc"
