#include "common/base/signingkey.h"
#include "common/base/spelling.h"

#include <QCryptographicHash>

#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

class TestSigningKey final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void J16_keysAndSignaturesAreThoseOfRfc8032()
    {
        // RFC 8032, 7.1, test 2.
        const auto seed = QByteArray::fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        const auto publicKey = QByteArray::fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        const auto signature = QByteArray::fromHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                                   "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        const SigningKey key = SigningKey::fromSeed(seed);
        QCOMPARE(key.publicKey(), publicKey.toBase64(url));
        QCOMPARE(key.sign("\x72"), signature.toBase64(url));
        QVERIFY(isSignedBy(key.publicKey(), "\x72", signature.toBase64(url)));
        QVERIFY(!isSignedBy(key.publicKey(), "\x73", signature.toBase64(url)));
    }

    void J16_theClientIsTheHashOfTheKey()
    {
        Random random(1);
        const SigningKey key = SigningKey::make(random);
        const QByteArray bytes = QByteArray::fromBase64(key.publicKey(), url);
        QCOMPARE(key.client(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64(url).left(22));
        QCOMPARE(key.publicKey().size(), 43);
        QCOMPARE(key.sign("x").size(), 86);
        QVERIFY(clientOf("no key").isEmpty());
    }

    void aKeyComesBackFromItsFile()
    {
        Random random(2);
        const SigningKey key = SigningKey::make(random);
        const auto again = SigningKey::fromPem(key.toPem());
        QVERIFY(again);
        QCOMPARE(again->publicKey(), key.publicKey());
        QCOMPARE(again->sign("x"), key.sign("x"));
        QCOMPARE(SigningKey::fromPem("nothing").error().code, ErrorCode::Damaged);
        QCOMPARE(SigningKey::fromPem({}).error().code, ErrorCode::Damaged);
    }

    void theSystemsRandomnessIsNoSequence()
    {
        Random one = Random::fromSystem();
        Random other = Random::fromSystem();
        QVERIFY(one.bytes(32) != other.bytes(32));
        QCOMPARE(one.bytes(32).size(), 32);
        QVERIFY(one.below(10) < 10);
        const double real = one.real();
        QVERIFY(real >= 0 && real < 1);
    }

    void slipsOfThePenAreCounted_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<int>("distance");
        QTest::newRow("the same") << "room"_ba
                                  << "room"_ba << 0;
        QTest::newRow("one taken for another") << "room"_ba
                                               << "roam"_ba << 1;
        QTest::newRow("one left out") << "room"_ba
                                      << "rom"_ba << 1;
        QTest::newRow("one put in") << "room"_ba
                                    << "broom"_ba << 1;
        QTest::newRow("two swapped") << "room"_ba
                                     << "orom"_ba << 1;
        QTest::newRow("swapped and changed") << "plan-a"_ba
                                             << "paln-b"_ba << 2;
        QTest::newRow("nothing and something") << ""_ba
                                               << "ab"_ba << 2;
        QTest::newRow("too far") << "kitchen"_ba
                                 << "office"_ba << 4;
        QTest::newRow("too long") << "a"_ba
                                  << "abcdefgh"_ba << 4;
    }
    void slipsOfThePenAreCounted()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QTEST(editDistance(a, b, 3), "distance");
        QTEST(editDistance(b, a, 3), "distance");
    }

private:
    static constexpr QByteArray::Base64Options url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
};

QTEST_GUILESS_MAIN(TestSigningKey)
#include "common_signingkey.moc"
