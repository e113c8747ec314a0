#include "app/session/networkwatch.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

class NetworkWatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAddressThatAppearsIsNewsAndOneThatGoesIsNot()
    {
        const QHostAddress wired(u"192.0.2.7"_s);
        const QHostAddress wireless(u"198.51.100.7"_s);
        QList<QHostAddress> addresses{wired};
        int looks = 0;
        NetworkWatch watch([&] {
            ++looks;
            return addresses;
        });
        const QSignalSpy appeared(&watch, &NetworkWatch::appeared);
        watch.start();
        addresses.clear();
        QTRY_COMPARE(looks, 2);
        QCOMPARE(appeared.size(), 0);
        addresses = {wireless};
        QTRY_COMPARE(appeared.size(), 1);
        watch.stop();
    }

    void thisComputersLoopbackIsNoNetwork()
    {
        for (const QHostAddress &address : NetworkWatch::addressesOfThisComputer())
            QVERIFY(!address.isLoopback());
    }
};

QTEST_GUILESS_MAIN(NetworkWatchTest)
#include "app_networkwatch.moc"
