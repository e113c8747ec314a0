#include "app/settings/settings.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"
#include "tests/support/smalldisk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

const Option<bool> flag{"test/flag", true};
const Option<QStringList> list{"test/list", {}};

} // namespace

class TestSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotStoredIsTheFallback();
    void whatIsStoredIsThereAfterARestart();
    void foldersDoNotSeeEachOther();
    void whatAnotherProgramHasSetStays();
    void theEnvironmentNamesTheFolder();
    void aDamagedFileGivesFallbacks();
    void aFolderThatCannotBeMadeIsSaid();
    void whatCouldNotBeStoredIsStoredWhenThereIsRoom();
    void aWindowOfALargerScreenIsMovedOntoThisOne();
    void everyColorOfTheStyleSheetIsReplaced_data();
    void everyColorOfTheStyleSheetIsReplaced();

private:
    QTemporaryDir m_folder;
};

void TestSettings::whatIsNotStoredIsTheFallback()
{
    const Settings settings(m_folder.filePath(u"empty"_s));
    QCOMPARE(settings.value(flag), true);
    QCOMPARE(settings.value(themeOption), ThemeChoice::System);
    QVERIFY(settings.value(list).isEmpty());
}

void TestSettings::whatIsStoredIsThereAfterARestart()
{
    const QString folder = m_folder.filePath(u"kept"_s);
    {
        Settings settings(folder);
        settings.set(flag, false);
        settings.set(list, {u"ws://a/rooms/x"_s, u"김"_s});
        settings.set(themeOption, ThemeChoice::Dark);
    }
    const Settings settings(folder);
    QCOMPARE(settings.value(flag), false);
    QCOMPARE(settings.value(list), QStringList({u"ws://a/rooms/x"_s, u"김"_s}));
    QCOMPARE(settings.value(themeOption), ThemeChoice::Dark);
}

void TestSettings::whatAnotherProgramHasSetStays()
{
    const QString folder = m_folder.filePath(u"shared"_s);
    Settings one(folder);
    Settings two(folder);
    one.set(flag, false);
    two.set(list, {u"a"_s});
    const Settings later(folder);
    QCOMPARE(later.value(flag), false);
    QCOMPARE(later.value(list), QStringList{u"a"_s});
}

void TestSettings::aFolderThatCannotBeMadeIsSaid()
{
    QFile inTheWay(m_folder.filePath(u"file"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    Settings settings(inTheWay.fileName() + u"/settings"_s);
    QVERIFY2(settings.problem().contains(inTheWay.fileName()), qPrintable(settings.problem()));
    QVERIFY2(settings.problem().contains(u"SKETCHROOM_CONFIG_DIR"_s), qPrintable(settings.problem()));
    settings.set(flag, false);
    QVERIFY(settings.keepNow()); // it was told
    Settings other(m_folder.filePath(u"new"_s));
    QCOMPARE(other.problem(), QString());
}

void TestSettings::whatCouldNotBeStoredIsStoredWhenThereIsRoom()
{
    const QString folder = m_folder.filePath(u"small"_s);
    const SmallDisk disk(folder);
    if (disk.isForbidden())
        QSKIP("Only root may mount a small disk to fill: run tests/run as root to see this one.");
    QVERIFY(disk.isMounted());
    Settings settings(folder);
    settings.set(flag, false);
    QVERIFY(settings.keepNow());
    QVERIFY(disk.fill());
    settings.set(list, QStringList{QString(10'000, u'a')});
    const auto refused = settings.keepNow();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"settings.ini"_s), qPrintable(refused.error().message));
    QVERIFY(disk.makeRoom());
    QVERIFY(settings.keepNow());
    const Settings later(folder);
    QCOMPARE(later.value(flag), false);
    QCOMPARE(later.value(list), QStringList{QString(10'000, u'a')});
}

void TestSettings::aWindowOfALargerScreenIsMovedOntoThisOne()
{
    const QRect screen(0, 30, 1280, 690);
    QCOMPARE(movedInto({100, 100, 1598, 900}, screen), screen);
    QCOMPARE(movedInto({1500, 800, 600, 400}, screen), QRect(680, 320, 600, 400));
    QCOMPARE(movedInto({-50, -50, 600, 400}, screen), QRect(0, 30, 600, 400));
    QCOMPARE(movedInto({200, 100, 600, 400}, screen), QRect(200, 100, 600, 400));
}

void TestSettings::foldersDoNotSeeEachOther()
{
    Settings one(m_folder.filePath(u"one"_s));
    const Settings other(m_folder.filePath(u"other"_s));
    one.set(flag, false);
    QCOMPARE(other.value(flag), true);
}

void TestSettings::theEnvironmentNamesTheFolder()
{
    qputenv("SKETCHROOM_CONFIG_DIR", "/some/where");
    QCOMPARE(Settings::defaultFolder(), u"/some/where"_s);
    qunsetenv("SKETCHROOM_CONFIG_DIR");
    QVERIFY(Settings::defaultFolder() != u"/some/where"_s);
    QVERIFY(!Settings::defaultFolder().isEmpty());
}

void TestSettings::aDamagedFileGivesFallbacks()
{
    const QString folder = m_folder.filePath(u"damaged"_s);
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + u"/settings.ini"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[[[\0\x01 = @Variant(nonsense)\nflag"_ba);
    file.close();
    QCOMPARE(Settings(folder).value(flag), true);
}

void TestSettings::everyColorOfTheStyleSheetIsReplaced_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestSettings::everyColorOfTheStyleSheetIsReplaced()
{
    QFETCH(bool, dark);
    const ThemeColors &colors = dark ? Theme::dark() : Theme::light();
    const QString sheet = toStyleSheet(colors);
    QVERIFY(sheet.contains(colors.panel.name()));
    QVERIFY(!sheet.contains(u'@'));
    QVERIFY(!sheet.contains(QColor().name() + u';'));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "shell_settings.moc"
