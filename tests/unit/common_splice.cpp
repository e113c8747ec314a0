// Splices: moved over each other they give one text, and lose no letter.

#include "common/base/random.h"
#include "common/model/splice.h"

#include <QtTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// Some splices of a text, whose letters are all different.
Splices randomSplices(QString text, char16_t &nextLetter, Random &random)
{
    Splices splices;
    for (quint32 count = random.below(4); count > 0; --count) {
        Splice splice;
        splice.at = random.below(quint32(text.size() + 1));
        splice.remove = random.below(quint32(qMin<qsizetype>(4, text.size() - splice.at) + 1));
        for (quint32 i = random.below(3); i > 0; --i)
            splice.insert += QChar(nextLetter++);
        text = spliced(text, {splice});
        splices.append(splice);
    }
    return splices;
}

QSet<QChar> letters(const QString &text)
{
    return {text.begin(), text.end()};
}

} // namespace

class SpliceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void E16_inEitherOrderTheTextIsTheSameAndHasEveryLetterThatNobodyRemoved()
    {
        Random random(7);
        for (int round = 0; round < 20'000; ++round) {
            char16_t letter = 0x4E00;
            QString text;
            for (quint32 i = random.below(12); i > 0; --i)
                text += QChar(letter++);
            const Splices mine = randomSplices(text, letter, random);
            const Splices theirs = randomSplices(text, letter, random);
            const MovedSplices both = moved(mine, theirs);
            const QString meFirst = spliced(spliced(text, mine), both.earlier);
            const QString theyFirst = spliced(spliced(text, theirs), both.later);
            QCOMPARE(meFirst, theyFirst);
            const QSet<QChar> before = letters(text);
            const QSet<QChar> withMine = letters(spliced(text, mine));
            const QSet<QChar> withTheirs = letters(spliced(text, theirs));
            const QSet<QChar> removed = (before - withMine) + (before - withTheirs);
            QCOMPARE(letters(meFirst), (withMine + withTheirs) - removed);
        }
    }

    void E16_atOnePlaceTheEarlierStandsFirst()
    {
        const MovedSplices both = moved({{1, 0, u"me"_s}}, {{1, 0, u"they"_s}});
        QCOMPARE(both.later, (Splices{{5, 0, u"me"_s}}));
        QCOMPARE(both.earlier, (Splices{{1, 0, u"they"_s}}));
    }

    void E16_whatOthersRemovedIsNotRemovedTwice()
    {
        QCOMPARE(moved({{1, 3, u"x"_s}}, {{2, 5, {}}}).later, (Splices{{1, 1, u"x"_s}}));
        QVERIFY(moved({{1, 3, {}}}, {{0, 5, {}}}).later.isEmpty());
    }

    void E16_whatOthersInsertedMeanwhileStays()
    {
        const Splices around = moved({{0, 4, {}}}, {{2, 0, u"new"_s}}).later;
        QCOMPARE(spliced(u"abnewcd"_s, around), u"new"_s);
    }

    void E18_aSpliceStaysWithinTheTextAndPartsNoPair()
    {
        const QString text = u"a🙂b"_s;
        QVERIFY(fits({0, 4, {}}, text));
        QVERIFY(fits({1, 2, u"🙂"_s}, text));
        QVERIFY(fits({4, 0, u"x"_s}, text));
        for (const Splice &wrong :
             {Splice{2, 0, u"x"_s}, Splice{1, 1, {}}, Splice{2, 1, {}}, Splice{5, 0, {}}, Splice{3, 2, {}},
              Splice{-1, 0, {}}, Splice{0, -1, {}}, Splice{0, 0, u"🙂"_s.first(1)},
              Splice{1, std::numeric_limits<qsizetype>::max(), {}}})
            QVERIFY(!fits(wrong, text));
    }

    void differencesGiveTheOtherTextAndPartNoPair()
    {
        Random random(3);
        const QStringList parts = {u"a"_s, u"b"_s, u"🙂"_s, u"🙃"_s, u"é"_s};
        const auto text = [&] {
            QString some;
            for (quint32 i = random.below(12); i > 0; --i)
                some += parts.at(random.below(quint32(parts.size())));
            return some;
        };
        for (int round = 0; round < 5'000; ++round) {
            const QString before = text();
            const QString after = text();
            for (const Splices &splices : {differences(before, after), replacement(before, after)}) {
                QString now = before;
                for (const Splice &splice : splices) {
                    QVERIFY(fits(splice, now));
                    now = spliced(now, {splice});
                }
                QCOMPARE(now, after);
            }
        }
        const QString large(20'000, u'x');
        QCOMPARE(differences(large + u"abc"_s + large, large + u"bcd"_s + large).size(), 2);
        QCOMPARE(differences(large, QString(19'000, u'y')).size(), 1);
    }
};

QTEST_APPLESS_MAIN(SpliceTest)
#include "common_splice.moc"
