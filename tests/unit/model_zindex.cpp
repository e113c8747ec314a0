#include "common/base/random.h"
#include "common/model/zindex.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sketchroom {

class TestZIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyBase62KeysOfBoundedLengthAreValid_data();
    void onlyBase62KeysOfBoundedLengthAreValid();
    void knownKeys_data();
    void knownKeys();
    void nothingFitsBetween_data();
    void nothingFitsBetween();
    void aKeyLiesBetweenAnyTwo_data();
    void aKeyLiesBetweenAnyTwo();
    void stackingOnTopAndBelowKeepsKeysShort();
    void foreignKeysAreSplitWhereSomethingFits_data();
    void foreignKeysAreSplitWhereSomethingFits();
    void aSequenceAscendsWithinItsBounds_data();
    void aSequenceAscendsWithinItsBounds();
    void aSequenceIsAsLongAsWhatFits();
};

void TestZIndex::onlyBase62KeysOfBoundedLengthAreValid_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("valid");
    QTest::newRow("usual") << "a0"_ba << true;
    QTest::newRow("one character") << "z"_ba << true;
    QTest::newRow("longest") << QByteArray(256, '5') << true;
    QTest::newRow("too long") << QByteArray(257, '5') << false;
    QTest::newRow("empty") << ""_ba << false;
    QTest::newRow("dash") << "a-0"_ba << false;
    QTest::newRow("not ASCII") << "a\xc3\xa9"_ba << false;
}

void TestZIndex::onlyBase62KeysOfBoundedLengthAreValid()
{
    QFETCH(QByteArray, key);
    QTEST(isValidZ(key), "valid");
}

void TestZIndex::knownKeys_data()
{
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QByteArray>("above");
    QTest::addColumn<QByteArray>("between");
    QTest::newRow("first of all") << ""_ba
                                  << ""_ba
                                  << "a0"_ba;
    QTest::newRow("on top") << "a0"_ba
                            << ""_ba
                            << "a1"_ba;
    QTest::newRow("carries") << "az"_ba
                             << ""_ba
                             << "b00"_ba;
    QTest::newRow("carries past zero") << "Zz"_ba
                                       << ""_ba
                                       << "a0"_ba;
    QTest::newRow("carries below zero") << "Yzz"_ba
                                        << ""_ba
                                        << "Z0"_ba;
    QTest::newRow("below") << ""_ba
                           << "a0"_ba
                           << "Zz"_ba;
    QTest::newRow("borrows") << ""_ba
                             << "b00"_ba
                             << "az"_ba;
    QTest::newRow("borrows below zero") << ""_ba
                                        << "Z0"_ba
                                        << "Yzz"_ba;
    QTest::newRow("between integers") << "a0"_ba
                                      << "a1"_ba
                                      << "a0V"_ba;
    QTest::newRow("integer in between") << "a0"_ba
                                        << "a2"_ba
                                        << "a1"_ba;
    QTest::newRow("integer under a fraction") << "a0V"_ba
                                              << "a1V"_ba
                                              << "a1"_ba;
    QTest::newRow("between fractions") << "a0F"_ba
                                       << "a0V"_ba
                                       << "a0N"_ba;
    QTest::newRow("across a carry") << "az"_ba
                                    << "b00"_ba
                                    << "azV"_ba;
    QTest::newRow("above the greatest integer") << "z" + QByteArray(26, 'z') << ""_ba
                                                << "z" + QByteArray(26, 'z') + "V";
    QTest::newRow("below the least integer but one") << ""_ba
                                                     << "A" + QByteArray(25, '0') + "1"
                                                     << "A" + QByteArray(26, '0') + "V";
}

void TestZIndex::knownKeys()
{
    QFETCH(QByteArray, below);
    QFETCH(QByteArray, above);
    QFETCH(QByteArray, between);
    QCOMPARE(zBetween(below, above).value_or("none"_ba), between);
}

void TestZIndex::nothingFitsBetween_data()
{
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QByteArray>("above");
    QTest::newRow("equal") << "a0"_ba
                           << "a0"_ba;
    QTest::newRow("wrong way round") << "a1"_ba
                                     << "a0"_ba;
    QTest::newRow("foreign neighbours") << "a"_ba
                                        << "a0"_ba;
    QTest::newRow("under the least key") << ""_ba
                                         << "0"_ba;
    QTest::newRow("no key at all below") << "!"_ba
                                         << "a0"_ba;
    QTest::newRow("no key at all above") << "a0"_ba
                                         << "~"_ba;
    QTest::newRow("past the length") << QByteArray(256, 'z') << ""_ba;
}

void TestZIndex::nothingFitsBetween()
{
    QFETCH(QByteArray, below);
    QFETCH(QByteArray, above);
    QVERIFY(!zBetween(below, above));
    QVERIFY(below.isEmpty() || above.isEmpty() || zSequence(below, above, 5).isEmpty());
}

