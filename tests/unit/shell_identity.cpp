#include "app/ui/identity.h"

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
    Identity first;
    {
        Settings settings(folder.path());
        first = loadIdentity(settings, random);
    }
    QVERIFY(isValidId(first.client, 16));
    QVERIFY(!first.name.isEmpty());
    QVERIFY(peopleColors().contains(first.color));

    Settings settings(folder.path());
    const Identity again = loadIdentity(settings, random);
    QCOMPARE(again.client, first.client);
    QCOMPARE(again.name, first.name);
    QCOMPARE(again.color, first.color);
}

void TestIdentity::aDamagedClientIdIsReplaced()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    settings.set(Option<QByteArray>{"user/client", {}}, "no id!"_ba);
    Random random(1);
    QVERIFY(isValidId(loadIdentity(settings, random).client, 16));
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
    Identity identity = loadIdentity(settings, random);
    const QString name = identity.name;
    identity.name = u"  "_s;
    saveIdentity(settings, identity);
    QCOMPARE(loadIdentity(settings, random).name, name);
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "shell_identity.moc"
