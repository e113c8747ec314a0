#include "common/model/asset.h"
#include "server/net/roomhost.h"
#include "server/net/selfsigned.h"
#include "tests/integration/server_foreign.h"
#include "tests/integration/server_lazy.h"
#include "tests/integration/server_program.h"
#include "tests/support/images.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// Takes any certificate.
class ForeignTlsClient : public ForeignClient
{
public:
    explicit ForeignTlsClient(const QUrl &url)
        : ForeignClient(url)
    {
        QObject::connect(&socket(), &QWebSocket::sslErrors, &socket(), [this] { socket().ignoreSslErrors(); });
    }
};

/// An encrypted connection that takes any certificate; not encrypted where the host refuses.
std::unique_ptr<QSslSocket> encrypted(quint16 port, QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->setProtocol(protocol);
    socket->connectToHostEncrypted(u"127.0.0.1"_s, port);
    waitUntil([&] { return socket->isEncrypted() || socket->state() == QAbstractSocket::UnconnectedState; });
    return socket;
}

QByteArray ask(QTcpSocket &socket, const QByteArray &request)
{
    socket.write(request);
    QByteArray answer;
    waitUntil([&] {
        answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    });
    return answer + socket.readAll();
}

QByteArray fingerprint(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper();
}

QByteArray fingerprintAt(quint16 port)
{
    return fingerprint(encrypted(port)->peerCertificate());
}

const QByteArray healthz = "GET /healthz HTTP/1.1\r\n\r\n";

} // namespace

