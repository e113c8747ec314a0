#include "app/window/startoptions.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestStartOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutArgumentsTheUserIsAsked();
    void aUrlIsJoined();
    void aFileIsOpened();
    void aFileMayBeCalledLikeAnAddress();
    void aRoomIsHosted();
    void developersMakeTheNetworkWorse();
    void badUseIsRefusedWithASentence_data();
    void badUseIsRefusedWithASentence();
    void theHelpNamesEveryOption();
};

void TestStartOptions::withoutArgumentsTheUserIsAsked()
{
    const auto options = parseStartOptions({});
    QVERIFY(options);
    QVERIFY(options->asks());
    const auto named = parseStartOptions({u"--name"_s, u"Ann"_s});
    QVERIFY(named);
    QVERIFY(named->asks());
    QCOMPARE(named->name, u"Ann"_s);
}

void TestStartOptions::aUrlIsJoined()
{
    const auto options = parseStartOptions({u"ws://10.0.0.2:9000/rooms/plan"_s, u"--name=Ann Lee"_s});
    QVERIFY(options);
    QVERIFY(!options->asks());
    QVERIFY(options->join);
    QCOMPARE(options->join->room, "plan"_ba);
    QCOMPARE(options->join->port, 9000);
    QCOMPARE(options->name, u"Ann Lee"_s);
}

void TestStartOptions::developersMakeTheNetworkWorse()
{
    const auto options = parseStartOptions({u"--lag=80"_s, u"--loss"_s, u"5"_s, u"--drop"_s, u"30"_s});
    QVERIFY(options);
    QCOMPARE(options->faults.lagMs, 80);
    QCOMPARE(options->faults.lossPercent, 5);
    QCOMPARE(options->faults.dropEverySeconds, 30);
    QVERIFY(!parseStartOptions({})->faults.any());
}

void TestStartOptions::aFileIsOpened()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const auto options = parseStartOptions({file.fileName()});
    QVERIFY(options);
    QCOMPARE(options->file, file.fileName());
    QVERIFY(!options->join);
}

void TestStartOptions::aFileMayBeCalledLikeAnAddress()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"rooms"_s));
    QFile file(folder.filePath(u"rooms/x"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto options = parseStartOptions({file.fileName()});
    QVERIFY(options);
    QCOMPARE(options->file, file.fileName());
}

void TestStartOptions::aRoomIsHosted()
{
    const auto options = parseStartOptions({u"--host"_s, u"plan-2"_s});
    QVERIFY(options);
    QCOMPARE(options->host, "plan-2"_ba);
    QVERIFY(!options->asks());
}

void TestStartOptions::badUseIsRefusedWithASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown option") << QStringList{u"--colour"_s};
    QTest::newRow("no name") << QStringList{u"--name"_s};
    QTest::newRow("empty name") << QStringList{u"--name"_s, u" "_s};
    QTest::newRow("bad room name") << QStringList{u"--host"_s, u"My Plan"_s};
    QTest::newRow("lag that is no number") << QStringList{u"--lag"_s, u"much"_s};
    QTest::newRow("more loss than there is") << QStringList{u"--loss"_s, u"100"_s};
    QTest::newRow("no such file") << QStringList{u"/no/such/file.sketchroom"_s};
    QTest::newRow("a folder") << QStringList{u"/"_s};
    QTest::newRow("no room in the address") << QStringList{u"ws://host:7538"_s};
    QTest::newRow("bad address") << QStringList{u"ws://host:99999/rooms/x"_s};
    QTest::newRow("two rooms") << QStringList{u"ws://a/rooms/x"_s, u"ws://a/rooms/y"_s};
    QTest::newRow("a room and a host") << QStringList{u"ws://a/rooms/x"_s, u"--host"_s, u"y"_s};
}

void TestStartOptions::badUseIsRefusedWithASentence()
{
    QFETCH(QStringList, arguments);
    const auto options = parseStartOptions(arguments);
    QVERIFY(!options);
    QVERIFY2(options.error().message.endsWith(u'.'), qPrintable(options.error().message));
    QVERIFY(!options.error().message.contains(u'\n'));
}

void TestStartOptions::theHelpNamesEveryOption()
{
    const QString help = startHelp();
    for (const QString &word : {u"--name"_s, u"--host"_s, u"--help"_s, u"--version"_s, u"URL|FILE"_s})
        QVERIFY2(help.contains(word), qPrintable(word));
}

QTEST_GUILESS_MAIN(TestStartOptions)
#include "shell_startoptions.moc"
