#include "common/base/plaintext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

class TestPlainText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesEndInOneWay();
    void halfACharacterIsReplaced();
    void whatIsCutIsCutBetweenCharacters();
    void namesShowWhatTheyAre_data();
    void namesShowWhatTheyAre();
};

void TestPlainText::linesEndInOneWay()
{
    QCOMPARE(plainText(u"soft\vbreak\rmac line\r\nwindows line\fpage\u2028line\u2029paragraph\u0085next\n"_s),
             u"soft\nbreak\nmac line\nwindows line\npage\nline\nparagraph\nnext\n"_s);
    QCOMPARE(plainText(u"tab\tstays, bell\a and \0 go"_s), u"tab\tstays, bell and  go"_s);
    QCOMPARE(plainText(u"\r\r\n\n"_s), u"\n\n\n"_s);
}

void TestPlainText::halfACharacterIsReplaced()
{
    QCOMPARE(plainText(QString(u'a') + QChar(0xD83D) + u'b'), u"a\uFFFDb"_s);
    QCOMPARE(plainText(QString(QChar(0xDE03))), u"\uFFFD"_s);
    QCOMPARE(plainText(u"😃"_s), u"😃"_s);
}

void TestPlainText::whatIsCutIsCutBetweenCharacters()
{
    QCOMPARE(cutText(u"abc"_s, 3), u"abc"_s);
    QCOMPARE(cutText(u"ab😃"_s, 3), u"ab"_s);
    QCOMPARE(cutText(u"ab😃"_s, 4), u"ab😃"_s);
    QCOMPARE(cutText(u"ae\u0301x"_s, 2), u"a"_s);
    QCOMPARE(cutText(u"a👩‍👩‍👧"_s, 5), u"a"_s); // a family is one
    QCOMPARE(cutText(u"😃"_s, 1), QString());
}

void TestPlainText::namesShowWhatTheyAre_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("plain");
    QTest::newRow("blanks") << u"  Ann \n  Lee\t"_s << u"Ann Lee"_s;
    QTest::newRow("direction") << u"Ann\u202Enimda"_s << u"Annnimda"_s;
    QTest::newRow("isolates") << u"\u2066Ann\u2069"_s << u"Ann"_s;
    QTest::newRow("zero width") << u"A\u200Bnn\uFEFF\u00AD"_s << u"Ann"_s;
    QTest::newRow("nothing") << u"\u200B\u2060\u3164"_s << QString();
    QTest::newRow("only joiners") << u"\u200D\u200D"_s << QString();
    QTest::newRow("only marks") << u"\u0301\u0301"_s << QString();
    QTest::newRow("Braille blank") << u"\u2800\u2800"_s << QString();
    QTest::newRow("joined emoji") << u"👩‍💻 Ann"_s << u"👩‍💻 Ann"_s;
    QTest::newRow("Persian") << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s;
    QTest::newRow("joiner at the end") << u"Ann\u200D"_s << u"Ann"_s;
    QTest::newRow("flag") << u"🏴󠁧󠁢󠁥󠁮󠁧󠁿"_s << u"🏴󠁧󠁢󠁥󠁮󠁧󠁿"_s;
    QTest::newRow("Korean") << u"김 민수"_s << u"김 민수"_s;
    QTest::newRow("too long") << u"😃"_s.repeated(30) + u'a' << u"😃"_s.repeated(20);
}

void TestPlainText::namesShowWhatTheyAre()
{
    QFETCH(QString, name);
    QFETCH(QString, plain);
    QCOMPARE(plainName(name, 40), plain);
}

QTEST_APPLESS_MAIN(TestPlainText)
#include "common_plaintext.moc"