/// Encryption on the one port (T13), spoken with by Qt's own TLS.
class TestServerTls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options = {};
        m_options.address = QHostAddress(QHostAddress::LocalHost);
        m_options.port = 0;
        m_options.dataFolder = m_folder->filePath(u"data"_s);
        m_options.tlsSelfSigned = true;
        m_host = std::make_unique<RoomHost>();
    }
    void cleanup() { m_host.reset(); }

    void T13_httpAndWebSocketShareThePort()
    {
        start();
        // T1
        QVERIFY(ask(*encrypted(m_port), healthz).startsWith("HTTP/1.1 200 "));
        ForeignTlsClient ann(room());
        ForeignTlsClient ben(room());
        QVERIFY(!ann.join("client-ann").isEmpty());
        QVERIFY(!ben.join("client-ben").isEmpty());
        ann.send(R"({"type":"edit","id":1,"ops":[{"op":"create","shape":{"id":"s1","kind":"rect"}}]})");
        const QJsonObject told = ben.next(u"edits"_s);
        QCOMPARE(told["edits"_L1].toArray().size(), 1);
        QVERIFY(!ann.next(u"edits"_s).isEmpty());
    }

    void T13_muchGoesThroughWhole()
    {
        m_options.limits.byteBurst = 1 << 30;
        start();
        ForeignTlsClient ann(room());
        QVERIFY(!ann.join("client-ann").isEmpty());
        const QByteArray text(18'000, 'x');
        constexpr int shapes = 400; // some megabytes: more than the kernel holds, many records
        for (int i = 0; i < shapes; ++i) {
            const QByteArray id = QByteArray::number(i + 1);
            ann.send(R"({"type":"edit","id":)" + id + R"(,"ops":[{"op":"create","shape":{"id":"s)" + id +
                     R"(","kind":"text","text":")" + text + R"("}}]})");
        }
        qsizetype heard = 0;
        while (heard < shapes) {
            const QJsonObject edits = ann.next(u"edits"_s);
            QVERIFY(!edits.isEmpty());
            heard += edits["edits"_L1].toArray().size();
        }
        ForeignTlsClient ben(room());
        QVERIFY(!ben.join("client-ben").isEmpty());
        QCOMPARE(ben.shapes.size(), shapes);
        for (const auto shape : std::as_const(ben.shapes))
            QCOMPARE(shape["text"_L1].toString().size(), text.size());
    }

    void T13_imagesAreBroughtAndFetched()
    {
        start();
        ForeignTlsClient ann(room());
        QVERIFY(!ann.join("client-ann").isEmpty());
        const QByteArray image = pngLike(30, 20, QByteArray(3'000'000, 'x'));
        const QByteArray path = "/api/rooms/plan/assets/" + assetIdOf(image);
        const QByteArray put = "PUT " + path + " HTTP/1.1\r\nContent-Length: " + QByteArray::number(image.size());
        QVERIFY(ask(*encrypted(m_port), put + "\r\n\r\n" + image).startsWith("HTTP/1.1 201 "));
        QVERIFY(ask(*encrypted(m_port), "GET " + path + " HTTP/1.1\r\n\r\n").endsWith(image));
    }

    void T13_plainRequestIsToldToEncrypt()
    {
        start();
        QTcpSocket plain;
        plain.connectToHost(u"127.0.0.1"_s, m_port);
        const QByteArray answer = ask(plain, healthz);
        QVERIFY2(answer.startsWith("HTTP/1.1 426 Upgrade Required\r\n"), answer.constData());
        QVERIFY(answer.contains("\r\nUpgrade: TLS/1.2\r\n"));
    }

    void T13_plainAndEncryptedShareThePortWhereTheHostIsToldTo()
    {
        m_options.allowPlain = true;
        start();
        QTcpSocket plain;
        plain.connectToHost(u"127.0.0.1"_s, m_port);
        QVERIFY(ask(plain, healthz).startsWith("HTTP/1.1 200 "));
        QVERIFY(ask(*encrypted(m_port), healthz).startsWith("HTTP/1.1 200 "));
        ForeignTlsClient ann(room());
        ForeignClient ben(QUrl(u"ws://127.0.0.1:%1/rooms/plan"_s.arg(m_port)));
        QVERIFY(!ann.join("client-ann").isEmpty());
        QVERIFY(!ben.join("client-ben").isEmpty());
        ann.send(R"({"type":"chat","text":"hello"})");
        QCOMPARE(ben.next(u"chat"_s)["text"_L1].toString(), u"hello"_s);
        ben.send(R"({"type":"chat","text":"you too"})");
        QCOMPARE(ann.next(u"chat"_s)["text"_L1].toString(), u"hello"_s);
        QCOMPARE(ann.next(u"chat"_s)["text"_L1].toString(), u"you too"_s);
    }

    void T13_aTrustedProxyMaySayThatItWasEncrypted()
    {
        m_options.trustedProxies = {u"127.0.0.1"_s};
        start();
        QTcpSocket proxy;
        proxy.connectToHost(u"127.0.0.1"_s, m_port);
        QVERIFY(ask(proxy, "GET /healthz HTTP/1.1\r\nX-Forwarded-Proto: https\r\n\r\n").startsWith("HTTP/1.1 200 "));
        QTcpSocket honest;
        honest.connectToHost(u"127.0.0.1"_s, m_port);
        QVERIFY(ask(honest, "GET /healthz HTTP/1.1\r\nX-Forwarded-Proto: http\r\n\r\n").startsWith("HTTP/1.1 426 "));
    }

    void aProxyMaySayFirstWhomItConnects_data()
    {
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("one that is trusted") << true;
        QTest::newRow("another") << false;
    }
    void aProxyMaySayFirstWhomItConnects()
    {
        QFETCH(const bool, isTrusted);
        if (isTrusted)
            m_options.trustedProxies = {u"127.0.0.1"_s};
        m_options.token = u"open sesame"_s;
        start();
        const QByteArray header = "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x09\x0a\0\0\x01\x12\x34\x1d\x72"_ba;
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        QVERIFY(waitUntil([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
        socket.write(header);
        socket.startClientEncryption();
        QVERIFY(waitUntil([&] { return socket.isEncrypted() || socket.state() == QAbstractSocket::UnconnectedState; }));
        QCOMPARE(socket.isEncrypted(), isTrusted);
        if (!isTrusted)
            return;
        QTest::ignoreMessage(QtWarningMsg, "192.0.2.9 is not let in: 401.");
        QVERIFY(ask(socket, "GET /metrics HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 401 "));
    }

    void X3_slowReaderIsBoundedUnderEncryption()
    {
        m_options.limits.byteBurst = 1 << 30;
        m_options.limits.resyncBytes = 200'000;
        start();
        ForeignTlsClient ann(room());
        QVERIFY(!ann.join("client-ann").isEmpty());
        const auto lazy = encrypted(m_port);
        QVERIFY(joinAs("client-lazy", *lazy));
        QVERIFY(!ann.next(u"joined"_s).isEmpty());
        lazy->setReadBufferSize(1);
        QVERIFY(!ann.edit(1, ann.createText("s1", "x")).isEmpty());
        const QByteArray text(18'000, 'x');
        constexpr int edits = 1'000; // 18 MB
        qint64 most = 0;
        for (int id = 2; id <= edits; ++id) {
            QCOMPARE(ann.edit(id, ann.write("s1", text + QByteArray::number(id)))["seq"_L1].toInt(), id);
            most = qMax(most, queuedBytes());
        }
        QVERIFY2(most > 0, "what waits under encryption is counted");
        QVERIFY2(most < 4'000'000, qPrintable(QString::number(most)));
    }

    void T13_bothVersionsAreSpoken()
    {
        start();
        QVERIFY(encrypted(m_port, QSsl::TlsV1_2)->isEncrypted());
        QVERIFY(encrypted(m_port, QSsl::TlsV1_3)->isEncrypted());
    }

    void T3_whoExpectsEncryptionOfAPlainHostIsAnsweredAtOnce()
    {
        m_options.tlsSelfSigned = false;
        m_options.times.headMs = 60'000;
        start();
        const auto socket = encrypted(m_port);
        QVERIFY(!socket->isEncrypted());
        QCOMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    }

    void brokenHandshakesEndAndHarmNobody_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no handshake after all") << QByteArray("\x16what is this?\r\n\r\n");
        QTest::newRow("a record too long") << QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(70'000, 'x');
        QTest::newRow("an alert in its place") << QByteArray("\x16\x03\x01\x00\x02\x02\x28", 7);
        QTest::newRow("half a head, then silence") << QByteArray("\x16\x03\x01\x02\x00\x01", 6);
    }
    void brokenHandshakesEndAndHarmNobody()
    {
        QFETCH(QByteArray, bytes);
        m_options.times.headMs = 300;
        start();
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        socket.write(bytes);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(ask(*encrypted(m_port), healthz).startsWith("HTTP/1.1 200 "));
    }

    void theHostsOwnCertificateIsMadeOnceAndItsKeyIsItsOwn()
    {
        start();
        const QByteArray first = m_host->fingerprint();
        QCOMPARE(fingerprintAt(m_port), first);
        QCOMPARE(QFileInfo(m_options.dataFolder + u"/tls/key.pem"_s).permissions() &
                     QFileDevice::Permissions(QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
        m_host = std::make_unique<RoomHost>();
        start();
        QCOMPARE(m_host->fingerprint(), first);

        m_options.dataFolder.clear(); // nothing is kept: another one
        m_host = std::make_unique<RoomHost>();
        start();
        QVERIFY(m_host->fingerprint() != first);
        QCOMPARE(fingerprintAt(m_port), m_host->fingerprint());
    }

    void certificatesThatCannotBeUsedAreRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("mentioned");
        QTest::newRow("no such file") << u"nowhere.pem"_s << u"a.key"_s << u"nowhere.pem"_s;
        QTest::newRow("no such key") << u"a.pem"_s << u"nowhere.key"_s << u"nowhere.key"_s;
        QTest::newRow("certificate without a key") << u"a.pem"_s << QString() << u"--tls-key"_s;
        QTest::newRow("key without a certificate") << QString() << u"a.key"_s << u"--tls-cert"_s;
        QTest::newRow("no certificate in it") << u"a.key"_s << u"a.key"_s << u"no certificate"_s;
        QTest::newRow("no key in it") << u"a.pem"_s << u"a.pem"_s << u"no key"_s;
        QTest::newRow("key of another kind") << u"rsa.pem"_s << u"a.key"_s << u"a.key"_s;
        QTest::newRow("key of another") << u"a.pem"_s << u"b.key"_s << u"b.key"_s;
    }
    void certificatesThatCannotBeUsedAreRefusedWithASentence()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, mentioned);
        makeCertificate(u"a"_s);
        makeCertificate(u"b"_s);
        QVERIFY(QFile::copy(QFINDTESTDATA("rsa.pem"), m_folder->filePath(u"rsa.pem"_s)));
        m_options.tlsSelfSigned = false;
        m_options.tlsCertificate = certificate.isEmpty() ? QString() : m_folder->filePath(certificate);
        m_options.tlsKey = key.isEmpty() ? QString() : m_folder->filePath(key);
        const auto port = m_host->start(m_options);
        QVERIFY(!port);
        QVERIFY2(port.error().message.contains(mentioned), qPrintable(port.error().message));
        QVERIFY2(port.error().message.endsWith(u'.'), qPrintable(port.error().message));
    }

    void aCertificateOfOnesOwnAndOneOfTheHostsExcludeEachOther()
    {
        makeCertificate(u"a"_s);
        useCertificate(u"a"_s);
        m_options.tlsSelfSigned = true;
        const auto port = m_host->start(m_options);
        QVERIFY(!port && port.error().message.contains(u"--tls-self-signed"_s));
    }

    void anotherCertificateIsReadWhileTheHostRuns()
    {
        makeCertificate(u"a"_s);
        useCertificate(u"a"_s);
        start();
        const QByteArray before = m_host->fingerprint();
        ForeignTlsClient ann(room());
        QVERIFY(!ann.join("client-ann").isEmpty());
        makeCertificate(u"a"_s);
        QCOMPARE(fingerprintAt(m_port), before);
        m_host->reloadCertificate();
        QCOMPARE(m_host->fingerprint(), fingerprintOf(u"a"_s));
        QCOMPARE(fingerprintAt(m_port), m_host->fingerprint());
        ann.send(R"({"type":"chat","text":"still here"})");
        QCOMPARE(ann.next(u"chat"_s)["text"_L1].toString(), u"still here"_s);
    }

    void oneThatCannotBeReadLeavesTheOneBefore()
    {
        makeCertificate(u"a"_s);
        useCertificate(u"a"_s);
        start();
        const QByteArray before = m_host->fingerprint();
        QVERIFY(QFile::remove(m_options.tlsKey));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"stays as it was.*a\\.key"_s));
        m_host->reloadCertificate();
        QCOMPARE(m_host->fingerprint(), before);
        QCOMPARE(fingerprintAt(m_port), before);
    }

    void theProgramReadsItAnewOnSighup()
    {
        makeCertificate(u"a"_s);
        QProcess program;
        program.start(QStringLiteral(SKETCHROOM_SERVER),
                      {u"--listen"_s, u"127.0.0.1"_s, u"--port"_s, u"0"_s, u"--data"_s, m_options.dataFolder,
                       u"--tls-cert"_s, m_folder->filePath(u"a.pem"_s), u"--tls-key"_s,
                       m_folder->filePath(u"a.key"_s)});
        QByteArray said;
        const auto saidAll = [&] {
            said += program.readAllStandardOutput();
            return said.count('\n') == 2;
        };
        QVERIFY(waitUntil(saidAll));
        QVERIFY2(said.startsWith("listening on wss://127.0.0.1:"), said.constData());
        const quint16 port = said.split('\n').first().split(':').last().toUShort();
        const QByteArray before = fingerprintAt(port);
        QVERIFY2(said.split('\n').at(1).endsWith(before), said.constData());
        makeCertificate(u"a"_s);
        QCOMPARE(::kill(pid_t(program.processId()), SIGHUP), 0);
        const QByteArray after = fingerprintOf(u"a"_s);
        QVERIFY(after != before);
        QTRY_COMPARE(fingerprintAt(port), after);
        program.terminate();
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitCode(), 0);
    }

