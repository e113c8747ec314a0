#include "server/net/pooledhasher.h"

#include <QPasswordDigestor>
#include <QTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

/// What is kept of a room's secret, and the threads on which that is found out.
class TestServerSecret final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptOpensToTheSecretAndNothingElse()
    {
        const auto kept = hashSecret(u"pässword"_s, "salt-1");
        QVERIFY(kept);
        QVERIFY(!kept->contains("ssword"));
        const auto right = checkSecret(*kept, u"pässword"_s, "salt-2");
        QVERIFY(right && right->right);
        QVERIFY(right->renewed.isEmpty());
        for (const QString &wrong : {u"password"_s, u"pässword "_s, QString()}) {
            const auto check = checkSecret(*kept, wrong, "salt-2");
            QVERIFY(check && !check->right);
        }
    }

    void whatIsKeptSaysHowItWasMade()
    {
        const QByteArray kept = *hashSecret(u"melon"_s, "salt-1");
        // OWASP's Password Storage Cheat Sheet: N=2^15, r=8, p=3 is enough.
        QVERIFY2(kept.startsWith("scrypt$32768$8$3$"), kept.constData());
        QVERIFY(kept != *hashSecret(u"melon"_s, "salt-2"));
        // RFC 7914, 12: the vector of "pleaseletmein" and "SodiumChloride", its first 32 bytes.
        const QByteArray vector = "scrypt$16384$8$1$" + "SodiumChloride"_ba.toHex() +
                                  "$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";
        const auto check = checkSecret(vector, u"pleaseletmein"_s, "salt-2");
        QVERIFY(check && check->right);
        QVERIFY2(check->renewed.startsWith("scrypt$32768$8$3$"), check->renewed.constData());
    }

    void whatEarlierVersionsKeptOpensAndIsRenewed()
    {
        const QByteArray hash =
            QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, "melon"_ba, "salt-1"_ba, 10'000, 32);
        const QByteArray kept = "pbkdf2-sha256$10000$" + "salt-1"_ba.toHex() + '$' + hash.toHex();
        const auto wrong = checkSecret(kept, u"lemon"_s, "salt-2");
        QVERIFY(wrong && !wrong->right);
        QVERIFY(wrong->renewed.isEmpty());
        const auto right = checkSecret(kept, u"melon"_s, "salt-2");
        QVERIFY(right && right->right);
        QVERIFY(right->renewed.startsWith("scrypt$"));
        QVERIFY(checkSecret(right->renewed, u"melon"_s, "salt-3")->right);
    }

    void whatCannotBeReadOpensToNobody_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("another method") << "rot13$1$00$00"_ba;
        QTest::newRow("half") << "scrypt$32768$8$3"_ba;
        QTest::newRow("no numbers") << "scrypt$a$b$c$00$00"_ba;
        QTest::newRow("more memory than there is") << "scrypt$1073741824$1024$3$00$00"_ba;
    }
    void whatCannotBeReadOpensToNobody()
    {
        QFETCH(QByteArray, kept);
        const auto check = checkSecret(kept, QString(), "salt");
        QVERIFY(!check);
        QVERIFY(!check.error().message.isEmpty());
    }

    void reportsComeOnTheCallersThread()
    {
        QThreadPool pool;
        PooledHasher hasher(pool);
        QThread *there = nullptr;
        QByteArray kept;
        hasher.hash(u"melon"_s, "salt", [&](const Result<QByteArray> &outcome) {
            kept = outcome.value_or(QByteArray());
            there = QThread::currentThread();
        });
        QVERIFY(kept.isEmpty()); // never before it returns
        QTRY_COMPARE(there, QThread::currentThread());
        std::optional<bool> right;
        hasher.check(kept, u"melon"_s, "salt",
                     [&](const Result<SecretCheck> &outcome) { right = outcome && outcome->right; });
        QTRY_COMPARE(right, true);
    }

    void nobodyIsToldWhenTheHasherIsGone()
    {
        QThreadPool pool;
        bool told = false;
        {
            PooledHasher hasher(pool);
            hasher.hash(u"melon"_s, "salt", [&](const Result<QByteArray> &) { told = true; });
        }
        pool.waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!told);
    }
};

QTEST_GUILESS_MAIN(TestServerSecret)
#include "server_secret.moc"