void TestZIndex::aKeyLiesBetweenAnyTwo_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestZIndex::aKeyLiesBetweenAnyTwo()
{
    QFETCH(quint64, seed);
    Random random(seed);
    QList<QByteArray> keys;
    for (int i = 0; i < 1000; ++i) {
        const qsizetype at = random.below(quint32(keys.size() + 1));
        const QByteArray below = at > 0 ? keys.at(at - 1) : QByteArray();
        const QByteArray above = at < keys.size() ? keys.at(at) : QByteArray();
        const auto key = zBetween(below, above);
        QVERIFY(key);
        QVERIFY(isValidZ(*key));
        QVERIFY2(*key > below && (above.isEmpty() || *key < above), key->constData());
        keys.insert(at, *key);
    }
    const auto longest =
        std::max_element(keys.begin(), keys.end(), [](auto &a, auto &b) { return a.size() < b.size(); });
    QCOMPARE_LT(longest->size(), 16);
}

void TestZIndex::stackingOnTopAndBelowKeepsKeysShort()
{
    QByteArray top = "a0";
    QByteArray bottom = "a0";
    for (int i = 0; i < 50'000; ++i) {
        const QByteArray higher = zBetween(top, {}).value_or(QByteArray());
        const QByteArray lower = zBetween({}, bottom).value_or(QByteArray());
        QVERIFY(higher > top && isValidZ(higher));
        QVERIFY(lower < bottom && isValidZ(lower));
        top = higher;
        bottom = lower;
    }
    QCOMPARE_LE(top.size(), 4);
    QCOMPARE_LE(bottom.size(), 4);
}

void TestZIndex::foreignKeysAreSplitWhereSomethingFits_data()
{
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QByteArray>("above");
    QTest::newRow("above") << "zzz"_ba
                           << ""_ba;
    QTest::newRow("below") << ""_ba
                           << "00V"_ba;
    QTest::newRow("above a digit") << "5"_ba
                                   << ""_ba;
    QTest::newRow("two") << "5"_ba
                         << "6"_ba;
    QTest::newRow("ends in zero") << "a10"_ba
                                  << "a1V"_ba;
    QTest::newRow("zeros") << "b"_ba
                           << "b00"_ba;
    QTest::newRow("canonical and foreign") << "a1"_ba
                                           << "zzz"_ba;
    QTest::newRow("foreign and canonical") << "5"_ba
                                           << "a1"_ba;
    QTest::newRow("integer only in part") << "c0"_ba
                                          << "c001"_ba;
}

void TestZIndex::foreignKeysAreSplitWhereSomethingFits()
{
    QFETCH(QByteArray, below);
    QFETCH(QByteArray, above);
    const auto key = zBetween(below, above);
    QVERIFY(key);
    QVERIFY(isValidZ(*key));
    QVERIFY2(*key > below && (above.isEmpty() || *key < above), key->constData());
}

void TestZIndex::aSequenceAscendsWithinItsBounds_data()
{
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QByteArray>("above");
    QTest::addColumn<qsizetype>("count");
    QTest::addColumn<qsizetype>("longest");
    QTest::newRow("empty board") << ""_ba
                                 << ""_ba << qsizetype(20'000) << qsizetype(5);
    QTest::newRow("on top") << "a5"_ba
                            << ""_ba << qsizetype(20'000) << qsizetype(5);
    QTest::newRow("below all") << ""_ba
                               << "a5"_ba << qsizetype(20'000) << qsizetype(5);
    QTest::newRow("between") << "a5"_ba
                             << "a6"_ba << qsizetype(20'000) << qsizetype(12);
    QTest::newRow("above a foreign key") << "zzz"_ba
                                         << ""_ba << qsizetype(20'000) << qsizetype(16);
    QTest::newRow("below a foreign key") << ""_ba
                                         << "00V"_ba << qsizetype(20'000) << qsizetype(16);
    QTest::newRow("one") << "a5"_ba
                         << "a6"_ba << qsizetype(1) << qsizetype(3);
    QTest::newRow("none") << "a5"_ba
                          << "a6"_ba << qsizetype(0) << qsizetype(0);
    QTest::newRow("fewer than none") << ""_ba
                                     << ""_ba << qsizetype(-1) << qsizetype(0);
}

void TestZIndex::aSequenceAscendsWithinItsBounds()
{
    QFETCH(QByteArray, below);
    QFETCH(QByteArray, above);
    QFETCH(qsizetype, count);
    QFETCH(qsizetype, longest);
    const QList<QByteArray> keys = zSequence(below, above, count);
    QCOMPARE(keys.size(), qMax<qsizetype>(0, count));
    QByteArray previous = below;
    for (const QByteArray &key : keys) {
        QVERIFY2(isValidZ(key) && key > previous, key.constData());
        QCOMPARE_LE(key.size(), longest);
        previous = key;
    }
    QVERIFY(above.isEmpty() || previous < above);
}

void TestZIndex::aSequenceIsAsLongAsWhatFits()
{
    QCOMPARE(zSequence("b", "b00", 10), QList<QByteArray>{"b0"});
}

} // namespace sketchroom

QTEST_APPLESS_MAIN(sketchroom::TestZIndex)
#include "model_zindex.moc"