private:
    void start()
    {
        const auto port = m_host->start(m_options);
        QVERIFY2(port, qPrintable(port ? QString() : port.error().message));
        m_port = *port;
    }
    QUrl room() const { return QUrl(u"wss://127.0.0.1:%1/rooms/plan"_s.arg(m_port)); }
    void makeCertificate(const QString &name) const
    {
        const auto made = makeSelfSigned();
        QVERIFY(made);
        QVERIFY(save(*made, m_folder->filePath(name + u".pem"_s), m_folder->filePath(name + u".key"_s)));
    }
    /// What `socket` needs to be in the room.
    static bool joinAs(const QByteArray &client, QSslSocket &socket)
    {
        socket.write("GET /rooms/plan HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QByteArray heard;
        const QByteArray field("\"nonce\":\"");
        const auto hasNonce = [&] {
            heard += socket.readAll();
            return heard.contains(field) && heard.endsWith('}');
        };
        if (!waitUntil(hasNonce))
            return false;
        const QByteArray nonce = heard.mid(heard.indexOf(field) + field.size(), 43);
        socket.write(masked(joinMessage(client, "plan", nonce)));
        return true;
    }
    /// What waits for all who do not read.
    qint64 queuedBytes() const
    {
        const QByteArray page = ask(*encrypted(m_port), "GET /metrics HTTP/1.1\r\n\r\n");
        const QByteArray name("\nsketchroom_queued_bytes ");
        const qsizetype at = page.indexOf(name) + name.size();
        return page.mid(at, page.indexOf('\n', at) - at).toLongLong();
    }
    QByteArray fingerprintOf(const QString &name) const
    {
        return fingerprint(QSslCertificate::fromPath(m_folder->filePath(name + u".pem"_s)).value(0));
    }
    void useCertificate(const QString &name)
    {
        m_options.tlsSelfSigned = false;
        m_options.tlsCertificate = m_folder->filePath(name + u".pem"_s);
        m_options.tlsKey = m_folder->filePath(name + u".key"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    HostOptions m_options;
    std::unique_ptr<RoomHost> m_host;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestServerTls)
#include "server_tls.moc"
