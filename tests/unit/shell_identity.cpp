#include "app/session/clientfolder.h"
#include "app/session/identity.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestIdentity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initialsAreWhatPeopleExpect_data();
    void initialsAreWhatPeopleExpect();
    void aNewInstallationGetsAnIdentityThatItKeeps();
    void aDamagedKeyIsPutAsideAndSaid();
    void aKeyThatCannotBeKeptIsSaid();
    void aDamagedClientIdIsReplaced();
    void namesAreCutToWhatHostsTake();
    void anEmptyNameIsNotStored();
};

void TestIdentity::initialsAreWhatPeopleExpect_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("initials");
    QTest::newRow("one word") << u"ann"_s << u"A"_s;
    QTest::newRow("two words") << u"Ann Lee"_s << u"AL"_s;
    QTest::newRow("three words") << u"Ann Mary Lee"_s << u"AL"_s;
    QTest::newRow("Korean") << u"김민수"_s << u"김"_s;
    QTest::newRow("Korean with space") << u"김 민수"_s << u"김"_s;
    QTest::newRow("a letter of two code units") << u"🦊 fox"_s << u"🦊F"_s;
    QTest::newRow("a combined letter") << u"e\u0301va"_s << u"E\u0301"_s;
    QTest::newRow("nothing") << u"  "_s << u"?"_s;
}

void TestIdentity::initialsAreWhatPeopleExpect()
{
    QFETCH(QString, name);
    QTEST(initialsOf(name), "initials");
}

void TestIdentity::aNewInstallationGetsAnIdentityThatItKeeps()
{
    const QTemporaryDir folder;
    Random random(1);
    const auto load = [&] {
        Settings settings(folder.path());
        return loadIdentity(settings, random, ownFolder(settings, random));
    };
    const Identity first = load();
    QVERIFY(first.problem.isEmpty());
    QCOMPARE(first.client().size(), 22);
    QVERIFY(!first.name.isEmpty());
    QVERIFY(peopleColors().contains(first.color));

    const QString path = ClientFolder(folder.path(), first.folder).keyPath();
    QCOMPARE(QFile::permissions(path) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
             QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const Identity again = load();
    QCOMPARE(again.client(), first.client());
    QCOMPARE(again.name, first.name);
    QCOMPARE(again.color, first.color);
}

void TestIdentity::aDamagedKeyIsPutAsideAndSaid()
{
    const QTemporaryDir folder;
    Random random(1);
    Settings settings(folder.path());
    const Identity first = loadIdentity(settings, random, "one");
    const QString path = ClientFolder(folder.path(), "one").keyPath();
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(40));
        QVERIFY(file.write("!") == 1);
    }
    const Identity second = loadIdentity(settings, random, "one");
    QVERIFY(second.problem.contains(u"put aside"_s));
    QVERIFY(second.client() != first.client());
    QCOMPARE(QDir(folder.filePath(u"clients/one"_s)).entryList({u"identity.pem.aside-*"_s}).size(), 1);
    QCOMPARE(loadIdentity(settings, random, "one").client(), second.client());
}

void TestIdentity::aKeyThatCannotBeKeptIsSaid()
{
    const QTemporaryDir folder;
    Random random(1);
    Settings settings(folder.path());
    QVERIFY(QDir(folder.path()).mkpath(u"clients/one/identity.pem"_s)); // a folder where the file belongs
    QVERIFY(!loadIdentity(settings, random, "one").problem.isEmpty());
}

void TestIdentity::aDamagedClientIdIsReplaced()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    settings.set(Option<QByteArray>{"user/client", {}}, "no id!"_ba);
    Random random(1);
    QVERIFY(isValidId(ownFolder(settings, random), 16));
}

void TestIdentity::namesAreCutToWhatHostsTake()
{
    QCOMPARE(cleanName(u"  Ann \t Lee "_s), u"Ann Lee"_s);
    QCOMPARE(cleanName(QString(60, u'x')).size(), 40);
}

void TestIdentity::anEmptyNameIsNotStored()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    Random random(1);
    Identity identity = loadIdentity(settings, random, "one");
    const QString name = identity.name;
    identity.name = u"  "_s;
    saveIdentity(settings, identity);
    QCOMPARE(loadIdentity(settings, random, "one").name, name);
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "shell_identity.moc"
